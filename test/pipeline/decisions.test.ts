import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { planOf } from "../../functions/pipeline/support/notes.ts";
import { check } from "../../functions/pipeline/support/request.ts";
import { copyOfTemplates, rewrite, TEMPLATES } from "../helpers/catalogue/templates.ts";
import { bench, PERIOD } from "../helpers/runs/bench.ts";
import { PROVINCE } from "../helpers/runs/province.ts";

/** The real templates and a decision of July 2023 with an indicator and a report of its own, and duties in the others. */
function withDecisionOfJuly() {
  const root = copyOfTemplates();
  const read = (name: string): string => readFileSync(join(root, name), "utf8");
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  write(
    "programmes/brvt-qd-7-2023.json",
    read("programmes/brvt-qd-2023.json")
      .replace('"brvt-qd-2023"', '"brvt-qd-7-2023"')
      .replace('"issued": "2023-06-06"', '"issued": "2023-07-10"')
      .replace('"indicator": "remote-filing"', '"indicator": "remote-filing-2"'),
  );
  const [before, after] = read("indicators.json").split('"id": "remote-filing"');
  write(
    "indicators.json",
    `${before}"id": "remote-filing-2"${after}`.replace(/\]\s*$/, `, ${entryOf("remote-filing")}]`),
  );
  const duty = read("reports/ba-ria-vung-tau-cntt.json").replace(
    '"programme": "brvt-qd-2023"',
    '"programme": "brvt-qd-7-2023"',
  );
  const own = /\{[^{}]*"brvt-qd-7-2023"[^{}]*\}/.exec(duty)?.[0] ?? "";
  rewrite(root, "reports/ba-ria-vung-tau-cntt.json", '"duties": [', `"duties": [${own},`);
  write(
    "reports/ba-ria-vung-tau-rieng.json",
    duty
      .replace('"ba-ria-vung-tau-cntt"', '"ba-ria-vung-tau-rieng"')
      .replace('"report": "cntt"', '"report": "rieng"')
      .replace(/"forAll": \w+/, '"forAll": false'),
  );
  return loadCatalogue(root);
}

/** The text of one entry of indicators.json. */
function entryOf(id: string): string {
  const all: unknown[] = JSON.parse(readFileSync(join(TEMPLATES, "indicators.json"), "utf8"));
  return JSON.stringify(all.find((one) => JSON.stringify(one).includes(`"id":"${id}"`)));
}

const requestOf = (province: string, period: string, programmes: string[] | null = null) => ({
  run: "one",
  province,
  period,
  programmes,
  reports: null,
  refresh: false,
  provisional: false,
  reissue: false,
  preview: false,
});

const catalogue = loadCatalogue(TEMPLATES);
const NOW = new Date("2026-02-01T00:00:00Z");
const chosen = (province: string, period: string) =>
  check(requestOf(province, period), catalogue, NOW).programmes.map(({ id }) => id);

describe("a decision of July", () => {
  test("changes nothing of June: a new run of it publishes nothing new", async () => {
    const world = await bench();
    expect(await world.drafted("one")).toMatchObject({ outcome: "new" });
    await publish(world.ports, { run: "one" });

    world.setClock("2023-07-20T03:00:00Z");
    const grown = withDecisionOfJuly();
    expect(grown.programmes(PROVINCE).map(({ id }) => id)).toContain("brvt-qd-7-2023");
    Object.assign(world.ports, { catalogue: grown });
    expect(await world.drafted("two")).toMatchObject({ outcome: "nothing-new", standing: { revision: 1 } });
  });

  test("is reported from July on, beside the one of June", async () => {
    const world = await bench();
    world.setClock("2023-07-20T03:00:00Z");
    const ports = { ...world.ports, catalogue: withDecisionOfJuly() };
    await plan(ports, world.request("june"));
    await plan(ports, world.request("july", { period: "2023-07" }));
    expect((await planOf(ports, "june")).programmes).toEqual(["brvt-qd-2023"]);
    expect((await planOf(ports, "july")).programmes).toEqual(["brvt-qd-2023", "brvt-qd-7-2023"]);
  });
});

