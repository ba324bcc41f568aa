import type { z } from "zod";
import { NewRecipient, type Recipient } from "../../../../mail/recipient.ts";
import {
  agencyField,
  chosenField,
  type RecipientForm,
  type ReportChoice,
} from "../../../pages/console/mails/recipient-form.ts";
import type { FormErrors } from "../../../pages/parts.ts";
import type { Portal } from "../../../portal.ts";

/** The reports that people of a province may get, each once, as they are called now. */
export function reportChoices(portal: Portal, province: string): ReportChoice[] {
  const all = portal.catalogue.regimes(province).map(({ report, name, issuer }) => ({
    report,
    name,
    isOfAgencies: "levels" in issuer,
  }));
  return [...new Map(all.map((one) => [one.report, one])).values()];
}

export const EMPTY_FORM: RecipientForm = {
  address: "",
  name: "",
  reports: "none",
  chosen: [],
  ofAgencies: new Map(),
  agencies: "",
  operator: false,
  approver: false,
  attached: false,
  reason: "",
};

/** The form of somebody who is stored. */
export function formOf({ name, address, roles, attached }: Recipient, choices: readonly ReportChoice[]): RecipientForm {
  const named = roles.flatMap((role) => (role.kind === "recipient" ? (role.reports ?? []) : []));
  const isReader = roles.some(({ kind }) => kind === "recipient");
  const isAll = roles.some((role) => role.kind === "recipient" && role.reports === null);
  const codesOf = (report: string): string =>
    named.flatMap((one) => (one.startsWith(`${report}/`) ? [one.slice(report.length + 1)] : [])).join(", ");
  return {
    name,
    address,
    reports: isAll ? "all" : isReader ? "some" : "none",
    chosen: named,
    ofAgencies: new Map(choices.map(({ report }) => [report, codesOf(report)])),
    agencies: roles.flatMap((role) => (role.kind === "contact" ? [role.agency] : [])).join(", "),
    operator: roles.some(({ kind }) => kind === "operator"),
    approver: roles.some(({ kind }) => kind === "approver"),
    attached: attached !== undefined,
    reason: attached?.reason ?? "",
  };
}

type Body = Readonly<Record<string, unknown>>;

/** What somebody has sent, however wrong. */
export function sentForm(body: Body, choices: readonly ReportChoice[]): RecipientForm {
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === "string" ? value.slice(0, 2000) : "";
  };
  const isOn = (name: string): boolean => body[name] === "1";
  const reports = (["all", "some"] as const).find((one) => one === text("nhan")) ?? "none";
  return {
    address: text("dia-chi"),
    name: text("ho-ten"),
    reports,
    chosen: choices.flatMap(({ report }) => (isOn(chosenField(report)) ? [report] : [])),
    ofAgencies: new Map(choices.map(({ report }) => [report, text(agencyField(report))])),
    agencies: text("dau-moi"),
    operator: isOn("quan-tri"),
    approver: isOn("phe-duyet"),
    attached: isOn("kem-tep"),
    reason: text("ly-do"),
  };
}

const codesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((code) => code !== ""))];

function reportsIn({ reports, chosen, ofAgencies }: RecipientForm): string[] | null {
  if (reports === "all") return null;
  const single = [...ofAgencies].flatMap(([report, codes]) => codesIn(codes).map((code) => `${report}/${code}`));
  return [...chosen, ...single];
}

const FIELDS: Readonly<Record<string, string>> = { name: "ho-ten", address: "dia-chi", attached: "ly-do" };
const WHAT: Readonly<Record<string, string>> = { name: "Họ tên", address: "Địa chỉ thư", attached: "Lý do" };

function errorsOf(error: z.ZodError): FormErrors {
  const errors = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = FIELDS[String(path[0])] ?? "";
    const text = `${WHAT[String(path[0])] ?? "Mã cơ quan hoặc mã báo cáo"} ${message}.`;
    if (!errors.has(field)) errors.set(field, text);
  }
  return errors;
}

/** Who a form names, or what is wrong with it by its fields. */
export function personIn(form: RecipientForm): { readonly person: NewRecipient } | { readonly errors: FormErrors } {
  const { name, address, operator, approver, attached, reason } = form;
  const reports = reportsIn(form);
  if (form.reports === "some" && reports?.length === 0) {
    return { errors: new Map([["nhan", "Chọn ít nhất một báo cáo, hoặc chọn Không nhận báo cáo."]]) };
  }
  const roles = [
    ...(form.reports === "none" ? [] : [{ kind: "recipient", reports }]),
    ...codesIn(form.agencies).map((agency) => ({ kind: "contact", agency })),
    ...(operator ? [{ kind: "operator" }] : []),
    ...(approver ? [{ kind: "approver" }] : []),
  ];
  if (roles.length === 0) return { errors: new Map([["", "Chưa chọn người này nhận thư gì; chọn ít nhất một loại."]]) };
  const parsed = NewRecipient.safeParse({ name, address, roles, ...(attached ? { attached: { reason } } : {}) });
  return parsed.success ? { person: parsed.data } : { errors: errorsOf(parsed.error) };
}
