import { expect, test } from "vitest";
import { z } from "zod";
import { withFormerNames, withFormerYears } from "../../functions/pipeline/support/former-names.ts";

const Note = withFormerNames(z.strictObject({ ocrCorrections: z.array(z.string()), id: z.string() }), {
  mended: "ocrCorrections",
});

test("what an earlier version stored under another name is read under the present one", () => {
  expect(Note.parse({ id: "a", mended: ["x"] })).toEqual({ id: "a", ocrCorrections: ["x"] });
  expect(Note.parse({ id: "a", ocrCorrections: ["x"] })).toEqual({ id: "a", ocrCorrections: ["x"] });
});

test("a name that was never used is refused as before", () => {
  expect(Note.safeParse({ id: "a", corrections: ["x"] }).success).toBe(false);
  expect(Note.safeParse(null).success).toBe(false);
});

test.each([
  ["2021-06-16", { from: 2021, to: 2021 }, { to: "2021-12-31" }],
  ["2021-01-11", { from: 2021, to: 2025 }, { to: "2025-12-31" }],
  ["2023-11-20", { from: 2024, to: 2024 }, { from: "2024-01-01", to: "2024-12-31" }],
])(
  "a programme of %s that was stored with the years %j is in force on their days, none before its issue",
  (issued, years, days) => {
    const Programme = withFormerYears(
      z.strictObject({
        issued: z.string(),
        inForce: z.strictObject({ from: z.string().optional(), to: z.string() }),
      }),
    );
    expect(Programme.parse({ issued, inForce: years })).toEqual({ issued, inForce: days });
    expect(Programme.parse({ issued, inForce: days })).toEqual({ issued, inForce: days });
  },
);
