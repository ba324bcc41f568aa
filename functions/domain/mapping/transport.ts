import { z } from "zod";
import { Text, templateWith } from "./condition.ts";

/** An id as files are named. */
export const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");

/** What every mapping file says of itself. */
export const MAPPING_HEAD = {
  id: Id,
  /** How people call the system, in small letters as within a sentence. */
  name: Text,
  note: Text.optional(),
  /** A worked example: of no province. */
  example: z.literal(true).optional(),
  /** The only province that may use it; every province where it is left out. */
  province: Id.optional(),
} as const;

/** Headers that the program itself sets, and those that hold who asks, which no file does. */
const RESERVED =
  /^(authorization|proxy-.*|cookie|host|content-.*|accept|accept-encoding|connection|transfer-encoding|te|upgrade|expect)$/i;
const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,60}$/, "phải là tên một trường tiêu đề HTTP")
  .refine(
    (name) => !RESERVED.test(name),
    "chương trình tự đặt tiêu đề này; tài khoản và mã truy cập không ghi vào tệp",
  );

/**
 * How a system outside is reached: what stands below its address, headers, what shows who asks.
 *
 * @param faultOf what is wrong with the placeholders of a text
 */
export function transportWith(faultOf: (text: string) => string | null) {
  const Template = templateWith(faultOf);
  /** Below the system's address; the rest of an address is a setting. */
  const Path = Template.regex(
    /^[^/?#\s][^?#\s]*$/,
    "viết phần sau địa chỉ, không bắt đầu bằng /, không có ? và #",
  ).refine((path) => !path.split("/").includes(".."), "không được có ..");
  const HeaderValue = Template.regex(/^[\x20-\x7e]{0,200}$/, "chỉ gồm ký tự ASCII, nhiều nhất 200 ký tự");
  const Headers = z.record(z.string(), HeaderValue).check(({ value, issues }) => {
    for (const name of Object.keys(value)) {
      const message = HeaderName.safeParse(name).error?.issues[0]?.message;
      if (message !== undefined) issues.push({ code: "custom", input: name, path: [name], message });
    }
  });
  /** What shows who asks; what it holds itself is a setting, never in the file. */
  const Access = z.discriminatedUnion(
    "kind",
    [
      z.strictObject({ kind: z.literal("none") }),
      /** OAuth 2.0 client credentials; `tokenPath` is below the system's address. */
      z.strictObject({ kind: z.literal("oauth"), tokenPath: Path }),
      z.strictObject({ kind: z.literal("bearer") }),
      z.strictObject({ kind: z.literal("header"), name: HeaderName }),
      /** An entry of the body. */
      z.strictObject({ kind: z.literal("body"), field: Text }),
    ],
    { error: "phải có kind là một trong: none, oauth, bearer, header, body" },
  );
  return { Path, Headers, Access };
}
