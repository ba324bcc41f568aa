import type { Hook } from "@hono/zod-openapi";
import type { Signed } from "./guard.ts";
import { Problem } from "./problems.ts";

const PLACES = {
  json: "nội dung",
  query: "tham số",
  header: "tiêu đề",
  param: "địa chỉ",
  form: "biểu mẫu",
  cookie: "cookie",
};

/** Refuses what the schema of a route does not take, and names the fields. */
export const refuseMalformed: Hook<unknown, Signed, string, unknown> = (result) => {
  if (result.success) return;
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || "(toàn bộ)"],
  );
  const names = [...new Set(fields)].slice(0, 10).map((name) => name.slice(0, 50));
  throw new Problem(
    "request-malformed",
    `Yêu cầu sai cấu trúc ở ${PLACES[result.target]}: ${names.join(", ")}; xem /openapi.json rồi sửa.`,
  );
};
