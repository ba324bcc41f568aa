/** Templates with a directing document made up for the tests: nobody has given targets for 2025. */

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import type { Programme } from "../../../functions/domain/programme.ts";
import type { TemplateCatalogue } from "../../../functions/ports/ports.ts";

const TEMPLATES = new URL("../../../templates/", import.meta.url).pathname;
const INDICATORS = ["online-filing", "paid-procedures", "payable-procedures", "identified-users"];

/** The id of the made-up document for a province and year. */
export const programmeId = (province: string, year: number): string => `thu-nghiem-${year}-${province}`;

function document(province: string, year: number): z.input<typeof Programme> {
  const thresholds = { so: 50, huyen: 50, xa: 50, province: 50 };
  const targets = INDICATORS.map((indicator) => ({
    id: indicator,
    indicator,
    name: `Chỉ tiêu thử nghiệm ${indicator}`,
    goal: "min" as const,
    unit: "percent" as const,
    thresholds,
    deadline: `${year}-12-31`,
    clause: "1",
    quote: "Chỉ tiêu thử nghiệm, không có thật",
  }));
  return {
    id: programmeId(province, year),
    province,
    citation: "Văn bản thử nghiệm",
    shortName: "Văn bản thử nghiệm",
    title: "Văn bản thử nghiệm, không có thật",
    issuer: "Ủy ban nhân dân tỉnh",
    issued: `${year}-01-02`,
    inForce: { to: `${year}-12-31` },
    exceptions: [],
    ocrCorrections: [],
    targets,
  };
}

/** The real templates and, beside them, a made-up document in force in a year for each of these provinces. */
export function trialCatalogue(provinces: readonly string[], year: number): TemplateCatalogue {
  const folder = mkdtempSync(join(tmpdir(), "van-ban-"));
  cpSync(TEMPLATES, folder, { recursive: true });
  for (const province of provinces) {
    const file = join(folder, "programmes", `${programmeId(province, year)}.json`);
    writeFileSync(file, JSON.stringify(document(province, year)));
  }
  const catalogue = loadCatalogue(folder);
  rmSync(folder, { recursive: true, force: true });
  return catalogue;
}
