import { once } from "node:events";
import { mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../functions/domain/failure.ts";
import { joinDatabase, openDatabase } from "../../functions/laptop/database/database.ts";
import { has, put, stateUsers } from "../helpers/laptop/users.ts";

const users = stateUsers();
const never = new AbortController().signal;

const ask = (port: number, path: string, token: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { "x-state-token": token } });

describe("a database", () => {
  it("keeps what it was given, over closing and opening", async () => {
    const path = join(users.dir, "new/state");
    const first = await openDatabase(path);
    await put(first, "1");
    await first.close();
    expect(await has(await users.open({}, path), "here", "1")).toBe(true);
  });

  it("is shared in one process, by whatever name of the folder, and goes on when a later user closes it", async () => {
    await symlink(users.dir, join(users.dir, "link"));
    const [one, two, three] = await Promise.all([users.open(), users.open(), openDatabase(join(users.dir, "link"))]);
    await put(one, "1");
    await put(three, "3");
    await three.close();
    expect(await has(two, "here", "1")).toBe(true);
    expect(await has(two, "here", "3")).toBe(true);
  });

  it("says that it is closed", async () => {
    const one = await openDatabase(users.dir);
    await one.close();
    await one.close();
    await expect(put(one, "1")).rejects.toThrow(/đã đóng/);
  });

  it("is joined by a thread at its address, and says so when it is there no longer", async () => {
    const one = await openDatabase(users.dir);
    const joined = joinDatabase(users.dir, await one.server());
    await put(joined, "1");
    await joined.close();
    const late = joinDatabase(users.dir, await one.server());
    expect(await has(one, "here", "1")).toBe(true);
    await one.close();
    await expect(put(late, "2")).rejects.toThrow(StoreUnavailable);
    await expect(put(late, "2")).rejects.toThrow(/không còn giữ thư mục dữ liệu .*; chạy lại lệnh này/);
  });
});

describe("the server", () => {
  it("that ends by itself is started again by a later request, with all that was acknowledged", async () => {
    const here = await users.open();
    await put(here, "1");
    const { port, token } = await users.owner();
    const signed = { authorization: "AWS4-HMAC-SHA256 Credential=a, Signature=b, SignedHeaders=c", "x-amz-date": "d" };
    const headers = { "x-state-token": token, "x-amz-target": "DynamoDB_20120810.GetItem", ...signed };
    const json = { "content-type": "application/x-amz-json-1.0" };
    // dynalite does not expect this, and throws where nobody can catch it.
    const fatal = { method: "POST", headers: { ...headers, ...json }, body: "null" };
    await here.turn(never);
    const refused = expect(here.turn(never)).rejects.toThrow(/^Không mở được cơ sở dữ liệu/);
    for (let trips = 0; trips < 3; trips++) await has(here, "here", "1");
    await expect(fetch(`http://127.0.0.1:${port}/`, fatal)).rejects.toThrow();
    await refused;
    await put(here, "2");
    for (const sk of ["1", "2"]) expect(await has(here, "here", sk)).toBe(true);
    expect((await users.owner()).token).not.toBe(token);
  });

  it("answers nobody who does not know the token, which only the owner may read", async () => {
    await users.open();
    const { port } = await users.owner();
    for (const path of ["/", "/command", "/run"]) {
      await expect(fetch(`http://127.0.0.1:${port}${path}`)).rejects.toThrow();
      await expect(ask(port, path, "guess")).rejects.toThrow();
    }
    expect((await stat(join(users.dir, "owner.json"))).mode & 0o777).toBe(0o600);
  });

  it("admits for a use that it knows only, and sets no limit to an idle connection", async () => {
    await users.open();
    const { port, token } = await users.owner();
    await expect(ask(port, "/", token)).rejects.toThrow();
    const answer = await ask(port, "/command", token);
    expect(answer.status).toBe(200);
    // With a time limit here, a client that computes for longer would send its next request into a closed connection.
    expect(answer.headers.get("keep-alive")).toBeNull();
    await answer.body?.cancel();
  });

  it("of another folder is not taken for this one's, though a copied record names it", async () => {
    const copy = await mkdtemp(join(tmpdir(), "copy-"));
    await put(await users.open(), "1");
    await writeFile(join(copy, "owner.json"), JSON.stringify(await users.owner()));
    const other = await openDatabase(copy);
    expect(await has(other, "here", "1")).toBe(false);
    await other.close();
    await rm(copy, { recursive: true });
  });
});

