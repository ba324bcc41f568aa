import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { startSimulator } from "../../functions/simulator/server.ts";
import { copyOfTemplates, rewrite } from "../helpers/catalogue/templates.ts";
import { openPlace, rowsOf } from "../helpers/reorganisation/driver.ts";

/** Noon of 2026-09-20 in Viet Nam. */
const now = () => new Date("2026-09-20T05:00:00Z");

const [FIRST, SECOND] = ["2026-01-15--2026-05-14", "2026-05-15--2026-09-14"] as const;

/** Two special periods of one province, the second compared with the first. */
function withSpecialPeriods() {
  const root = copyOfTemplates();
  const [a, b] = [FIRST, SECOND].map((period, at) => {
    const [from = "", to = ""] = period.split("--");
    return { id: `kiem-tra-${at + 1}`, from, to, ...(at === 0 ? {} : { before: "kiem-tra-1" }) };
  });
  rewrite(root, "provinces/quang-tri.json", '"regime": {', `"regime": { "special": ${JSON.stringify([a, b])},`);
  return loadCatalogue(root);
}

test("a special period is compared with the one that the regime names before it", async () => {
  const simulator = await startSimulator({ province: "quang-tri", now });
  const place = await openPlace({ url: simulator.url, catalogue: withSpecialPeriods(), now });
  const first = rowsOf((await place.run({ province: "quang-tri", period: FIRST })).figures);
  const second = rowsOf((await place.run({ province: "quang-tri", period: SECOND })).figures);
  await place.close();
  await simulator.close();
  const keyOf = (row: Readonly<Record<string, string>>): string =>
    [row["programme"], row["target"], row["scope"], row["code"]].join(" ");
  const rates = new Map(first.filter(({ basis }) => basis === "period").map((row) => [keyOf(row), row["rate"]]));
  const compared = second
    .filter(({ basis }) => basis === "period")
    .map((row) => [rates.get(keyOf(row)), row["previous"]]);

  expect(first.map(({ previous }) => previous).join("")).toBe("");
  expect(compared.filter(([, previous]) => previous !== "").length).toBeGreaterThan(50);
  for (const [rate, previous] of compared) expect(previous).toBe(rate);
}, 300_000);
