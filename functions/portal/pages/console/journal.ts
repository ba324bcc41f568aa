import { html } from "hono/html";
import { momentLabel } from "../../../report/wording.ts";
import type { JournalAction, JournalEntry } from "../../../revisions/console/journal.ts";
import type { Html } from "../page.ts";
import { emptyState, table, unseen } from "../parts.ts";
import { personText, runAddress } from "./runs.ts";

export const JOURNAL_PATH = "/quan-tri/nhat-ky";

const WORDS: Readonly<Record<JournalAction, string>> = {
  "signed-in": "Đăng nhập",
  "run-requested": "Yêu cầu chạy lại",
  "run-cancelled": "Yêu cầu dừng lần chạy",
  "draft-approved": "Đồng ý phát hành dự thảo",
  "draft-returned": "Trả lại dự thảo",
  "import-stored": "Lưu số liệu nhập từ sổ tính",
  "texts-kept": "Lưu nội dung báo cáo",
  "link-revoked": "Thu hồi liên kết",
  reminded: "Gửi thư nhắc đơn vị chậm số liệu",
  "mail-resent": "Gửi lại thư báo có báo cáo",
  "recipient-kept": "Lưu người nhận thư",
  "recipient-removed": "Xóa người nhận thư",
  "recipients-imported": "Nhập danh sách người nhận thư",
  "import-withdrawn": "Rút số liệu nhập từ sổ tính",
};

const aboutCell = ({ action, about }: JournalEntry): Html | string =>
  action.startsWith("run-") || action.startsWith("draft-")
    ? html`<a href="${runAddress(about)}">Mở lần chạy${unseen(` ${about}`)}</a>`
    : about;

/** Who did what by these pages, the newest first. @param next the cursor of the page after this one; null on the last */
export function journalContent(entries: readonly JournalEntry[], next: string | null): Html {
  if (entries.length === 0)
    return emptyState("Chưa ghi việc nào. Mỗi việc làm trên trang quản trị được ghi lại ở đây.");
  return html`${table({
    caption: "Việc đã làm trên trang quản trị, mới nhất trước",
    columns: ["Lúc", "Người làm", "Việc", "Về"].map((title) => ({ title })),
    rows: entries.map((entry) => [
      momentLabel(entry.at),
      html`${entry.label}<span class="hint">${personText(entry.by)}</span>`,
      WORDS[entry.action],
      aboutCell(entry),
    ]),
  })}
<nav class="pages" aria-label="Các trang của nhật ký">
${next === null ? "" : html`<a href="${JOURNAL_PATH}?truoc=${encodeURIComponent(next)}" rel="next">Các việc trước đó</a>`}
</nav>`;
}
