import { COUNT_FIELDS, CoarseField, type Grain } from "../counts.ts";
import type { Condition, FieldPath } from "./condition.ts";
import { asksFor, placeholderFault, textsIn } from "./placeholders.ts";

/** What is held against each other of a mapping. */
interface Held {
  readonly example?: true | undefined;
  readonly province?: string | undefined;
  readonly access: { readonly kind: string };
  readonly request: {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly body?: Readonly<Record<string, unknown>> | undefined;
  };
  readonly answer: { readonly where: readonly Condition[] };
  readonly grain: Grain;
  readonly subject?: FieldPath | undefined;
  readonly onTimeHoldsWithdrawn: boolean;
  readonly units?: Readonly<Record<string, string>> | undefined;
  readonly counts?: Readonly<Partial<Record<CoarseField, unknown>>> | undefined;
  readonly dossiers?: { readonly counts: Readonly<Partial<Record<CoarseField, unknown>>> } | undefined;
}

interface MappingFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function* requestFaults({ request, access, answer }: Held): Generator<MappingFault> {
  const { method, path, headers, query, body = {} } = request;
  for (const [at, text] of textsIn(body, ["request", "body"])) {
    const fault = placeholderFault(text);
    if (fault !== null) yield { path: at, message: fault };
  }
  if (method === "GET" && request.body !== undefined)
    yield { path: ["request", "body"], message: "chỉ dùng khi method là POST" };
  if (method === "GET" && access.kind === "body")
    yield { path: ["access", "kind"], message: 'chỉ dùng "body" khi method là POST' };
  const texts = [...textsIn([path, headers, query, body], [])].map(([, text]) => text);
  const hasAll = (...names: readonly ("from" | "to" | "month" | "year" | "unit")[]): boolean =>
    names.every((name) => texts.some((text) => asksFor(text, name)));
  if (!hasAll("from", "to") && !hasAll("month", "year"))
    yield { path: ["request"], message: "phải hỏi theo thời gian: có {from} và {to}, hoặc {month} và {year}" };
  const isChosen = answer.where.some((condition) =>
    [...textsIn(condition, [])].some(([, text]) => asksFor(text, "unit")),
  );
  if (!hasAll("unit") && !isChosen)
    yield {
      path: ["request"],
      message: "phải có {unit} ở đây hoặc ở answer.where, để lấy số liệu của riêng từng cơ quan",
    };
}

function* countsFaults({ counts, dossiers, grain, subject, onTimeHoldsWithdrawn }: Held): Generator<MappingFault> {
  if ((counts === undefined) === (dossiers === undefined)) {
    yield { path: [], message: "phải có đúng một trong hai mục counts (số đếm có sẵn) và dossiers (đếm từng hồ sơ)" };
    return;
  }
  const path = counts === undefined ? ["dossiers", "counts"] : ["counts"];
  const given = counts ?? dossiers?.counts ?? {};
  const isGiven = (field: CoarseField): boolean => given[field] !== undefined;
  if (!CoarseField.options.some(isGiven)) yield { path, message: "phải có ít nhất một số đếm" };
  if (grain === "unit" && subject !== undefined) yield { path: ["subject"], message: 'không dùng khi grain là "unit"' };
  if (grain !== "unit" && subject === undefined)
    yield { path: ["subject"], message: "thiếu mục bắt buộc này: mục của nguồn ghi mã TTHC hoặc tên lĩnh vực" };
  if (grain === "procedure") {
    const lacking = COUNT_FIELDS.filter((field) => !isGiven(field));
    if (lacking.length > 0)
      yield {
        path,
        message: `grain "procedure" cần đủ các số đếm, còn thiếu: ${lacking.join(", ")}; thiếu thì dùng "field" hoặc "unit"`,
      };
    const sums = CoarseField.options.filter(
      (field) => isGiven(field) && !COUNT_FIELDS.some((count) => count === field),
    );
    if (sums.length > 0)
      yield { path: [...path, sums[0] ?? ""], message: 'grain "procedure" chỉ nhận các số đếm, không nhận tổng' };
  }
  if (onTimeHoldsWithdrawn && isGiven("withdrawn"))
    yield {
      path: ["onTimeHoldsWithdrawn"],
      message: "hồ sơ rút đã có ở withdrawn thì phải trừ khỏi số đúng hạn (minus) và ghi false",
    };
}

/** Mistakes of a mapping that only show when its entries are held against each other. */
export function* mappingFaults(mapping: Held): Generator<MappingFault> {
  if (mapping.example && mapping.province !== undefined)
    yield { path: ["province"], message: "ví dụ mẫu (example) không thuộc tỉnh nào" };
  yield* requestFaults(mapping);
  yield* countsFaults(mapping);
}

/** Whether a source is asked by calendar months only, so that it cannot say anything of other windows. */
export function isMonthly({ request }: Pick<Held, "request">): boolean {
  const { path, headers, query, body = {} } = request;
  const texts = [...textsIn([path, headers, query, body], [])].map(([, text]) => text);
  return !texts.some((text) => asksFor(text, "from"));
}
