import type { Construct } from "constructs";
import { z } from "zod";

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");

/** What the stacks of two stages differ in: one entry of `stages` in cdk.json. Null leaves a part out. */
const Stage = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]{1,11}$/, "2 đến 12 chữ thường hoặc chữ số, ví dụ prod"),
  /** Provinces that are served; null for every one that has a timetable. */
  provinces: z.array(slug).min(1).nullable(),
  /** Whether runs start by themselves; the watchdog only looks where they do. */
  scheduled: z.boolean(),
  /** Who is told of alarms, by mail. */
  alarmMail: z.email().nullable(),
  /** `Tên <dia-chi@tinh.gov.vn>`: who reports are sent from. */
  mailFrom: z
    .string()
    .regex(/^[^<>]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/)
    .nullable(),
  /** Where links, codes and runs are opened. */
  portal: z
    .strictObject({
      /** Whose tokens operators and viewers sign in with; without it only links and codes open. */
      oidc: z
        .strictObject({
          issuer: z.url({ protocol: /^https$/ }),
          audience: z.string().min(1),
          rolesClaim: z.string().min(1),
        })
        .nullable(),
      /** A domain of one's own and its certificate in the stack's region. */
      domain: z
        .strictObject({
          name: z.string().regex(/^[a-z0-9.-]+$/),
          certificateArn: z.string().startsWith("arn:aws:acm:"),
        })
        .nullable(),
    })
    .nullable(),
  /** Years for which nobody deletes what is published. */
  retentionYears: z.int().min(1).max(70),
});
export type Stage = z.infer<typeof Stage>;

const Stages = z.array(Stage).min(1);

/** The stages out of the context. Throws RangeError that names the field and what is wrong with it. */
export function stagesOf(scope: Construct): Stage[] {
  const parsed = Stages.safeParse(scope.node.tryGetContext("stages"));
  if (parsed.success) return parsed.data;
  throw new RangeError(`"stages" in cdk.json:\n${z.prettifyError(parsed.error)}`);
}

/** The mail address out of `Tên <địa chỉ>`. */
export const addressOf = (mailFrom: string): string => /<([^<>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom;
