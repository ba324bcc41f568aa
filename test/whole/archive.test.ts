import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verify } from "../../functions/pipeline/verify.ts";
import { readArchive } from "../helpers/documents/read-archive.ts";
import { dense, readPdf, textOf } from "../helpers/documents/read-pdf.ts";
import { folder } from "../helpers/runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { runSteps, world } from "../helpers/runs/world.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

const SERIES = "ba-ria-vung-tau/2023-06";

test("a published document carries the published figures inside and prints the hash that they have", async () => {
  const { ports } = await world(province, folder());
  await runSteps(ports, "run-1");
  const pointer = await ports.revisions.current(SERIES);
  const prefix = pointer?.manifestKey.replace(/\/[^/]*$/, "");
  const pdf = await ports.objects.get(`${prefix}/bao-cao-cntt.pdf`);
  const figures = await ports.objects.get(`${prefix}/figures.csv`);
  if (pdf === null || figures === null) throw new Error("nothing was published");
  const { files } = await readArchive(pdf);

  expect(files.map(({ name }) => name)).toEqual(["figures.csv"]);
  expect(Buffer.compare(files[0]?.bytes ?? new Uint8Array(), figures)).toBe(0);
  const digits = createHash("sha256").update(figures).digest("hex").slice(0, 12);
  const { pages } = await readPdf(pdf);
  expect(pages.filter((page) => textOf(page).includes(dense(`SHA-256 bắt đầu bằng ${digits}`)))).toEqual(
    pages.slice(-1),
  );
  expect(await verify(ports, SERIES, null)).toMatchObject({ damaged: [], differing: [] });
});
