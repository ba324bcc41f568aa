import { monthsLater } from "../computation/days.ts";
import { soundCounts } from "./counts.ts";
import {
  type AgencyRecord,
  ordinaryReading,
  type ProcedureRecord,
  type RawRow,
  type Says,
  type World,
} from "./world.ts";

const many = 9000;

const plain = { parentCode: null, validFrom: "2010-01-01", validTo: null, successors: [] } as const;
const agencies: readonly AgencyRecord[] = [
  { code: "Z.S1", name: "Sở Thử nghiệm", level: "so", ...plain },
  { code: "Z.X1", name: "UBND xã Nghĩa Thắng", level: "xa", ...plain },
];

const catalogue: readonly ProcedureRecord[] = Array.from({ length: many }, (_, at) => ({
  code: `1.${100_000 + at}`,
  name: `Thủ tục số ${at}`,
  field: "Hộ tịch",
  level: "xa",
  owner: null,
  service: at % 3 === 0 ? "information" : "full",
  eligible: "full",
  published: true,
  integrated: at % 2 === 0,
  internal: false,
  fee: at % 5 !== 0,
  payableOnline: at % 4 !== 0,
  postalIntake: at % 7 === 0,
  postalReturn: at % 11 === 0,
  redesigned: false,
}));

function rowsAfter(before: readonly RawRow[], month: string): RawRow[] {
  return catalogue.map(({ code }, at) => {
    const { pendingInTime = 0, pendingOverdue = 0 } = before[at]?.counts ?? {};
    return { procedure: code, counts: soundCounts(pendingInTime + pendingOverdue, 9_999_999, [month, code]) };
  });
}

/** A commune whose rows, compressed, do not fit an item of 400 KB: January run before, February now. */
export function largeWorld(year: string): World {
  const january = rowsAfter([], `${year}-01`);
  const february = rowsAfter(january, monthsLater(`${year}-01`, 1));
  const answer = (rows: readonly RawRow[]) =>
    ({ kind: "rows", rows, provisional: false, readAt: ordinaryReading }) as const;
  const says: Says = {
    agencies,
    catalogue,
    changes: [],
    measures: {},
    tasks: {},
    counts: { [`Z.X1|${year}-01`]: answer(january), [`Z.X1|${year}-02`]: answer(february) },
  };
  return { before: [{ period: `${year}-01`, says }], says };
}
