import type { ImportAgency, Match } from "../../domain/imports/agency-matching.ts";
import { quoted } from "./table/findings.ts";
import type { Table } from "./table.ts";
import type { TableRow } from "./table-rows.ts";

const listed = (agencies: readonly ImportAgency[]): string =>
  agencies.map(({ code, name }) => `${name} (mã ${code})`).join(", ");

/** The agency of a row with a code, as our template has it: the code decides, and the name must not speak against it. */
function byCode({ findings, matching, request }: Table, { code, label, cell }: TableRow): ImportAgency | null {
  const agency = request.agencies.find((one) => one.code === code);
  if (agency === undefined) {
    findings.problem(
      `ô ${cell}`,
      `không có cơ quan nào mã ${quoted(code)}`,
      "sửa mã theo mẫu mới tạo hoặc xóa dòng này",
    );
    return null;
  }
  const named = label === "" ? null : matching.match(label);
  const isOther = named?.kind === "nobody" || (named?.kind === "one" && named.agency.code !== code);
  if (!isOther) return agency;
  findings.problem(
    `ô ${cell}`,
    `mã ${quoted(code)} là của ${agency.name} nhưng dòng này ghi tên ${quoted(label)}`,
    "sửa mã hoặc tên cho đúng một cơ quan",
  );
  return null;
}

function faultOf(match: Exclude<Match, { kind: "one" }>, label: string): readonly [string, string] {
  switch (match.kind) {
    case "namesakes": {
      const remedy = "ghi thêm tên huyện sau tên xã, hoặc dùng mẫu nhập của chương trình (có mã cơ quan)";
      return [`tên ${quoted(label)} là của nhiều cơ quan: ${listed(match.agencies)}`, remedy];
    }
    case "joined":
      return [`dòng ${quoted(label)} gộp nhiều cơ quan: ${listed(match.agencies)}`, "tách thành mỗi cơ quan một dòng"];
    case "nobody":
      return [
        `không có cơ quan nào tên ${quoted(label)} trong danh sách cơ quan của tỉnh`,
        "sửa tên theo danh sách hoặc xóa dòng này",
      ];
  }
}

/** The agency that a row is of; null, with a problem found, where it is nobody's or more than one's. */
export function agencyOf(table: Table, row: TableRow): ImportAgency | null {
  const { findings, matching } = table;
  if (row.code !== "") return byCode(table, row);
  const place = `ô ${row.cell}`;
  if (row.label === "") {
    findings.problem(place, "dòng có số liệu nhưng không có tên", "ghi tên hoặc xóa dòng này");
    return null;
  }
  const match = matching.match(row.label);
  if (match.kind === "one") return match.agency;
  findings.problem(place, ...faultOf(match, row.label));
  return null;
}

const REPORTING = /^\s*(đơn vị|cơ quan)( (báo cáo|lập))?\s*:/iu;
const RECEIVING = /nhận( báo cáo)?\s*:|kính gửi/iu;

/**
 * The one agency whose fields a table lists: as asked for, else as the lines above it say, first that of the office that
 * reports. Null, with a problem found, where they name nobody or several.
 */
export function officeOf({
  lines,
  matching,
  request,
  findings,
  head,
}: Table): { agency: ImportAgency; cell: string; text: string } | null {
  const asked = request.agencies.find(({ code }) => code === request.office);
  const cellOf = `A${head.top + 1}`;
  if (asked !== undefined) return { agency: asked, cell: cellOf, text: asked.name };
  const named = lines
    .filter(({ text }) => !RECEIVING.test(text))
    .flatMap(({ text, cell }) =>
      matching
        .namedIn(text.replace(REPORTING, " "))
        .map((agency) => ({ agency, cell, text, reports: REPORTING.test(text) })),
    );
  const best = named.some(({ reports }) => reports) ? named.filter(({ reports }) => reports) : named;
  const parents = new Set(best.map(({ agency }) => agency.parentCode));
  const codes = new Map(best.filter(({ agency }) => !parents.has(agency.code)).map((one) => [one.agency.code, one]));
  const [office, ...others] = codes.values();
  if (office !== undefined && others.length === 0) return office;
  const what =
    office === undefined
      ? "bảng theo lĩnh vực nhưng phần đầu không ghi tên cơ quan nào của tỉnh"
      : `phần đầu ghi tên nhiều cơ quan: ${listed([office, ...others].map(({ agency }) => agency))}`;
  findings.problem(`ô ${cellOf}`, what, 'ghi một dòng "Đơn vị báo cáo: tên cơ quan" phía trên bảng');
  return null;
}
