import { createHash } from "node:crypto";
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { beforeAll, expect, test } from "vitest";
import { basisOf } from "../../../functions/pipeline/support/signing/file.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { associatedFiles, fontsOf, readArchive } from "../../helpers/documents/read-archive.ts";
import { readPdf } from "../../helpers/documents/read-pdf.ts";
import { sampleReport } from "../../helpers/documents/sample.ts";
import { signPdf, verifySignature } from "../../helpers/documents/sign-pdf.ts";

const FIGURES = {
  name: "figures.csv",
  mediaType: "text/csv",
  bytes: new TextEncoder().encode("\ufeffprovince,name\r\nba-ria-vung-tau,Sở Nội vụ\r\n"),
  description: "Số liệu của báo cáo",
};

let ours: Uint8Array;
let signed: Uint8Array;
beforeAll(async () => {
  ours = await renderPdf(sampleReport(), [FIGURES]);
  signed = await signPdf(ours);
});

const known = () => ({ size: ours.byteLength, sha256: createHash("sha256").update(ours).digest("hex") });

test("our PDF is not encrypted and has no form, so that a signing tool can put its field in", async () => {
  const document = await PDFDocument.load(ours, { updateMetadata: false });
  expect(document.isEncrypted).toBe(false);
  expect(document.catalog.has(PDFName.of("AcroForm"))).toBe(false);
});

test("a signature by another program goes behind our bytes, and holds for all of the file but itself", async () => {
  expect(Buffer.compare(signed.subarray(0, ours.byteLength), ours)).toBe(0);
  const { isValid, signedBytes } = await verifySignature(signed);
  expect(isValid).toBe(true);
  // All but the digits of the signature and the brackets around them.
  expect(signed.byteLength - signedBytes).toBe(16_384 + 2);
});

test("a signature no longer holds where one byte of ours has changed", async () => {
  const place = Math.floor(ours.byteLength / 2);
  const changed = signed.with(place, (signed[place] ?? 0) ^ 1);
  expect((await verifySignature(changed)).isValid).toBe(false);
  expect(basisOf(known(), changed)).toBe("other");
});

test("the register knows the signed file as signed on our PDF", () => {
  expect(basisOf(known(), signed)).toBe("system");
});

test("pages, words, fonts, outline, properties and the attached figures read back as before", async () => {
  const [before, after] = [await readPdf(ours), await readPdf(signed)];
  expect(after.pages).toEqual(before.pages);
  expect(await fontsOf(signed)).toEqual(await fontsOf(ours));
  const [unsigned, archive] = [await readArchive(ours), await readArchive(signed)];
  expect(archive.files).toEqual(unsigned.files);
  expect(archive.files[0]?.bytes).toEqual(FIGURES.bytes);
  expect(await associatedFiles(signed)).toEqual(await associatedFiles(ours));
  expect(archive.outline).toEqual(unsigned.outline);
  expect([...(archive.xmp ?? [])]).toEqual([...(unsigned.xmp ?? [])]);
  expect(archive.xmp?.get("dc:title")).toBe(unsigned.info["Title"]);
  expect(archive.info.Custom).toEqual(unsigned.info.Custom);
  expect(archive.info["Language"]).toBe("vi");
});
