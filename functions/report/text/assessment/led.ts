import { isSameName } from "../../../domain/name.ts";
import { writtenOut } from "../../../domain/unit-name.ts";
import type { Writing } from "../../writing.ts";
import type { Asked } from "./behind.ts";
import { isMinimum, type Judged, judgedTargets } from "./judged.ts";

/** Whether an office is the one that writes, by the name that a document gives it. */
export const isIssuer = ({ parties }: Writing, name: string): boolean =>
  isSameName(writtenOut(name), writtenOut(parties.reporting));

/** The minimums of the whole province that are below and that a document gives to one office (chủ trì), by that office. */
export function ledShort(writing: Writing, isAsked: Asked): ReadonlyMap<string, readonly Judged[]> {
  const short = judgedTargets(writing.targets, "province", "").filter((one) => isMinimum(one) && isAsked(one.row));
  const led = short.flatMap((one) => {
    const { lead } = one.printed.target;
    return lead === undefined ? [] : [{ lead, one }];
  });
  return new Map([...Map.groupBy(led, ({ lead }) => lead)].map(([lead, own]) => [lead, own.map(({ one }) => one)]));
}
