import { defineConfig } from "vitest/config";

/** Suites of pure code: calendar days must not follow the host's zone, so they run in three. */
const UNIT = ["test/domain/**/*.test.ts"];

/** Suites that take minutes: a command of their own, `npm run test:long`. */
const LONG = [
  "test/reorganisation/**/*.test.ts",
  "test/faults/runs.test.ts",
  "test/second/real-stores.test.ts",
  "test/bench/**/*.test.ts",
  "test/recalc/large.test.ts",
  "test/recalc/real.test.ts",
  "test/infra/bad-input.test.ts",
  "test/proof/permissions.test.ts",
  "test/proof/built-handlers.test.ts",
  "test/http/run-history.test.ts",
  "test/mail/laptop.test.ts",
  "test/whole/serve.test.ts",
  "test/whole/full-disk.test.ts",
];

const unit = (name: string, zone: string) => ({
  extends: true as const,
  test: { name, include: UNIT, env: { TZ: zone } },
});

export default defineConfig({
  test: {
    // The suites start processes of their own; more workers than two only make them wait for each other.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      unit("unit, UTC", "UTC"),
      unit("unit, Việt Nam", "Asia/Ho_Chi_Minh"),
      unit("unit, Los Angeles", "America/Los_Angeles"),
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts"], exclude: [...UNIT, ...LONG] } },
      { extends: true, test: { name: "long", include: LONG } },
    ],
  },
});
