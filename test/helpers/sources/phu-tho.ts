import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { type FakePortal, PHU_THO_ROOT, recorded } from "./national-portal.ts";

/** Rows of a file of Phú Thọ's real figures of August 2026 (all 163 units), captured on 26/9/2026; the province first. */
function rowsOf(name: "progress" | "payment"): Record<string, string>[] {
  const text = readFileSync(
    new URL(`../../fixtures/national-portal/phutho-2026-08-${name}.csv`, import.meta.url),
    "utf8",
  );
  return parse(text, { columns: true });
}

const Recorded = z.object({
  data: z.object({ children: z.array(z.object({ departmentId: z.string(), departmentCode: z.string() })) }),
});

/** The ids of the units that were recorded whole; the files have codes only. */
const ids = new Map(
  Recorded.parse(JSON.parse(recorded("dvc-progress-tree"))).data.children.map(({ departmentId, departmentCode }) => [
    departmentCode,
    departmentId,
  ]),
);

const whoOf = ({ code = "", unit, level }: Record<string, string>) => ({
  departmentId: level === "PARENT" ? PHU_THO_ROOT : (ids.get(code) ?? `id-${code}`),
  departmentName: unit,
  departmentCode: code,
  level,
});

const numbered = (row: Record<string, string>, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, Number(row[field])]));

function progress(): string {
  const [parent, ...units] = rowsOf("progress").map((row) => ({
    ...whoOf(row),
    totalReceived: Number(row["received"]),
    totalOnTime: Number(row["onTime"]),
    ...(row["level"] === "PARENT"
      ? { totalScore: Number(row["score"]), totalMaxScore: 20 }
      : { totalOverdue: Number(row["overdue"]), score: Number(row["score"]), maxScore: 20 }),
  }));
  return JSON.stringify({ code: "OK", data: { parent, children: units } });
}

const PAYMENT = ["totalDossierOnlinePaymentSuccess", "totalDossierFinancialObligation"];

function payment(): string {
  const [parent, ...units] = rowsOf("payment").map((row) => ({
    ...whoOf(row),
    ...numbered(row, PAYMENT),
    totalScore: Number(row["score"]),
    totalMaxScore: 10,
  }));
  return JSON.stringify({ code: "OK", data: { parent, children: units } });
}

/** Makes the portal tell of all of Phú Thọ's units what it told of August 2026, where that was recorded. */
export function tellsOfPhuTho(portal: FakePortal): void {
  const whole = new Map([
    ["dvc-progress-tree", progress()],
    ["formality-online-payment-tree", payment()],
  ]);
  portal.edit = (body, name) => whole.get(name) ?? body;
}
