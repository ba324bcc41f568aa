import { html } from "hono/html";
import type { Agency } from "../../../../domain/agency.ts";
import type { Recipient, RoleKind } from "../../../../mail/recipient.ts";
import type { Html } from "../../page.ts";
import { statusTag } from "../../parts.ts";

/** What people are written to for. */
export const ROLE_NAMES: Readonly<Record<RoleKind, string>> = {
  recipient: "Nhận báo cáo",
  contact: "Đầu mối số liệu",
  operator: "Quản trị viên",
  approver: "Phê duyệt phát hành",
};

type Role = Recipient["roles"][number];

/** The agencies of a province by their codes; null where no run has asked for them. */
export type AgenciesByCode = ReadonlyMap<string, Pick<Agency, "name">> | null;

function aboutRole(role: Role, agencies: AgenciesByCode): Html | string {
  if (role.kind === "recipient") return role.reports === null ? ": mọi báo cáo" : `: ${role.reports.join(", ")}`;
  if (role.kind !== "contact") return "";
  const name = agencies?.get(role.agency)?.name;
  if (name !== undefined) return `: ${name} (${role.agency})`;
  const isUnknown = agencies !== null;
  return html`: cơ quan ${role.agency} ${isUnknown ? statusTag("warn", "Tỉnh không có cơ quan mã này") : ""}`;
}

/** What somebody is written to for, a line each. */
export const rolesCell = (
  { roles, muted }: Pick<Recipient, "roles"> & { readonly muted?: readonly RoleKind[] },
  agencies: AgenciesByCode,
): Html =>
  html`<ul class="plain">${roles.map(
    (role) =>
      html`<li>${ROLE_NAMES[role.kind]}${aboutRole(role, agencies)}${muted?.includes(role.kind) ? html` ${statusTag("plain", "Đã dừng nhận")}` : ""}</li>`,
  )}</ul>`;
