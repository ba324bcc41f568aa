import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { command, folder } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

/** Runs a script of the shell with a disk of its own: a small file system in a name space that ends with the script. */
function onOwnDisk(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"] ?? "", NODE: process.execPath, ...CREDENTIALS };
    execFile("unshare", ["-rm", "sh", "-c", script], { env }, (error, stdout, stderr) =>
      error === null ? resolve(stdout + stderr) : reject(new Error(`${stdout}${stderr}`, { cause: error })),
    );
  });
}

const cli = new URL("../../functions/cli.js", import.meta.url).pathname;
const period = "--province ba-ria-vung-tau --period 2023-06";

test("a full disk under the state folder publishes nothing; with room again the run goes on", async () => {
  const place = folder();
  const [disk, out] = [join(place, "disk"), join(place, "out")];
  mkdirSync(disk);
  const run = `"$NODE" ${cli} report ${period} --api ${province.url} --state ${disk}/state --out ${out}`;
  const told = await onOwnDisk(`
    mount -t tmpfs -o size=400k none ${disk}
    ${run}; echo "first $?"; ls ${place}
    mount -o remount,size=100m none ${disk}
    ${run}; echo "second $?"
  `);

  expect(told).toMatch(/first 1\ndisk\n/);
  expect(told).toMatch(/[Hh]ết dung lượng đĩa/);
  expect(told).toMatch(/second 0/);
  expect(readdirSync(join(out, "ba-ria-vung-tau/2023-06"))).toEqual(["r1"]);
});

test("a read-only output folder is refused before the province is asked, and nobody is told to make room", async () => {
  const place = folder();
  const [disk, state] = [join(place, "disk"), join(place, "state")];
  mkdirSync(disk);
  const told = await onOwnDisk(`
    mount -t tmpfs -o ro none ${disk}
    "$NODE" ${cli} report ${period} --api ${province.url} --state ${state} --out ${disk}/out; echo "first $?"
  `);

  expect(told).toMatch(/first 2\n/);
  expect(told).toMatch(/--out\): ổ đĩa chỉ cho đọc; cho phép ghi vào ổ đĩa hoặc chọn --out khác/);
  expect(told).not.toContain("giải phóng");
  expect(province.asked).toEqual([]);
  expect(existsSync(state)).toBe(false);
});

test("a full disk under the output folder leaves no half copy and keeps what is published", async () => {
  const place = folder();
  const [disk, state] = [join(place, "disk"), join(place, "state")];
  mkdirSync(disk);
  const told = await onOwnDisk(`
    mount -t tmpfs -o size=64k none ${disk}
    "$NODE" ${cli} report ${period} --api ${province.url} --state ${state} --out ${disk}/out; echo "first $?"
    find ${disk} -type f
  `);
  expect(told).toMatch(/hết dung lượng đĩa/);
  expect(told).toMatch(/first 1\n/);
  expect(told).not.toContain(".pdf");

  const out = join(place, "out");
  const where = ["--api", province.url, "--out", out, "--state", state];
  const ended = await command([...period.split(" "), ...where], CREDENTIALS);
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain("không có gì mới");
  expect(existsSync(join(out, "ba-ria-vung-tau/2023-06/r1/bao-cao-cntt.pdf"))).toBe(true);
});
