import { z } from "zod";
import { type Fault, faultOf, fieldOf, reasonOf } from "../functions/catalogue/reasons.ts";
import { loadTimetables, type ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { TemplateInvalid } from "../functions/domain/failure.ts";
import { ASKING } from "../functions/revisions/time-limits.ts";

const FILE = "cdk.json";

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");

const isAddress = (text: string): boolean => z.email().safeParse(text).success;
const isHttps = (text: string): boolean => z.url({ protocol: /^https$/ }).safeParse(text).success;

const text = z.string().trim().min(1, "không được để trống");

/** A server of OpenID Connect whose tokens are believed. */
const Oidc = z.strictObject({
  issuer: z.string().refine(isHttps, "phải là địa chỉ https"),
  audience: text,
  rolesClaim: text,
  /** As what browsers sign in there; null where only tokens of other programs are believed. */
  clientId: text.nullable().default(null),
});
export type Oidc = z.infer<typeof Oidc>;

/** What the stacks of two stages differ in: one entry of `stages` in cdk.json. Null leaves a part out. */
const Stage = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]{1,11}$/, "2 đến 12 chữ thường hoặc chữ số, ví dụ prod"),
  /** Provinces that are served; null for every one that has a timetable of its own. */
  provinces: z.array(slug).min(1).nullable(),
  /** Whether runs start by themselves; the watchdog only looks where they do. */
  scheduled: z.boolean(),
  /** Who is told of alarms, by mail; a stage whose runs start by themselves has somebody. */
  alarmMail: z.string().refine(isAddress, "phải là một địa chỉ thư điện tử, ví dụ truc@tinh.gov.vn").nullable(),
  /** `Tên <dia-chi@tinh.gov.vn>`: who reports are sent from. */
  mailFrom: z
    .string()
    .refine(
      (text) => isAddress(addressOf(text)) && !/[<>]/.test(text.replace(/<[^<>]+>$/, "")),
      "phải có dạng Tên <dia-chi@tinh.gov.vn>",
    )
    .nullable(),
  /** Where links, codes and runs are opened. */
  portal: z
    .strictObject({
      /** Whose tokens operators and viewers sign in with; without it only links and codes open. */
      oidc: Oidc.nullable(),
      /** Accounts of the stack's own, with Cognito's pages for signing in; instead of `oidc`. */
      cognito: z
        .strictObject({
          domainPrefix: z
            .string()
            .regex(
              /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
              "chỉ gồm chữ thường, chữ số và dấu gạch nối",
            ),
        })
        .nullable()
        .default(null),
      /** A domain of one's own and its certificate in the stack's region. */
      domain: z
        .strictObject({
          name: z
            .string()
            .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "phải là một tên miền, ví dụ bao-cao.tinh.gov.vn"),
          certificateArn: z
            .string()
            .regex(
              /^arn:aws:acm:[a-z]{2}(-[a-z]+)+-\d:\d{12}:certificate\/[0-9a-f-]+$/,
              "phải có dạng arn:aws:acm:<vùng>:<số tài khoản 12 chữ số>:certificate/<mã>",
            ),
        })
        .nullable(),
      /** Requests that Lambda keeps room for, and the most it takes, at once; 0 keeps none, as new accounts have to. */
      reservedConcurrency: z.int().min(0).max(1_000).default(0),
    })
    .nullable(),
  /** How the national portal is asked for a cross-check, beside the province's own figures; of one province. */
  nationalPortal: z
    .strictObject({
      url: z.string().refine(isHttps, "phải là địa chỉ https"),
      root: z.uuid("phải là mã đơn vị gốc của tỉnh trên Cổng, dạng 019d2be3-6a88-732b-8b17-b68020c8553a"),
      contact: text.nullable(),
    })
    .nullable()
    .default(null),
  /** Runs that are at work at once, whoever starts them; the others wait in the order in which they came. */
  runsAtOnce: z.int().min(1).max(100),
  /** Agencies of which a run asks at once; 40 is the most that the state machine does. */
  agenciesAtOnce: z.int().min(1).max(40).default(4),
  /** Agencies in a row of which the province answers nothing, before a run ends; later ones would wait in vain. */
  unansweredAgencies: z.int().min(1).max(999).default(ASKING.unansweredAgencies),
  /** The role, by its ARN, that alone may delete or disable the key of what is published; null for nobody. */
  keyAdministrator: z
    .string()
    .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, "phải có dạng arn:aws:iam::<số tài khoản 12 chữ số>:role/<tên>")
    .nullable()
    .default(null),
  /** Whether CloudTrail records every access to an object, at a price of its own. */
  objectEvents: z.boolean().default(false),
  /** Years for which nobody deletes what is published. */
  retentionYears: z.int().min(1).max(70),
});
export type Stage = z.infer<typeof Stage>;

