import { around } from "./chance.ts";
import { endOfMonth, monthsLater } from "./days.ts";
import type { AgencyEvent, Plan } from "./plan.ts";
import type { AgencyRecord, LevelName } from "./world.ts";

/** A day of a month's window or at its edge. */
export function dayIn(month: string, which: number, scheme: Plan["scheme"]): string {
  const before = monthsLater(month, -1);
  const law = [`${before}-15`, `${month}-14`, `${before}-20`, `${month}-03`, `${before}-14`, `${month}-13`];
  const plain = [
    ...[`${month}-01`, endOfMonth(month), `${month}-10`, `${month}-20`],
    ...[endOfMonth(before), `${month}-27`],
  ];
  return around(scheme === "nd09" ? law : plain, which) ?? "";
}

/** The day after. */
export function dayAfter(day: string): string {
  const month = day.slice(0, 7);
  if (day === endOfMonth(month)) return `${monthsLater(month, 1)}-01`;
  return `${month}-${String(Number(day.slice(8)) + 1).padStart(2, "0")}`;
}

const soCodes = ["Z.S1", "12", "Z.S3", "9"];
const huyenCodes = ["Z.H1", "Z.H02", "z.h3"];
const xaCodes = ["Z.X1", "Z.X10", "Z.X2", "\uFF3AX", "\u{1F3E2}X", "Z.X#5/a", "Z.X6"];
const xaNames = [
  "UBND xã Nghĩa Thắng",
  'UBND phường "Bến Đình", mới',
  "UBND xã Hòa Hiệp".normalize("NFD"),
  "=UBND xã",
  "UBND xã\r\nhai dòng",
  " UBND xã có dấu cách ",
];
const inspectorates = {
  plain: "Thanh tra tỉnh",
  decomposed: "Thanh tra tỉnh".normalize("NFD"),
  padded: "  Thanh tra tỉnh ",
  none: "Sở Thử nghiệm 0",
} as const;

const born = "2010-01-01";

function record(code: string, name: string, level: LevelName, parentCode: string | null): AgencyRecord {
  return { code, name, level, parentCode, validFrom: born, validTo: null, successors: [] };
}

/** The agencies before anything happens to them. */
export function firstAgencies(plan: Plan): AgencyRecord[] {
  const [so, huyen, xa] = plan.agencies;
  const districts = huyenCodes.slice(0, huyen);
  return [
    ...soCodes
      .slice(0, so)
      .map((code, at) => record(code, at === 0 ? inspectorates[plan.inspectorate] : `Sở Thử nghiệm ${at}`, "so", null)),
    ...districts.map((code, at) => record(code, `UBND huyện ${at}`, "huyen", null)),
    ...xaCodes
      .slice(0, xa)
      .map((code, at) => record(code, around(xaNames, at) ?? "", "xa", around(districts, at) ?? null)),
  ];
}

/** Terms of agencies, newest last, while events are told. */
class Terms {
  readonly all: AgencyRecord[];

  constructor(first: readonly AgencyRecord[]) {
    this.all = [...first];
  }

  end(code: string, day: string, successors: readonly string[]): void {
    const at = this.all.findIndex((one) => one.code === code && one.validTo === null);
    const open = this.all[at];
    if (open !== undefined && open.validFrom <= day) this.all[at] = { ...open, validTo: day, successors };
  }

  begin(like: AgencyRecord, code: string, name: string, validFrom: string, parentCode: string | null): void {
    this.all.push({ ...like, code, name, parentCode, validFrom, validTo: null, successors: [] });
  }
}

interface Told {
  readonly event: AgencyEvent;
  readonly victim: AgencyRecord;
  readonly heir: AgencyRecord;
  readonly day: string;
  readonly fresh: string;
  readonly later: string;
  readonly parent: string | null;
}

function reorganise(terms: Terms, { event, victim, heir, day, fresh, later, parent }: Told): void {
  const next = dayAfter(day);
  const tell = {
    merge: () => terms.end(victim.code, day, [heir.code]),
    "merge-into-new": () => {
      terms.end(victim.code, day, [fresh]);
      terms.begin(victim, fresh, `UBND mới ${fresh}`, next, parent);
    },
    split: () => {
      terms.end(victim.code, day, [heir.code, fresh]);
      terms.begin(victim, fresh, `Nửa của ${victim.code}`, next, parent);
    },
    close: () => terms.end(victim.code, day, []),
    "unknown-successor": () => terms.end(victim.code, day, ["Z.NOBODY"]),
    cycle: () => {
      terms.end(victim.code, day, [heir.code]);
      terms.end(heir.code, day, [victim.code]);
    },
    rename: () => {
      terms.end(victim.code, day, []);
      terms.begin(victim, victim.code, `Tên mới, ${victim.code}`, next, parent);
    },
    reuse: () => {
      terms.end(victim.code, day, [heir.code]);
      terms.begin(victim, victim.code, `Đơn vị khác ${victim.code}`, later, parent);
    },
    chain: () => {
      terms.end(victim.code, day, [fresh]);
      terms.begin(victim, fresh, `Tạm ${fresh}`, next, parent);
      terms.end(fresh, later, [heir.code]);
    },
  } as const satisfies Record<AgencyEvent["kind"], () => void>;
  tell[event.kind]();
}

/** All records of agencies after these events; the first agency stays as it is. */
export function agenciesAfter(plan: Plan, months: readonly string[], events: readonly AgencyEvent[]): AgencyRecord[] {
  const first = firstAgencies(plan);
  const terms = new Terms(first);
  const districts = first.filter((one) => one.level === "huyen");
  for (const event of events) {
    const victim = around(first.slice(1), event.victim);
    if (victim === undefined) continue;
    const others = first.filter((one) => one.code !== victim.code);
    const alike = others.filter((one) => one.level === victim.level);
    const heir = around(event.elsewhere || alike.length === 0 ? others : alike, event.heir);
    if (heir === undefined) continue;
    if (event.kind === "cycle" && heir.code === first[0]?.code) continue;
    const month = months.at(-1 - (event.month % months.length)) ?? "";
    const day = dayIn(month, event.day, plan.scheme);
    const open = terms.all.find((one) => one.code === victim.code && one.validTo === null);
    if (open === undefined || open.validFrom > day) continue;
    const later = event.gap === 0 ? dayAfter(day) : dayIn(monthsLater(month, event.gap), event.heir, plan.scheme);
    const fresh = `Z.N${plan.events.indexOf(event)}`;
    const moved = event.elsewhere ? (around(districts, event.heir)?.code ?? null) : victim.parentCode;
    const parent = victim.level === "xa" ? moved : null;
    reorganise(terms, { event, victim, heir, day, fresh, later, parent });
  }
  return terms.all;
}
