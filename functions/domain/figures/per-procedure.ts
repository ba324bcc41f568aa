import type { Indicator } from "../indicator.ts";
import type { Target } from "../programme.ts";

const withinSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const ONLINE = [{ service: ["full" as const, "partial" as const] }];

/**
 * What a target is judged by: its indicator or, where every procedure is asked for itself, how many of the procedures that
 * had dossiers have reached the rate.
 *
 * @throws RangeError where the indicator is no flow: no procedure has a rate of its own in it
 */
export function judgedIndicator(target: Pick<Target, "perProcedure">, indicator: Indicator): Indicator {
  const { perProcedure } = target;
  if (perProcedure === undefined) return indicator;
  const { numerator, denominator } = indicator;
  if (!("sum" in numerator) || !("sum" in denominator))
    throw new RangeError(`${indicator.id} has no rate of a procedure`);
  const { threshold, among } = perProcedure;
  const procedures = among === "online" ? ONLINE : [{}];
  const things = among === "online" ? "DVCTT" : "TTHC";
  const had = { procedures, active: denominator.sum };
  return {
    id: `${indicator.id}-each-${threshold}`,
    name: `Tỷ lệ ${things} đạt từ ${threshold}% trở lên về ${withinSentence(indicator.name)}`,
    definition: `Số ${things} mà ${withinSentence(indicator.name)} của riêng từng thủ tục đạt từ ${threshold}% trở lên trên tổng số ${things} có phát sinh ${withinSentence(indicator.denominatorName)}; đơn vị tính: thủ tục, mỗi thủ tục đếm một lần; không gồm thủ tục không phát sinh, được nêu riêng.`,
    group: indicator.group,
    kind: "distinct",
    numerator: { ...had, reaching: { counts: numerator.sum, percent: threshold } },
    denominator: had,
    numeratorName: `${things} đạt`,
    denominatorName: `${things} có phát sinh`,
    missing: `${things} chưa đạt`,
  };
}
