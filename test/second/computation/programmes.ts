import { type TrialTarget, trialProgramme } from "../provinces/trial.ts";
import { type AgencyRecord, type LevelName, levelNames } from "../provinces/world.ts";

type Goal = "min" | "strive" | "benchmark";

/** A row of the table of figures.md 5; thresholds in hundredths, as they may have two decimals. */
export interface TargetLine {
  readonly id: string;
  readonly indicator: string;
  readonly goal: Goal;
  readonly unit: "percent" | "count" | "average";
  readonly so: bigint | null;
  readonly huyen: bigint | null;
  readonly xa: bigint | null;
  /** The threshold given for area, where one is given. */
  readonly area: bigint | null;
  readonly province: bigint | null;
  readonly deadline: string | null;
}

/** What figures.md 5 says of a programme. */
export interface ProgrammeLine {
  readonly targets: readonly TargetLine[];
  /** The days on which it is in force, both included. */
  readonly days: readonly [first: string, last: string];
  readonly exceptions: readonly string[];
  /** Levels that at least one of its tasks names, read in the document. */
  readonly taskLevels: readonly LevelName[];
  /** Whether it binds every province. */
  readonly national?: true;
}

type Cell = number | string;

/** "12.5" is 1250n, "–" none. */
function cell(value: Cell): bigint | null {
  if (value === "-") return null;
  const [units = "", decimals = ""] = String(value).split(".");
  return BigInt(units) * 100n + BigInt(decimals.padEnd(2, "0"));
}

function line(
  id: string,
  indicator: string,
  [so, huyen, xa, province]: readonly [Cell, Cell, Cell, Cell],
  deadline: string | null,
  more: { goal?: Goal; unit?: TargetLine["unit"]; area?: Cell } = {},
): TargetLine {
  const { goal = "min", unit = "percent", area = "-" } = more;
  const thresholds = { so: cell(so), huyen: cell(huyen), xa: cell(xa), area: cell(area), province: cell(province) };
  return { id, indicator, goal, unit, ...thresholds, deadline };
}

const everywhere = (value: number): readonly [Cell, Cell, Cell, Cell] => [value, value, value, value];
const same = (indicator: string, value: number, deadline: string): TargetLine =>
  line(indicator, indicator, everywhere(value), deadline);

const qd2023: readonly TargetLine[] = [
  same("remote-filing", 50, "2023-11-30"),
  line("online-filing", "online-filing", everywhere(100), "2023-11-30", { goal: "strive" }),
  same("online-payments", 30, "2023-11-30"),
  same("payable-procedures", 60, "2023-11-30"),
  same("paid-procedures", 50, "2023-11-30"),
  same("paid-online-dossiers", 30, "2023-11-30"),
];

const kh93: readonly TargetLine[] = [
  same("provision", 100, "2021-09-30"),
  same("full-provision", 100, "2021-09-30"),
  same("active-services", 50, "2021-12-31"),
  same("online-resolution", 20, "2021-12-31"),
];

const kh92: readonly TargetLine[] = [
  ...kh93,
  same("postal-procedures", 50, "2021-12-31"),
  same("postal-intake", 5, "2021-12-31"),
  same("postal-return", 20, "2021-12-31"),
];

const cv90: readonly TargetLine[] = [
  line("full-services-2021", "full-services", [50, 50, "-", 50], "2021-12-31", { area: 50 }),
  line("full-services-2025", "full-services", [80, 80, "-", 80], "2025-12-31", { area: 80 }),
  line("integrated-services", "integrated-services", ["-", "-", "-", 100], null),
  line("integrated-count", "integrated-services", ["-", "-", "-", 268], "2020-12-31", {
    goal: "strive",
    unit: "count",
  }),
];

const kh109: readonly TargetLine[] = [
  same("published-procedures", 100, "2022-12-31"),
  same("provision", 100, "2022-12-31"),
  same("payable-services", 100, "2022-12-31"),
  line("online-payments", "online-payments", [20, "-", "-", "-"], "2022-12-31"),
  line("redesigned-services", "redesigned-services", ["-", "-", "-", 30], "2022-12-31"),
  line("identified-users", "identified-users", ["-", "-", "-", 30], "2022-12-31"),
  line("digitised-results", "digitised-results", [30, "-", "-", "-"], "2022-12-31"),
  line("active-services", "active-services", [60, 50, 30, "-"], "2022-12-31"),
  line("online-resolution", "online-resolution", [60, 20, 5, "-"], "2022-12-31"),
  same("website-sections", 100, "2022-12-31"),
];

