import { endOfMonth, monthsLater } from "../computation/days.ts";
import { around } from "./around.ts";
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
  "UBND xã Yên Hoà",
  'UBND phường "Bến Đình", mới',
  "UBND xã Hòa Hiệp".normalize("NFD"),
  "=UBND xã",
  "UBND xã\r\nhai dòng",
  " UBND xã có dấu cách ",
];

/** The same name as another hand writes it: the tone mark on the other vowel, or blanks that nobody sees. */
const respelt = (name: string): string => {
  const other = name.normalize("NFC").replace(/Hoà|Hòa/, (word) => (word === "Hoà" ? "Hòa" : "Hoà"));
  return other === name.normalize("NFC") ? `${name.replace(" ", "  ")} ` : other;
};

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

  /** Whether an agency of this code is in force on the day and has no end yet. */
  isOpen(code: string, day: string): boolean {
    const open = this.all.find((one) => one.code === code && one.validTo === null);
    return open !== undefined && open.validFrom <= day;
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

const HEIR_ENDS: ReadonlySet<AgencyEvent["kind"]> = new Set(["cycle", "merge-into-reused"]);

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
      terms.begin(victim, victim.code, `Tên mới, ${victim.code}`, event.gap > 3 ? later : next, parent);
    },
    "split-lives-on": () => {
      terms.end(victim.code, day, [victim.code, fresh]);
      terms.begin(victim, victim.code, `Phần giữ mã ${victim.code}`, next, parent);
      terms.begin(victim, fresh, `Phần tách khỏi ${victim.code}`, next, parent);
    },
    respell: () => {
      terms.end(victim.code, day, [victim.code]);
      terms.begin(victim, victim.code, respelt(victim.name), next, parent);
    },
    reuse: () => {
      terms.end(victim.code, day, [heir.code]);
      terms.begin(victim, victim.code, `Đơn vị khác ${victim.code}`, later, parent);
    },
    "merge-into-reused": () => {
      terms.end(heir.code, day, []);
      // A day lies between them: one that follows at once is the same under another name.
      const again = dayAfter(next);
      terms.begin(heir, heir.code, `Đơn vị mới mang mã ${heir.code}`, again, heir.parentCode);
      terms.end(victim.code, later > again ? later : dayAfter(again), [heir.code]);
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
    if (HEIR_ENDS.has(event.kind) && heir.code === first[0]?.code) continue;
    const month = months.at(-1 - (event.month % months.length)) ?? "";
    const day = dayIn(month, event.day, plan.scheme);
    if (!terms.isOpen(victim.code, day)) continue;
    // Its code would be of two agencies on one day, which no province says.
    if (event.kind === "merge-into-reused" && !terms.isOpen(heir.code, day)) continue;
    const later = event.gap === 0 ? dayAfter(day) : dayIn(monthsLater(month, event.gap), event.heir, plan.scheme);
    const fresh = `Z.N${plan.events.indexOf(event)}`;
    const moved = event.elsewhere ? (around(districts, event.heir)?.code ?? null) : victim.parentCode;
    const parent = victim.level === "xa" ? moved : null;
    reorganise(terms, { event, victim, heir, day, fresh, later, parent });
  }
  return terms.all;
}
