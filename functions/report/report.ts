import { z } from "zod";
import { RevisionState } from "../revisions/revision.ts";
import { Chart } from "./chart.ts";

const texts = z.array(z.string()).readonly();

/** Who issues: the block at the top of page 1 (Nghị định 30/2020/NĐ-CP Phụ lục I, ô 2 and 3). */
const Letterhead = z
  .object({
    /** None above a UBND. */
    superior: z.string().nullable(),
    /** In capitals; lines are divided by a line break. */
    issuer: z.string(),
    /** The issuer within a sentence: "Sở Thông tin và Truyền thông". */
    name: z.string(),
    /** After "Số:      /BC-". */
    symbol: z.string(),
    place: z.string(),
    /** Year printed in "ngày     tháng     năm 2023". */
    year: z.string(),
  })
  .readonly();

/**
 * What a cell holds. `text` is what the PDF prints and the workbook shows; numbers go into the workbook as numbers.
 * Rates are in percent; `decimals` says how many digits are printed (more than 2 where rounding would hide a verdict).
 * Points are differences of two rates in điểm phần trăm, with their sign.
 */
export const Cell = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("text"), text: z.string() }),
    z.object({ type: z.literal("count"), value: z.number(), text: z.string() }),
    z.object({ type: z.literal("rate"), value: z.number(), decimals: z.int().min(0), text: z.string() }),
    z.object({ type: z.literal("points"), value: z.number(), decimals: z.int().min(0), text: z.string() }),
  ])
  .readonly();
export type Cell = z.infer<typeof Cell>;

/**
 * What of a line of figures.csv a column prints. `numerator`, `denominator` and `rate` are those of the judged line (year,
 * as-of) unless `period-` says otherwise; `value` is the rate, or the numerator of a target that is a number; `change-…` is the difference of the period's rate and an earlier one in điểm
 * phần trăm; `verdict-mark` is the verdict as one letter; `pace` is the shortfall
 * shared among the months left; `needed` is not printed where all are asked for. A score, its rank and the places moved
 * are of an agency, whatever the target.
 */
export const FigureField = z.enum([
  ...(["score", "score-rank", "places-moved"] as const),
  ...(["period-numerator", "period-denominator", "period-rate"] as const),
  ...(["previous", "change-previous", "year-earlier", "change-year-earlier"] as const),
  ...(["numerator", "denominator", "rate", "value"] as const),
  ...(["threshold", "deadline", "verdict", "verdict-mark", "shortfall", "pace", "needed"] as const),
  "rank",
  // What a row is about, in a table that is filtered by it.
  ...(["target-name", "level-name", "district"] as const),
]);
export type FigureField = z.infer<typeof FigureField>;

/**
 * Which line of figures.csv a cell prints: its row and its column give a part of it each. What of the line it prints is
 * the column's `field`. By both every printed figure is held against figures.csv before it is published; a target's
 * rate, number, verdict or rank in a table without them is not.
 */
export const FigureKey = z
  .object({
    programme: z.string(),
    target: z.string(),
    scope: z.enum(["province", "level", "area", "agency"]),
    code: z.string(),
    /** Fields of the line that the report does not print, by which nothing could be concluded: a dash stands for them. */
    withheld: z.array(FigureField).readonly(),
  })
  .partial()
  .readonly();
export type FigureKey = z.infer<typeof FigureKey>;

export const Column = z
  .object({
    title: z.string(),
    /** A title over several neighbouring columns with the same group, or none. */
    group: z.string().optional(),
    align: z.enum(["left", "right", "center"]),
    /** Share of the table's width, relative to the others. */
    weight: z.number().positive(),
    figure: FigureKey.optional(),
    field: FigureField.optional(),
  })
  .readonly();
export type Column = z.infer<typeof Column>;

/** Bold rows are totals or group headings. */
export const Row = z
  .object({ bold: z.boolean(), cells: z.array(Cell).readonly(), figure: FigureKey.optional() })
  .readonly();
export type Row = z.infer<typeof Row>;

export const Table = z.object({ columns: z.array(Column).readonly(), rows: z.array(Row).readonly() }).readonly();
export type Table = z.infer<typeof Table>;

export const Block = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("heading"),
      level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      text: z.string(),
    }),
    z.object({ type: z.literal("paragraph"), text: z.string() }),
    z.object({ type: z.literal("list"), items: texts }),
    z.object({ type: z.literal("note"), text: z.string() }),
    z.object({ type: z.literal("table"), table: Table }),
    /** A picture with its caption below: "Hình 1. …". */
    z.object({ type: z.literal("chart"), chart: Chart, caption: z.string() }),
  ])
  .readonly();
export type Block = z.infer<typeof Block>;

export const Appendix = z
  .object({
    /** Upper-case title; the renderer adds "Phụ lục" and the Roman number. */
    title: z.string(),
    /** Short fixed name of the table. */
    sheet: z.string(),
    landscape: z.boolean(),
    table: Table,
    notes: texts,
  })
  .readonly();
export type Appendix = z.infer<typeof Appendix>;

/** More rows than a page holds. */
const LONG = 40;

/** Whether what explains a table stands before it: behind a long one it might be alone on a page. */
export const hasNotesFirst = ({ table }: Appendix): boolean => table.rows.length > LONG;

/** Where the figures come from and how they are checked, as it is printed. */
const Provenance = z
  .object({
    /** The box at the end of the body, line by line. */
    lines: texts,
    /** One line at the foot of every page. */
    footer: z.string(),
    /** Where a reader can check the document; printed as a QR code with the address below it. */
    verification: z.object({ address: z.string() }).readonly().nullable(),
  })
  .readonly();

/**
 * What an archive asks about a document, by the names of Nghị định 30/2020/NĐ-CP Phụ lục VI; a field of a group is
 * named with it ("To.OrganName"). A draft has no number and no date, so CodeNumber and IssuedDate are not among them;
 * PageAmount is counted by the renderer.
 */
const ArchiveName = z.enum(["OrganName", "CodeNotation", "Subject", "Language", "SignerInfo.Position", "To.OrganName"]);

const Archive = z.object({ properties: z.partialRecord(ArchiveName, z.string()).readonly() }).readonly();

/** A finished report as plain data: every word and number that is printed. Renderers decide nothing. */
export const Report = z
  .object({
    province: z.string(),
    period: z.string(),
    /** Which report it is: "cntt", "don-vi/77-STC". */
    report: z.string(),
    letterhead: Letterhead,
    /** A report that an office signs, or the tables behind it (phụ lục), which nobody signs by themselves. */
    form: z.enum(["report", "annex"]).default("report"),
    /** "BÁO CÁO". */
    kind: z.string(),
    /** Trích yếu. */
    subject: z.string(),
    addressees: texts,
    /** Căn cứ lines, without the closing mark. */
    basis: texts,
    /** Labels printed above everything: "DỮ LIỆU MÔ PHỎNG", "SỐ LIỆU TẠM TÍNH". */
    labels: texts,
    body: z.array(Block).readonly(),
    recipients: texts,
    signer: z.string(),
    /** Họ và tên, below the room for the images of signature and seal; empty where it is not known yet. */
    signerName: z.string().default(""),
    appendices: z.array(Appendix).readonly(),
    provenance: Provenance,
    archive: Archive,
    revision: z.int().min(1),
    state: RevisionState,
    synthetic: z.boolean(),
    /** RFC 3339 instant of the newest data: the documents' creation date, so that equal data give equal bytes. */
    dataAsOf: z.string(),
  })
  .readonly();
export type Report = z.infer<typeof Report>;
