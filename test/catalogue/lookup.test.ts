import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { copyOfTemplates, rewrite, TEMPLATES } from "./templates.ts";

const QD = "programmes/brvt-qd-2023.json";
const catalogue = loadCatalogue(TEMPLATES);
const digestOf = (root: string, programmes = ["brvt-qd-2023"]) =>
  loadCatalogue(root).digest("ba-ria-vung-tau", programmes);

describe("asking for what is not there", () => {
  const known = "các tỉnh hiện có: ba-ria-vung-tau, dong-nai, quang-tri.";

  test.each([
    ["a province", () => catalogue.province("hue"), `Không có tỉnh "hue"; ${known}`],
    ["a province's programmes", () => catalogue.programmes("hue"), `Không có tỉnh "hue"; ${known}`],
    ["a digest", () => catalogue.digest("hue", []), `Không có tỉnh "hue"; ${known}`],
    ["what every object has", () => catalogue.province("constructor"), `Không có tỉnh "constructor"; ${known}`],
    [
      "another province's programme",
      () => catalogue.digest("dong-nai", ["brvt-qd-2023"]),
      'Tỉnh dong-nai không có văn bản giao chỉ tiêu "brvt-qd-2023"; các văn bản hiện có: dongnai-kh109-2022.',
    ],
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

describe("the digest of what a report was made from", () => {
  test("is the same for the same files, wherever they lie and however the programmes are listed", () => {
    const both = ["brvt-kh92-2021", "brvt-kh93-2021"];
    expect(digestOf(copyOfTemplates())).toBe(digestOf(TEMPLATES));
    expect(digestOf(TEMPLATES, [...both].reverse())).toBe(digestOf(TEMPLATES, both));
    expect(digestOf(TEMPLATES)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ["the province", "provinces/ba-ria-vung-tau.json", '"symbol": "STTTT"', '"symbol": "SKHCN"'],
    ["the programme", QD, '"so": 50', '"so": 51'],
    ["an indicator", "indicators.json", "Tỷ lệ hồ sơ nộp trực tuyến", "Tỷ lệ nộp trực tuyến"],
  ])("changes with %s", (_, file, find, put) => {
    const root = copyOfTemplates();
    rewrite(root, file, find, put);
    expect(digestOf(root)).not.toBe(digestOf(TEMPLATES));
  });

  test.each([
    ["another province's file", "provinces/dong-nai.json", "GIÁM ĐỐC", "Q. GIÁM ĐỐC"],
    ["a programme that is not named", "programmes/brvt-kh92-2021.json", '"so": 50', '"so": 51'],
    ["the layout of a file", QD, /\n/g, "\r\n"],
  ])("does not change with %s", (_, file, find, put) => {
    const root = copyOfTemplates();
    rewrite(root, file, find, put);
    expect(digestOf(root)).toBe(digestOf(TEMPLATES));
  });

  test("does not change with letters whose tones an editor keeps apart", () => {
    const root = copyOfTemplates();
    writeFileSync(join(root, QD), readFileSync(join(root, QD), "utf8").normalize("NFD"));
    expect(digestOf(root)).toBe(digestOf(TEMPLATES));
    expect(loadCatalogue(root).programmes("ba-ria-vung-tau")).toEqual(catalogue.programmes("ba-ria-vung-tau"));
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
    const sources = new URL("../../functions/", import.meta.url);
    const code = [
      "catalogue.ts",
      "catalogue/faults.ts",
      "catalogue/files.ts",
      "catalogue/reasons.ts",
      "catalogue/task-faults.ts",
    ]
      .map((name) => readFileSync(new URL(name, sources), "utf8"))
      .join();
    const ids = ["provinces", "programmes"].flatMap((folder) => readdirSync(join(TEMPLATES, folder)));
    expect(ids.map((name) => name.replace(/\.json$/, "")).filter((id) => code.includes(id))).toEqual([]);
    expect(code).not.toContain("online-filing");
  });
});