describe("a second process", () => {
  it("uses the first one's database, and does no harm by closing it", async () => {
    const here = await users.open();
    const other = users.start("command", "other", 3);
    await other.line("2");
    expect(await has(here, "other", "2")).toBe(true);
    expect((await users.owner()).pid).toBe(process.pid);
    expect(await other.close()).toEqual([0, null]);
    await put(here, "1");
  });

  it("is kept off by the first one's lock, also after another try of the first one to open it", async () => {
    const here = await users.open();
    await Promise.all([users.open(), users.open()]);
    const other = users.start("command", "other", 1);
    await other.line("0");
    expect((await users.owner()).pid).toBe(process.pid);
    expect(await has(here, "other", "0")).toBe(true);
  });

  it("that comes at the same moment shares one database with it, whoever owns it", async () => {
    const others = Array.from({ length: 3 }, (_, at) => users.start("command", `other-${at}`, 1));
    const here = await users.open({ use: "command" });
    await Promise.all(others.map((other) => other.line("0")));
    expect([process.pid, ...others.map(({ child }) => child.pid)]).toContain((await users.owner()).pid);
    for (const at of others.keys()) expect(await has(here, `other-${at}`, "0")).toBe(true);
  });
});

describe("an owner that ends", () => {
  it("waits for the commands that it has admitted, and admits no other", async () => {
    const owner = users.start("command", "owner", 1);
    await owner.line("0");
    const here = await openDatabase(users.dir, { use: "command" });
    const { port, token } = await users.owner();
    const ended = owner.close();
    const isAdmitted = async () => (await ask(port, "/command", token)).body?.cancel();
    while (
      await isAdmitted().then(
        () => true,
        () => false,
      )
    );
    await put(here, "1");
    await put(here, "2");
    expect(owner.child.exitCode).toBeNull();
    await here.close();
    expect(await ended).toEqual([0, null]);
    expect(await has(await users.open(), "here", "2")).toBe(true);
  });
});

describe("a suspended owner", () => {
  it("is named to whoever waits for it, and serves again when it goes on", async () => {
    const other = users.start("command", "other", 1);
    await other.line("0");
    const here = await users.open({ use: "command", answerMs: 1_000 });
    other.child.kill("SIGSTOP");
    const words = new RegExp(`đang được tiến trình ${other.child.pid} sử dụng nhưng .* không trả lời`);
    for (const attempt of [() => put(here, "1"), () => openDatabase(users.dir, { use: "command", answerMs: 100 })]) {
      const failing = attempt();
      await expect(failing).rejects.toThrow(StoreUnavailable);
      await expect(failing).rejects.toThrow(words);
    }
    other.child.kill("SIGCONT");
    expect(await has(here, "other", "0")).toBe(true);
    expect(await has(await users.open({ use: "command" }), "other", "0")).toBe(true);
  });
});

describe("a killed owner", () => {
  it("is noticed: its guests are told, and who opens the folder next owns it with everything that was acknowledged", async () => {
    const other = users.start("service", "other", 100_000);
    await other.line("open");
    const guest = await users.open({ use: "command" });
    const mine: string[] = [];
    const writing = (async () => {
      for (let number = 0; ; number++) {
        await put(guest, String(number));
        mine.push(String(number));
      }
    })();
    writing.catch(() => undefined);
    await other.line("30");
    await other.kill();
    const words = new RegExp(`^Tiến trình ${other.child.pid} không còn giữ .*; chạy lại lệnh này, .* vẫn còn\\.$`);
    await expect(writing).rejects.toThrow(StoreUnavailable);
    await expect(writing).rejects.toThrow(words);
    if (!guest.lost.aborted) await once(guest.lost, "abort");
    expect(guest.lost.reason).toMatchObject({ name: "StoreUnavailable", message: expect.stringMatching(words) });

    const here = await users.open();
    expect((await users.owner()).pid).toBe(process.pid);
    const acknowledged = other.lines.filter((line) => line !== "open");
    expect(acknowledged.length).toBeGreaterThan(30);
    for (const number of acknowledged) expect(await has(here, "other", number)).toBe(true);
    for (const number of mine) expect(await has(here, "here", number)).toBe(true);
  });
});

describe("a killed guest", () => {
  it("does not harm the owner", async () => {
    const here = await users.open();
    const guest = users.start("command", "guest", 100_000);
    await guest.line("5");
    await guest.kill();
    const { pid, token } = await users.owner();
    await put(here, "1");
    expect(await users.owner()).toMatchObject({ pid, token });
  });

  it("does not, in the middle of a request either", async () => {
    const here = await users.open();
    const { port, token } = await users.owner();
    const socket = connect(port, "127.0.0.1");
    const head = [
      "POST / HTTP/1.1",
      "host: x",
      `x-state-token: ${token}`,
      "content-length: 1000",
      "expect: 100-continue",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    await once(socket, "data");
    socket.write('{"TableName"');
    socket.resetAndDestroy();
    await once(socket, "close");
    for (let number = 0; number < 10; number++) await put(here, String(number));
    expect((await users.owner()).token).toBe(token);
  });
});
