import type { Agency } from "../../domain/agency.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import type { Province } from "../../domain/province.ts";
import { type AgencyPorts, storedAgencies } from "../../pipeline/support/agencies.ts";
import type { parsed } from "../options.ts";

export const SPECIFICATION = {
  preview: { type: "boolean", default: false },
  template: { type: "boolean", default: false },
  withdraw: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  province: { type: "string" },
  month: { type: "string" },
  before: { type: "string" },
  office: { type: "string" },
  agency: { type: "string" },
  system: { type: "string" },
  reason: { type: "string" },
  by: { type: "string" },
  out: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** The options of `import`, as they were written. */
export type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

/** What an import came to: the text to print, and whether every file can be taken. */
export interface ImportOutcome {
  readonly text: string;
  readonly isTaken: boolean;
}

/** The agencies of the newest run in a state folder. Throws RequestInvalid where no run has asked for them. */
export async function agenciesOf(ports: AgencyPorts, values: Values, province: Province): Promise<Agency[]> {
  const agencies = await storedAgencies(ports, province.id);
  if (agencies !== null) return agencies;
  throw new RequestInvalid(
    `Thư mục ${values.state} chưa có danh sách cơ quan của ${province.name}; chạy report cho tỉnh này một lần hoặc chọn --state khác rồi chạy lại.`,
  );
}
