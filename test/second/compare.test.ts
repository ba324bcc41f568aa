import { testAgreement } from "./comparison.ts";

// A fifth of what compare-many.test.ts compares, of a seed of its own.
testAgreement(40, 20_260_131);
