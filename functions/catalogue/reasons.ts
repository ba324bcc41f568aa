import type { z } from "zod";

/** One mistake of a template: where it stands in the file and what is wrong, in Vietnamese. */
export interface Fault {
  /** `targets[2].thresholds.so`, or the whole file. */
  readonly field: string;
  readonly reason: string;
}

/** What stands in a fault's field where no single entry is to blame. */
export const WHOLE_FILE = "(toàn tệp)";

const UNITS: Readonly<Record<string, string>> = { string: " ký tự", array: " phần tử" };

const KINDS: Readonly<Record<string, string>> = {
  string: "chuỗi ký tự",
  number: "số",
  int: "số nguyên",
  array: "danh sách [ … ]",
  object: "nhóm mục { … }",
  boolean: "true hoặc false",
};

/** `["targets", 2, "clause"]` as `targets[2].clause`. */
function fieldOf(path: readonly PropertyKey[]): string {
  const field = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return field.replace(/^\./, "") || WHOLE_FILE;
}

function boundReason(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>): string {
  const small = issue.code === "too_small";
  const bound = String(small ? issue.minimum : issue.maximum);
  const unit = UNITS[issue.origin] ?? "";
  return unit === ""
    ? `phải từ ${bound} trở ${small ? "lên" : "xuống"}`
    : `phải có ${small ? "ít" : "nhiều"} nhất ${bound}${unit}`;
}

/**
 * Why an entry is refused, in a few Vietnamese words; zod's own Vietnamese texts leave English type names standing.
 * Messages that a schema gives itself come before this.
 */
export function reasonOf(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "thiếu mục bắt buộc này";
  switch (issue.code) {
    case "invalid_type":
      return `phải là ${KINDS[issue.expected] ?? "kiểu dữ liệu khác"}`;
    case "invalid_value":
      return `phải là một trong: ${issue.values.map(String).join(", ")}`;
    case "too_small":
    case "too_big":
      return boundReason(issue);
    case "invalid_format":
      return issue.format === "date"
        ? "phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2023-11-30"
        : "không đúng cách viết quy định";
    case "unrecognized_keys":
      return "mục lạ, không có trong mẫu";
    default:
      return "giá trị không hợp lệ";
  }
}

/**
 * What somebody has to mend, from what zod found.
 *
 * Of a union the one branch is blamed that knows every key written, so that a slip inside a term is named exactly.
 */
export function faultOf(issue: z.core.$ZodIssue, parents: readonly PropertyKey[] = []): Fault {
  const path = [...parents, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return { field: fieldOf([...path, ...issue.keys.slice(0, 1)]), reason: issue.message };
  }
  if (issue.code === "invalid_union") {
    const meant = issue.errors.filter((branch) => branch.every((inner) => inner.code !== "unrecognized_keys"));
    const inner = meant.length === 1 ? meant[0]?.[0] : undefined;
    if (inner !== undefined) return faultOf(inner, path);
  }
  return { field: fieldOf(path), reason: issue.message };
}
