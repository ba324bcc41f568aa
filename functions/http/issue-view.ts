import { html } from "hono/html";
import { RequestInvalid } from "../domain/failure.ts";
import type { Issued } from "../domain/issued.ts";
import { dayText, momentText, periodText, sentence } from "../domain/wording.ts";
import type { Catalogue } from "../ports.ts";
import type { Html } from "./page.ts";

const STATES = { final: "CHÍNH THỨC", provisional: "TẠM TÍNH (còn thiếu số liệu hoặc có số liệu tạm tính)" } as const;

/** The name of a province as sentences print it; its id where it is not among the templates any more. */
export function provinceName(catalogue: Catalogue, id: string): string {
  try {
    return catalogue.province(id).name;
  } catch (error) {
    if (error instanceof RequestInvalid) return id;
    throw error;
  }
}

/** "Báo cáo tháng 6 năm 2023, tỉnh Bà Rịa - Vũng Tàu". */
export const issueTitle = (catalogue: Catalogue, { period, province }: Pick<Issued, "period" | "province">): string =>
  `Báo cáo ${periodText(period)}, ${provinceName(catalogue, province)}`;

export const syntheticNotice = ({ synthetic, province }: Issued, catalogue: Catalogue): Html =>
  synthetic
    ? html`<p class="notice"><strong>DỮ LIỆU MÔ PHỎNG</strong>, không phải số liệu của ${provinceName(catalogue, province)}.</p>`
    : html``;

/** What a revision is: its period, state and times. */
export const issueFacts = (issue: Issued): Html => html`<dl>
<dt>Kỳ báo cáo</dt><dd>${sentence(periodText(issue.period))} (từ ngày ${dayText(issue.window.from)} đến hết ngày ${dayText(issue.window.to)})</dd>
<dt>Bản phát hành</dt><dd>Bản ${issue.revision}</dd>
<dt>Trạng thái số liệu</dt><dd>${STATES[issue.state]}</dd>
<dt>Số liệu tại thời điểm</dt><dd>${momentText(issue.dataAsOf)}</dd>
<dt>Phát hành lúc</dt><dd>${momentText(issue.publishedAt)}</dd>
</dl>`;
