import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { CLI, command, folder, run, toldIn } from "../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";
import { formerState, stateOf } from "../helpers/runs/former-state.ts";
import { SMALL } from "../helpers/runs/province.ts";
import { SMALL_SERIES, type SmallProvince, smallProvince, verifySmall } from "../helpers/runs/state.ts";

let small: SmallProvince;
const whole = mkdtempSync(join(tmpdir(), "rescue-"));
const sound = join(whole, "state");
/** As it was when only the first revision was published. */
const earlier = join(whole, "earlier");

beforeAll(async () => {
  small = await smallProvince();
  small.stage("first");
  expect(await small.report(whole, sound)).toMatchObject({ code: 0 });
  cpSync(sound, earlier, { recursive: true });
  small.stage("refresh");
  expect(await small.report(whole, sound, SMALL.period, "--refresh")).toMatchObject({ code: 0 });
  const asked = ["--recipient", "Nguyễn Văn A", "--province", "ba-ria-vung-tau", "--state", sound];
  expect(await run(["links", "add", ...asked])).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await small.province.close();
  rmSync(whole, { recursive: true });
});

const rescue = (state: string, into: string) => run(["rescue", "--state", state, "--into", into]);

/** A copy of the state folder with two published revisions, in a place of its own. */
function copyOf(state = sound): { place: string; state: string; anew: string } {
  const place = folder();
  cpSync(state, join(place, "state"), { recursive: true });
  cpSync(join(whole, "out"), join(place, "out"), { recursive: true });
  return { place, state: join(place, "state"), anew: join(place, "moi") };
}

function digestOf(dir: string): string {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const lines = entries.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
  });
  return lines.sort().join("\n");
}

const NOTHING_NEW = /: không có gì mới, bản 2 vẫn hiện hành\.\n/;

describe("of a state folder whose database is gone", () => {
  test("the revisions stand under their numbers, and nothing else is begun in the old folder", async () => {
    const { place, state, anew } = copyOf();
    rmSync(join(state, "db"), { recursive: true });
    const before = digestOf(state);
    small.stage("again");
    const refused = await small.report(place, state);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(toldIn(refused.stderr).join()).toMatch(
      /^Dữ liệu đã lưu bị thiếu hoặc hỏng: cơ sở dữ liệu .*không còn.*bằng npm run rescue -- --state ".*" --into /,
    );
    const ended = await rescue(state, anew);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain(`  ${SMALL_SERIES}: bản 1 đến bản 2, bản 2 hiện hành\n`);
    expect(ended.stdout).toMatch(
      /giữ được 0 phần.*\nMất \d+ phần số liệu .*\(ba-ria-vung-tau các tháng 01\/2023 và 02\/2023\)/,
    );
    for (const lost of ["liên kết", "người nhận thư", "lịch sử lần chạy", "slots"])
      expect(ended.stdout).toContain(lost);
    expect(digestOf(state)).toBe(before);

    const links = await run(["links", "list", "--state", anew]);
    expect(links.stdout).toBe("Chưa cấp liên kết nào.\n");
    const unproven = await verifySmall(anew);
    expect(unproven).toMatchObject({ code: 1 });
    expect(unproven.stdout).toMatch(
      /^Bản 2 của .*: 12 tệp đã phát hành đúng mã băm; không lập lại để đối chiếu được vì thiếu \d+ phần số liệu đã lưu: .*Lập lại báo cáo kỳ 2023-02 /,
    );

    // The same answers give the lost rows back: nothing is published a second time, and the revision is proven again.
    expect((await small.report(place, anew)).stdout).toMatch(NOTHING_NEW);
    expect((await verifySmall(anew)).stdout).toMatch(/^Bản 2 của .*: đã chứng minh, 12 tệp lập lại giống từng byte\./);
    const first = await verifySmall(anew, "--revision", "1");
    expect(first).toMatchObject({ code: 1 });
    expect(first.stdout).toMatch(
      /: 11 tệp đã phát hành đúng mã băm; .* vì thiếu 1 phần số liệu đã lưu: số liệu hồ sơ của cơ quan Z1\.S01 /,
    );
  });

  test("a later period is reported, and other answers for the old one become the next revision", async () => {
    const { place, state, anew } = copyOf();
    rmSync(join(state, "db"), { recursive: true });
    expect(await rescue(state, anew)).toMatchObject({ code: 0 });
    small.stage("again");
    const later = await small.report(place, anew, "2023-03");
    expect(later.stdout).toMatch(/: đã phát hành bản 1 /);
    small.stage("late");
    const again = await small.report(place, anew, SMALL.period, "--refresh");
    expect(again.stdout).toMatch(/: đã phát hành bản 3 /);
    const told = await run(["verify", join(place, "out", SMALL_SERIES, "r1", "figures.csv"), "--state", anew]);
    expect(told.stdout).toMatch(/là figures\.csv của bản 1, .*; bản này đã được thay bằng bản 3\./);
  });
});

