import { expect, test } from "vitest";
import { nationalPlace, placeIn } from "../../../functions/domain/national/places.ts";

const province = (id: string, score: number, gained: number | null) => ({ id, code: null, score, gained });

test("equal scores share a place, the next is as many lower", () => {
  const all = [
    { id: "a", score: 7.96 },
    { id: "b", score: 9 },
    { id: "c", score: 7.96 },
    { id: "d", score: 1 },
  ];
  expect(["a", "b", "c", "d", "x"].map((id) => placeIn(all, id))).toEqual([2, 1, 2, 4, null]);
});

test("places gained are those between the scores now and before what each has gained", () => {
  const national = { max: 100, provinces: [province("a", 60, 1), province("b", 59.9, 20), province("c", 59.8, 0.8)] };
  // Before: 59, 39.9 and 59, so that b was third behind two that shared the first place.
  expect(nationalPlace(national, ["b"])).toEqual({ score: 59.9, rank: 2, moved: 1 });
  expect(nationalPlace(national, ["c"])).toEqual({ score: 59.8, rank: 3, moved: -2 });
});

test("what one province has gained is not known, so nobody's move is", () => {
  const national = { max: 100, provinces: [province("a", 60, null), province("b", 59.9, 20)] };
  expect(nationalPlace(national, ["b"])).toEqual({ score: 59.9, rank: 2, moved: null });
  expect(nationalPlace(national, ["x"])).toBeNull();
});
