import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Signed } from "./guard.ts";

const DESCRIPTION =
  "Chạy lại một kỳ, xem trước những số sẽ thay đổi, theo dõi lần chạy, xem các bản đã phát hành và từng số liệu, đăng ký bản đã ký.";

/** The parts of the API, as its routes name them. */
const TAGS = [
  { name: "runs", description: "Lần chạy: bắt đầu, xem trước, theo dõi, dừng" },
  { name: "revisions", description: "Các kỳ và bản đã phát hành, số liệu và những số đã điều chỉnh" },
  { name: "imports", description: "Số liệu nhập từ sổ tính: đã lưu, mẫu nhập, rút" },
  { name: "recipients", description: "Người nhận thư: danh sách, thêm, ghi lại, xóa, nhập cả danh sách" },
  { name: "signed-copies", description: "Sổ bản đã ký" },
];

/** An SPDX expression of our own: the program is not given to others. */
const LICENSE = { name: "Sử dụng nội bộ", identifier: "LicenseRef-noi-bo" };

/** Adds the description of the API (OpenAPI 3.1), made from the schemas of its routes. @param version of the program */
export function describeApi(app: OpenAPIHono<Signed>, version: string): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Mã truy cập của máy chủ OpenID Connect đã cài đặt, với vai trò viewer hoặc operator.",
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Báo cáo dịch vụ công trực tuyến",
      version,
      description: DESCRIPTION,
      license: LICENSE,
    },
    // Relative to where the description lies: the same on every stage and on the laptop.
    servers: [{ url: "/", description: "Cổng báo cáo đã gửi tài liệu này" }],
    tags: TAGS,
  });
}
