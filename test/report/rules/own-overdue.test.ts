import { expect, test } from "vitest";
import type { Composition } from "../../../functions/report/composition.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under } from "../../helpers/data/composed.ts";

/** The office that makes the report. */
const ISSUER = "Sở Thông tin và Truyền thông";

/** The worked example with every month there, so that it is known what is still open. */
function whole(): { composition: Composition; targets: Composition["targets"] } {
  const answers = workedExample();
  answers.agencies = answers.agencies.map((one) => (one.code === "Z1.S01" ? { ...one, name: ISSUER } : one));
  for (const { code } of answers.agencies) {
    const known = answers.counts.find((one) => one.agency === code && one.from === "2023-05-15" && one.items);
    if (known !== undefined) continue;
    answers.counts = answers.counts.filter((one) => one.agency !== code || one.from !== "2023-05-15");
    answers.counts.push({ agency: code, from: "2023-05-15", to: "2023-06-14", items: [] });
  }
  return composed(answers, "2023-06", ["brvt-qd-2023"]);
}

const openOf = ({ composition }: ReturnType<typeof whole>, code: string): number => {
  const agency = composition.tree.newest(code);
  if (agency === undefined) throw new Error(`no ${code}`);
  return composition.figures.evidence.sums([{ kind: "agency", ...agency }])?.sum(["pendingOverdue"]) ?? 0;
};

const grouped = (value: number): string => value.toLocaleString("vi-VN");

// documents.md 3: the issuing office is not asked through its superior to correct itself.
test("overdue dossiers are asked of the others by name of who has most, those of the office itself are told as its own", () => {
  const made = whole();
  const codes = made.composition.tree.inForce.map(({ code }) => code);
  const all = codes.reduce((sum, code) => sum + openOf(made, code), 0);
  const issuer = made.composition.tree.newest("Z1.S01");
  if (issuer === undefined) throw new Error("no Z1.S01");
  const { sections } = sectionsOf(made, "cntt");
  const own = openOf(made, "Z1.S01");
  const most = codes
    .filter((code) => code !== "Z1.S01")
    .sort((left, right) => openOf(made, right) - openOf(made, left));
  const asked = under(sections, "KIẾN NGHỊ, ĐỀ XUẤT").join(" ");

  expect(own).toBeGreaterThan(0);
  expect(asked).toContain(`giải quyết dứt điểm ${grouped(all - own)} hồ sơ đang giải quyết đã quá hạn`);
  expect(asked).toContain(`không kể ${grouped(own)} hồ sơ của ${ISSUER}`);
  expect(asked).toContain(
    `nhiều nhất tại ${made.composition.names.of(made.composition.tree.newest(most[0] ?? "") ?? issuer)}`,
  );
  expect(under(sections, ". Tồn tại, hạn chế").join(" ")).toContain(
    `còn ${grouped(own)} hồ sơ đang giải quyết đã quá hạn, sẽ giải quyết dứt điểm.`,
  );
});
