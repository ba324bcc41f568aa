import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, run, toldIn } from "../helpers/runs/command.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const FILE = "programmes/brvt-qd-2023.json";
const SENTENCE =
  /^Tệp programmes\/brvt-qd-2023\.json, dòng \d+, cột 15, mục targets\[0\]\.goal đang ghi "max": phải là một trong: min, strive, benchmark; sửa tệp rồi chạy lại\.$/;

let program: string;
afterAll(() => rmSync(program, { recursive: true }));

/** The program with one slip in its templates. */
beforeAll(() => {
  program = mkdtempSync(join(tmpdir(), "bao-cao-"));
  for (const part of ["functions", "templates", "package.json"])
    cpSync(join(PROJECT, part), join(program, part), { recursive: true });
  symlinkSync(join(PROJECT, "node_modules"), join(program, "node_modules"));
  const file = join(program, "templates", FILE);
  writeFileSync(file, readFileSync(file, "utf8").replace('"goal": "min"', '"goal": "max"'));
});

const PROVINCE = ["--province", "ba-ria-vung-tau"];

test.each([
  ["report", [...PROVINCE, "--period", "2023-06"]],
  ["verify", [...PROVINCE, "--period", "2023-06"]],
  ["slots", [...PROVINCE, "--period", "2023-06"]],
  ["links", ["list"]],
  ["recipients", ["list", ...PROVINCE]],
  ["serve", ["--port", "0"]],
])("%s refuses a programme that is wrong by name, with 2, before anything is kept", async (name, args) => {
  const place = folder();
  const state = ["--state", join(place, "state")];
  const ended = await run([name, ...args, ...state], {}, join(program, "functions/cli.js"));
  expect(toldIn(ended.stderr)).toEqual([expect.stringMatching(SENTENCE)]);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(readdirSync(place)).toEqual([]);
});
