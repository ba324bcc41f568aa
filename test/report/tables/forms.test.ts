import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { type Form, formOn } from "../../../functions/report/tables/form.ts";
import { TEMPLATES } from "../../helpers/catalogue/templates.ts";

const forms = loadCatalogue(TEMPLATES).forms();

test.each([
  ["2023-06-14", "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", undefined],
  ["2025-06-30", "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", undefined],
  [
    "2025-07-14",
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "Văn phòng Chính phủ",
  ],
  [
    "2026-01-10",
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "Bộ Tư pháp",
  ],
])("Biểu II.06a on %s has the title and the receiver of that day", (day, title, receiver) => {
  expect(formOn(forms, "ii-06a", day)).toMatchObject({ title, ...(receiver === undefined ? {} : { receiver }) });
});

describe("a form that cannot be printed is refused with one sentence", () => {
  const ended: Form[] = forms.map((form) => ({
    ...form,
    versions: form.versions.map((one, at) => (at === form.versions.length - 1 ? { ...one, to: "2026-12-31" } : one)),
  }));

  test.each([
    [
      "before its days",
      () => formOn(forms, "07a-btp", "2026-07-31"),
      "Biểu số 07a/BTP chỉ dùng từ ngày 01/8/2026, số liệu của kỳ đến ngày 31/7/2026; bỏ biểu này khỏi đề cương hoặc chọn kỳ khác.",
    ],
    [
      "after its days",
      () => formOn(ended, "ii-06a", "2027-01-14"),
      "Biểu số II.06a/VPCP/KSTT chỉ dùng đến hết ngày 31/12/2026, số liệu của kỳ đến ngày 14/01/2027; bỏ biểu này khỏi đề cương hoặc chọn kỳ khác.",
    ],
    [
      "while its columns have not been read",
      () => formOn(forms, "07a-btp", "2026-10-31"),
      "Biểu số 07a/BTP chưa lập được: chưa đọc được các cột của biểu; cần bản Thông tư số 09/2026/TT-BTP kèm biểu mẫu; bỏ biểu này khỏi đề cương hoặc chọn kỳ khác.",
    ],
  ])("%s", (_, ask, sentence) => {
    expect(ask).toThrow(sentence);
  });
});

test("a form whose columns nobody has read says what of it is still to be confirmed", () => {
  const unread = forms.flatMap(({ versions }) => versions).filter(({ missing }) => missing !== undefined);

  expect(unread.map(({ code, unconfirmed }) => [code, unconfirmed?.includes("chưa đối chiếu với")])).toEqual([
    ["Biểu số 07a/BTP", true],
  ]);
});
