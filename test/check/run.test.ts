import { expect, test } from "vitest";
import { checkPdf } from "../../functions/check/check.ts";
import { Report } from "../../functions/domain/report.ts";
import type { Ports } from "../../functions/ports.ts";
import { readCsv } from "../../functions/render/csv.ts";
import { folder } from "../whole/command.ts";
import { exampleProvince } from "../whole/example-province.ts";
import { runSteps, world } from "../whole/world.ts";

/** Checks the document of the revision that stands. */
async function checkCurrent({ revisions, objects }: Ports): Promise<number> {
  const pointer = await revisions.current("ba-ria-vung-tau/2023-06");
  const prefix = pointer?.manifestKey.slice(0, pointer.manifestKey.lastIndexOf("/")) ?? "";
  const [pdf, report, figures] = await Promise.all(
    ["bao-cao-cntt.pdf", "report.json", "figures.csv"].map((name) => objects.get(`${prefix}/${name}`)),
  );
  if (!pdf || !report || !figures) throw new Error(`no revision under ${prefix}`);
  const parsed = Report.parse(JSON.parse(new TextDecoder().decode(report)));
  await checkPdf(pdf, parsed, readCsv(new TextDecoder().decode(figures)));
  return parsed.revision;
}

test("the documents of a run and of the run that corrects it pass", async () => {
  const province = await exampleProvince();
  try {
    const { ports } = await world(province, folder());
    await runSteps(ports, "first");
    expect(await checkCurrent(ports)).toBe(1);
    const late = province.behaviour.answers.counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-05-15");
    const model = province.behaviour.answers.counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-04-15");
    Object.assign(late ?? {}, { status: undefined, items: model?.items });
    await runSteps(ports, "second");
    expect(await checkCurrent(ports)).toBe(2);
  } finally {
    await province.close();
  }
});
