import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyOfTemplates } from "../catalogue/templates.ts";
import { type MailWorld, mailWorld, operator } from "../mail/world.ts";
import { type Asked, type Reply, stubProvince } from "../sources/stub.ts";
import { pushJsonOf } from "./mapping.ts";

/** What a report system was sent for one figure. */
export interface PushedBody {
  readonly indicatorCode: string;
  readonly officeCode: string;
  readonly periodId: number;
  readonly dataYear: number;
  readonly value: number;
  readonly textValue: string;
}

export const bodyOf = ({ body }: Pick<Asked, "body">): PushedBody => JSON.parse(body);

export const TAKEN: Reply = { json: { Code: 0 } };

export interface PushWorld extends MailWorld {
  /** Every figure that the report system was sent, in their order. */
  readonly sent: () => PushedBody[];
  /** The most requests that were under way at one time. */
  readonly most: () => number;
}

interface Setting {
  /** Entries of the mapping that are otherwise. */
  readonly mapping?: Readonly<Record<string, unknown>>;
  /** Whether the province has switched it on. */
  readonly isOn?: boolean;
  /** Instead of the report system's address. */
  readonly url?: string;
}

/** The worked example's province with a report system over HTTP, a mail server and an operator. */
export async function pushWorld(
  answer: (asked: Asked, n: number) => Reply | Promise<Reply>,
  { mapping = {}, isOn = true, url }: Setting = {},
): Promise<PushWorld> {
  const system = await stubProvince(answer);
  const root = copyOfTemplates();
  const file = { ...pushJsonOf(mapping), id: "thu-nghiem", example: undefined };
  writeFileSync(join(root, "pushes/thu-nghiem.json"), JSON.stringify(file));
  const path = join(root, "provinces/ba-ria-vung-tau.json");
  const push = { mapping: "thu-nghiem", url: url ?? system.url };
  const own = { ...JSON.parse(readFileSync(path, "utf8")), ...(isOn ? { push } : {}) };
  writeFileSync(path, JSON.stringify(own));
  const world = await mailWorld(undefined, root);
  await world.add(operator("quan-tri@so.gov.vn"));
  return { ...world, sent: () => system.data.map(bodyOf), most: () => system.most };
}

/** What the operator was written of the report system. */
export const pushMails = ({ server }: Pick<MailWorld, "server">): string[] =>
  server.taken.flatMap(({ mail }) => (mail.messageId?.startsWith("<push.") ? [mail.text ?? ""] : []));
