import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { complaintOf, copyOfTemplates, rewrite, TEMPLATES } from "../helpers/catalogue/templates.ts";

const fixture = (name: string) => new URL(`../fixtures/${name}`, import.meta.url);
const FILE = "programmes/thu-2023.json";

/** A good copy of templates/ with the programme of test/fixtures. */
function withProgramme(): string {
  const root = copyOfTemplates();
  copyFileSync(fixture("programme.json"), join(root, FILE));
  return root;
}

/** The cases of the table: what is wrong, the words that are replaced, what takes their place, the sentence. */
const cases = readFileSync(fixture("programme-mistakes.txt"), "utf8")
  .split(/\n\n+/)
  .map((block) => {
    const marked = (mark: string) =>
      block
        .split("\n")
        .filter((line) => line.startsWith(`${mark} `))
        .map((line) => line.slice(2))
        .join("\n");
    return { name: marked("#"), find: marked("-"), put: marked("+"), sentence: marked("=") };
  });

test("the table has its cases, and the programme that they spoil is whole", () => {
  expect(cases.length).toBeGreaterThan(55);
  expect(cases.filter(({ name, find, sentence }) => name === "" || find === "" || sentence === "")).toEqual([]);
  expect(complaintOf(withProgramme())).toBe("no complaint");
});

test.each(cases)("$name", ({ find, put, sentence }) => {
  const root = withProgramme();
  rewrite(root, FILE, find, put);
  const said = sentence === "no complaint" ? sentence : `Tệp ${FILE}, ${sentence}; sửa tệp rồi chạy lại.`;
  expect(complaintOf(root)).toBe(said);
});

test.each([
  ["only the beginning of a file", (text: string) => text.slice(0, text.indexOf('"goal"')), "dòng 16, cột 43"],
  ["an empty file", () => "", "dòng 1, cột 1"],
])("%s breaks off where it ends", (_, broken, place) => {
  const root = withProgramme();
  writeFileSync(join(root, FILE), broken(readFileSync(join(root, FILE), "utf8")));
  const words = "mục (toàn tệp): không đúng cú pháp JSON: tệp kết thúc giữa chừng";
  expect(complaintOf(root)).toBe(`Tệp ${FILE}, ${place}, ${words}; sửa tệp rồi chạy lại.`);
});

test("a long text is shown by its beginning, a long list not at all", () => {
  const root = withProgramme();
  const long = "Tỷ lệ hồ sơ nộp trực tuyến của các cơ quan, đơn vị, địa phương trong tỉnh";
  rewrite(root, FILE, '"goal": "min"', `"goal": "${long}"`);
  const shown = '"Tỷ lệ hồ sơ nộp trực tuyến của các cơ quan, đơn vị, địa phư…"';
  expect(complaintOf(root)).toContain(`mục targets[0].goal đang ghi ${shown}`);
  const other = withProgramme();
  rewrite(other, FILE, '"goal": "min"', `"goal": ["${long}"]`);
  expect(complaintOf(other)).toContain(
    "dòng 17, cột 15, mục targets[0].goal: phải là một trong: min, strive, benchmark;",
  );
});

test("columns are those of the file, also behind letters whose tones stand apart", () => {
  const root = withProgramme();
  const text = readFileSync(join(root, FILE), "utf8");
  const apart = text.replace("Thanh tra tỉnh", "Thanh tra tỉnh".normalize("NFD")).replace('"I.1" }]', '"" }]');
  writeFileSync(join(root, FILE), apart);
  // "ỉ" is two letters there: the clause begins one column later than on line 10 of the programme.
  expect(complaintOf(root)).toContain("dòng 10, cột 57, mục exceptions[0].clause");
});

/** figures.md 4: what only a share is asked of. */
const RATES = ["online-filing", "remote-filing", "online-resolution", "online-payments", "paid-online-dossiers"].concat(
  ["postal-intake", "postal-return", "digitised-results", "online-dossiers-per-service", "on-time"],
);
const COUNTED = ["payable-procedures", "payable-services", "paid-procedures", "active-services", "provision"].concat(
  ["full-provision", "full-services", "integrated-services", "postal-procedures", "published-procedures"],
  ["redesigned-services", "identified-users", "website-sections"],
);

test("every indicator allows a count or refuses it", () => {
  const known = readFileSync(join(TEMPLATES, "indicators.json"), "utf8").match(/(?<=^ {4}"id": ")[^"]*/gm);
  expect([...RATES, ...COUNTED].sort()).toEqual(known?.sort());
});

test.each([...RATES.map((id) => [id, "refused"]), ...COUNTED.map((id) => [id, "allowed"])])(
  "a count on %s is %s",
  (id, answer) => {
    const root = withProgramme();
    rewrite(root, FILE, '"indicator": "integrated-services",', `"indicator":  "${id}",`);
    const said = complaintOf(root);
    if (answer === "allowed") expect(said).toBe("no complaint");
    else expect(said).toContain(`mục targets[1].unit đang ghi "count": chỉ số "${id}" chỉ giao được theo tỷ lệ`);
  },
);
