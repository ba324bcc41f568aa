import type { Composition } from "../composition.ts";
import { sentence } from "../wording.ts";
import { type ColumnSpec, column } from "./spec.ts";
import { text } from "./value.ts";

/**
 * The district in force (đơn vị hành chính cấp huyện) that an agency is in, or is itself: "Huyện Đất Đỏ"; empty for the
 * others.
 */
function districtNames({ tree, names }: Pick<Composition, "tree" | "names">): (code: string) => string {
  const districts = new Map(
    tree.inForce.filter(({ level }) => level === "huyen").map((one) => [one.code, sentence(names.unit(one))]),
  );
  const ofAgencies = new Map(
    tree.inForce.map(({ code, level, parentCode }) => [
      code,
      districts.get(level === "xa" ? (parentCode ?? "") : code),
    ]),
  );
  return (code) => ofAgencies.get(code) ?? "";
}

/**
 * By which a workbook's rows are filtered: the district of each; no column where no agency in force is a district.
 *
 * @param codeOf the code of the agency that a line is about; empty where it is about no agency
 */
export function districtColumns<Line>(
  composition: Pick<Composition, "tree" | "names">,
  codeOf: (line: Line) => string,
): ColumnSpec<Line>[] {
  if (!composition.tree.inForce.some(({ level }) => level === "huyen")) return [];
  const nameOf = districtNames(composition);
  return [
    column("district", "Địa bàn", [0, 26], (line) => text(nameOf(codeOf(line))), {
      align: "left",
      field: "district",
    }),
  ];
}