test("of a database of which one table is damaged, all that fits its hash is taken over, and months that are whole are compared with", async () => {
  const { place, state, anew } = copyOf();
  const tables = readdirSync(join(state, "db")).filter((name) => name.endsWith(".ldb"));
  expect(tables.length).toBeGreaterThan(0);
  const path = join(state, "db", tables[0] ?? "");
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  writeFileSync(path, bytes);

  const ended = await rescue(state, anew);
  expect(ended).toMatchObject({ code: 0 });
  const [, kept = "", lost = ""] =
    /giữ được (\d+) phần còn đúng mã băm\.\nMất (\d+) phần/.exec(ended.stdout) ??
    /giữ được (\d+) phần/.exec(ended.stdout) ??
    [];
  expect(Number(kept)).toBeGreaterThan(Number(lost));
  small.stage("again");
  expect((await small.report(place, anew)).stdout).toMatch(NOTHING_NEW);
  expect((await verifySmall(anew)).stdout).toContain("đã chứng minh");
});

test("a sound database that is older than the objects is taken over whole, with the revision that it does not know", async () => {
  const { place, state, anew } = copyOf();
  rmSync(join(state, "db"), { recursive: true });
  cpSync(join(earlier, "db"), join(state, "db"), { recursive: true });
  cpSync(join(earlier, "closed.json"), join(state, "closed.json"));
  small.stage("again");
  const refused = await small.report(place, state);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /bản 2 của .* đã phát hành \(tệp published\/.*\/r2\.json\) mà bảng dữ liệu chỉ ghi đến bản 1; dựng lại sang thư mục mới bằng npm run rescue/,
  );
  const ended = await rescue(state, anew);
  expect(ended.stdout).toMatch(/^Cơ sở dữ liệu của .* không hỏng, đã chép nguyên và bổ sung/);
  expect((await small.report(place, anew)).stdout).toMatch(NOTHING_NEW);
  expect((await verifySmall(anew, "--revision", "1")).stdout).toContain("đã chứng minh");
});

test("links that a sound database holds are taken over with it", async () => {
  const { state, anew } = copyOf();
  expect(await rescue(state, anew)).toMatchObject({ code: 0 });
  expect((await run(["links", "list", "--state", anew])).stdout).toContain("Nguyễn Văn A");
});

test("published files that are damaged are named, left out and asked for from a backup; the number stays", async () => {
  const { state, anew, place } = copyOf();
  const published = join(state, "objects/published", SMALL_SERIES);
  const [first = "", second = ""] = readdirSync(published).filter((name) => /^r\d+-/.test(name));
  writeFileSync(join(published, first, "figures.csv"), "khác");
  const manifest = readdirSync(join(published, second)).find((name) => name.startsWith("manifest-")) ?? "";
  writeFileSync(join(published, second, manifest), "{}");
  rmSync(join(state, "db"), { recursive: true });

  const ended = await rescue(state, anew);
  expect(ended).toMatchObject({ code: 3 });
  expect(ended.stdout).toContain(`    published/${SMALL_SERIES}/${first}/figures.csv\n`);
  expect(ended.stdout).toContain("    bản 2 mất bản kê khai: giữ nguyên số bản");
  small.stage("again");
  const refused = await small.report(place, anew);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/Dữ liệu đã lưu bị thiếu hoặc hỏng: .*manifest-.*khôi phục từ bản sao lưu/);
});

