import { html } from "hono/html";
import type { Province } from "../../../../domain/province.ts";
import { dayText, momentText, periodText, sentence } from "../../../../report/wording.ts";
import type { PublishedRevision } from "../../../../revisions/published.ts";
import type { Html } from "../../page.ts";
import { facts, notice, type ProvinceChoice, selectField } from "../../parts.ts";

/** Which published period of a province a page is about. */
export interface PublishedChoice {
  readonly province: Province;
  readonly provinces: readonly ProvinceChoice[];
  /** The current revision of each period, the newest period first. */
  readonly all: readonly PublishedRevision[];
  /** The one that the page is about; null where nothing was published. */
  readonly shown: PublishedRevision | null;
  /** Whether another period was asked for, of which nothing was published. */
  readonly isOther: boolean;
}

/** A series without its province, as addresses name it: "2023-06", "2023-06/van-ban". */
export const periodOf = ({ series, province }: Pick<PublishedRevision, "series" | "province">): string =>
  series.slice(province.length + 1);

/** "Tháng 6 năm 2023", with the document where the series is of that one alone. */
export function choiceText({ period, series, programme }: PublishedRevision): string {
  const named = series.split("/").length > 2 ? ` (theo ${programme})` : "";
  return `${sentence(periodText(period))}${named}`;
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

/** By which a page is asked for of another province or period. */
export function publishedChooser(path: string, { province, provinces, all, shown, isOther }: PublishedChoice): Html {
  const choices = all.map((one) => [periodOf(one), choiceText(one)] as const);
  const period = shown === null ? "" : periodOf(shown);
  return html`<form method="get" action="${path}" class="inline">
${selectField({ name: "tinh", label: "Tỉnh, thành phố", errors: NO_ERRORS, value: province.id, choices: provinces })}
${all.length === 0 ? "" : selectField({ name: "ky", label: "Kỳ báo cáo đã phát hành", errors: NO_ERRORS, value: period, choices })}
<button type="submit" class="second">Xem</button>
</form>
${isOther && shown !== null ? notice("info", html`<p>Kỳ đã chọn chưa có báo cáo được phát hành; dưới đây là kỳ mới nhất đã phát hành.</p>`) : ""}`;
}

/** Of which revision a page tells. */
export const shownFacts = ({ window, revision, publishedAt }: PublishedRevision): Html =>
  facts([
    ["Số liệu trong kỳ", `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`],
    ["Bản hiện hành", `bản ${revision}, phát hành ${momentText(publishedAt)}`],
  ]);
