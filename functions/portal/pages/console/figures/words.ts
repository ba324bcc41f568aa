import { figureText } from "../../../../domain/figures/columns.ts";
import type { Basis, FigureRow, ScopeKind, Verdict } from "../../../../domain/figures/figure.ts";
import { limitsOf } from "../../../../report/composition.ts";
import { withoutDeadline } from "../../../../report/rows/held.ts";
import { judgedValueText, verdictText } from "../../../../report/wording.ts";
import type { PublishedRevision } from "../../../../revisions/published.ts";
import type { FigureBook } from "../../../actions/figures.ts";
import type { Tone } from "../../parts.ts";

export const FIGURES_PATH = "/quan-tri/so-lieu";
export const FIGURE_PATH = `${FIGURES_PATH}/o`;

/** A basis as addresses name it. */
export const BASIS_NAMES: Readonly<Record<Basis, string>> = {
  period: "trong-ky",
  year: "luy-ke",
  "as-of": "tai-ngay-chot",
};

export const BASIS_TEXTS: Readonly<Record<Basis, string>> = {
  period: "trong kỳ",
  year: "lũy kế từ đầu năm",
  "as-of": "tại ngày chốt số liệu",
};

/** A scope as addresses name it. */
export const SCOPE_NAMES: Readonly<Record<ScopeKind, string>> = {
  province: "tinh",
  level: "cap",
  area: "dia-ban",
  agency: "co-quan",
};

/** A series without its province: "2023-06", or with the programmes that were named for it. */
export const seriesName = ({ series }: Pick<PublishedRevision, "series">): string =>
  series.slice(series.indexOf("/") + 1);

/** Where it is shown what a figure was made of. */
export function figureAddress(published: Pick<PublishedRevision, "province" | "series" | "revision">, row: FigureRow) {
  const query = new URLSearchParams({
    tinh: published.province,
    ky: seriesName(published),
    ban: String(published.revision),
    "van-ban": row.programme,
    "chi-tieu": row.target,
    "pham-vi": SCOPE_NAMES[row.scope],
    ma: row.code,
    "co-so": BASIS_NAMES[row.basis],
  });
  return `${FIGURE_PATH}?${query}`;
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  met: "good",
  "not-met": "bad",
  "not-due": "warn",
  "no-activity": "plain",
  "no-data": "plain",
  "not-assessed": "plain",
};

/** Short enough for a cell; signs and words, so that no colour is needed. */
const MARKS: Readonly<Partial<Record<Verdict, string>>> = {
  met: "✓ đạt",
  "not-met": "✗ chưa đạt",
  "not-due": "○ chưa đến hạn",
};

/** What the marks mean, below a table that has them. */
export const MARK_LEGEND =
  "✓ đạt; ✗ chưa đạt; ○ chưa đạt, chưa đến hạn; “chưa có số liệu” không phải là số 0; “không phát sinh”: mẫu số bằng 0; “–”: chỉ tiêu không giao cho cơ quan, cấp đó. Số không kèm dấu thì không đánh giá.";

export interface FigureWords {
  /** "21,64%", a number, or why there is none. */
  readonly value: string;
  /** Whether the value is a number. */
  readonly isKnown: boolean;
  /** The verdict as reports print it; empty where there is none. */
  readonly verdict: string;
  /** The same in two or three words, with a sign; empty where there is none. */
  readonly mark: string;
  readonly tone: Tone;
}

function knownValue(row: FigureRow, limits: readonly number[]): string | null {
  if (row.numerator === null || (row.unit !== "count" && !row.denominator)) return null;
  return judgedValueText({ ...row, limits });
}

/** A figure in words and digits, as the reports of its revision print it. */
export function figureWords({ limits }: Pick<FigureBook, "limits">, row: FigureRow): FigureWords {
  const scope = { kind: row.scope, code: row.code };
  const value = knownValue(row, limitsOf({ limits }, row.indicator, [scope]));
  const verdict = withoutDeadline(row);
  const isJudged = verdict !== null && verdict in MARKS;
  return {
    value: value ?? (row.numerator === null ? "chưa có số liệu" : "không phát sinh"),
    isKnown: value !== null,
    verdict: isJudged ? verdictText(verdict, row.goal) : "",
    mark: verdict === null ? "" : (MARKS[verdict] ?? ""),
    tone: verdict === null ? "plain" : TONES[verdict],
  };
}

/** A rate with all digits that are published: "21.640489". */
export const publishedRate = (row: FigureRow): string => figureText(row, "rate");
