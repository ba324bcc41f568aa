import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, run } from "../helpers/runs/command.ts";
import { SMALL } from "../helpers/runs/province.ts";
import { periodArgs, SMALL_SERIES, type SmallProvince, smallProvince, verifySmall } from "../helpers/runs/state.ts";

let small: SmallProvince;
const whole = mkdtempSync(join(tmpdir(), "sign-"));
const PLACE = periodArgs(SMALL.period);
const DETAILS = ["--number", "123/BC-STTTT", "--date", "2023-06-20", "--signer", "Nguyễn Văn A, Giám đốc"];

beforeAll(async () => {
  small = await smallProvince();
  small.stage("first");
  expect(await small.report(whole, join(whole, "state"))).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await small.province.close();
  rmSync(whole, { recursive: true });
});

const sha256 = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** A state folder of its own with one published revision, and our PDF with a signature's bytes behind it. */
function place() {
  const at = folder();
  const state = join(at, "state");
  cpSync(join(whole, "state"), state, { recursive: true });
  const ours = readFileSync(join(whole, "out", SMALL_SERIES, "r1", "bao-cao-cntt.pdf"));
  const signed = join(at, "da-ky.pdf");
  writeFileSync(signed, Buffer.concat([ours, Buffer.from("\n% chữ ký (dữ liệu thử)\n")]));
  const register = (...more: string[]) =>
    run(["sign", "register", ...PLACE, "--report", "cntt", ...DETAILS, "--state", state, "--file", signed, ...more]);
  const objects = (): string[] =>
    readdirSync(join(state, "objects"), { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name));
  return { at, state, signed, register, objects };
}

test("a signed copy is registered, listed, proven and told of its file; the revision stays as it was", async () => {
  const { state, signed, register, objects } = place();
  const before = objects();
  const done = await register();
  expect(done).toMatchObject({ code: 0, stderr: "Đang chuẩn bị đăng ký, xem sổ bản đã ký …\n" });
  expect(done.stdout).toBe(
    `Đã đăng ký bản đã ký của báo cáo cntt, bản 1 của ${SMALL_SERIES}: số 123/BC-STTTT, ngày 20/6/2023, người ký: Nguyễn Văn A, Giám đốc.\nTệp: ký trên bản PDF của hệ thống; mã băm SHA-256 ${sha256(signed)}.\n`,
  );
  expect((await register()).stdout).toMatch(/^Đã có trong sổ từ lúc .*, không ghi gì thêm: /);
  expect(objects().filter((name) => !before.includes(name))).toHaveLength(2);

  const list = await run(["sign", "list", ...PLACE, "--state", state]);
  expect(list.stdout.split("\n")).toHaveLength(2);
  expect(list.stdout).toContain(`${SMALL_SERIES}, bản 1, cntt, lần 1  số 123/BC-STTTT, ngày 20/6/2023`);
  expect(list.stdout).toContain(sha256(signed));

  const proven = await verifySmall(state);
  expect(proven).toMatchObject({ code: 0 });
  expect(proven.stdout).toMatch(/giống từng byte\. 1 bản đã ký trong sổ đúng mã băm\.\n$/);
  expect((await run(["verify", signed, "--state", state])).stdout).toMatch(
    /là bản đã ký của báo cáo cntt \(số 123\/BC-STTTT, .*\) của bản 1, /,
  );
});

