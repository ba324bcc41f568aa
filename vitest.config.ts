import { defineConfig } from "vitest/config";

/** Suites of pure code: calendar days must not follow the host's zone, so they run in three. */
const UNIT = ["test/{domain,revisions,report}/**/*.test.ts"];

/** Suites of what makes and reads documents: nothing there keeps anything between two suites either. */
const DOCUMENTS = ["test/{catalogue,check,recalc,render,second,simulator}/**/*.test.ts"];

/** Suites that take minutes: a command of their own, `npm run test:long`. */
const LONG = [
  "test/{whole,browser}/**/*.test.ts",
  "test/reorganisation/**/*.test.ts",
  "test/faults/{runs,concurrent,defects,overlap/overlap}.test.ts",
  "test/second/{compare-many,real-stores,scores,appendices}.test.ts",
  "test/recalc/{large,real}.test.ts",
  "test/proof/{permissions,built-handlers}.test.ts",
  "test/infra/{bad-input,watchdog}.test.ts",
  "test/check/{run,figures-faults,layout-faults,composed-hostile}.test.ts",
  "test/pipeline/{notify,alert,assemble,push,release,collect/systems}.test.ts",
  "test/cli/what-if.test.ts",
  "test/laptop/{damage,database,turns}.test.ts",
  "test/mail/{laptop,delivery}.test.ts",
  "test/portal/{run-history,release,preview,api-client,console/*}.test.ts",
];

const unit = (name: string, zone: string) => ({
  extends: true as const,
  // Pure code keeps nothing between two suites, so they may share what they load.
  test: { name, include: UNIT, env: { TZ: zone }, isolate: false },
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
      { extends: true, test: { name: "documents", include: DOCUMENTS, exclude: LONG, isolate: false } },
      {
        extends: true,
        test: { name: "whole", include: ["test/**/*.test.ts"], exclude: [...UNIT, ...DOCUMENTS, ...LONG] },
      },
      { extends: true, test: { name: "long", include: LONG } },
    ],
  },
});
