import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { complaintOf, copyOfTemplates, rewrite } from "../helpers/catalogue/templates.ts";

const FILE = "programmes/thu-2023.json";

/** A good copy of templates/ with the programme of test/fixtures, in which some words are replaced. */
function withProgramme(...changes: readonly (readonly [find: string, put: string])[]): string {
  const root = copyOfTemplates();
  copyFileSync(new URL("../fixtures/programme.json", import.meta.url), join(root, FILE));
  for (const [find, put] of changes) rewrite(root, FILE, find, put);
  return root;
}

const EACH = '"perProcedure": { "threshold": 50, "among": "online" },';
const STRIVE = (so: number): string => `"thresholds": { "so": 50, "huyen": 40.5, "xa": 30 }, "strive": { "so": ${so} }`;
const THRESHOLDS = '"thresholds": { "so": 50, "huyen": 40.5, "xa": 30 }';

describe("a kind of target on an indicator that cannot carry it is refused with one sentence", () => {
  test.each([
    [
      "each procedure for itself, of a share of procedures",
      ['"unit": "count",', `"unit": "percent", ${EACH}`],
      'chỉ số "integrated-services" không có tỷ lệ của từng thủ tục; giao theo từng thủ tục với chỉ số: online-filing,',
    ],
    [
      "an average of what is a share",
      ['"unit": "percent"', '"unit": "average"'],
      'chỉ số "online-filing" không phải số bình quân, phải là "percent"; giao số bình quân với chỉ số: online-dossiers-per-service',
    ],
    [
      "a share of what is an average",
      ['"indicator": "online-filing"', '"indicator": "online-dossiers-per-service"'],
      'chỉ số "online-dossiers-per-service" là số bình quân, phải là "average"',
    ],
    [
      "a level for full marks with a day",
      ['"goal": "min"', '"goal": "benchmark"'],
      'mức điểm tối đa ("benchmark") không có thời hạn, phải là null',
    ],
    ["a level to strive for below the minimum", [THRESHOLDS, STRIVE(49.5)], "mức phấn đấu phải cao hơn mức tối thiểu"],
    [
      "an unconfirmed number without its source",
      ['"clause": "II.1"', '"confirmed": false, "clause": "II.1"'],
      "chỉ tiêu chưa xác nhận phải ghi nơi đã đọc mức giao",
    ],
  ] as const)("%s", (_, change, sentence) => {
    expect(complaintOf(withProgramme(change))).toContain(sentence);
  });

  test("the kinds that an indicator carries are taken", () => {
    expect(complaintOf(withProgramme(['"unit": "percent",', `"unit": "percent", ${EACH}`]))).toBe("no complaint");
  });
});

test("a minimum and what is striven for in one entry make two targets", () => {
  const [made] = loadCatalogue(withProgramme([THRESHOLDS, STRIVE(62.5)]))
    .programmes("dong-nai")
    .filter(({ id }) => id === "thu-2023");
  expect(made?.targets.map(({ id, goal, thresholds }) => [id, goal, thresholds.so])).toEqual([
    ["online-filing", "min", 50],
    ["online-filing-strive", "strive", 62.5],
    ["integrated-count", "strive", undefined],
  ]);
});

describe("two decisions of a province for one indicator and level", () => {
  const withSecond = (change: (text: string) => string): string => {
    const root = withProgramme();
    const text = readFileSync(join(root, FILE), "utf8").replace('"thu-2023"', '"thu-2023b"');
    writeFileSync(join(root, "programmes/thu-2023b.json"), change(text.replace('"2023-03-01"', '"2023-03-02"')));
    return root;
  };

  test("are refused where they differ: the later one is blamed", () => {
    expect(complaintOf(withSecond((text) => text.replace('"so": 50', '"so": 60')))).toMatch(
      /^Tệp programmes\/thu-2023b\.json, dòng 19, cột \d+, mục targets\[0\]\.thresholds\.so đang ghi 60: mâu thuẫn với Kế hoạch số 1\/KH-UBND \(programmes\/thu-2023\.json\) giao mức 50 /,
    );
  });

  test.each([
    ["they ask the same", (text: string) => text],
    [
      "one is for a later year",
      (text: string) => text.replace('"so": 50', '"so": 60').replace("2023-11-30", "2024-11-30"),
    ],
    [
      "one ends before the other begins",
      (text: string) =>
        text
          .replace('"so": 50', '"so": 60')
          .replace('"from": "2023-03-15", "to": "2023-12-31"', '"from": "2024-01-01", "to": "2024-12-31"'),
    ],
  ])("stand where %s", (_, change) => {
    expect(complaintOf(withSecond(change))).toBe("no complaint");
  });

  test("are refused within one document too, where they are for the same day", () => {
    const twice = (deadline: string) => {
      const root = withProgramme();
      const file = join(root, FILE);
      const programme = JSON.parse(readFileSync(file, "utf8"));
      const [first] = programme.targets;
      const second = { ...first, id: "second", deadline, thresholds: { ...first.thresholds, so: 60 } };
      writeFileSync(file, JSON.stringify({ ...programme, targets: [...programme.targets, second] }));
      return complaintOf(root);
    };

    expect(twice("2023-11-30")).toContain(`đang ghi 60: mâu thuẫn với chỉ tiêu "`);
    expect(twice("2023-06-30")).toBe("no complaint");
  });
});

test("a letter that nobody sees is refused where it stands", () => {
  const said = complaintOf(withProgramme(["Nâng cao tỷ lệ", "Nâng cao \u202etỷ lệ"]));

  expect(said).toMatch(
    /^Tệp programmes\/thu-2023\.json, dòng 6, cột 12, .*: có ký tự ẩn U\+202E làm sai cách hiển thị/,
  );
});
