import { z } from "zod";
import { Grain } from "../counts.ts";
import { Code } from "../quality/bounds.ts";
import { Condition, FieldPath, Rule, Template, Text } from "./condition.ts";
import { mappingFaults } from "./faults.ts";
import { placeholderFault } from "./placeholders.ts";
import { MAPPING_HEAD, transportWith } from "./transport.ts";

const { Path, Headers, Access } = transportWith(placeholderFault);

const Body = z.record(z.string(), z.unknown());

const Request = z.strictObject({
  method: z.enum(["GET", "POST"]),
  path: Path,
  headers: Headers.default({}),
  query: z.record(Text, Template).default({}),
  /** Sent as JSON, with POST only. */
  body: Body.optional(),
});

const MOST_ROWS = 500;
const Size = z.strictObject({ parameter: Text, rows: z.int().min(1).max(MOST_ROWS) });

/** How further pages are asked for and when there are none; parameters stand in the query, of a POST in the body. */
const Paging = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("none") }),
    /** Until `next` is null or empty. */
    z.strictObject({ kind: z.literal("cursor"), parameter: Text, next: FieldPath, size: Size }),
    /** By number, until `total` rows are there; without it until a page is not full. */
    z.strictObject({
      kind: z.literal("page"),
      parameter: Text,
      first: z.int().min(0).max(1),
      size: Size,
      total: FieldPath.optional(),
    }),
  ],
  { error: "phải có kind là một trong: none, cursor, page" },
);

const Answer = z.strictObject({
  /** Where the rows lie; empty where the answer itself is the list. A single object is one row. */
  rows: z.array(Text),
  /** Only these rows count. */
  where: z.array(Condition).default([]),
  /** How the days of its rows are written; ISO may have a time and a zone. */
  dates: z.enum(["iso", "dd/mm/yyyy"]).default("iso"),
  /** When the figures were read (RFC 3339); where it is left out, the moment of asking stands for it. */
  dataAsOf: FieldPath.optional(),
  /** Whether the counts may still change once their window is over: what holds of all of them, or the field that says "final" or "provisional". */
  status: z.union([z.enum(["final", "provisional"]), z.strictObject({ field: FieldPath })], {
    error: 'phải là "final", "provisional" hoặc nhóm mục { "field": … }',
  }),
  /** What no row at all means: that the agency had nothing to do, or that nothing is known of it. */
  empty: z.enum(["nothing", "not-reported"]).default("not-reported"),
  /** What a 404 means: that nothing is known of the agency, or that the address is wrong. */
  notFound: z.enum(["not-reported", "failure"]).default("failure"),
});

/** A sum or difference of fields of a row. */
const Sum = z
  .union([Text, z.array(Text).min(1), z.strictObject({ plus: z.array(FieldPath).min(1), minus: z.array(FieldPath) })], {
    error: 'phải là tên mục của nguồn, hoặc nhóm mục { "plus": […], "minus": […] }',
  })
  .transform((sum): { readonly plus: readonly FieldPath[]; readonly minus: readonly FieldPath[] } => {
    if (typeof sum === "string") return { plus: [[sum]], minus: [] };
    return Array.isArray(sum) ? { plus: [sum], minus: [] } : sum;
  });
export type Sum = z.infer<typeof Sum>;

/** A group with an entry for each count and sum that a source gives. */
const countsBy = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({
    openingBacklog: schema.optional(),
    onlineRemote: schema.optional(),
    onlineAssisted: schema.optional(),
    online: schema.optional(),
    counter: schema.optional(),
    postal: schema.optional(),
    onPaper: schema.optional(),
    received: schema.optional(),
    resolvedEarly: schema.optional(),
    resolvedOnTime: schema.optional(),
    resolvedInTime: schema.optional(),
    resolvedLate: schema.optional(),
    resolved: schema.optional(),
    resolvedOnline: schema.optional(),
    withdrawn: schema.optional(),
    pendingInTime: schema.optional(),
    pendingOverdue: schema.optional(),
    pending: schema.optional(),
    returnedCounter: schema.optional(),
    returnedPostal: schema.optional(),
    returnedElectronic: schema.optional(),
    digitisedResults: schema.optional(),
    feeDossiers: schema.optional(),
    paidOnlineDossiers: schema.optional(),
    payments: schema.optional(),
    onlinePayments: schema.optional(),
  });

const SourceMappingFile = z.strictObject({
  ...MAPPING_HEAD,
  access: Access,
  request: Request,
  paging: Paging,
  answer: Answer,
  grain: Grain,
  /** What names a row's procedure or field; left out for grain unit. */
  subject: FieldPath.optional(),
  /** Whether what is resolved on time holds dossiers that were withdrawn or given back. */
  onTimeHoldsWithdrawn: z.boolean(),
  /** The agency of each unit code of the source; where it is left out, the codes are those of the agencies. */
  units: z.record(z.string().regex(/^[\x21-\x7e]{1,100}$/, "chỉ gồm ký tự ASCII"), Code).optional(),
  /** Which fields of a row are which counts. */
  counts: countsBy(Sum).optional(),
  /** Where rows are dossiers: which of them are which counts. */
  dossiers: z.strictObject({ key: FieldPath, counts: countsBy(Rule) }).optional(),
});

/** How one system outside answers, and what of its answers is which count (templates/sources/). */
export const SourceMapping = SourceMappingFile.check(({ value, issues }) => {
  for (const { path, message } of mappingFaults(value)) {
    issues.push({ code: "custom", input: value, path: [...path], message });
  }
});
export type SourceMapping = z.infer<typeof SourceMapping>;
