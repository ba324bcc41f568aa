import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { whatIfCommand } from "../../functions/cli/what-if/what-if.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { VERSION } from "../../functions/version.ts";
import { copyOfTemplates, rewrite } from "../helpers/catalogue/templates.ts";
import { folder } from "../helpers/runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { formerState, stateOf } from "../helpers/runs/former-state.ts";
import { onPaper, runSteps, TEMPLATES, world } from "../helpers/runs/world.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

/** The state folder of a province whose June 2023 was published by the project's own templates and version. */
async function published(): Promise<string> {
  const place = folder();
  const { ports } = await world(province, place);
  expect(await runSteps(onPaper({ ...ports, code: VERSION }), "mot")).toBe("new");
  return join(place, "state");
}

const ask = (state: string, ...more: string[]): Promise<string> =>
  whatIfCommand(["--province", "ba-ria-vung-tau", "--state", state, ...more], TEMPLATES);

/** Templates whose first target of the decision asks for more. */
function higher(): string {
  const root = copyOfTemplates();
  const of = (threshold: number): string =>
    `"thresholds": { "so": ${threshold}, "huyen": ${threshold}, "xa": ${threshold}, "province": ${threshold} }`;
  rewrite(root, "programmes/brvt-qd-2023.json", of(50), of(60));
  return root;
}

describe("what-if", () => {
  test("tells every number of an edited decision that would differ, and writes them all to a file", async () => {
    const state = await published();
    const csv = join(folder(), "khac.csv");
    const text = await ask(state, "--templates", higher(), "--csv", csv);
    const rows: Record<string, string>[] = parse(await readFile(csv), { bom: true, columns: true });
    expect(text.split("\n")[0]).toBe("Tỉnh Bà Rịa - Vũng Tàu: 1 trong 1 kỳ đã phát hành sẽ có số khác.");
    expect(text).toContain(`Tháng 6 năm 2023, bản 1: ${rows.length} số khác.`);
    expect(text).toMatch(
      /\n {2}Tỷ lệ hồ sơ TTHC .* từ xa \(brvt-qd-2023\)\n {4}Toàn tỉnh, trong kỳ – Mức giao: 50 → 60\n/,
    );
    expect(text).toContain(`Đã ghi mọi số khác vào ${csv}.`);
    expect(rows[0]).toMatchObject({ series: "ba-ria-vung-tau/2023-06", revision: "1", cause: "templates:changed" });
    expect(new Set(rows.map(({ target }) => target))).toEqual(new Set(["remote-filing"]));
    expect(rows.filter(({ field }) => field === "threshold").every((row) => row["new"] === "60")).toBe(true);
    // A file that is there is somebody's.
    await expect(ask(state, "--csv", csv)).rejects.toThrow(RequestInvalid);
  });

  test("says of an edited decision what a run would say of it", async () => {
    const root = copyOfTemplates();
    rewrite(root, "programmes/brvt-qd-2023.json", '"name": "Thanh tra tỉnh"', '"name": "Thanh tra huyện"');
    expect(await ask(await published(), "--templates", root)).toContain(
      'loại trừ "Thanh tra huyện" nhưng tỉnh không có cơ quan nào tên như vậy',
    );
  });

  test("by the templates that a period was published with finds nothing", async () => {
    expect(await ask(await published())).toBe(
      [
        "Tỉnh Bà Rịa - Vũng Tàu: không số nào của 1 kỳ đã phát hành sẽ khác.",
        "Tháng 6 năm 2023, bản 1: không có gì khác.",
      ].join("\n"),
    );
  });

  test("reads what version 0.2 has published, and blames an edit on no other version", async () => {
    const state = stateOf(formerState());
    expect(await ask(state)).toBe(
      [
        "Tỉnh Bà Rịa - Vũng Tàu: không số nào của 1 kỳ đã phát hành sẽ khác.",
        "Tháng 6 năm 2023, bản 1: không số nào khác; câu chữ, biểu mẫu có thể khác.",
      ].join("\n"),
    );
    const edited = await ask(state, "--templates", higher());
    expect(edited).toMatch(/ Mức giao: 50 → 60\n/);
    expect(edited).not.toContain("phiên bản chương trình");
  });

  test("names a folder that is not there, and a province of which nothing was published", async () => {
    const state = await published();
    await expect(ask(state, "--templates", "/khong/co")).rejects.toThrow(/Không có thư mục \/khong\/co; .*--templates/);
    expect(await whatIfCommand(["--province", "dong-nai", "--state", state], TEMPLATES)).toBe(
      "Thành phố Đồng Nai chưa phát hành kỳ nào trong thư mục dữ liệu này.",
    );
  });
});
