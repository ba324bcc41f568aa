import { z } from "zod";
import type { Path } from "./source.ts";

/** One mistake of a template: the way to it in the file and what is wrong, in Vietnamese. */
export interface Fault {
  /** `["targets", 2, "thresholds", "so"]`; empty for the whole file. */
  readonly path: Path;
  readonly reason: string;
  /** The entry's name is to blame, not what it holds. */
  readonly named?: true;
}

/** What is in a fault's field where no single entry is to blame. */
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

const NO_DAY = "phải là ngày có thật, viết năm-tháng-ngày, ví dụ 2023-11-30";

/** "; được dùng: so, huyen, xa": what may stand there instead. */
export const allowed = (values: Iterable<string>): string => `; được dùng: ${[...values].join(", ") || "chưa có"}`;

/** `["targets", 2, "clause"]` as `targets[2].clause`. */
export function fieldOf(path: Path): string {
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
      if (issue.inst instanceof z.ZodISODate) return NO_DAY;
      return `phải là ${KINDS[issue.expected] ?? "kiểu dữ liệu khác"}`;
    case "invalid_value":
      return `phải là một trong: ${issue.values.map(String).join(", ")}`;
    case "too_small":
    case "too_big":
      return boundReason(issue);
    case "invalid_format":
      return issue.format === "date" ? NO_DAY : "không đúng cách viết quy định";
    case "unrecognized_keys":
      return `mục lạ, không có trong mẫu${issue.inst instanceof z.ZodObject ? allowed(Object.keys(issue.inst.shape)) : ""}`;
    default:
      return "giá trị không hợp lệ";
  }
}

type Issue = z.core.$ZodIssue;

/** The branch of a union that is meant: the one that knows every key written, or else the one with the fewest mistakes. */
function branchMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const knowing = branches.filter((branch) => branch.every(({ code }) => code !== "unrecognized_keys"));
  if (knowing.length === 1) return knowing[0];
  const fewest = Math.min(...branches.map(({ length }) => length));
  const nearest = branches.filter(({ length }) => length === fewest);
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** The issue to tell of: where a group lacks an entry and has one that nobody knows, that one is its misspelt name. */
function foremost(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues;
  const group = first?.path.slice(0, -1).join(".");
  return issues.find(({ code, path }) => code === "unrecognized_keys" && path.join(".") === group) ?? first;
}

function faultOfIssue(issue: Issue, parents: Path): Fault {
  const path = [...parents, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return { path: [...path, ...issue.keys.slice(0, 1)], reason: issue.message, named: true };
  }
  if (issue.code === "invalid_union") {
    const meant = branchMeant(issue.errors);
    if (meant !== undefined && meant.length > 0) return faultOf(meant, path);
  }
  return { path, reason: issue.message };
}

/** What somebody has to mend first, from what zod found. A slip inside a term of a union is named exactly. */
export function faultOf(issues: readonly Issue[], parents: Path = []): Fault {
  const issue = foremost(issues);
  return issue === undefined ? { path: parents, reason: "giá trị không hợp lệ" } : faultOfIssue(issue, parents);
}