const trial: readonly TargetLine[] = trialProgramme.targets.map(
  ({ id, indicator: named, goal, unit, deadline, thresholds, perProcedure: each }: TrialTarget) => {
    const indicator = each === undefined ? named : `${named}-each-${each.threshold}`;
    const { so = "-", huyen = "-", xa = "-", province = "-", area = "-" } = thresholds;
    return line(id, indicator, [so, huyen, xa, province], deadline, { goal, unit, area });
  },
);

/** What targets_2024_2026.csv says and figures.md 4 can count: sở and xã alike, no huyện any more. */
const pack = (
  days: ProgrammeLine["days"],
  targets: readonly (readonly [indicator: string, value: number, deadline: string | null])[],
): ProgrammeLine => ({
  targets: targets.map(([indicator, value, deadline]) =>
    line(indicator, indicator, [value, "-", value, value], deadline, { goal: deadline === null ? "benchmark" : "min" }),
  ),
  ...{ days, exceptions: [], taskLevels: [], national: true },
});

const nq76 = line("payable-procedures", "payable-procedures", ["-", "-", "-", 80], "2025-12-31");

/** The five programmes of figures.md 5, written down a second time, and a made-up one. */
export const programmeLines: Readonly<Record<string, ProgrammeLine>> = {
  "brvt-qd-2023": {
    targets: qd2023,
    days: ["2023-06-06", "2023-12-31"],
    exceptions: ["Thanh tra tỉnh"],
    taskLevels: levelNames,
  },
  "brvt-kh93-2021": { targets: kh93, days: ["2021-06-16", "2021-12-31"], exceptions: [], taskLevels: levelNames },
  "brvt-kh92-2021": { targets: kh92, days: ["2021-06-16", "2021-12-31"], exceptions: [], taskLevels: levelNames },
  "quangtri-cv90-2021": {
    targets: cv90,
    days: ["2021-01-11", "2025-12-31"],
    exceptions: [],
    taskLevels: ["so", "huyen"],
  },
  "dongnai-kh109-2022": {
    targets: kh109,
    days: ["2022-05-16", "2022-12-31"],
    exceptions: [],
    taskLevels: ["so", "huyen"],
  },
  "national-qd2629-2025": pack(["2025-12-01", "2030-12-31"], [["full-provision", 100, "2027-12-31"]]),
  "national-qd766-2022": pack(
    ["2025-01-01", "2026-12-31"],
    [
      ["online-filing", 50, null],
      ["paid-procedures", 80, null],
      ["paid-online-dossiers", 100, null],
    ],
  ),
  "national-qd126-2025": pack(
    ["2025-09-11", "2025-12-31"],
    [
      ["online-filing", 80, "2025-12-31"],
      ["full-provision", 100, "2025-12-31"],
    ],
  ),
  "national-qd1565-2025": pack(["2025-07-18", "2026-12-31"], []),
  "national-nq76-2021": { ...pack(["2025-01-01", "2025-12-31"], []), targets: [nq76] },
  [trialProgramme.id]: {
    targets: trial,
    days: [trialProgramme.issued, trialProgramme.lastDay],
    exceptions: trialProgramme.exceptions,
    taskLevels: [],
  },
};

/** The programme of that id. */
export function programmeLine(id: string): ProgrammeLine {
  const found = programmeLines[id];
  if (found === undefined) throw new Error(`figures.md names no programme ${id}`);
  return found;
}

/** Names are compared after NFC and trimming (figures.md 5). */
export const nameKey = (name: string): string => name.normalize("NFC").trim();

/** Whether an agency must tell how it stands with tasks of the programme: one names its level, no exception names it. */
export function mustTell(programme: string, { level, name }: AgencyRecord): boolean {
  const { exceptions, taskLevels } = programmeLine(programme);
  return taskLevels.includes(level) && !exceptions.some((one) => nameKey(one) === nameKey(name));
}

/** Whether a target binds a level (figures.md 5: "–" does not). */
export const binds = (target: TargetLine, level: LevelName): boolean => target[level] !== null;

/** The threshold of an `area` row: the one given for area, or the one that huyen and xa share, or none. */
export const areaThreshold = (target: TargetLine): bigint | null =>
  target.area ?? (target.huyen === target.xa ? target.huyen : null);
