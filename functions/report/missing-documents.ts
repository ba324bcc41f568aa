import type { MissingDocument } from "../revisions/revision.ts";
import { fewText } from "./wording.ts";

/** So many agencies are named where there is one sentence for all. */
const MOST = 5;

/** A line for each agency whose documents could not be made: "UBND xã A (don-vi/A.pdf, don-vi/A.xlsx): …". */
export function missingDocumentLines(missing: readonly MissingDocument[]): string[] {
  const groups = Map.groupBy(missing, ({ agency, failure }) => `${agency} ${failure.message}`);
  return [...groups.values()].map(([first, ...others]) => {
    if (first === undefined) return "";
    const names = [first, ...others].map(({ name }) => name).join(", ");
    return `${first.agencyName} (${names}): ${first.failure.message}`;
  });
}

/** What supplies the documents that a published revision lacks. */
export const SUPPLY_TEXT =
  "Xử lý nguyên nhân rồi chạy lại kỳ này: lần chạy sau lập phần còn thiếu thành bản tiếp theo, bản đã có không thay đổi.";

/** What a revision lacks, why, and what to do, for whoever follows a run; empty where it lacks nothing. */
export function missingDocumentsText(missing: readonly MissingDocument[]): string {
  if (missing.length === 0) return "";
  const lines = missingDocumentLines(missing);
  const rest = lines.length > MOST ? ` Và ${fewText(lines.length - MOST)} cơ quan khác.` : "";
  return `Còn thiếu ${fewText(missing.length)} văn bản chưa lập được. ${lines.slice(0, MOST).join(" ")}${rest} ${SUPPLY_TEXT}`;
}
