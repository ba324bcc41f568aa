import { AgencyMatching } from "../../domain/imports/agency-matching.ts";
import { asciiWords } from "../../domain/imports/folding.ts";
import { FAMILY_NAMES, type WorkbookFamily, type WorkbookResult } from "../../domain/imports/reading.ts";
import type { WorkbookRequest } from "../../ports/workbooks.ts";
import { columnsOf } from "./columns.ts";
import { contained } from "./container/container.ts";
import { familyOf } from "./families.ts";
import { fieldsOf } from "./fields.ts";
import { levelUnitsOf } from "./levels.ts";
import { checkMonth, checkProvince, type HeadLine, linesAbove, saysMonth, saysWithdrawn } from "./stated.ts";
import { Findings } from "./table/findings.ts";
import { type Grid, gridsOf } from "./table/grid.ts";
import { headOf, type TableHead } from "./table/head.ts";
import type { Table, TableContent } from "./table.ts";
import { TableRows } from "./table-rows.ts";
import { unitsOf } from "./units.ts";

/** A sheet with a table of a known family. */
interface KnownSheet {
  readonly grid: Grid;
  readonly head: TableHead;
  readonly lines: readonly HeadLine[];
  readonly family: WorkbookFamily;
}

const refused = (...problems: readonly string[]): WorkbookResult => ({ problems, matched: [], unmatched: [] });

const UNREADABLE = "Tệp bị hỏng bên trong nên không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";

const UNKNOWN = `Không trang tính nào của tệp theo một biểu đã biết (${Object.values(FAMILY_NAMES).join("; ")}); giữ nguyên tên biểu và tiêu đề bảng, hoặc dùng mẫu nhập của chương trình, rồi nhập lại.`;

function knownSheet(grid: Grid): KnownSheet | null {
  const head = headOf(grid);
  if (head === null) return null;
  const lines = linesAbove(grid, head.top);
  const family = familyOf(lines.map(({ text }) => text));
  return family === null ? null : { grid, head, lines, family };
}

/** The sheet to read; where several are of a known family, the only one whose head says the month. */
function chosenSheet(grids: readonly Grid[], request: WorkbookRequest): KnownSheet | string {
  const known = grids.flatMap((grid) => knownSheet(grid) ?? []);
  const ofMonth = known.length > 1 ? known.filter(({ lines }) => saysMonth(lines, request)) : known;
  const [sheet, ...others] = ofMonth.length > 0 ? ofMonth : known;
  if (sheet === undefined) return UNKNOWN;
  if (others.length === 0) return sheet;
  const names = [sheet, ...others].map(({ grid }) => `"${grid.name}"`).join(", ");
  return `Các trang tính ${names} đều có bảng số liệu nên không rõ đọc trang nào; giữ lại một trang tính của tháng cần nhập rồi nhập lại.`;
}

/** Whether a table's rows are the fields of one office: a ward's are, II.06a's where no row is an agency. */
function listsFields(table: Table): boolean {
  if (table.family === "ward") return true;
  if (table.family !== "form-ii06a" || !asciiWords(table.head.nameHeading).startsWith("linh vuc")) return false;
  const rows = [...table.rows.rows(table.head, false)];
  return !rows.some(({ kind, label }) => kind === "item" && table.matching.match(label).kind !== "nobody");
}

function contentOf(table: Table): TableContent {
  if (table.family === "service-levels") return levelUnitsOf(table);
  return listsFields(table) ? fieldsOf(table) : unitsOf(table);
}

function lastTexts(grid: Grid, { firstRow }: TableHead, name: number): string[] {
  const rows = Array.from({ length: Math.max(0, grid.rowCount - firstRow) }, (_, index) => firstRow + index);
  return rows.map((row) => grid.at(row, name).text).filter((text) => text !== "");
}

function readSheet({ grid, head, lines, family }: KnownSheet, request: WorkbookRequest): WorkbookResult {
  const findings = new Findings(grid.name);
  checkMonth(lines, request, findings);
  checkProvince(lines, request, findings);
  const columns = columnsOf(grid, head, family, findings);
  if (findings.problems.length > 0) return refused(...findings.problems);
  const rows = new TableRows(grid, columns, findings);
  const matching = new AgencyMatching(request.agencies, request.provinceNames);
  const content = contentOf({ family, lines, head, columns, rows, findings, matching, request });
  const { grain, units, unmatched, identityFaults } = content;
  if (findings.problems.length === 0 && units.length === 0) {
    findings.problem(`dòng ${head.firstRow + 1}`, "bảng không có dòng số liệu nào", "điền số liệu");
  }
  const { problems, notices } = findings;
  if (problems.length > 0) {
    return {
      problems,
      matched: units.map(({ agency, printedName, cell }) => ({ agency, printedName, cell })),
      unmatched,
    };
  }
  const texts = [
    ...head.columns.map((column) => column.texts.join(" ")),
    ...lastTexts(grid, head, 0),
    ...lastTexts(grid, head, columns.name),
  ];
  const onTimeHoldsWithdrawn = saysWithdrawn(texts);
  if (onTimeHoldsWithdrawn) findings.notice("cột đúng hạn", "gồm cả hồ sơ rút, trả lại, như tệp ghi");
  return {
    family,
    sheet: grid.name,
    month: request.month,
    grain,
    units,
    identityFaults,
    onTimeHoldsWithdrawn,
    notices,
  };
}

/**
 * Reads a workbook that people keep their counts in, `.xlsx` or `.xls`, by the words of its heads.
 *
 * @returns the counts of every unit, or why nothing of the file is taken; it never throws, whatever the bytes
 */
export function readWorkbook(bytes: Uint8Array, request: WorkbookRequest): WorkbookResult {
  const file = contained(bytes);
  if ("problem" in file) return refused(file.problem);
  const grids = gridsOf(file.bytes);
  if (grids === null) return refused(UNREADABLE);
  const sheet = chosenSheet(grids, request);
  return typeof sheet === "string" ? refused(sheet) : readSheet(sheet, request);
}
