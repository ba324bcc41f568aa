import { expect, test } from "vitest";
import { summaryOf } from "../../functions/cli/summary.ts";
import type { Renewal } from "../../functions/revisions/renewal.ts";
import type { Manifest, MissingDocument } from "../../functions/revisions/revision.ts";
import type { Untold } from "../../functions/revisions/run.ts";

const file = (name: string) => ({ name, mediaType: "", size: 1234, sha256: "" });
const MANIFEST: Manifest = {
  schema: 1,
  province: "dong-nai",
  programme: "a",
  period: "2023-06",
  window: { from: "2023-05-15", to: "2023-06-14" },
  series: "dong-nai/2023-06",
  revision: 1,
  state: "final",
  synthetic: false,
  dataAsOf: "",
  madeAt: "",
  publishedAt: "",
  code: "",
  templates: "",
  inputs: "",
  verification: { code: "", address: null },
  earlier: [],
  snapshots: [],
  gaps: [],
  files: ["bao-cao-cchc.pdf", "bao-cao-cntt.pdf", "figures.csv"].map(file),
  missing: [],
  supplied: [],
};

const summary = (
  synthetic: boolean,
  published: boolean,
  renewal: Renewal | null = null,
  unmade: readonly MissingDocument[] = [],
  untold: Untold = { waiting: 0, refused: 0, undeliverable: [] },
): string[] =>
  summaryOf({
    revision: { manifest: { ...MANIFEST, synthetic }, files: new Map() },
    published,
    renewal,
    folder: "out/dong-nai/2023-06/r1",
    about: "báo cáo tháng 6 năm 2023 của tỉnh Đồng Nai",
    warnings: 1,
    unmade,
    untold,
  }).split("\n");

test("a report names its province, and at its end the file to open", () => {
  expect(summary(false, true)).toEqual([
    "Báo cáo tháng 6 năm 2023 của tỉnh Đồng Nai: đã phát hành bản 1 (chính thức).",
    "  out/dong-nai/2023-06/r1/bao-cao-cchc.pdf (1.234 byte)",
    "  out/dong-nai/2023-06/r1/bao-cao-cntt.pdf (1.234 byte)",
    "  out/dong-nai/2023-06/r1/figures.csv (1.234 byte)",
    "  out/dong-nai/2023-06/r1/manifest.json",
    "1 lưu ý về trình bày, không ảnh hưởng số liệu; xem quality.csv.",
    "Mở tệp out/dong-nai/2023-06/r1/bao-cao-cntt.pdf để xem.",
  ]);
});

const FAILED = { name: "DocumentInvalid", message: "Không đọc lại được; báo đơn vị phát triển chương trình." };
const unmade = (name: string, agency: string): MissingDocument => ({
  ...{ name, agency, agencyName: `UBND xã ${agency}`, failure: FAILED },
});

test("what could not be made is named by agency and file, with why and what to do", () => {
  const missing = [unmade("don-vi/A.pdf", "A"), unmade("don-vi/A.xlsx", "A"), unmade("don-vi/B.pdf", "B")];
  expect(summary(false, true, null, missing).slice(-5)).toEqual([
    "Còn thiếu 03 văn bản chưa lập được:",
    `  UBND xã A (don-vi/A.pdf, don-vi/A.xlsx): ${FAILED.message}`,
    `  UBND xã B (don-vi/B.pdf): ${FAILED.message}`,
    "Xử lý nguyên nhân rồi chạy lại kỳ này: lần chạy sau lập phần còn thiếu thành bản tiếp theo, bản đã có không thay đổi.",
    "Mở tệp out/dong-nai/2023-06/r1/bao-cao-cntt.pdf để xem.",
  ]);
});

test("simulated data are never called published or final", () => {
  expect(summary(true, true)[0]).toBe(
    "DỮ LIỆU MÔ PHỎNG, không phải số liệu của tỉnh. Báo cáo tháng 6 năm 2023 của tỉnh Đồng Nai: đã lập bản 1 để dùng thử.",
  );
  for (const published of [true, false]) {
    expect(summary(true, published).join("\n")).not.toMatch(/phát hành|chính thức/);
    const renewal = { revision: 1, from: "0.2.0", to: "0.3.0" };
    expect(summary(true, published, renewal, [unmade("don-vi/A.pdf", "A")]).join("\n")).not.toMatch(
      /phát hành|chính thức/,
    );
  }
});

test("who cannot be written to is named, with why and what to do", () => {
  const reason = "thư bị trả lại ngày 20/6/2023 (mã 5.1.1)";
  const undeliverable = [{ name: "Bà B", address: "b@so.gov.vn", reason }];
  const lines = summary(false, true, null, [], { waiting: 2, refused: 1, undeliverable });
  expect(lines.slice(-4, -1)).toEqual([
    "Còn 2 thư chưa gửi được; lần chạy kế tiếp gửi lại, kể cả khi không có gì mới.",
    "Không gửi thư cho Bà B (b@so.gov.vn): thư bị trả lại ngày 20/6/2023 (mã 5.1.1).",
    "Kiểm tra, sửa địa chỉ, rồi chạy npm run recipients -- resend để gửi lại các thư này.",
  ]);
});
