import type { Block } from "../../report.ts";
import { agencyNotes } from "../../slot.ts";
import { countText } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { overdueLineOf } from "../overdue-lines.ts";
import { bullets } from "../sentences.ts";

/**
 * What people say of the overdue dossiers of single agencies (nguyên nhân, ghi chú), each beside its number: "UBND xã A (12
 * hồ sơ quá hạn): 10 hồ sơ chậm do lỗi hệ thống ngày 05/6/2023". A code that no agency in force has stays as it is.
 */
export function agencyNoteBlocks({ composition, texts }: Writing, { slot }: { readonly slot: string }): Block[] {
  const { tree, names } = composition;
  return bullets(
    agencyNotes(texts.get(slot) ?? "").map(({ code, note }) => {
      const agency = tree.newest(code);
      const isInForce = agency !== undefined && tree.isInForce(code);
      if (agency === undefined || !isInForce) return `${code}: ${note}`;
      const line = overdueLineOf(composition, agency);
      const number = line === null ? "chưa có số liệu" : `${countText(line.late + (line.open ?? 0))} hồ sơ quá hạn`;
      return `${names.of(agency)} (${number}): ${note}`;
    }),
  );
}
