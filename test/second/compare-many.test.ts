import { afterAll, expect, test } from "vitest";
import { testAgreement } from "./comparison.ts";

const provinces = 200;
const seed = 20_231_130;

const reached = testAgreement(provinces, seed);

afterAll(() => {
  const lines = [...reached].map(([name, times]) => `${String(times).padStart(6)}  ${name}`);
  console.info([`seed ${seed}: ${provinces} provinces for each programme`, ...lines].join("\n"));
});

test("The provinces reached every situation", () => {
  expect([...reached].filter(([, times]) => times === 0).map(([name]) => name)).toEqual([]);
});
