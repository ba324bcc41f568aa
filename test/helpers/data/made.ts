import type { Agency } from "../../../functions/domain/agency.ts";
import type { ProcedureCounts } from "../../../functions/domain/counts.ts";
import { noSums } from "../../../functions/domain/figures/digest.ts";
import type { Procedure } from "../../../functions/domain/procedure.ts";

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
