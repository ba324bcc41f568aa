import { describe, expect, test } from "vitest";
import { systemAnswerName, systemAnswerOf } from "../../../functions/domain/mapping/answer-name.ts";
import { systemsOf } from "../../../functions/domain/mapping/systems.ts";
import { reasonAndSystem, withSystem } from "../../../functions/domain/quality/system-reason.ts";
import { findingWords } from "../../../functions/report/text/quality.ts";
import { mappingOf } from "../../helpers/sources/mapped.ts";

const MAPPINGS = [
  mappingOf("opencps", { id: "mot-cua", units: { "1": "77-STC", "2": "77-STC", "3": "77-SYT" } }),
  mappingOf("opencps", { id: "bo-nganh" }),
];
const [OWN, MINISTRY] = [
  { mapping: "mot-cua", system: "province" as const },
  { mapping: "bo-nganh", system: "ministry" as const },
];

describe("the systems that an agency's counts are asked of", () => {
  test.each([
    ["all that know it", "77-STC", ["mot-cua", "bo-nganh"]],
    ["those whose mapping names no units, for everybody", "77-SNV", ["bo-nganh"]],
  ])("are %s", (_, agency, systems) => {
    expect(systemsOf([OWN, MINISTRY], MAPPINGS, agency, { to: "2026-06-30" })).toEqual(systems);
  });

  test("are none where no source knows it: the API itself is asked", () => {
    expect(systemsOf([OWN], MAPPINGS, "77-SNV", { to: "2026-06-30" })).toEqual([]);
    expect(systemsOf([], MAPPINGS, "77-STC", { to: "2026-06-30" })).toEqual([]);
  });

  test.each([
    ["2026-12-31", ["mot-cua"]],
    ["2027-01-01", ["mot-cua", "bo-nganh"]],
    ["2027-01-14", ["mot-cua", "bo-nganh"]],
  ])("have one that is used from 1/1/2027 on in the month that ends on %s: %j", (to, systems) => {
    expect(systemsOf([OWN, { ...MINISTRY, from: "2027-01-01" }], MAPPINGS, "77-STC", { to })).toEqual(systems);
  });
});

test.each(["77-STC", "a/b", "", "x y#1"])("the name of a system's answer gives back whose it is: %j", (agency) => {
  expect(systemAnswerOf(systemAnswerName({ agency, system: "mot-cua" }))).toEqual({ agency, system: "mot-cua" });
});

test("what is no name of a system's answer is none", () => {
  expect(() => systemAnswerOf("77-STC")).toThrow(RangeError);
});

test.each([
  ["404", "chưa gửi (404) (nguồn số liệu mot-cua)"],
  ["timeout", "quá thời hạn trả lời (nguồn số liệu mot-cua)"],
  ["receivedCount=absent", "không có receivedCount (nguồn số liệu mot-cua)"],
])("a gap of one system says which, in words of an official: %s", (reason, words) => {
  const told = withSystem(reason, "mot-cua");
  expect(reasonAndSystem(told)).toEqual({ reason, system: "mot-cua" });
  expect(reasonAndSystem(withSystem(reason, null))).toEqual({ reason, system: null });
  expect(findingWords(told)).toBe(words);
});
