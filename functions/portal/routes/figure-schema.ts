import { z } from "@hono/zod-openapi";
import { figureText } from "../../domain/figures/columns.ts";
import { FigureRow } from "../../domain/figures/figure.ts";
import { SnapshotRef } from "../../revisions/revision.ts";
import type { FigureTrace, TracedAnswer } from "../actions/trace.ts";

const rate = (description: string) => z.string().nullable().openapi({ description, example: "21.640489" });

const Row = FigureRow.unwrap();

/** A row of figures.csv; rates have the digits that were published, which no number of JSON holds. */
const FigureSchema = Row.extend({
  rate: rate("phần trăm, sáu chữ số thập phân, như trong figures.csv"),
  previous: rate("tỷ lệ của kỳ trước"),
  yearEarlier: rate("tỷ lệ của cùng kỳ năm trước"),
  needed: rate("tỷ lệ bình quân mà các tháng còn lại phải đạt"),
}).openapi("Figure");

export const FigureListSchema = z.object({ items: z.array(FigureSchema) }).openapi("FigureList");

/** What figures are looked for by; everything where nothing is given. */
export const FigureFilter = z.object({
  programme: z.string().optional().openapi({ description: "mã văn bản giao chỉ tiêu" }),
  target: z.string().optional().openapi({ description: "mã chỉ tiêu" }),
  scope: Row.shape.scope.optional(),
  code: z.string().optional().openapi({ description: "mã cơ quan, hoặc cấp (so, huyen, xa)" }),
  basis: Row.shape.basis.optional(),
});

/** What one figure is named by. */
export const FigureName = z.object({
  programme: z.string(),
  target: z.string(),
  scope: Row.shape.scope,
  code: z.string().default("").openapi({ description: "mã cơ quan, hoặc cấp; không có khi là toàn tỉnh" }),
  basis: Row.shape.basis,
});

const count = z.int().nullable();
const counted = { numerator: count, denominator: count };
const Counts = z.record(z.string(), count).openapi({ description: "số đếm theo tên trong hợp đồng dữ liệu" });

const MonthSchema = z
  .object({
    agency: z.string(),
    month: z.string(),
    state: z.enum(["counted", "lacking", "missing"]).openapi({
      description: "lacking: nguồn không có số đếm cần dùng, nên cả lượt số liệu không được tính",
    }),
    ...counted,
    counts: Counts,
    sources: z.array(
      SnapshotRef.pick({ kind: true, vintage: true, sha256: true, status: true, dataAsOf: true }).extend({
        name: SnapshotRef.shape.agency,
      }),
    ),
  })
  .openapi("FigureMonth");

const RowSchema = z
  .object({
    grain: z.enum(["procedure", "field"]),
    code: z.string().openapi({ description: "mã TTHC, tên lĩnh vực; trống khi nguồn chỉ có số của cả cơ quan" }),
    name: z.string().nullable(),
    ...counted,
    counts: Counts,
  })
  .openapi("FigureSourceRow");

export const FigureTraceSchema = z
  .object({
    figure: FigureSchema,
    months: z.array(MonthSchema),
    rows: z
      .array(RowSchema)
      .nullable()
      .openapi({ description: "cộng lại bằng tử số, mẫu số; null khi phạm vi có quá nhiều lượt số liệu" }),
    measures: z.array(z.object({ agency: z.string(), ...counted })),
    agencies: z.array(FigureSchema).openapi({ description: "số của từng cơ quan trong phạm vi" }),
  })
  .openapi("FigureTrace");

export const figureJson = (row: FigureRow): z.infer<typeof FigureSchema> => ({
  ...row,
  rate: figureText(row, "rate") || null,
  previous: figureText(row, "previous") || null,
  yearEarlier: figureText(row, "yearEarlier") || null,
  needed: figureText(row, "needed") || null,
});

const sourcesOf = ({ refs }: TracedAnswer) =>
  refs.map(({ kind, agency: name, vintage, sha256, status, dataAsOf }) => {
    return { kind, name, vintage, sha256, status, dataAsOf };
  });

const NOTHING = { numerator: null, denominator: null };

export function traceJson(
  row: FigureRow,
  { counts, measures, answers, members, procedures }: FigureTrace,
): z.infer<typeof FigureTraceSchema> {
  const named = (values: readonly (number | null)[]) =>
    Object.fromEntries((counts?.fields ?? []).map((field, index) => [field, values[index] ?? null]));
  return {
    figure: figureJson(row),
    months: answers.map((answer, index) => {
      const traced = counts?.months[index];
      const state = traced?.state ?? (answer.refs.length === 0 ? "missing" : "counted");
      const { agency, month } = answer;
      return {
        ...{ agency, month, state, ...(traced?.share ?? NOTHING) },
        ...{ counts: named(traced?.counts ?? []), sources: sourcesOf(answer) },
      };
    }),
    rows:
      counts?.rows.map(({ grain, code, share, counts: values }) => ({
        ...{ grain, code, ...share, counts: named(values) },
        name: procedures.get(code)?.name ?? null,
      })) ?? null,
    measures: measures.map(({ agency, share }) => ({ agency, ...(share ?? NOTHING) })),
    agencies: members.map(figureJson),
  };
}

/** Whether a figure is one of those that are looked for. */
export const isAsked = (row: FigureRow, asked: z.infer<typeof FigureFilter>): boolean =>
  (asked.programme === undefined || row.programme === asked.programme) &&
  (asked.target === undefined || row.target === asked.target) &&
  (asked.scope === undefined || row.scope === asked.scope) &&
  (asked.code === undefined || row.code === asked.code) &&
  (asked.basis === undefined || row.basis === asked.basis);