test("a correction needs its reason, and what it corrects stays in the register", async () => {
  const { at, state, register } = place();
  expect(await register()).toMatchObject({ code: 0 });
  const word = join(at, "qua-word.pdf");
  writeFileSync(word, "%PDF-1.7\n% đã qua soạn thảo (dữ liệu thử)\n");
  const other = ["--file", word];
  const asked = (...more: string[]) =>
    run(["sign", "register", ...PLACE, "--report", "cntt", ...DETAILS, "--state", state, ...other, ...more]);
  const refused = await asked();
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(
    /đã đăng ký bản ký số 123\/BC-STTTT .*không ghi đè; đính chính thì thêm --reason "LÝ DO"\.\n$/,
  );

  const corrected = await asked("--reason", "Đóng dấu lại");
  expect(corrected).toMatchObject({ code: 0 });
  expect(corrected.stdout).toContain("Tệp: khác tệp của hệ thống (đã qua soạn thảo); ");
  const lines = (await run(["sign", "list", ...PLACE, "--state", state])).stdout.trim().split("\n");
  expect(lines.map((line) => /lần (\d)/.exec(line)?.[1])).toEqual(["1", "2"]);
  expect(lines.map((line) => line.includes("ĐÃ ĐƯỢC ĐÍNH CHÍNH"))).toEqual([true, false]);
  expect(lines[1]).toContain("đính chính: Đóng dấu lại");
});

test("a signed file that was changed in its folder fails the proof, which names it", async () => {
  const { state, register, objects } = place();
  expect(await register()).toMatchObject({ code: 0 });
  const file = objects().find((name) => name.startsWith("signed/") && name.endsWith(".pdf")) ?? "";
  writeFileSync(join(state, "objects", file), "%PDF-1.7 khác");
  const proven = await verifySmall(state);
  expect(proven).toMatchObject({ code: 1 });
  expect(proven.stdout).toMatch(/bị hỏng hoặc mất: bản đã ký của báo cáo cntt \(số 123\/BC-STTTT, .*\); khôi phục/);
});

test("the register stands again with its files after the database is gone", async () => {
  const { at, state, register } = place();
  expect(await register()).toMatchObject({ code: 0 });
  const list = (from: string) => run(["sign", "list", ...PLACE, "--state", from]);
  const before = (await list(state)).stdout;
  rmSync(join(state, "db"), { recursive: true });
  const anew = join(at, "moi");
  const rescued = await run(["rescue", "--state", state, "--into", anew]);
  expect(rescued.stdout).toContain("\nSổ bản đã ký: giữ được 1 lần đăng ký.\n");
  expect((await list(anew)).stdout).toBe(before);

  const file =
    readdirSync(join(state, "objects"), { recursive: true, encoding: "utf8" }).find((name) =>
      /^signed.*\.pdf$/.test(name),
    ) ?? "";
  expect(readFileSync(join(anew, "objects", file))).toEqual(readFileSync(join(state, "objects", file)));
  rmSync(join(state, "objects", file));
  const lost = await run(["rescue", "--state", state, "--into", join(at, "moi-2")]);
  expect(lost.code).toBe(3);
  expect(lost.stdout).toContain(`Tệp trong sổ bản đã ký bị mất hoặc hỏng, khôi phục từ bản sao lưu:\n    ${file}\n`);
});

test("what is missing, unknown or out of place is refused in a sentence, with code 2, and nothing is made", async () => {
  const { at, state, register } = place();
  const refusals: [string[], RegExp][] = [
    [["sign"], /^Chọn một việc: register .* hoặc list; /],
    [["sign", "list", ...PLACE, "--state", state, "--file", "x"], /^Không dùng --file cùng với list; /],
    [["sign", "register", ...PLACE, "--report", "cntt", ...DETAILS, "--state", state], /^Thiếu --file /],
    [
      ["sign", "list", "--province", "ba-ria-vung-tau", "--state", join(at, "khong-co")],
      /^Không có thư mục .*khong-co; /,
    ],
  ];
  for (const [args, message] of refusals) {
    const ended = await run(args);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr.split("\n").at(-2)).toMatch(message);
  }
  const word = join(at, "bao-cao.docx");
  writeFileSync(word, "PK\u0003\u0004");
  const args = ["sign", "register", ...PLACE, "--report", "cntt", ...DETAILS, "--state", state, "--file", word];
  expect((await run(args)).stderr).toContain("Tệp đã ký là tệp Word hoặc Excel (.docx, .xlsx), không phải PDF; ");
  expect((await register("--revision", "7")).stderr).toContain("chỉ có bản 1.");
  expect((await run(["sign", "list", ...PLACE, "--state", state])).stdout).toBe("Chưa đăng ký bản đã ký nào.\n");
});
