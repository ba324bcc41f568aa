import type { Agency } from "../../../functions/domain/agency.ts";
import { COUNT_FIELDS, noSums, type ProcedureCounts } from "../../../functions/domain/counts.ts";
import type { Procedure } from "../../../functions/domain/procedure.ts";
import type { PairSums } from "../../../functions/domain/sums/pair-sums.ts";

/** An agency in force since 2020. */
export const agency = (
  code: string,
  name: string,
  level: Agency["level"],
  parentCode: string | null = null,
): Agency => ({
  code,
  name,
  level,
  parentCode,
  validFrom: "2020-01-01",
  validTo: null,
  successors: [],
});

/** A procedure that is nothing in particular, but for what is given. */
export const catalogueRow = (given: Partial<Procedure> & Pick<Procedure, "code">): Procedure => ({
  name: "Thủ tục",
  field: "Lĩnh vực",
  level: "xa",
  owner: null,
  service: "full",
  eligible: "full",
  published: true,
  integrated: true,
  internal: false,
  fee: false,
  payableOnline: false,
  postalIntake: false,
  postalReturn: false,
  redesigned: false,
  ...given,
});

/** A row of counts: zero but for what is given. */
export const countsRow = (procedure: string, given: Partial<ProcedureCounts>): ProcedureCounts => ({
  ...noSums(),
  procedure,
  ...given,
});

/** What is known of each elementary count. */
export const numbersOf = (sums: PairSums | undefined): Record<string, number | null> =>
  Object.fromEntries(COUNT_FIELDS.map((field) => [field, sums?.sum([field]) ?? null]));
