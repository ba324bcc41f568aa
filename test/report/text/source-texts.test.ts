import { expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { AgencyTree, agenciesOfWindow } from "../../../functions/domain/agency.ts";
import { windowOfMonth } from "../../../functions/domain/period.ts";
import { type Composition, compositionOf } from "../../../functions/report/composition.ts";
import { causeWords } from "../../../functions/report/text/changes.ts";
import { sourceText, sourceTexts } from "../../../functions/report/text/sources/source-texts.ts";
import { causeText } from "../../../functions/revisions/cause.ts";
import { type InputChange, inputChanges } from "../../../functions/revisions/change.ts";
import type { Manifest } from "../../../functions/revisions/revision.ts";
import { computed, workedExample } from "../../helpers/data/answers.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));
const province = catalogue.province("ba-ria-vung-tau");
const MONTH = "2023-06";
const API = "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Bà Rịa - Vũng Tàu";
const SOURCES = [
  { id: "mot-cua", name: "Phần mềm một cửa, OpenCPS", onTimeHoldsWithdrawn: true },
  { id: "bo-nganh", name: "Hệ thống của Bộ, ngành", onTimeHoldsWithdrawn: false },
];
const READ = "tại thời điểm 06 giờ 00 phút ngày 15/6/2023, theo từng thủ tục hành chính";

/** June 2023 of the worked example, whose counts come from where it is said. */
function composition(mapped: Composition["mapped"] = [], imported: Composition["imported"] = []): Composition {
  const programmes = catalogue.programmes(province.id).filter(({ id }) => id === "brvt-qd-2023");
  const indicators = new Map(
    programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
  );
  const question = { province: province.id, period: MONTH, programmes, indicators };
  const { figures, evidence, findings, inputs } = computed(workedExample(), question);
  return compositionOf({
    ...{ province, forms: catalogue.forms(), inputs, findings, changes: null, inputChanges: [] },
    tree: new AgencyTree(inputs.lists, [...inputs.lists.keys()].sort().at(-1) ?? ""),
    figures: { rows: figures, evidence },
    ...{ imported, mapped, sources: SOURCES },
    head: { revision: 1, state: "final", synthetic: false, dataAsOf: "2023-06-15T06:00:00+07:00" },
  });
}

/** The agencies that have counts of the month. */
function answering(): string[] {
  const { inputs } = composition();
  return agenciesOfWindow(inputs.lists, windowOfMonth(MONTH, inputs.scheme)).filter(
    (agency) => inputs.digests(agency, MONTH) !== undefined,
  );
}

const from = (system: string, agencies: readonly string[]) =>
  agencies.map((agency) => ({ agency, month: MONTH, system }));

test("one system that all counts come from is named as its mapping calls it", () => {
  expect(sourceText(composition(from("mot-cua", answering())))).toBe(
    `Nguồn số liệu: Phần mềm một cửa, OpenCPS, ${READ}.`,
  );
});

test("of several, the API among them, each is told with its agencies; an imported month is of none of them", () => {
  const all = answering();
  const [first = "", second = "", third = ""] = all;
  const mapped = [...from("mot-cua", [first, second]), ...from("bo-nganh", [second])];
  const imported = [{ agency: third, month: MONTH, onTimeHoldsWithdrawn: false }];
  const others = String(all.length - 3).padStart(2, "0");
  expect(sourceText(composition(mapped, imported))).toBe(
    `Nguồn số liệu: ${API} (${others} cơ quan); Phần mềm một cửa, OpenCPS (02 cơ quan); Hệ thống của Bộ, ngành (01 cơ quan), ${READ}.`,
  );
});

test("a system whose dossiers on time hold those that were withdrawn is told of with its agencies, like a workbook", () => {
  const [first = "", second = ""] = answering();
  const mapped = [...from("mot-cua", [first]), ...from("bo-nganh", [second])];
  const said = composition(mapped);
  const name = said.names.on(first, "2023-06-14");
  const sentence = `Theo nguồn “Phần mềm một cửa, OpenCPS”, hồ sơ giải quyết đúng hạn gồm cả hồ sơ rút, trả lại: ${name}.`;
  expect(sourceTexts(said)).toEqual([sourceText(said), sentence]);
  expect(sourceTexts(said, new Set([second]))).toEqual([sourceText(said)]);
  expect(sourceTexts(said, new Set([first]))).toContain(sentence);
});

test("a change of one system's counts is a cause that names the agency and the system", () => {
  const snapshot = (sha256: string): Manifest["snapshots"][number] => ({
    ...{ kind: "source-counts", agency: "mot-cua/Z1.S01", from: "2023-05-15", to: "2023-06-14", month: MONTH },
    ...{ vintage: 1, sha256, status: "final", dataAsOf: "2023-06-15T06:00:00+07:00" },
  });
  const inputs = (sha256: string) => ({ snapshots: [snapshot(sha256)], templates: "t", code: "c" });
  const changes = inputChanges(inputs("a"), inputs("b"));
  const change: InputChange = {
    ...{ kind: "source-counts", agency: "Z1.S01", system: "mot-cua", when: MONTH, to: "2023-06-14", how: "changed" },
  };
  expect(changes).toEqual([change]);
  expect(causeText(changes)).toBe("source-counts:mot-cua:Z1.S01:2023-06:changed");
  const { names } = composition();
  const name = names.on("Z1.S01", "2023-06-14");
  expect(causeWords(change, { names, sources: SOURCES })).toBe(
    `${name} điều chỉnh số liệu tháng 6/2023 từ nguồn “Phần mềm một cửa, OpenCPS”`,
  );
  expect(causeWords(change, { names })).toBe(`${name} điều chỉnh số liệu tháng 6/2023 từ nguồn “mot-cua”`);
});
