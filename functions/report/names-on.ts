import type { AgencyTree } from "../domain/agency.ts";
import { nameInUse, nameOn } from "../domain/office.ts";
import type { Day } from "../domain/period.ts";
import { bodiesOf, type Province } from "../domain/province.ts";
import { UNIT_TYPES, unitTypeOf } from "../domain/unit-name.ts";

/** Stands for the kinds of communes that a province has: "xã, phường, đặc khu". */
const COMMUNE_TYPES = "{đơn vị cấp xã}";

/** The kinds of communes among agencies, in the order of official documents. */
function communeTypes({ inForce }: Pick<AgencyTree, "inForce">): string {
  const found = new Set(inForce.filter(({ level }) => level === "xa").map(({ name }) => unitTypeOf(name)));
  return UNIT_TYPES.filter((type) => found.has(type)).join(", ");
}

/**
 * How somebody whom a document names is called on a report's day: offices by their names of that day, the committees
 * below the province by the kinds of units that it has then. "{ubnd-duoi-tinh}" stands for the body of that id.
 *
 * @param tree the agencies of the report
 */
export function namesOn(
  province: Pick<Province, "offices" | "bodies">,
  tree: Pick<AgencyTree, "inForce">,
  day: Day,
): (name: string) => string {
  const bodies = bodiesOf(province);
  const called = (name: string): string => {
    const body = bodies.find(({ id }) => name === `{${id}}`);
    return body === undefined ? nameOn(name, bodies, day) : nameInUse(body.names, day, name);
  };
  return (name) => called(name).replace(COMMUNE_TYPES, () => communeTypes(tree) || "xã, phường");
}
