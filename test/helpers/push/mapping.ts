import { readFileSync } from "node:fs";
import { PushMapping } from "../../../functions/domain/push/mapping.ts";

const EXAMPLE = new URL("../../../templates/pushes/cap-nhat-chi-tieu.json", import.meta.url);

/** The worked example of templates/pushes/ as JSON, with some of its entries replaced: of the decision of 2023, no token. */
export const pushJsonOf = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  ...JSON.parse(readFileSync(EXAMPLE, "utf8")),
  access: { kind: "none" },
  targets: [
    {
      programme: "brvt-qd-2023",
      target: "online-filing",
      basis: "period",
      code: "DH01",
      value: "rate",
      decimals: 2,
    },
  ],
  offices: { province: "000-00-00-H04", agencies: { "Z1.S01": "000-00-15-H04" } },
  provisional: true,
  ...changes,
});

export const pushMappingOf = (changes: Readonly<Record<string, unknown>> = {}): PushMapping =>
  PushMapping.parse(pushJsonOf(changes));
