import type { FigureRow } from "../../domain/figures/figure.ts";
import { filledEntries } from "../../domain/mapping/placeholders.ts";
import { kindOf, type Period, type Window } from "../../domain/period.ts";
import { type PushFigure, pushFigures, takesPeriod } from "../../domain/push/figures.ts";
import { type PushMapping, pushJson } from "../../domain/push/mapping.ts";
import { pushSentences } from "../../mail/letters/push.ts";
import { countText, periodText } from "../../report/wording.ts";

/** What is sent for one figure, but for what shows who asks. */
const bodyText = ({ request }: PushMapping, figure: PushFigure, period: Period, window: Window): string =>
  JSON.stringify(filledEntries(request.body, (text) => pushJson(text, { ...figure, period, window })));

/** The days of a report out of its rows: those of its targets on the months of the period. */
function windowIn(rows: readonly FigureRow[]): Window | null {
  const [row] = [...rows.filter(({ basis }) => basis === "period"), ...rows];
  return row === undefined ? null : { from: row.from, to: row.to };
}

/** What a push mapping would send of a figures.csv, as lines for a terminal; nothing is sent. */
export function pushText(mapping: PushMapping, rows: readonly FigureRow[]): string {
  const [window, period] = [windowIn(rows), rows[0]?.period];
  if (window === null || period === undefined) return "Tệp số liệu không có dòng nào nên không gửi số nào.";
  const { figures, ...left } = pushFigures(mapping, rows);
  const lines = figures.map(
    (figure) => `  ${figure.target}, ${figure.name}: ${bodyText(mapping, figure, period, window)}`,
  );
  const nothing = { refused: [], unknown: [], withdrawn: [], waiting: 0, stopped: null, setting: null };
  const told = pushSentences({ ...left, ...nothing, system: mapping.name, mapping: mapping.id }, 1);
  const kinds = takesPeriod(mapping, period)
    ? []
    : [`Tệp khai báo không nhận loại kỳ "${kindOf(period)}" (mục periods): khi chạy thật không gửi số nào.`];
  const changed =
    mapping.sends === "changed"
      ? "Số mà hệ thống đã nhận và không thay đổi thì không gửi lại."
      : "Mỗi bản mới gửi lại cả kỳ.";
  return [
    `Sẽ gửi ${countText(figures.length)} số của ${periodText(period)} lên ${mapping.name}, mỗi số một lần POST đến ${mapping.request.path}:`,
    ...lines,
    ...kinds,
    ...told,
    `${changed} ${mapping.provisional ? "Gửi cả số liệu tạm tính." : "Bản tạm tính không được gửi."}`,
    "Chỉ in ra, chưa gửi gì.",
  ].join("\n");
}
