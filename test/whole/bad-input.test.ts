import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { command, folder, toldIn } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

/** Retries at once: what is tested is what comes of them, not how long they wait. */
const QUICK = { ...CREDENTIALS, PROVINCE_API_RETRY_MS: "0" };

function run(place: string, api = province.url, env: Record<string, string> = QUICK) {
  const where = ["--api", api, "--out", join(place, "out"), "--state", join(place, "state")];
  return command(["--province", "ba-ria-vung-tau", "--period", "2023-06", ...where], env);
}

/** One Vietnamese sentence, no stack, no word of a programmer. */
function expectSentence(text: string): void {
  const lines = toldIn(text);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/[ạảấầẩậắằặẹẻếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹđ].*\.$/);
  expect(lines[0]).not.toMatch(/undefined|NaN|null|\bat .*\.ts|Error:|ECONN/);
}

describe("a request that cannot be met as it stands ends with 2", () => {
  const base = ["--province", "ba-ria-vung-tau", "--period", "2023-06"];
  test.each([
    [
      "an unknown province lists the known ones",
      ["--province", "tay-do", "--period", "2023-06"],
      /các mã hiện có: an-giang, .*vinh-long; đã kết thúc, .*: ba-ria-vung-tau, /,
    ],
    ["an unknown programme lists the known ones", [...base, "--programme", "qd-2030"], /brvt-kh92-2021.*brvt-qd-2023/],
    ["another province's programme", [...base, "--programme", "dongnai-kh109-2022"], /brvt-qd-2023/],
    ["month 13", ["--province", "dong-nai", "--period", "2023-13"], /2023-13/],
    ["quarter 5", ["--province", "dong-nai", "--period", "2023-Q5"], /2023-Q5/],
    [
      "a period that has not ended",
      ["--province", "dong-nai", "--period", "2090-01", "--programme", "dongnai-kh109-2022"],
      /chưa/,
    ],
    ["no programme in force", ["--province", "dong-nai", "--period", "2023-06"], /dongnai-kh109-2022/],
    [
      "a province that has ended",
      ["--province", "ba-ria-vung-tau", "--period", "2025-07", "--programme", "brvt-qd-2023"],
      /Thành phố Hồ Chí Minh/,
    ],
    ["an unknown option", [...base, "--tinh", "x"], /--tinh/],
    ["an option without its value", ["--province", "dong-nai", "--period"], /--period/],
    ["no province", ["--period", "2023-06"], /--province/],
    ["a stray word", [...base, "2023-07"], /--help/],
    ["one option twice", [...base, "--period", "2023-07"], /--period được viết hai lần/],
  ])("%s", async (_name, args, words) => {
    const place = folder();
    const ended = await command([...args, "--out", join(place, "out"), "--state", join(place, "state")]);

    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(words);
    expectSentence(ended.stderr);
    expect(readdirSync(place)).toEqual([]);
  });
});

test.each(["out", "state"])(
  "a file in the place of the folder --%s ends with 2 before anything is done",
  async (name) => {
    const place = folder();
    writeFileSync(join(place, name), "của tôi");
    const ended = await run(place);

    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(new RegExp(`--${name}.*không phải là thư mục.*, chưa làm gì cả`));
    expectSentence(ended.stderr);
    expect(province.asked).toEqual([]);
    expect(readdirSync(place)).toEqual([name]);
  },
);

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("a province in trouble ends with 1, with nothing half-published, and the next run goes on", () => {
  const refused = { status: 401, body: '{"title":"không được phép","status":401}' };
  test.each([
    ["wrong credentials", "/oauth2/token", refused, /PROVINCE_API_CLIENT_SECRET/],
    ["a token refused again and again", "/v1/agencies", refused, /từ chối quyền truy cập/],
    [
      "HTML instead of JSON",
      "/v1/agencies",
      { status: 200, body: "<!doctype html><h1>Bảo trì</h1>" },
      /danh sách cơ quan/,
    ],
    ["half a JSON", "/v1/procedures", { status: 200, body: '{"items": [{"code": "1.0' }, /danh mục TTHC/],
    ["a list that is not the contract's", "/v1/agencies", { status: 200, body: '{"data": []}' }, /hợp đồng dữ liệu/],
    ["a catalogue that fails", "/v1/procedures", { status: 503, body: "{}" }, /503/],
  ])("%s", async (_name, path, body, words) => {
    const place = folder();
    province.behaviour.instead.set(path, body);
    const failed = await run(place);

    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toMatch(words);
    expectSentence(failed.stderr);
    expect(failed.stderr).not.toContain(CREDENTIALS.PROVINCE_API_CLIENT_SECRET);
    expect(existsSync(join(place, "out"))).toBe(false);

    province.behaviour.instead.clear();
    expect((await run(place)).code).toBe(0);
    expect(readdirSync(join(place, "out/ba-ria-vung-tau/2023-06"))).toEqual(["r1"]);
  });

  test("a cursor that never ends", async () => {
    province.behaviour.endless = "/v1/agencies";
    const ended = await run(folder());

    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/danh sách cơ quan/);
    expectSentence(ended.stderr);
  });

  test("an address where nobody answers", async () => {
    const place = folder();
    const { code, stderr } = await run(place, `http://127.0.0.1:${await closedPort()}`);

    expect(code).toBe(1);
    expect(stderr).toMatch(/Không lấy được .*: máy chủ từ chối kết nối; .* rồi chạy lại\.\n$/);
    expectSentence(stderr);
    // Four waits are told, and nothing is begun: the state machine would have tried again and again.
    expect([...stderr.matchAll(/thử lại lần (\d\/\d) sau/g)].map(([, which]) => which)).toEqual([
      "1/4",
      "2/4",
      "3/4",
      "4/4",
    ]);
    expect(readdirSync(place)).toEqual([]);
  });

  test("credentials that are not set are named", async () => {
    const ended = await run(folder(), province.url, {});

    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(
      /^Chưa có tên .* của tài khoản API .*; nhận tài khoản .*export PROVINCE_API_CLIENT_ID=/m,
    );
    expectSentence(ended.stderr);
  });
});

test("a report below the minimum completeness is not published, and its run fails by name", async () => {
  const place = folder();
  province.behaviour.instead.set("/v1/counts", { status: 404, body: '{"title":"chưa có","status":404}' });
  const ended = await run(place);

  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(/0\/96.*50%/);
  expect(existsSync(join(place, "out"))).toBe(false);
});

test("a stack trace is printed with --debug only", async () => {
  province.behaviour.instead.set("/oauth2/token", { status: 401, body: "{}" });
  const place = folder();
  const where = ["--api", province.url, "--out", join(place, "out"), "--state", join(place, "state")];
  const ended = await command(["--province", "ba-ria-vung-tau", "--period", "2023-06", "--debug", ...where], QUICK);

  expect(ended.stderr).toMatch(/AccessDenied/);
  expect(ended.stderr).not.toContain(CREDENTIALS.PROVINCE_API_CLIENT_SECRET);
});

test("a copy that somebody has changed is not overwritten", async () => {
  const place = folder();
  await run(place);
  const changed = join(place, "out/ba-ria-vung-tau/2023-06/r1/figures.csv");
  writeFileSync(changed, "của tôi");
  const ended = await run(place);

  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/figures\.csv/);
  expect(readFileSync(changed, "utf8")).toBe("của tôi");
});
