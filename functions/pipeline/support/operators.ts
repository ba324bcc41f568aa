import { RequestInvalid } from "../../domain/failure.ts";
import { Period, windowOf } from "../../domain/period.ts";
import { type Province, provinceNameOn } from "../../domain/province.ts";
import type { Letter, MailKind } from "../../mail/letters/letter.ts";
import { type Recipient, type RoleKind, wants } from "../../mail/recipient.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import { periodText } from "../../report/wording.ts";
import type { MailDelivery } from "./deliver.ts";

/** A province by its name of a period's last day; by its newest where the period is none. */
export function provinceIn(catalogue: ServicePorts["catalogue"], id: string, period: string): Province {
  const province = catalogue.province(id);
  const known = Period.safeParse(period);
  if (!known.success) return province;
  return { ...province, name: provinceNameOn(province, windowOf(known.data, province.regime.scheme).to) };
}

/** "báo cáo tháng 6 năm 2023 của tỉnh …"; what is not known is named as it was asked for. */
export function whatOf({ catalogue }: ServicePorts, province: string, period: string): string {
  const when = Period.safeParse(period).success ? periodText(period) : `kỳ ${period}`;
  try {
    return `báo cáo ${when} của ${provinceIn(catalogue, province, period).name}`;
  } catch (error) {
    if (error instanceof RequestInvalid) return `báo cáo ${when} của tỉnh ${province}`;
    throw error;
  }
}

/** A province and everybody who is written to there. */
interface Listed {
  readonly province: string;
  readonly recipients: readonly Recipient[];
}

/** What a mail is about. */
interface Occasion {
  readonly kind: MailKind;
  readonly about: string;
}

const toRole = (
  role: RoleKind,
  { province, recipients }: Listed,
  { kind, about }: Occasion,
  letter: (name: string) => Letter,
): MailDelivery[] =>
  recipients
    .filter((one) => wants(one, role))
    .map((one) => ({
      key: { kind, about, recipient: one.id },
      to: one,
      subscription: { province, kind: role },
      compose: async () => ({ letter: letter(one.name) }),
    }));

/** A mail to everybody who may agree to a release; to the operators where nobody is named for it. */
export function toApprovers(
  ports: ServicePorts,
  listed: Listed,
  occasion: Occasion,
  letter: (name: string) => Letter,
): MailDelivery[] {
  const deliveries = toRole("approver", listed, occasion, letter);
  if (deliveries.length > 0) return deliveries;
  ports.warn(
    "Chưa có người nhận thư đề nghị đồng ý phát hành; thêm người có vai trò phê duyệt vào danh sách nhận thư.",
  );
  return toOperators(ports, listed, occasion, letter);
}

/** A mail to every operator of a province, or to the address used where there is none. */
export function toOperators(
  ports: ServicePorts,
  listed: Listed,
  { kind, about }: Occasion,
  letter: (name: string) => Letter,
): MailDelivery[] {
  const deliveries = toRole("operator", listed, { kind, about }, letter);
  if (deliveries.length > 0 || ports.operatorAddress === null) return deliveries;
  const to = { name: "Quản trị viên hệ thống báo cáo", address: ports.operatorAddress };
  const key = { kind, about, recipient: "operator" };
  return [{ key, to, subscription: null, compose: async () => ({ letter: letter(to.name) }) }];
}
