import { expect, test } from "vitest";
import { firstPage } from "../../../functions/render/pdf/first-page.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { sampleReport } from "../../helpers/documents/sample.ts";

test("the first page is a grey picture of 840 dots across, of the same bytes each time, and of others where it differs", async () => {
  const [pdf, other] = [
    await renderPdf(sampleReport(), []),
    await renderPdf(sampleReport({ subject: "Việc khác" }), []),
  ];
  const [first, again, different] = [await firstPage(pdf), await firstPage(pdf), await firstPage(other)];
  const head = Buffer.from(first);
  expect(head.subarray(1, 4).toString()).toBe("PNG");
  // IHDR: width, height, 8 bits of grey.
  const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)];
  expect([width, head[24], head[25]]).toEqual([840, 8, 0]);
  // A4 is higher than wide by the root of two.
  expect(Math.abs(height - width * Math.SQRT2)).toBeLessThan(2);
  expect(Buffer.compare(first, again)).toBe(0);
  expect(Buffer.compare(first, different)).not.toBe(0);
});

test("what is no PDF cannot be drawn", async () => {
  await expect(firstPage(new TextEncoder().encode("không phải PDF"))).rejects.toThrow();
});
