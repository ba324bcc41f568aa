import { expect, test } from "vitest";
import { windowOfMonths, yearToDateOf } from "../../functions/domain/period.ts";
import { activityFindings } from "../../functions/domain/quality/activity.ts";
import { tally } from "../../functions/domain/sums/tally.ts";
import { workedExample } from "../helpers/data/answers.ts";
import { composed } from "../helpers/data/composed.ts";

const IDLE = "Z1.X06";

/** The findings of the worked example where a commune has received nothing in any month, or one of its months is missing. */
function findings(change: (code: string) => "as it is" | "nothing" | "missing") {
  const { inputs, tree } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]).composition;
  const months = yearToDateOf(inputs.period);
  const digests: typeof inputs.digests = (code, month) => {
    const digest = inputs.digests(code, month);
    if (digest === undefined || change(code) === "as it is") return digest;
    if (change(code) === "missing" && month === "2023-03") return undefined;
    const none = { onlineRemote: 0, onlineAssisted: 0, online: 0, counter: 0, postal: 0, onPaper: 0, received: 0 };
    return { ...digest, counts: { ...digest.counts, ...none } };
  };
  const tallies = tally(months, inputs.scheme, inputs.lists, tree, digests);
  return activityFindings(tree.inForce, tallies, windowOfMonths(months, inputs.scheme));
}

// figures.md 7: received 0 since January where the median of its level is 100 or more.
test("an agency that has received nothing where half of its level has hundreds is found, with both numbers", () => {
  const [found, ...others] = findings((code) => (code === IDLE ? "nothing" : "as it is"));

  expect(others).toEqual([]);
  expect(found).toMatchObject({ rule: "no-activity-unusual", agency: IDLE, procedure: "", actual: "0" });
  expect(found?.window).toEqual({ from: "2022-12-15", to: "2023-06-14" });
  expect(Number(found?.expected)).toBeGreaterThanOrEqual(100);
});

test("nobody is found where all have received something, and nobody of whom a month is missing", () => {
  expect(findings(() => "as it is")).toEqual([]);
  expect(findings((code) => (code === IDLE ? "missing" : "as it is"))).toEqual([]);
});

test("where nobody of a level has received anything, that is not unusual", () => {
  expect(findings((code) => (code.startsWith("Z1.X") ? "nothing" : "as it is"))).toEqual([]);
});