test("a folder of version 0.2, which kept no record of what it published, is rebuilt by its manifests", async () => {
  const place = formerState();
  const anew = join(place, "moi");
  rmSync(join(stateOf(place), "db"), { recursive: true });
  expect(await rescue(stateOf(place), anew)).toMatchObject({ code: 0 });
  const province = await exampleProvince();
  const asked = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--api", province.url];
  const ended = await command([...asked, "--out", join(place, "out"), "--state", anew], CREDENTIALS);
  await province.close();
  // What an official wrote is in the database only: it is missed, not left out.
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.stderr).toMatch(/phần chữ của báo cáo của cơ quan cntt .*: đã mất cùng cơ sở dữ liệu cũ/);
});

describe("the new folder", () => {
  test.each([
    ["that holds something", (place: string) => join(place, "out"), /đã có nội dung; chọn một thư mục mới \(--into\)/],
    ["within the old one", (place: string) => join(place, "state/moi"), /nằm trong thư mục dữ liệu cũ; chọn/],
    ["that is the old one", (place: string) => join(place, "state"), /nằm trong thư mục dữ liệu cũ; chọn/],
  ])("%s is refused", async (_, into, sentence) => {
    const { place, state } = copyOf();
    const before = digestOf(state);
    const ended = await rescue(state, into(place));
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(sentence);
    expect(digestOf(state)).toBe(before);
  });

  test("may be there and be empty", async () => {
    const { state, anew } = copyOf();
    mkdirSync(anew);
    expect(await rescue(state, anew)).toMatchObject({ code: 0 });
  });

  test("is not there before it is whole: an interrupted command is run again, and leaves nothing behind", async () => {
    const { place, state, anew } = copyOf();
    const child = spawn(process.execPath, [CLI, "rescue", "--state", state, "--into", anew], { stdio: "ignore" });
    const begun = () => readdirSync(place).find((name) => name.startsWith(".moi-"));
    while (begun() === undefined || !existsSync(join(place, begun() ?? "", "db")))
      await new Promise((resolve) => setImmediate(resolve));
    child.kill("SIGKILL");
    await once(child, "close");
    expect(existsSync(anew)).toBe(false);
    expect(begun()).toBeDefined();

    expect(await rescue(state, anew)).toMatchObject({ code: 0 });
    expect(begun()).toBeUndefined();
    expect((await verifySmall(anew)).stdout).toContain("đã chứng minh");
  });
});

describe("the old folder", () => {
  test("that is not there is refused, and not made", async () => {
    const place = folder();
    const ended = await rescue(join(place, "khong-co"), join(place, "moi"));
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toMatch(/khong-co không phải là thư mục dữ liệu \(không có db, objects\); kiểm tra --state\./);
    expect(readdirSync(place)).toEqual([]);
  });

  test("that a process has open is refused, with the process", async () => {
    const { state, anew } = copyOf();
    const database = await openDatabase(state);
    const ended = await rescue(state, anew);
    await database.close();
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toMatch(new RegExp(`đang được tiến trình ${process.pid} sử dụng; dừng tiến trình đó`));
    expect(existsSync(anew)).toBe(false);
  });

  test("of a newer version is refused", async () => {
    const { state, anew } = copyOf();
    writeFileSync(join(state, "version.json"), '{"schema":2}');
    expect((await rescue(state, anew)).stderr).toMatch(/phiên bản mới hơn/);
    expect(existsSync(anew)).toBe(false);
  });
});

test("says what it needs", async () => {
  expect((await run(["rescue", "--help"])).stdout).toMatch(/^Cách dùng: npm run rescue -- /);
  expect(await run(["rescue", "--state", sound])).toMatchObject({ code: 2, stderr: expect.stringContaining("--into") });
});