const Stages = z.array(Stage).min(1);

interface Told {
  readonly field: string;
  readonly reason: string;
}

/** How the entries of cdk.json are known: a stage by its name, or by its place where it has none. */
function told(stages: unknown, { path: [at, ...rest], reason }: Fault): Told {
  if (at === undefined) return { field: "stages", reason };
  const name = z.array(z.unknown()).safeParse(stages).data?.[Number(at)];
  const known = z.looseObject({ name: z.string().min(1) }).safeParse(name).data?.name;
  const stage = known === undefined ? `môi trường thứ ${Number(at) + 1}` : `môi trường "${known}"`;
  return { field: rest.length === 0 ? stage : `${fieldOf(rest)} của ${stage}`, reason };
}

/** Names that are written twice: two stages would be one stack. */
function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** Throws TemplateInvalid for what each entry alone cannot show. */
function checkTogether(stages: readonly Stage[], scheduled: readonly string[]): void {
  const twice = repeated(stages.map(({ name }) => name));
  if (twice !== undefined)
    throw new TemplateInvalid({ file: FILE, field: "stages" }, `có hai môi trường tên "${twice}", chỉ giữ một`);
  const unheard = stages.find((stage) => stage.scheduled && stage.alarmMail === null);
  if (unheard !== undefined)
    throw new TemplateInvalid(
      { file: FILE, field: `alarmMail của môi trường "${unheard.name}"` },
      "phải có địa chỉ nhận cảnh báo vì scheduled là true; nếu không có thì không ai biết khi hệ thống gặp lỗi",
    );
  const doubled = stages.find(({ portal }) => portal !== null && portal.oidc !== null && portal.cognito !== null);
  if (doubled !== undefined)
    throw new TemplateInvalid(
      { file: FILE, field: `portal.cognito của môi trường "${doubled.name}"` },
      "chỉ đặt một trong hai: portal.oidc (máy chủ đăng nhập của tỉnh) hoặc portal.cognito (tài khoản riêng)",
    );
  for (const { name, provinces } of stages) {
    const field = `provinces của môi trường "${name}"`;
    const unknown = (provinces ?? []).find((id) => !scheduled.includes(id));
    if (unknown !== undefined) {
      const known = scheduled.join(", ");
      throw new TemplateInvalid(
        { file: FILE, field },
        `không có tỉnh, thành phố "${unknown}" hoặc đã kết thúc; các mã hiện có: ${known}`,
      );
    }
    const same = repeated(provinces ?? []);
    if (same !== undefined)
      throw new TemplateInvalid({ file: FILE, field }, `tỉnh "${same}" được viết hai lần, chỉ giữ một`);
  }
}

/**
 * Reads `stages` of cdk.json. Throws TemplateInvalid that names the stage, the field and what is wrong with it.
 *
 * @param scheduled ids of the provinces that can be served
 */
export function parseStages(stages: unknown, scheduled: readonly string[]): Stage[] {
  const parsed = Stages.safeParse(stages, { error: reasonOf });
  if (!parsed.success) {
    const [first, ...others] = parsed.error.issues.map((issue) => told(stages, faultOf([issue])));
    const more = others.map(({ field, reason }) => `; mục ${field}: ${reason}`).join("");
    throw new TemplateInvalid({ file: FILE, field: first?.field ?? "stages" }, `${first?.reason ?? ""}${more}`);
  }
  checkTogether(parsed.data, scheduled);
  return parsed.data;
}

/** The folder of the data that the service works by. */
export const TEMPLATES = new URL("../templates/", import.meta.url);

/** The provinces whose reports are made by themselves. Throws TemplateInvalid. */
export const scheduledProvinces = (): ScheduledProvince[] => loadTimetables(TEMPLATES);

/** The domain of the address that cdk.json is handed out with: mail to it reaches nobody. */
const SAMPLE_DOMAIN = "@example.gov.vn";

/** What whoever deploys a stage should see, by the field it is about, though nothing keeps it from being deployed. */
export const warningsOf = ({ alarmMail, mailFrom }: Stage): [field: string, warning: string][] =>
  Object.entries({ alarmMail, mailFrom }).flatMap(([field, given]): [string, string][] =>
    given !== null && addressOf(given).endsWith(SAMPLE_DOMAIN)
      ? [
          [
            field,
            `Mục ${field} trong cdk.json còn là địa chỉ mẫu ${addressOf(given)}; thay bằng địa chỉ thật của tỉnh.`,
          ],
        ]
      : [],
  );

/** The mail address out of `Tên <địa chỉ>`. */
export const addressOf = (mailFrom: string): string => /<([^<>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom;
