import type { Composition } from "../../../functions/report/composition.ts";
import { RawFormulas } from "../../../functions/report/raw/formulas.ts";
import { rawRowsOf } from "../../../functions/report/raw/rows.ts";
import type { Appendix } from "../../../functions/report/report.ts";
import { filingTable } from "../../../functions/report/tables/filing.ts";
import { form06aTable, type Parties } from "../../../functions/report/tables/form06a.ts";
import { lineAppendices, type TableContext } from "../../../functions/report/tables/lines.ts";
import { hasPayments, paymentsTable } from "../../../functions/report/tables/payments.ts";
import { postalTable } from "../../../functions/report/tables/postal.ts";

/** What the tables of a workbook are written from. */
export const contextOf = (composition: Composition): TableContext => ({
  composition,
  raw: new RawFormulas(rawRowsOf(composition), true),
});

export function filingAppendix(composition: Composition): Appendix[] {
  const context = contextOf(composition);
  return lineAppendices(context, filingTable(context));
}

export function paymentsAppendix(composition: Composition): Appendix[] {
  const context = contextOf(composition);
  return hasPayments(composition) ? lineAppendices(context, paymentsTable(context)) : [];
}

export function postalAppendix(composition: Composition): Appendix[] {
  const context = contextOf(composition);
  return lineAppendices(context, postalTable(context));
}

export function form06aAppendix(composition: Composition, parties: Parties): Appendix[] {
  const context = contextOf(composition);
  return lineAppendices(context, form06aTable(context, parties));
}
