import { asksFor, textsIn } from "../mapping/placeholders.ts";

interface Held {
  readonly example?: true | undefined;
  readonly province?: string | undefined;
  readonly access: { readonly kind: string; readonly field?: string };
  readonly request: { readonly body: Readonly<Record<string, unknown>> };
  readonly periods: readonly string[];
  readonly targets: readonly { readonly code: string }[];
  readonly offices: { readonly province?: string | undefined; readonly agencies: Readonly<Record<string, string>> };
}

interface PushFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Which placeholders tell of each kind of period which one is meant; one of each list's is enough. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  month: ["month", "from", "to", "period"],
  quarter: ["quarter", "month", "from", "to", "period"],
  half: ["month", "from", "to", "period"],
  "nine-months": ["month", "from", "to", "period"],
  year: ["year", "from", "to", "period"],
};

const NEEDED = [
  ["indicator", "mã chỉ tiêu"],
  ["office", "mã đơn vị"],
  ["value", "giá trị"],
] as const;

function* bodyFaults(
  { request: { body }, access, periods }: Held,
  faultOf: (text: string) => string | null,
): Generator<PushFault> {
  const texts = [...textsIn(body, ["request", "body"])];
  for (const [path, text] of texts) {
    const message = faultOf(text);
    if (message !== null) yield { path, message };
  }
  const has = (name: string): boolean => texts.some(([, text]) => asksFor(text, name));
  for (const [name, meaning] of NEEDED)
    if (!has(name)) yield { path: ["request", "body"], message: `thiếu ô điền {${name}}: ${meaning}` };
  if (!["year", "from", "to", "period"].some(has))
    yield { path: ["request", "body"], message: "thiếu ô điền cho biết năm: {year}, {from}, {to} hoặc {period}" };
  for (const [index, kind] of periods.entries()) {
    const telling = TELLING[kind] ?? [];
    if (telling.some(has)) continue;
    const names = telling.map((name) => `{${name}}`).join(", ");
    yield { path: ["periods", index], message: `body không cho biết kỳ nào; cần một trong các ô điền ${names}` };
  }
  if (access.field !== undefined && access.field in body)
    yield { path: ["request", "body", access.field], message: "chương trình tự đặt mục này bằng mã truy cập" };
}

/** Codes at the system that two of ours have. */
function* codeFaults({ targets, offices }: Held): Generator<PushFault> {
  for (const [index, { code }] of targets.entries())
    if (targets.findIndex((one) => one.code === code) < index)
      yield { path: ["targets", index, "code"], message: `mã chỉ tiêu "${code}" đã dùng cho mục ở trên` };
  const seen = new Map<string, string>();
  if (offices.province !== undefined) seen.set(offices.province, "toàn tỉnh");
  for (const [agency, code] of Object.entries(offices.agencies)) {
    const other = seen.get(code);
    if (other !== undefined)
      yield { path: ["offices", "agencies", agency], message: `mã đơn vị "${code}" đã dùng cho ${other}` };
    seen.set(code, `cơ quan ${agency}`);
  }
}

/**
 * Mistakes of a push mapping that only show when its entries are held against each other.
 *
 * @param faultOf what is wrong with the placeholders of a text
 */
export function* pushFaults(mapping: Held, faultOf: (text: string) => string | null): Generator<PushFault> {
  if (mapping.example && mapping.province !== undefined)
    yield { path: ["province"], message: "ví dụ mẫu (example) không thuộc tỉnh nào" };
  yield* bodyFaults(mapping, faultOf);
  yield* codeFaults(mapping);
}
