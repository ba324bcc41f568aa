import { expect, test } from "vitest";
import { abbreviationNotes } from "../../../functions/report/text/abbreviations.ts";

const paragraph = (text: string) => ({ type: "paragraph", text }) as const;

// documents.md 4: abbreviations are written out at first use.
test("the abbreviations that a report uses are explained before it begins, and no others", () => {
  expect(abbreviationNotes([paragraph("Tỷ lệ TTHC của UBND xã"), paragraph("DVCTT toàn trình")])).toEqual([
    {
      type: "note",
      text: "Chữ viết tắt: UBND: Ủy ban nhân dân; TTHC: thủ tục hành chính; DVCTT: dịch vụ công trực tuyến.",
    },
  ]);
});

test("a report without any has no such line, and words in capitals are none", () => {
  expect(abbreviationNotes([paragraph("KẾT QUẢ THỰC HIỆN NHIỆM VỤ"), paragraph("Không có.")])).toEqual([]);
});
