import { z } from "zod";
import { Level } from "./agency.ts";
import { Day, type kindOf, type Period, PeriodKind } from "./period.ts";
import type { Programme } from "./programme.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");
const text = z.string().trim().min(1, "không được để trống");

/** What one directing document asks of this report: to whom, how often, inside which host report, by which clause. */
const Duty = z.strictObject({
  programme: id,
  /** Kinds of periods for which the document asks; empty where it names no periodic duty. */
  cadence: z.array(PeriodKind),
  /** Months for which it asks once, e.g. a review in 11/2021. */
  once: z.array(z.string().regex(/^\d{4}-\d{2}$/, "viết năm-tháng, ví dụ 2021-11")).optional(),
  /** Kính gửi. */
  addressees: z.array(text).min(1),
  /** The report within which it is given ("lồng ghép"). */
  host: text.optional(),
  clause: text,
  /** UBND cấp huyện tổng hợp báo cáo của UBND cấp xã: a commune's report goes to the committee of its district. */
  throughDistrict: z.boolean().optional(),
  /** Our own proposal, where the document does not say. */
  proposed: z.boolean(),
});

/**
 * Who signs a report and by which authority (quyền hạn, chức vụ; Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 7): the
 * head of the office himself, a deputy in his place (`KT.`, ký thay) or somebody by his order (`TL.`, thừa lệnh). What a
 * committee decides is signed `TM.` (thay mặt), which the letterhead's own title says.
 */
const Signature = z
  .strictObject({
    authority: z.enum(["none", "TM", "KT", "TL"]).default("none"),
    /** Chức vụ of the head, in capitals; that of the letterhead where it is left out. */
    title: text.optional(),
    /** Chức vụ of who signs in his place or by his order. */
    deputy: text.optional(),
    /** Họ và tên. */
    name: text.optional(),
  })
  .refine(({ authority, deputy }) => (authority === "KT" || authority === "TL") === (deputy !== undefined), {
    error: "phải có đúng khi ký thay (KT) hoặc thừa lệnh (TL)",
    path: ["deputy"],
  });
type Signature = z.infer<typeof Signature>;

/** The committee for which somebody signs, as it is printed above the title. */
const COMMITTEE = "TM. ỦY BAN NHÂN DÂN";

/**
 * The lines of the signature block above the room for the images.
 *
 * @param letterhead the title that the letterhead gives, its lines divided by a line break
 */
export function signerLines(letterhead: string, signature: Signature | undefined): string {
  if (signature === undefined) return letterhead;
  const { authority, deputy } = signature;
  const above = letterhead.split("\n");
  const title = signature.title ?? above.pop() ?? "";
  const committee = above.filter((line) => line.startsWith("TM."));
  const body = authority === "TM" && committee.length === 0 ? [COMMITTEE] : committee;
  if (deputy === undefined) return [...body, title].join("\n");
  return [...body, `${authority}. ${title}`, deputy].join("\n");
}

/**
 * A report regime (chế độ báo cáo): which office issues which report to whom, inside which host report, how often,
 * with which Nơi nhận. The components are those of Điều 7 Nghị định số 09/2019/NĐ-CP.
 */
export const Regime = z.strictObject({
  /** `<province>-<report>`, the file's name. */
  id,
  province: id,
  /** Names the documents: `cntt` makes `bao-cao-cntt.pdf`; one of many agencies makes a folder of them. */
  report: id,
  /** The first and the last day on which it holds; always where they are left out. A period goes by its window's last day. */
  from: Day.optional(),
  to: Day.optional(),
  /** Tên báo cáo. */
  name: text,
  /** Nội dung yêu cầu. */
  content: text,
  /** Đối tượng thực hiện: an office of the province, or every agency of these levels for itself. */
  issuer: z.union([z.strictObject({ office: id }), z.strictObject({ levels: z.array(Level).min(1) })], {
    error: "phải có đúng một trong hai: office hoặc levels",
  }),
  /** Kính gửi where no duty says otherwise. */
  addressees: z.array(text).min(1),
  duties: z.array(Duty),
  /** Made for every programme; otherwise only for those that it has a duty for. */
  forAll: z.boolean(),
  /** Phương thức gửi. */
  method: text,
  /** Trích yếu; "{kỳ}" and "{cơ quan}" stand for the period and the agency. */
  subject: text,
  /** Nơi nhận, without the closing "Lưu". */
  recipients: z.array(text).min(1),
  /** After "Lưu: VT, ": đơn vị soạn thảo. */
  drafter: text.optional(),
  /** Who signs; the head of the office by the letterhead's title where it is left out. */
  signature: Signature.optional(),
  /** The outline in templates/outlines/. */
  outline: id,
  /** Slots of the outline that must be filled in before the report is published; a draft is always made. */
  required: z.array(id).optional(),
  /** The outline of the full tables (phụ lục) that are printed beside the report; of one report of a province. */
  annex: id.optional(),
  /** Published with every revision, or made on request only. */
  published: z.boolean(),
});
export type Regime = z.infer<typeof Regime>;
export type Duty = z.infer<typeof Duty>;

/** The outlines that reports under these regimes are written by, each once. */
export const outlinesNamed = (regimes: readonly Regime[]): string[] => [
  ...new Set(regimes.flatMap(({ outline, annex }) => (annex === undefined ? [outline] : [outline, annex]))),
];

/** The duties of a report under the programmes of a run, in the programmes' order. */
export const dutiesOf = (regime: Regime, programmes: readonly Pick<Programme, "id">[]): Duty[] =>
  programmes.flatMap(({ id: programme }) => regime.duties.filter((duty) => duty.programme === programme));

/** Whether a duty falls due with a period. */
export const isDue = (duty: Duty, period: Period, kind: ReturnType<typeof kindOf>): boolean =>
  duty.cadence.some((one) => one === kind) || (duty.once ?? []).includes(period);

/** The regimes that hold on a day, the last of a period's window. */
export const regimesOn = (regimes: readonly Regime[], day: Day): Regime[] =>
  regimes.filter(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));

/** Whether the report is made for a run of these programmes. */
export const isMadeFor = (regime: Regime, programmes: readonly Pick<Programme, "id">[]): boolean =>
  regime.forAll || dutiesOf(regime, programmes).length > 0;

/**
 * The reports that are made for a run of these programmes, each with its duties under them alone: a document that is added
 * later changes nothing of a report that does not know it.
 */
export const regimesFor = (regimes: readonly Regime[], programmes: readonly Pick<Programme, "id">[]): Regime[] =>
  regimes
    .filter((regime) => isMadeFor(regime, programmes))
    .map((regime) => ({ ...regime, duties: dutiesOf(regime, programmes) }));

/**
 * Everybody addressed, each once, in the order of the duties.
 *
 * @param district the committee above the commune that reports; null for every other issuer
 */
export function addresseesOf(
  regime: Regime,
  programmes: readonly Pick<Programme, "id">[],
  district: string | null,
): string[] {
  if (district !== null && dutiesOf(regime, programmes).some(({ throughDistrict }) => throughDistrict))
    return [district];
  const asked = new Set(dutiesOf(regime, programmes).flatMap(({ addressees }) => addressees));
  return asked.size === 0 ? [...regime.addressees] : [...asked];
}

/** What a regime's id must be. */
export const slugOf = ({ province, report }: Pick<Regime, "province" | "report">): string => `${province}-${report}`;
