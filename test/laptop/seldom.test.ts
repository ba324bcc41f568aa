import { expect, test } from "vitest";
import { seldom } from "../../functions/laptop/seldom.ts";

test("of what is said within five seconds the first is heard, and so again after them", () => {
  const heard: string[] = [];
  let ms = 0;
  const say = seldom(
    (message) => heard.push(message),
    () => new Date(ms),
  );
  for (const at of [1_000, 1_001, 5_999, 6_000, 6_500, 60_000]) {
    ms = at;
    say(String(at));
  }
  expect(heard).toEqual(["1000", "6000", "60000"]);
});