const [NQ_76, QD_1565, QD_126] = ["national-nq76-2021", "national-qd1565-2025", "national-qd126-2025"];
const [QD_2629, QD_766] = ["national-qd2629-2025", "national-qd766-2022"];

describe("a period's reports are made for the programmes in force on its nominal last day", () => {
  test.each([
    [PROVINCE, "2021-06", ["brvt-kh92-2021", "brvt-kh93-2021"]],
    [PROVINCE, "2021-Q2", ["brvt-kh92-2021", "brvt-kh93-2021"]],
    [PROVINCE, "2021", ["brvt-kh92-2021", "brvt-kh93-2021"]],
    [PROVINCE, PERIOD, ["brvt-qd-2023"]],
    [PROVINCE, "2023-H1", ["brvt-qd-2023"]],
    [PROVINCE, "2023-12", ["brvt-qd-2023"]],
    ["dong-nai", "2022-05", ["dongnai-kh109-2022"]],
    ["dong-nai", "2022-Q2", ["dongnai-kh109-2022"]],
    ["quang-tri", "2021-01", ["quangtri-cv90-2021"]],
    ["quang-tri", "2024-12", ["quangtri-cv90-2021"]],
    // From 2025 on with the documents that bind every province.
    ["quang-tri", "2025-01", ["quangtri-cv90-2021", NQ_76, QD_766]],
    ["quang-tri", "2025-12", ["quangtri-cv90-2021", NQ_76, QD_1565, QD_126, QD_2629, QD_766]],
    ["quang-tri", "2026-01", [QD_1565, QD_2629, QD_766]],
  ])("%s, %s: %j", (province, period, programmes) => {
    expect(chosen(province, period)).toEqual(programmes);
  });

  test.each([
    [PROVINCE, "2021-05", "31/5/2021"],
    [PROVINCE, "2021-Q1", "31/3/2021"],
    [PROVINCE, "2022-06", "30/6/2022"],
    [PROVINCE, "2023-05", "31/5/2023"],
    [PROVINCE, "2023-Q1", "31/3/2023"],
    [PROVINCE, "2024-01", "31/01/2024"],
    ["dong-nai", "2022-04", "30/4/2022"],
    ["dong-nai", "2023", "31/12/2023"],
    ["quang-tri", "2020-12", "31/12/2020"],
  ])("%s, %s: there is none on %s, and the sentence names those that can be asked for", (province, period, day) => {
    const ask = () => chosen(province, period);
    expect(ask).toThrow(RequestInvalid);
    expect(ask).toThrow(
      `có hiệu lực vào ngày cuối kỳ ${period} (${day}); để lập số liệu đối chiếu, chỉ định ở mục "programmes"`,
    );
    for (const { id } of catalogue.programmes(province)) expect(ask).toThrow(id);
  });

  test("the sentence tells from when until when each is in force", () => {
    expect(() => chosen(PROVINCE, "2023-05")).toThrow(
      /^Không có văn bản giao chỉ tiêu nào của .* một trong: brvt-kh92-2021 \(từ ngày 16\/6\/2021 đến hết ngày 31\/12\/2021\); brvt-kh93-2021 \(.*\); brvt-qd-2023 \(từ ngày 06\/6\/2023 đến hết ngày 31\/12\/2023\)[;.]/,
    );
  });

  test("one that is named is taken, in force or not", () => {
    const { programmes, series } = check(requestOf(PROVINCE, "2023-05", ["brvt-qd-2023"]), catalogue, NOW);
    expect([programmes.map(({ id }) => id), series]).toEqual([["brvt-qd-2023"], `${PROVINCE}/2023-05/brvt-qd-2023`]);
  });

  test("one that names a later day is not in force before it", () => {
    const root = copyOfTemplates();
    rewrite(root, "programmes/brvt-qd-2023.json", '"inForce": {', '"inForce": { "from": "2023-07-01",');
    const later = loadCatalogue(root);
    expect(() => check(requestOf(PROVINCE, PERIOD), later, NOW)).toThrow("từ ngày 01/7/2023");
    expect(check(requestOf(PROVINCE, "2023-07"), later, NOW).programmes).toHaveLength(1);
  });
});
