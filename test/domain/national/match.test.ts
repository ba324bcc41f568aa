import { expect, test } from "vitest";
import type { PortalUnit } from "../../../functions/domain/national/answers.ts";
import { foldedName, isSameProvince, matched } from "../../../functions/domain/national/match.ts";

const unit = (id: string, name: string, code: string | null = null): PortalUnit => ({
  ...{ id, name, code, level: "PROVINCE", share: null, overdue: null },
  ...{ score: 0, max: null, petitions: null, remarks: [] },
});

test("a name is the same with the province behind it, in other capitals, with its tone mark elsewhere", () => {
  expect(foldedName("Sở Công Thương - Tỉnh Phú Thọ")).toBe(foldedName("Sở Công thương"));
  expect(foldedName("UBND Phường Hoà Bình")).toBe(foldedName("Ủy ban nhân dân phường Hòa Bình"));
  expect(foldedName("UBND xã Hiền Lương")).not.toBe(foldedName("UBND xã Hiền Quan"));
});

test("a province keeps its name when it becomes a city", () => {
  expect(isSameProvince("UBND thành phố Bắc Ninh", "tỉnh Bắc Ninh")).toBe(true);
  expect(isSameProvince("UBND tỉnh Quảng Ninh", "tỉnh Quảng Trị")).toBe(false);
});

test("a code goes before a name", () => {
  const agencies = [
    { code: "H44.07", name: "Sở Công Thương" },
    { code: "H44.08", name: "Sở Y tế" },
  ];
  const units = [unit("a", "Sở Y tế", "H44.07"), unit("b", "Sở Công Thương", "H44.08")];
  const { byAgency, others } = matched(agencies, units);
  expect([...byAgency].map(([code, { id }]) => [code, id])).toEqual([
    ["H44.07", "a"],
    ["H44.08", "b"],
  ]);
  expect(others).toEqual([]);
});

test("a name that two have matches nobody", () => {
  const agencies = [{ code: "1", name: "UBND xã Tân Sơn" }];
  const units = [unit("a", "UBND xã Tân Sơn", "H44.1"), unit("b", "UBND Xã Tân Sơn", "H44.2")];
  const { byAgency, others } = matched(agencies, units);
  expect(byAgency.size).toBe(0);
  expect(others).toEqual(units);
});
