import { isMonthly } from "../../domain/mapping/faults.ts";
import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import type { Province } from "../../domain/province.ts";
import { allowed, type Fault } from "../reasons.ts";

/** A mapping that only a province which is not there may use. */
export function* mappingOwnerFaults({ province }: SourceMapping, known: readonly string[]): Generator<Fault> {
  if (province === undefined || known.includes(province)) return;
  yield { path: ["province"], reason: `không có tỉnh này trong provinces.json, provinces${allowed(known)}` };
}

/** Sources of a province that are not there, not its own, named twice, or asked by other months than its reports have. */
export function* sourceFaults(
  { id, sources, regime, fedBy }: Pick<Province, "id" | "sources" | "regime" | "fedBy">,
  mappings: ReadonlyMap<string, SourceMapping>,
): Generator<Fault> {
  if (fedBy !== undefined && sources.length > 0)
    yield { path: ["fedBy"], reason: "tỉnh đã có nguồn số liệu ở mục sources; bỏ một trong hai" };
  if (fedBy !== undefined && regime.scheme !== "calendar")
    yield {
      path: ["fedBy"],
      reason: `Cổng chỉ có số liệu theo tháng dương lịch, còn kỳ báo cáo của tỉnh là "${regime.scheme}"`,
    };
  const ofProvince = [...mappings.values()].filter(({ province = id }) => province === id);
  for (const [index, { mapping }] of sources.entries()) {
    const path = ["sources", index, "mapping"];
    const found = ofProvince.find((one) => one.id === mapping);
    if (found === undefined) {
      const ids = ofProvince.map((one) => one.id);
      yield { path, reason: `tỉnh "${id}" không có tệp khai báo nguồn này trong thư mục sources${allowed(ids)}` };
      continue;
    }
    if (sources.findIndex((one) => one.mapping === mapping) < index)
      yield { path, reason: "nguồn này đã có ở trên, số liệu sẽ bị cộng hai lần" };
    if (isMonthly(found) && regime.scheme !== "calendar")
      yield {
        path,
        reason: `nguồn này chỉ hỏi được theo tháng dương lịch, còn kỳ báo cáo của tỉnh là "${regime.scheme}"; dùng nguồn hỏi theo {from}, {to}`,
      };
  }
}
