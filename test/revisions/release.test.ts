import { describe, expect, test } from "vitest";
import type { Decision } from "../../functions/revisions/release/approval.ts";
import {
  type HeldDraft,
  heldAlike,
  heldState,
  withDecision,
  withHeld,
  withPublication,
} from "../../functions/revisions/release/release.ts";

const AT = "2023-06-20T03:00:00.000Z";
const NOW = new Date("2023-06-21T03:00:00Z");
const inputs = "a".repeat(64);
const draft: HeldDraft = {
  ...{ run: "one", series: "p/2023-06", province: "p", period: "2023-06", programmes: null, revision: 1 },
  ...{ state: "final", synthetic: false, inputs, files: "b".repeat(64), holds: [{ kind: "setting" }], at: AT },
  ...{ decision: null, publishedAt: null },
};
const approved: Decision = { outcome: "approved", by: "An", at: "2023-06-21T03:00:00.000Z", reason: "" };
const returned: Decision = { ...approved, outcome: "returned", reason: "thiếu" };
const newer: HeldDraft = { ...draft, run: "two", inputs: "c".repeat(64) };

describe("a draft", () => {
  test.each([
    ["waiting", draft, [draft], 0],
    ["replaced", draft, [draft, newer], 0],
    ["replaced", draft, [draft], 1],
    ["approved", { ...draft, decision: approved }, [{ ...draft, decision: approved }, newer], 0],
    ["replaced", { ...draft, decision: approved }, [draft], 1],
    ["published", { ...draft, decision: approved, publishedAt: AT }, [draft, newer], 4],
    ["returned", { ...draft, decision: returned }, [draft, newer], 3],
  ] satisfies [string, HeldDraft, HeldDraft[], number][])("is %s", (state, one, drafts, revision) => {
    expect(heldState(one, drafts, revision, NOW)).toBe(state);
  });

  test("expires a day before storage may drop its files", () => {
    expect(heldState(draft, [draft], 0, new Date("2023-09-17T03:00:00Z"))).toBe("waiting");
    expect(heldState(draft, [draft], 0, new Date("2023-09-17T03:00:00.001Z"))).toBe("expired");
  });

  test("is held back once for its run, beside those before it", () => {
    expect(withHeld([], draft)).toEqual([draft]);
    expect(withHeld([draft], { ...draft, at: "2023-06-20T04:00:00.000Z" })).toBeNull();
    expect(withHeld([draft], newer)).toEqual([draft, newer]);
  });
});

describe("a decision", () => {
  test.each([approved, returned])("is taken on a draft that waits, and never again: %j", (decision) => {
    const decided = withDecision([draft], "one", decision, 0);
    expect(decided).toEqual([{ ...draft, decision }]);
    for (const again of [approved, returned]) expect(withDecision(decided ?? [], "one", again, 0)).toBeNull();
  });

  test("is not taken on one that is replaced, expired, or not there", () => {
    expect(withDecision([draft, newer], "one", approved, 0)).toBeNull();
    expect(withDecision([draft], "one", approved, 1)).toBeNull();
    expect(withDecision([draft], "one", { ...approved, at: "2023-12-01T03:00:00.000Z" }, 0)).toBeNull();
    expect(withDecision([draft], "two", approved, 0)).toBeNull();
  });

  test("leads to one publication, if it is an approval", () => {
    const agreed = { ...draft, decision: approved };
    expect(withPublication([agreed], "one", AT)).toEqual([{ ...agreed, publishedAt: AT }]);
    expect(withPublication([{ ...agreed, publishedAt: AT }], "one", "2023-07-01T00:00:00.000Z")).toBeNull();
    expect(withPublication([{ ...draft, decision: returned }], "one", AT)).toBeNull();
    expect(withPublication([draft], "one", AT)).toBeNull();
  });
});

describe("another run that would draft the same", () => {
  const next = { revision: 1, inputs };

  test("waits for the same decision, also after one", () => {
    for (const decision of [null, approved, returned]) {
      expect(heldAlike([{ ...draft, decision }], next, NOW)).toMatchObject({ run: "one" });
    }
  });

  test("drafts anew with other data, for another revision, behind a newer draft, or where the old one has expired", () => {
    expect(heldAlike([draft], { ...next, inputs: "d".repeat(64) }, NOW)).toBeNull();
    expect(heldAlike([draft], { ...next, revision: 2 }, NOW)).toBeNull();
    expect(heldAlike([draft, newer], next, NOW)).toBeNull();
    expect(heldAlike([draft], next, new Date("2023-12-01T00:00:00Z"))).toBeNull();
    expect(heldAlike([], next, NOW)).toBeNull();
  });
});
