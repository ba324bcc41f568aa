import { expect, test } from "vitest";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { render } from "../../functions/pipeline/render.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import type { Ports } from "../../functions/ports/ports.ts";
import type { Report } from "../../functions/report/report.ts";
import { type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

/** With the agencies' own reports among what is published. */
const publishingAll = (ports: Ports): Ports => ({
  ...ports,
  catalogue: {
    ...ports.catalogue,
    regimes: (id) => ports.catalogue.regimes(id).map((regime) => ({ ...regime, published: true })),
  },
});

/** A renderer that ends with an error nobody expected where it is given such a report. */
const failingOn = (ports: Ports, isBad: (report: Report) => boolean): Ports => ({
  ...ports,
  render: {
    ...ports.render,
    pdf: async (report, attachments) => {
      if (isBad(report)) throw new TypeError("Cannot read properties of undefined");
      return ports.render.pdf(report, attachments);
    },
  },
  check: { pdf: async () => [], docx: async () => {}, xlsx: async () => {} },
});

async function published({ ports }: Bench) {
  const pointer = await ports.revisions.current(SERIES);
  return pointer === null ? null : manifestOf(ports.objects, pointer);
}

async function runOn(world: Bench, ports: Ports, run: string) {
  await world.collected(run);
  const { outcome, documents } = await assemble(ports, { run });
  for (const document of documents) await render(ports, { run, document });
  if (outcome === "new") await publish(ports, { run });
  return { outcome, documents };
}

test("reports of a level for which the province has no letterhead are missing, those of the others are published", async () => {
  const world = await bench();
  const ports = publishingAll(failingOn(world.ports, () => false));
  const withoutXa: Ports = {
    ...ports,
    catalogue: {
      ...ports.catalogue,
      province: (id) => {
        const province = ports.catalogue.province(id);
        return { ...province, units: province.units.filter(({ level }) => level !== "xa") };
      },
    },
  };
  await runOn(world, withoutXa, "one");
  const manifest = await published(world);
  expect(manifest?.missing.map(({ name, agency, failure }) => [name, agency, failure.name])).toEqual([
    ["don-vi/Z1.X07.pdf", "Z1.X07", "Unexpected"],
    ["don-vi/Z1.X07.docx", "Z1.X07", "Unexpected"],
    ["don-vi/Z1.X07.xlsx", "Z1.X07", "Unexpected"],
  ]);
  expect(manifest?.files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["bao-cao-cntt.pdf", "don-vi/Z1.S01.pdf", "don-vi/Z1.H01.xlsx", "don-vi-gop/Z1.H01.pdf"]),
  );
});

test("an error that nobody expected ends the document it comes from, and tells nothing of itself", async () => {
  const world = await bench();
  await runOn(world, publishingAll(failingOn(world.ports, ({ report }) => report === "don-vi/Z1.H01")), "one");
  const manifest = await published(world);
  expect(manifest?.missing).toEqual([
    {
      name: "don-vi/Z1.H01.pdf",
      agency: "Z1.H01",
      agencyName: expect.stringMatching(/^UBND /),
      failure: { name: "Unexpected", message: expect.stringMatching(/^Chương trình gặp lỗi ngoài dự kiến; báo /) },
    },
  ]);
  expect(JSON.stringify(manifest)).not.toContain("Cannot read");
});

test("of a report of the whole province such an error ends the run by the document's name", async () => {
  const world = await bench();
  const ports = publishingAll(failingOn(world.ports, ({ report }) => report === "cntt"));
  await expect(runOn(world, ports, "one")).rejects.toMatchObject({
    name: "DocumentFailed",
    message: expect.stringContaining("bao-cao-cntt.pdf"),
    cause: expect.any(TypeError),
  });
  expect(await published(world)).toBe(null);
});

test("what is missing is tried alone, and its revision made only where it succeeds", async () => {
  const world = await bench();
  const bad = publishingAll(failingOn(world.ports, ({ report }) => report === "don-vi/Z1.H01"));
  await runOn(world, bad, "one");
  const first = await world.ports.revisions.current(SERIES);

  expect(await runOn(world, bad, "two")).toEqual({ outcome: "attempt", documents: ["don-vi/Z1.H01"] });
  expect(await assemble(bad, { run: "two" })).toMatchObject({ outcome: "nothing-new", standing: { revision: 1 } });
  expect(await world.ports.revisions.current(SERIES)).toEqual(first);

  // Another version of the program, which publishes nothing by itself.
  const good = { ...publishingAll(failingOn(world.ports, () => false)), code: "mended" };
  expect(await runOn(world, good, "three")).toEqual({ outcome: "attempt", documents: ["don-vi/Z1.H01"] });
  const { outcome, documents } = await assemble(good, { run: "three" });
  expect(outcome).toBe("new");
  for (const document of documents) await render(good, { run: "three", document });
  await publish(good, { run: "three" });
  expect(await published(world)).toMatchObject({ revision: 2, missing: [], supplied: ["don-vi/Z1.H01.pdf"] });

  await world.collected("four");
  expect(await assemble(good, { run: "four" })).toMatchObject({ outcome: "nothing-new", standing: { revision: 2 } });
});
