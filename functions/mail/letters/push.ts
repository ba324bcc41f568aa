import type { PushFigure, PushFigures } from "../../domain/push/figures.ts";
import { countText } from "../../report/wording.ts";
import { firstOf } from "./changes.ts";
import { AUTOMATIC, type Letter, paragraph } from "./letter.ts";

/** A figure that is not known to be at the report system; `happened` is within a sentence, null where nothing is known. */
interface FigureTold {
  readonly figure: PushFigure;
  readonly happened: string | null;
}

/** What there is to tell of the figures of a revision that were to be sent to a report system. */
export interface PushTold extends Omit<PushFigures, "figures"> {
  readonly system: string;
  /** Id of the mapping. */
  readonly mapping: string;
  /** Not taken, and sent again by the next run. */
  readonly refused: readonly FigureTold[];
  /** Taken or not: nobody knows, and they are not sent again. */
  readonly unknown: readonly FigureTold[];
  /** Figures that the system has of an earlier revision, and this one does not have. */
  readonly withdrawn: readonly Pick<PushFigure, "indicator" | "office">[];
  /** Figures that were not sent yet. */
  readonly waiting: number;
  /** Why not, within a sentence; null where another call is sending them. */
  readonly stopped: string | null;
  /** The setting for the lack of which nothing could be sent, as a sentence. */
  readonly setting: string | null;
}

const MOST = 10;

const codesText = ({ indicator, office }: Pick<PushFigure, "indicator" | "office">): string =>
  `mã chỉ tiêu ${indicator}, mã đơn vị ${office}`;

const figureText = (figure: PushFigure): string =>
  `${figure.target} của ${figure.name} (${codesText(figure)}) là ${figure.value.replace(".", ",")}`;

const toldText = ({ figure, happened }: FigureTold): string =>
  happened === null ? figureText(figure) : `${figureText(figure)}: ${happened}`;

/** "03 số: …; …" */
const these = <Item>(items: readonly Item[], text: (item: Item) => string): string =>
  `${countText(items.length)} số: ${firstOf(items.map(text), MOST, "số").join("; ")}`;

/** What an operator has to know and do, a sentence or two for each; nothing where all is well. */
export function pushSentences(told: PushTold, revision: number): string[] {
  const { mapping, refused, unknown, withdrawn, clashing, waiting, stopped, setting } = told;
  const { unknownAgencies, unknownTargets } = told;
  const file = `templates/pushes/${mapping}.json`;
  const again = "lần chạy sau gửi tiếp, số đã nhận không gửi lại";
  return [
    setting === null ? null : `Chưa gửi được số nào. ${setting}`,
    stopped === null
      ? null
      : `Ngừng gửi: ${stopped}; còn ${countText(waiting)} số chưa gửi. Đề nghị kiểm tra hệ thống đó, địa chỉ và tài khoản kết nối; ${again}.`,
    refused.length === 0
      ? null
      : `Hệ thống không nhận ${these(refused, toldText)}. Đề nghị kiểm tra mã chỉ tiêu, mã đơn vị trong tệp ${file}, sửa rồi chạy lại; ${again}.`,
    unknown.length === 0
      ? null
      : `Chưa rõ hệ thống đã nhận hay chưa ${these(unknown, toldText)}. Đề nghị kiểm tra trên hệ thống đó, nhập tay số còn thiếu; chương trình không gửi lại các số này của bản ${revision}.`,
    withdrawn.length === 0
      ? null
      : `Hệ thống còn giữ của bản trước ${these(withdrawn, codesText)}; bản ${revision} không có các số này. Đề nghị xóa hoặc sửa trên hệ thống đó.`,
    clashing.length === 0
      ? null
      : `Không gửi vì trùng cả mã chỉ tiêu và mã đơn vị ${these(clashing, figureText)}. Đề nghị sửa mục offices của tệp ${file} rồi chạy lại.`,
    unknownAgencies.length === 0
      ? null
      : `Tệp ${file} nêu mã cơ quan không có trong báo cáo: ${firstOf(unknownAgencies, MOST, "mã").join(", ")}. Đề nghị sửa mục offices.agencies.`,
    unknownTargets.length === 0
      ? null
      : `Báo cáo không có số liệu của các mã chỉ tiêu ${firstOf(unknownTargets, MOST, "mã").join(", ")} trong tệp ${file}; văn bản giao chỉ tiêu có thể đã hết thời hạn. Đề nghị sửa mục targets.`,
  ].filter((one) => one !== null);
}

/** Tells an operator what of a revision's figures is not at the report system. `what` is of the form "báo cáo tháng 6 năm 2023 của tỉnh …". */
export function pushLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly revision: number;
  readonly system: string;
  readonly labels: readonly string[];
  readonly sentences: readonly string[];
}): Letter {
  const { name, what, revision, system, labels, sentences } = about;
  return {
    subject: `Chưa gửi đủ số liệu của ${what} lên ${system}`,
    labels,
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(
        `Bản ${revision} của ${what} đã được phát hành. Việc gửi số liệu của bản này lên ${system} có những điểm cần xử lý:`,
      ),
      { type: "list", items: sentences },
      paragraph("Báo cáo đã phát hành không bị ảnh hưởng."),
      AUTOMATIC,
    ],
  };
}
