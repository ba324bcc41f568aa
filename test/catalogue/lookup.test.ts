import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { copyOfTemplates, TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);

describe("asking for what is not there", () => {
  const known = "các tỉnh hiện có: ba-ria-vung-tau, dong-nai, quang-tri.";

  test.each([
    ["a province", () => catalogue.province("hue"), `Không có tỉnh "hue"; ${known}`],
    ["a province's programmes", () => catalogue.programmes("hue"), `Không có tỉnh "hue"; ${known}`],
    ["a province's reports", () => catalogue.regimes("hue"), `Không có tỉnh "hue"; ${known}`],
    ["what every object has", () => catalogue.province("constructor"), `Không có tỉnh "constructor"; ${known}`],
  ])("%s: the sentence lists what there is", (_, ask, sentence) => {
    expect(ask).toThrow(RequestInvalid);
    expect(ask).toThrow(sentence);
  });

  test("an indicator", () => {
    expect(() => catalogue.indicator("speed")).toThrow(
      /^Không có chỉ số "speed"; các chỉ số hiện có: online-filing, .*, on-time\.$/,
    );
  });
});

describe("the order of a province's programmes", () => {
  test("by the day of issue, then by id", () => {
    expect(catalogue.programmes("ba-ria-vung-tau").map(({ id, issued }) => [issued, id])).toEqual([
      ["2021-06-16", "brvt-kh92-2021"],
      ["2021-06-16", "brvt-kh93-2021"],
      ["2023-06-06", "brvt-qd-2023"],
    ]);
  });
});

describe("a new province or decision is a new file and nothing else", () => {
  test("both are found where they are put", () => {
    const root = copyOfTemplates();
    const province = readFileSync(join(root, "provinces/dong-nai.json"), "utf8");
    const programme = readFileSync(join(root, "programmes/dongnai-kh109-2022.json"), "utf8");
    writeFileSync(join(root, "provinces/hue.json"), province.replace('"dong-nai"', '"hue"'));
    writeFileSync(
      join(root, "programmes/hue-kh1-2024.json"),
      programme.replace('"dongnai-kh109-2022"', '"hue-kh1-2024"').replace('"dong-nai"', '"hue"'),
    );
    const grown = loadCatalogue(pathToFileURL(root));
    expect(grown.province("hue").id).toBe("hue");
    expect(grown.programmes("hue").map(({ id }) => id)).toEqual(["hue-kh1-2024"]);
    expect(grown.programmes("dong-nai")).toEqual(catalogue.programmes("dong-nai"));
  });

  test("a province without programmes has none, and files of other kinds are passed over", () => {
    const root = copyOfTemplates();
    rmSync(join(root, "programmes/dongnai-kh109-2022.json"));
    for (const report of ["cntt", "cchc", "don-vi"]) rmSync(join(root, `reports/dong-nai-${report}.json`));
    writeFileSync(join(root, "programmes/.DS_Store"), "");
    writeFileSync(join(root, "programmes/ghi-chu.txt"), "");
    expect(loadCatalogue(root).programmes("dong-nai")).toEqual([]);
  });

  test("no id of a province, programme or indicator stands in the code", () => {
    const room = new URL("../../functions/catalogue/", import.meta.url);
    const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(0);
    const code = files.map((name) => readFileSync(new URL(name, room), "utf8")).join();
    const ids = ["provinces", "programmes"].flatMap((folder) => readdirSync(join(TEMPLATES, folder)));
    expect(ids.map((name) => name.replace(/\.json$/, "")).filter((id) => code.includes(id))).toEqual([]);
    expect(code).not.toContain("online-filing");
  });
});
