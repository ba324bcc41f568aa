import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { copyOfTemplates, TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);

describe("asking for what is not there", () => {
  const known = "các mã hiện có: an-giang, bac-ninh, ca-mau, can-tho, cao-bang,";

  test.each([
    ["a province", () => catalogue.province("tay-do"), `Không có tỉnh, thành phố "tay-do"; ${known}`],
    ["a province's programmes", () => catalogue.programmes("tay-do"), `Không có tỉnh, thành phố "tay-do"; ${known}`],
    ["a province's reports", () => catalogue.regimes("tay-do"), `Không có tỉnh, thành phố "tay-do"; ${known}`],
    [
      "what every object has",
      () => catalogue.province("constructor"),
      `Không có tỉnh, thành phố "constructor"; ${known}`,
    ],
  ])("%s: the sentence lists what there is", (_, ask, sentence) => {
    expect(ask).toThrow(RequestInvalid);
    expect(ask).toThrow(sentence);
  });

  test.each(["gialai", "Gia Lai", "GIA_LAI"])("a province whose id was meant is named: %s", (id) => {
    expect(() => catalogue.province(id)).toThrow(
      `Không có tỉnh, thành phố "${id}"; có phải "gia-lai"? Nếu không: các mã hiện có: an-giang,`,
    );
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
    writeFileSync(
      join(root, "provinces/tay-do.json"),
      province.replace('"dong-nai",', '"tay-do", "name": "tỉnh Tây Đô", "code": "99", "place": "Tây Đô",'),
    );
    writeFileSync(
      join(root, "programmes/tay-do-kh1-2024.json"),
      programme.replace('"dongnai-kh109-2022"', '"tay-do-kh1-2024"').replace('"dong-nai"', '"tay-do"'),
    );
    const grown = loadCatalogue(pathToFileURL(root));
    expect(grown.province("tay-do").offices[0]?.letterheads[0]?.superior).toBe("UBND TỈNH TÂY ĐÔ");
    expect(grown.programmes("tay-do").map(({ id }) => id)).toEqual(["tay-do-kh1-2024"]);
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
