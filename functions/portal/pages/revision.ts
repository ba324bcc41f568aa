import { html } from "hono/html";
import { RequestInvalid } from "../../domain/failure.ts";
import type { Day } from "../../domain/period.ts";
import { periodNamed, provinceNameOn } from "../../domain/province.ts";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import { dayText, momentText, periodText, sentence } from "../../report/wording.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import type { Html } from "./page.ts";

const STATES = {
  final: "Số liệu chính thức",
  provisional: "Số liệu tạm tính (còn thiếu số liệu hoặc có số liệu tạm tính)",
} as const;

/**
 * The name of a province as sentences print it, its newest where no day is given; its id where it is not among the
 * templates any more.
 */
export function provinceName(catalogue: TemplateCatalogue, id: string, day?: Day): string {
  try {
    const province = catalogue.province(id);
    return day === undefined ? province.name : provinceNameOn(province, day);
  } catch (error) {
    if (error instanceof RequestInvalid) return id;
    throw error;
  }
}

/** A period as it was asked for, in words: "tháng 6 năm 2023"; itself where the province knows no such period any more. */
export function periodName(catalogue: TemplateCatalogue, province: string, period: string): string {
  try {
    const known = periodNamed(period, catalogue.province(province).regime);
    return known === null ? period : periodText(known);
  } catch (error) {
    if (error instanceof RequestInvalid) return period;
    throw error;
  }
}

/** "Báo cáo tháng 6 năm 2023, tỉnh Bà Rịa - Vũng Tàu". */
export const revisionTitle = (
  catalogue: TemplateCatalogue,
  { period, province, window }: Pick<PublishedRevision, "period" | "province" | "window">,
): string => `Báo cáo ${periodText(period)}, ${provinceName(catalogue, province, window.to)}`;

export const syntheticNotice = (
  { synthetic, province, window }: PublishedRevision,
  catalogue: TemplateCatalogue,
): Html =>
  synthetic
    ? html`<p class="notice"><strong>DỮ LIỆU MÔ PHỎNG</strong>, không phải số liệu của ${provinceName(catalogue, province, window.to)}.</p>`
    : html``;

/** What a revision is: its period, state and times. */
export const revisionFacts = (published: PublishedRevision): Html => html`<dl>
<dt>Kỳ báo cáo</dt><dd>${sentence(periodText(published.period))} (từ ngày ${dayText(published.window.from)} đến hết ngày ${dayText(published.window.to)})</dd>
<dt>Bản phát hành</dt><dd>Bản ${published.revision}</dd>
<dt>Trạng thái số liệu</dt><dd>${STATES[published.state]}</dd>
<dt>Số liệu tại thời điểm</dt><dd>${momentText(published.dataAsOf)}</dd>
<dt>Phát hành lúc</dt><dd>${momentText(published.publishedAt)}</dd>
</dl>`;
