import { importOf } from "../../domain/imports/import-name.ts";
import { SYSTEM_NAMES } from "../../domain/imports/reading.ts";
import type { Rescued } from "../../laptop/rescue/rescue.ts";
import type { RebuiltSeries } from "../../laptop/rescue/series.ts";
import { bareMonthText, countText, listText } from "../../report/wording.ts";

/** How many of a list are named; the others are counted. */
const NAMED = 10;

function fewOf(names: readonly string[], what: string): string[] {
  const lines = names.slice(0, NAMED).map((name) => `    ${name}`);
  return names.length > NAMED ? [...lines, `    và ${countText(names.length - NAMED)} ${what} khác`] : lines;
}

function seriesLines({ series, chosen, lostFiles }: RebuiltSeries): string[] {
  const doubtful = chosen.filter(({ isDoubtful }) => isDoubtful).map(({ pointer }) => pointer.revision);
  const lost = chosen.filter(({ edition }) => edition === null).map(({ pointer }) => pointer.revision);
  const revisions = chosen.length === 1 ? "bản 1" : `bản 1 đến bản ${chosen.length}, bản ${chosen.length}`;
  return [
    `  ${series}: ${revisions} hiện hành`,
    ...doubtful.map(
      (number) =>
        `    bản ${number} có nhiều bản kê khai; đã lấy bản kê khai lập sau cùng, cần đối chiếu với bản đã gửi đi`,
    ),
    ...lost.map(
      (number) =>
        `    bản ${number} mất bản kê khai: giữ nguyên số bản, không đọc được nội dung; khôi phục tệp từ bản sao lưu`,
    ),
    ...(lostFiles.length === 0 ? [] : ["    tệp đã phát hành bị mất hoặc hỏng, khôi phục từ bản sao lưu:"]),
    ...fewOf(lostFiles, "tệp"),
  ];
}

function signedLines({ signed: { kept, lost } }: Rescued): string[] {
  const missing =
    lost.length === 0
      ? []
      : ["Tệp trong sổ bản đã ký bị mất hoặc hỏng, khôi phục từ bản sao lưu:", ...fewOf(lost, "tệp")];
  return [...(kept === 0 ? [] : [`Sổ bản đã ký: giữ được ${countText(kept)} lần đăng ký.`]), ...missing];
}

/** Whose imported counts, and of which month: a window's month is that of its last day. */
function importText({ agency: name, to }: Rescued["lost"][number]): string {
  const { agency, system } = importOf(name);
  return `cơ quan ${agency}, ${SYSTEM_NAMES[system]}, tháng ${bareMonthText(to.slice(0, 7))}`;
}

function snapshotLines({ fault, kept, lost, lacking, open }: Rescued): string[] {
  const months = [...open].map(
    ([province, all]) => `${province} các tháng ${listText([...all].sort().map(bareMonthText))}`,
  );
  const taken = fault === null ? [] : [`Số liệu đã lưu: giữ được ${countText(kept)} phần còn đúng mã băm.`];
  if (lost.length === 0) return taken;
  const texts = lost.filter(({ kind }) => kind === "texts");
  const imports = lost.filter(({ kind }) => kind === "import").map(importText);
  return [
    ...taken,
    `Mất ${countText(lost.length)} phần số liệu mà các bản đã phát hành nêu tên (${months.join("; ")}). Lập lại các báo cáo sau, kỳ trước lập trước, để lấy lại từ API của tỉnh và các nguồn số liệu; trong khi chưa lấy lại, báo cáo kỳ sau không so sánh với các tháng đó:`,
    ...fewOf(lacking, "báo cáo"),
    ...texts.map(
      ({ agency, to }) => `Mất phần chữ của báo cáo ${agency}, kỳ đến ngày ${to}: viết lại bằng npm run slots.`,
    ),
    ...(imports.length === 0
      ? []
      : ["Mất số liệu nhập từ sổ tính, API của tỉnh không có: nhập lại các sổ tính bằng npm run import:"]),
    ...fewOf(imports, "phần"),
  ];
}

const LOST_WITH_DATABASE = [
  "Không dựng lại được từ cơ sở dữ liệu hỏng, phải làm lại:",
  "  liên kết đã cấp (không liên kết cũ nào còn mở được): cấp lại bằng npm run links",
  "  danh sách người nhận thư: nhập lại bằng npm run recipients",
  "  lịch sử lần chạy, thư đang chờ gửi, lượt tải; lần chạy đang dở thì chạy lại",
  "  phần chữ (slots) lưu sau lần phát hành cuối có thể thiếu: xem lại bằng npm run slots",
  "  số liệu nhập từ sổ tính sau lần phát hành cuối có thể thiếu: xem lại bằng npm run import -- --list",
];

/** What `rescue` prints at its end: what stands again, what is lost, and what is to be done for it. */
export function summaryOf(rescued: Rescued, from: string, into: string): string {
  const { fault, series } = rescued;
  const revisions = series.reduce((total, { chosen }) => total + chosen.length, 0);
  const state =
    fault === null
      ? `Cơ sở dữ liệu của ${from} không hỏng, đã chép nguyên và bổ sung các bản đã phát hành còn thiếu.`
      : `Cơ sở dữ liệu của ${from} bị hỏng: ${fault}.`;
  const except = series.every(({ lostFiles }) => lostFiles.length === 0) ? "" : ", trừ các tệp nêu trên,";
  return [
    state,
    `Đã dựng lại ${countText(revisions)} bản đã phát hành của ${countText(series.length)} loạt báo cáo vào ${into}${series.length === 0 ? "." : ":"}`,
    ...series.flatMap(seriesLines),
    ...(series.length === 0 ? [] : [`Số bản, mã kiểm chứng và các tệp đã phát hành${except} dùng được như trước.`]),
    ...signedLines(rescued),
    ...snapshotLines(rescued),
    ...(fault === null ? [] : LOST_WITH_DATABASE),
    `Thư mục cũ ${from} giữ nguyên, cả bản nháp (objects/drafts) và thư lưu thành tệp (mail); từ nay dùng --state ${into}.`,
  ].join("\n");
}
