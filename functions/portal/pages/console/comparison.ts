import { html } from "hono/html";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { momentText, sentence } from "../../../report/wording.ts";
import type { PublishedRevision } from "../../../revisions/published.ts";
import type { Comparison } from "../../actions/changes.ts";
import type { Html } from "../page.ts";
import { emptyState, facts, type ProvinceChoice, provinceChooser, selectField, statusTag } from "../parts.ts";
import { periodName } from "../revision.ts";
import { changesPart } from "./changes.ts";

export const COMPARISON_PATH = "/quan-tri/so-sanh";

/** A series without its province: how the address names it. */
export const keyOf = ({ series }: Pick<PublishedRevision, "series">): string => series.slice(series.indexOf("/") + 1);

export interface ComparisonPage {
  readonly catalogue: TemplateCatalogue;
  readonly province: string;
  readonly provinces: readonly ProvinceChoice[];
  /** The current revision of each of the province's series. */
  readonly current: readonly PublishedRevision[];
  /** The series that is looked at; null where nothing was published. */
  readonly chosen: PublishedRevision | null;
  /** Null where there is one revision only. */
  readonly comparison: Comparison | null;
}

function seriesText({ catalogue, province }: ComparisonPage, published: PublishedRevision): string {
  const [, period = "", ...programmes] = published.series.split("/");
  const by = programmes.length === 0 ? "" : ` (theo ${programmes.join("/")})`;
  return `${sentence(periodName(catalogue, province, period))}${by}: ${published.revision} bản`;
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

function chooser(shown: ComparisonPage): Html {
  const { province, current, chosen, comparison } = shown;
  const series = current.map((one) => [keyOf(one), seriesText(shown, one)] as const);
  const numbers = (comparison?.revisions ?? []).map(({ revision }) => [`${revision}`, `Bản ${revision}`] as const);
  const pick = (name: string, label: string, value: number | undefined, choices: typeof numbers): Html =>
    choices.length === 0 ? html`` : selectField({ name, label, errors: NO_ERRORS, value: `${value}`, choices });
  return html`<form method="get" action="${COMPARISON_PATH}" class="inline"><input type="hidden" name="tinh" value="${province}">
${selectField({ name: "ky", label: "Kỳ báo cáo", errors: NO_ERRORS, value: chosen === null ? "" : keyOf(chosen), choices: series })}
${pick("voi", "Bản trước", comparison?.before.revision, numbers.slice(0, -1))}
${pick("ban", "Bản sau", comparison?.after.revision, numbers.slice(1))}
<button type="submit" class="second">So sánh</button>
</form>`;
}

function stateText({ state, synthetic, publishedAt }: PublishedRevision): Html {
  const tag = state === "final" ? statusTag("good", "Chính thức") : statusTag("warn", "Tạm tính");
  return html`${tag} ${synthetic ? statusTag("bad", "Dữ liệu mô phỏng") : ""} phát hành lúc ${momentText(publishedAt)}`;
}

function comparedPart({ before, after, changes }: Comparison): Html {
  const isStep = after.revision === before.revision + 1;
  const note = isStep
    ? html``
    : html`<p>Hai bản không liền nhau: nguyên nhân của từng thay đổi xem ở từng cặp bản liền nhau.</p>`;
  return html`<h2>Bản ${after.revision} khác bản ${before.revision}</h2>
${facts([
  [`Bản ${before.revision}`, stateText(before)],
  [`Bản ${after.revision}`, stateText(after)],
])}
${note}
${changesPart(changes, `Các số của bản ${before.revision} và bản ${after.revision}`, isStep)}`;
}

/** What one revision of a report gives differently from an earlier one. */
export function comparisonContent(shown: ComparisonPage): Html {
  const { province, provinces, chosen, comparison } = shown;
  const provincePart = provinceChooser(COMPARISON_PATH, province, provinces);
  if (chosen === null) {
    return html`${provincePart}${emptyState("Tỉnh này chưa phát hành báo cáo nào.")}`;
  }
  const compared =
    comparison === null
      ? emptyState(
          "Kỳ này mới có một bản, chưa có gì để so sánh. Bản sau được phát hành khi số liệu, nội dung viết thêm hoặc văn bản giao chỉ tiêu thay đổi.",
        )
      : comparedPart(comparison);
  return html`${provincePart}${chooser(shown)}${compared}`;
}
