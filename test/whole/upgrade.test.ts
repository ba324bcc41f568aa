import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { startPortal } from "../../functions/cli/serve.ts";
import { VERSION } from "../../functions/version.ts";
import { command, run } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { AFTERWARDS, FORMER_LINK, formerState, stateOf } from "../helpers/runs/former-state.ts";
import { TEMPLATES } from "../helpers/runs/world.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

const PERIOD = ["--province", "ba-ria-vung-tau", "--period", "2023-06"];
const SERIES = "ba-ria-vung-tau/2023-06";

const report = (place: string, ...more: string[]) =>
  command([...PERIOD, "--api", province.url, "--out", join(place, "out"), "--state", stateOf(place), ...more], {
    ...CREDENTIALS,
  });
const verify = (place: string) => run(["verify", ...PERIOD, "--state", stateOf(place)]);
const published = (place: string): string => join(stateOf(place), "objects/published", SERIES);
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Every file under a folder with its hash. */
const filesUnder = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${name} ${sha256(readFileSync(join(parentPath, name)))}`)
    .sort();

test("over a state folder of version 0.2 a run publishes nothing, says why, and leaves what was published as it was", async () => {
  const place = formerState();
  const before = filesUnder(published(place));
  const ended = await report(place);

  expect(ended).toMatchObject({ code: 0 });
  const [first, second] = ended.stdout.split("\n");
  expect(first).toBe("Báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu: không có gì mới, bản 1 vẫn hiện hành.");
  expect(second).toBe(
    `Bản 1 do phiên bản 0.2.0 của chương trình lập, chương trình nay là phiên bản ${VERSION}; số liệu và nội dung của tỉnh không đổi nên không có bản mới. Muốn có bản mới theo phiên bản nay thì chạy lại với --reissue.`,
  );
  expect(filesUnder(published(place))).toEqual(before);
});

test("a revision of version 0.2 is verified by its stored hashes, and the answer says which version made it", async () => {
  const place = formerState();
  const sound = await verify(place);
  expect(sound).toMatchObject({ code: 0 });
  // The manifest of the fixture names 6 files and 113 snapshots.
  expect(sound.stdout).toBe(
    `Bản 1 của ${SERIES}: do phiên bản 0.2.0 của chương trình lập; 6 tệp và 113 phần số liệu đã lưu đúng mã băm. Chương trình nay là phiên bản ${VERSION}, lập lại không ra đúng từng byte nên không lập lại; muốn lập lại thì dùng phiên bản 0.2.0.\n`,
  );

  const [edition = ""] = readdirSync(published(place));
  const path = join(published(place), edition, "bao-cao-cntt.xlsx");
  const bytes = readFileSync(path);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const damaged = await verify(place);
  expect(damaged).toMatchObject({ code: 1 });
  expect(damaged.stdout).toContain("tệp đã lưu bị hỏng hoặc mất: bao-cao-cntt.xlsx");
});

/** A portal over a state folder, whose clock stands shortly after the folder was made. */
async function portalOver(place: string) {
  const api = {
    ...{ url: province.url, clientId: CREDENTIALS.PROVINCE_API_CLIENT_ID, maxConcurrency: 4, retryBaseMs: 0 },
    clientSecret: CREDENTIALS.PROVINCE_API_CLIENT_SECRET,
  };
  const served = await startPortal({
    ...{ stateDir: stateOf(place), api, catalogue: loadCatalogue(TEMPLATES), now: () => new Date(AFTERWARDS) },
    ...{ port: 0, issuers: [], warn: () => {} },
  });
  onTestFinished(() => served.close());
  return served;
}

test("the links that version 0.2 has made open their page and their files", async () => {
  const place = formerState();
  const { url } = await portalOver(place);
  const [mailName = ""] = readdirSync(join(stateOf(place), "mail"));
  const mail = await simpleParser(readFileSync(join(stateOf(place), "mail", mailName)));
  const mailed = /\/b\/([\w-]{22})/.exec(mail.text ?? "")?.[1] ?? "";
  const [edition = ""] = readdirSync(published(place));
  for (const token of [FORMER_LINK, mailed]) {
    const page = await fetch(`${url}/b/${token}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("bao-cao-cntt.pdf");
    const file = await fetch(`${url}/b/${token}/1/bao-cao-cntt.pdf`);
    expect(file.status).toBe(200);
    const stored = readFileSync(join(published(place), edition, "bao-cao-cntt.pdf"));
    expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(stored));
  }
});

test("a run that version 0.2 left running for ever was abandoned, and can be cancelled", async () => {
  const { url, token } = await portalOver(formerState());
  const ask = async (path: string, method: string) => {
    const answer = await fetch(`${url}${path}`, { method, headers: { Authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json() };
  };
  const { body } = await ask("/runs", "GET");
  const states = body.items.map(({ id, state }: { id: string; state: string }) => [state, id]);
  expect(states.map(([state]: string[]) => state)).toEqual(["abandoned", "published"]);
  const [[, draft]] = states;

  expect(await ask(`/runs/${draft}/cancel`, "POST")).toMatchObject({ status: 202, body: { state: "cancelled" } });
  expect(await ask(`/runs/${draft}/cancel`, "POST")).toMatchObject({ status: 409, body: { code: "run-over" } });
});
