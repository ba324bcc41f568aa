import type { Agency } from "../../../domain/agency.ts";
import { RequestInvalid } from "../../../domain/failure.ts";
import { type Month, windowOfMonth } from "../../../domain/period.ts";
import type { Province } from "../../../domain/province.ts";
import type { TemplateRequest } from "../../../ports/workbooks.ts";
import { periodText, sentence } from "../../../report/wording.ts";
import { agenciesIn } from "./read.ts";

/**
 * What our own template of a province is filled in with: the agencies of a month, or those that are at work now. Throws
 * RequestInvalid where it would be empty.
 *
 * @param known every agency of the province
 * @param month null leaves the month to be written in
 */
export function templateRequest(known: readonly Agency[], province: Province, month: Month | null): TemplateRequest {
  const agencies =
    month === null
      ? known.filter(({ validTo }) => validTo === null)
      : agenciesIn(known, windowOfMonth(month, province.regime.scheme));
  if (agencies.length > 0) return { provinceName: province.name, month, agencies };
  const when = month === null ? "đang hoạt động" : `trong ${periodText(month)}`;
  throw new RequestInvalid(`${sentence(province.name)} không có cơ quan nào ${when}; chọn tháng khác.`);
}
