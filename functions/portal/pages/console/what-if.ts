import { html } from "hono/html";
import { OUTCOME_TEXTS, type WhatIf } from "../../../pipeline/support/what-if/what-if.ts";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { countText, sentence } from "../../../report/wording.ts";
import { previewedChange } from "../../../revisions/preview.ts";
import type { Differences } from "../../actions/what-if.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import {
  changeForm,
  emptyState,
  errorSummary,
  type FormErrors,
  type ProvinceChoice,
  selectField,
  statusTag,
  textArea,
} from "../parts.ts";
import { periodName } from "../revision.ts";
import { changesPart } from "./changes.ts";

export const WHAT_IF_PATH = "/quan-tri/van-ban/thu";

export interface WhatIfPage {
  readonly province: string;
  readonly provinces: readonly ProvinceChoice[];
  /** The text of a document, as it was sent. */
  readonly document: string;
  readonly errors: FormErrors;
  /** Null before anybody has asked. */
  readonly found: Differences | null;
}

function seriesText(series: string, catalogue: TemplateCatalogue): string {
  const [province = "", period = "", ...programmes] = series.split("/");
  const by = programmes.length === 0 ? "" : ` (theo ${programmes.join("/")})`;
  return `${sentence(periodName(catalogue, province, period))}${by}`;
}

function periodPart({ series, revision, outcome, note, changes }: WhatIf, catalogue: TemplateCatalogue): Html {
  const name = seriesText(series, catalogue);
  const tag =
    outcome === "different"
      ? statusTag("warn", `${countText(changes.length)} số khác`)
      : statusTag(outcome === "same" || outcome === "same-figures" ? "good" : "bad", sentence(OUTCOME_TEXTS[outcome]));
  const table =
    outcome === "different"
      ? changesPart(changes.map(previewedChange), `${name}: bản ${revision} và bản lập lại`, false)
      : html``;
  return html`<h2>${name}, bản ${revision}</h2>
<p>${tag}</p>
${note === "" ? "" : html`<p>${note}</p>`}
${table}`;
}

function foundPart({ periods, left }: Differences, catalogue: TemplateCatalogue): Html {
  if (periods.length === 0) return emptyState("Tỉnh này chưa phát hành kỳ nào nên chưa có gì để so sánh.");
  const differing = periods.filter(({ outcome }) => outcome === "different").length;
  const rest = left.map((series) => seriesText(series, catalogue)).join("; ");
  return html`<p class="lead" role="status">${countText(differing)} trong ${countText(periods.length)} kỳ đã xem sẽ có số khác.</p>
${left.length === 0 ? "" : html`<p>Chưa xem vì đã quá thời gian chờ: ${rest}. Xem đủ mọi kỳ bằng lệnh <code>npm run what-if</code>.</p>`}
${periods.map((period) => periodPart(period, catalogue))}`;
}

/** Which published periods would differ if a document were another, number by number, before it is deployed. */
export function whatIfContent(shown: WhatIfPage, who: SignedIn, catalogue: TemplateCatalogue): Html {
  const { province, provinces, document, errors, found } = shown;
  const fields = html`${selectField({ name: "tinh", label: "Tỉnh, thành phố", errors, value: province, choices: provinces })}
${textArea({ name: "van-ban", label: "Nội dung tệp văn bản (JSON)", hint: "Dán nội dung một tệp trong templates/programmes đã sửa hoặc mới viết. Để trống thì so với các văn bản đang dùng.", errors, value: document, rows: 12 })}
<div class="actions"><button type="submit">Xem kỳ nào sẽ khác</button></div>`;
  return html`${errorSummary(errors)}
<p>Các kỳ đã phát hành được tính lại từ số liệu đã lưu theo văn bản này; không hỏi nguồn số liệu, không lưu, không phát hành gì. Việc này có thể mất khoảng 15 giây.</p>
${changeForm(who.formToken, WHAT_IF_PATH, fields)}
${found === null ? "" : foundPart(found, catalogue)}`;
}
