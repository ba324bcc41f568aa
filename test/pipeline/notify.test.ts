import { expect, test } from "vitest";
import { MailUnavailable } from "../../functions/domain/failure.ts";
import { untoldOf } from "../../functions/pipeline/support/notes.ts";
import { mailServer, refusal } from "../helpers/mail/server.ts";
import { contact, mailWorld, PORTAL, reader, SERIES } from "../helpers/mail/world.ts";

const answerOf = (world: Awaited<ReturnType<typeof mailWorld>>, agency: string, from: string) => {
  const answer = world.province.behaviour.answers.counts.find((one) => one.agency === agency && one.from === from);
  if (answer === undefined) throw new Error(`no answer of ${agency}`);
  return answer;
};

/** The lines of the current revision's changes.csv; no cell of them has a comma. */
async function changeLines(world: Awaited<ReturnType<typeof mailWorld>>): Promise<string[][]> {
  const pointer = await world.ports.revisions.current(SERIES);
  const prefix = pointer?.manifestKey.replace(/[^/]*$/, "");
  const bytes = await world.ports.objects.get(`${prefix}changes.csv`);
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  return text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(","));
}

const tokenIn = (text = ""): string => /\/b\/([\w-]{22})/.exec(text)?.[1] ?? "";

test("each recipient gets one mail and a link of their own, however often the step is repeated or run at once", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"), reader("b@so.gov.vn"), reader("c@so.gov.vn"));
  const revision = await world.publish("one");

  const calls = Array.from({ length: 5 }, () => world.tell(revision).catch((error: unknown) => error));
  const ended = await Promise.all(calls);
  expect(ended.filter((end) => end instanceof Error && !(end instanceof MailUnavailable))).toEqual([]);
  expect(await world.tell(revision)).toEqual({ sent: 0, standing: 3, refused: 0 });

  expect(world.server.taken.map(({ to }) => to[0]).sort()).toEqual(["a@so.gov.vn", "b@so.gov.vn", "c@so.gov.vn"]);
  const tokens = world.server.taken.map(({ mail }) => tokenIn(mail.text));
  expect(new Set(tokens).size).toBe(3);
  for (const { to, mail } of world.server.taken) {
    expect(await world.ports.links.find(tokenIn(mail.text))).toMatchObject({
      recipient: to[0],
      scope: { kind: "series", series: SERIES },
      revision: 1,
      revoked: null,
    });
  }
  expect(await world.ports.links.list()).toHaveLength(3);
});

test("a mail says what it is about, where it stands, and how to end such mails; it carries no file and no address of the store", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  await world.tell(await world.publish("one"));

  const [taken] = world.server.taken;
  const { subject, text = "", attachments } = taken?.mail ?? {};
  expect(subject).toBe(
    "[SỐ LIỆU TẠM TÍNH] Báo cáo công nghệ thông tin, cải cách hành chính tháng 6 năm 2023, tỉnh Bà Rịa - Vũng Tàu",
  );
  expect(text).toMatch(/^SỐ LIỆU TẠM TÍNH\n/);
  expect(text).toContain("Kính gửi: Ông/Bà a");
  expect(text).toContain("từ ngày 15/5/2023 đến hết ngày 14/6/2023");
  expect(text).toContain("03 cơ quan chưa có đủ số liệu:\n\n- UBND xã Nghĩa Thắng 3\n");
  expect(text).toBe(text.normalize("NFC"));
  expect(attachments).toEqual([]);
  expect(taken?.raw).not.toMatch(/amazonaws|X-Amz|Content-Disposition/i);
  const headers = taken?.raw.slice(0, taken.raw.indexOf("\r\n\r\n")).replace(/\r\n\s+/g, " ") ?? "";
  const address = /^List-Unsubscribe: <(.*)>$/m.exec(headers)?.[1] ?? "";
  expect(address).toMatch(/^https:\/\/cong\.tinh\.gov\.vn\/u\/\S+$/);
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  const { subscription } = world.ports.recipients;
  expect(await subscription(address.slice(`${PORTAL}/u/`.length))).toMatchObject({ kind: "recipient" });
});

test("a mail about a revision of which something was signed leads with it, as far as the reader gets that report", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"), reader("b@so.gov.vn", ["cchc"]));
  const revision = await world.publish("one");
  const copy = { series: SERIES, revision, report: "cntt", number: "123/BC-STTTT", date: "2023-06-20", reason: null };
  const file = { size: 9, sha256: "a".repeat(64) };
  const by = { basis: "other", registeredAt: "2023-06-20T03:00:00.000Z", by: "" } as const;
  for (const [at, signer] of ["Ghi nhầm", "Nguyễn Văn A, Giám đốc"].entries())
    expect(await world.ports.signed.add({ ...copy, ...by, file, signer, entry: at + 1 })).toBe(true);
  await world.tell(revision);

  const textTo = (address: string) => world.server.taken.find(({ to }) => to[0] === address)?.mail.text ?? "";
  const text = textTo("a@so.gov.vn");
  expect(text).toMatch(
    /Kính gửi: Ông\/Bà a\n\nBản đã ký:\n\n- [^\n]*: số 123\/BC-STTTT, ngày 20\/6\/2023, người ký: Nguyễn Văn A, Giám đốc\n\nBáo cáo công nghệ/,
  );
  expect(text).not.toContain("Ghi nhầm");
  expect(textTo("b@so.gov.vn")).not.toMatch(/Bản đã ký|123\/BC-STTTT/);
});

test("made-up data are named first, in subject and text", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  const { api } = world.ports;
  const made = <T extends object>(answer: T): T => ({ ...answer, synthetic: true });
  const ports = {
    ...world.ports,
    api: (province: string) => {
      const real = api(province);
      return {
        agencies: async (day: string) => made(await real.agencies(day)),
        procedures: async (day: string) => made(await real.procedures(day)),
        measures: async (day: string) => made(await real.measures(day)),
        systems: real.systems,
        counts: async (...asked: Parameters<typeof real.counts>) => made(await real.counts(...asked)),
        tasks: async (...asked: Parameters<typeof real.tasks>) => made(await real.tasks(...asked)),
      };
    },
  };
  await world.tell(await world.publish("one", ports));
  expect(world.server.taken[0]?.mail.subject).toMatch(/^\[DỮ LIỆU MÔ PHỎNG\] \[SỐ LIỆU TẠM TÍNH\] Báo cáo/);
  const { text } = world.server.taken[0]?.mail ?? {};
  expect(text).toMatch(/^DỮ LIỆU MÔ PHỎNG\n\nSỐ LIỆU TẠM TÍNH\n/);
  expect(text).toContain("đã được lập để dùng thử (bản 1, dữ liệu mô phỏng), gồm:");
  expect(text).not.toContain("phát hành (bản");
});

test("who gets one report is given that report only; who gets none of a revision gets no mail", async () => {
  const world = await mailWorld();
  await world.add(reader("cchc@so.gov.vn", ["cchc"]), reader("don-vi@so.gov.vn", ["don-vi/77-STC"]));
  await world.tell(await world.publish("one"));

  expect(world.server.taken.map(({ to }) => to[0])).toEqual(["cchc@so.gov.vn"]);
  const text = world.server.taken[0]?.mail.text ?? "";
  expect(text).toContain(
    "Công tác cải cách hành chính tháng 6 năm 2023, phần thủ tục hành chính và dịch vụ công trực tuyến",
  );
  expect(text).not.toContain("Kết quả thực hiện chỉ tiêu");
  const scope = { kind: "report", series: SERIES, report: "cchc" };
  expect(await world.ports.links.find(tokenIn(text))).toMatchObject({ scope });
});

test("a new revision is a new mail, which says what it changes and why", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  await world.tell(await world.publish("one"));
  answerOf(world, "Z1.S01", "2023-01-15").items?.pop();
  const revision = await world.publish("two");
  expect(revision).toBe(2);
  await world.tell(revision);

  expect(world.server.taken).toHaveLength(2);
  const { subject, text = "" } = world.server.taken[1]?.mail ?? {};
  expect(subject).toMatch(/: bản 2 thay bản 1$/);
  const lines = await changeLines(world);
  expect(text).toContain(
    `Bản 2 thay bản 1, điều chỉnh ${lines.length} số liệu đã phát hành, trong đó có số liệu của 01 cơ quan.`,
  );
  expect(text).toContain("Nguyên nhân:\n\n- Sở Thử nghiệm 1 điều chỉnh số liệu tháng 02/2023\n");
  const rates = lines.filter(([, , scope, , , field]) => scope === "province" && field === "rate");
  expect(rates.length).toBeGreaterThan(0);
  const percent = (value = ""): string => `${Number(value).toFixed(2).replace(".", ",")}%`;
  for (const [, , , , basis, , before, now] of rates) {
    expect(basis).toBe("year");
    expect(text).toContain(`(lũy kế): từ ${percent(before)} thành ${percent(now)}`);
  }
  expect(await world.tell(1)).toEqual({ sent: 0, standing: 0, refused: 0 });
});

test("contacts are told what their agencies have not sent, once a day; a commune without one by its district's", async () => {
  const world = await mailWorld();
  const blameless = contact("so2@so.gov.vn", "Z1.S02");
  await world.add(contact("xa3@xa.gov.vn", "Z1.X03"), contact("huyen@huyen.gov.vn", "Z1.H01"), blameless);
  // A province's API that fails is nobody's delay.
  world.province.behaviour.instead.set("/v1/counts?agency=Z1.S02", { status: 503, body: "{}" });
  await world.tell(await world.publish("one"));

  const texts = new Map(world.server.taken.map(({ to, mail }) => [to[0], mail.text ?? ""]));
  expect([...texts.keys()].sort()).toEqual(["huyen@huyen.gov.vn", "xa3@xa.gov.vn"]);
  expect(texts.get("xa3@xa.gov.vn")).toContain("- UBND xã Nghĩa Thắng 3: chưa gửi số liệu tháng 6/2023\n");
  expect(texts.get("xa3@xa.gov.vn")).toContain("Thời hạn gửi báo cáo tháng: trước ngày 15 hằng tháng");
  expect(texts.get("xa3@xa.gov.vn")).not.toContain("/b/");
  expect(texts.get("huyen@huyen.gov.vn")).not.toContain("Nghĩa Thắng 3");
  expect(texts.get("huyen@huyen.gov.vn")).toContain(
    "UBND xã Nghĩa Thắng 5: số liệu tháng 3/2023 không đúng cấu trúc, không sử dụng được",
  );

  answerOf(world, "Z1.S01", "2023-01-15").items?.pop();
  await world.tell(await world.publish("two"));
  expect(world.server.taken).toHaveLength(2);
  world.setClock("2023-06-21T03:00:00Z");
  answerOf(world, "Z1.S01", "2023-02-15").items?.pop();
  await world.tell(await world.publish("three"));
  expect(world.server.taken).toHaveLength(4);
});

test("a refused address is not tried again by itself and holds up nobody; its link is taken back", async () => {
  const server = await mailServer({
    onRcptTo: ({ address }, _session, callback) => callback(address.startsWith("cu@") ? refusal(550) : null),
  });
  const world = await mailWorld(server);
  await world.add(reader("a@so.gov.vn"), reader("cu@so.gov.vn"), reader("z@so.gov.vn"));
  const revision = await world.publish("one");
  expect(await world.tell(revision)).toEqual({ sent: 2, standing: 0, refused: 1 });
  expect(await world.tell(revision)).toEqual({ sent: 0, standing: 2, refused: 1 });
  const reason = "thư bị trả lại ngày 20/6/2023 (mã 550)";
  const undeliverable = [{ name: "Ông/Bà cu", address: "cu@so.gov.vn", reason }];
  expect(await untoldOf(world.ports, "any")).toEqual({ waiting: 0, refused: 1, undeliverable });
  expect(world.warnings).toContain(`Không gửi thư cho cu@so.gov.vn: ${reason}.`);
  const links = await world.ports.links.list();
  expect(links.map(({ recipient, revoked }) => [recipient, revoked === null]).sort()).toEqual([
    ["a@so.gov.vn", true],
    ["cu@so.gov.vn", false],
    ["z@so.gov.vn", true],
  ]);
});

test("a refused address is written to again once somebody has asked for it", async () => {
  let known = false;
  const server = await mailServer({
    onRcptTo: (_address, _session, callback) => callback(known ? null : refusal(550, "5.1.1 no")),
  });
  const world = await mailWorld(server);
  await world.add(reader("moi@so.gov.vn"));
  const revision = await world.publish("one");
  expect(await world.tell(revision)).toMatchObject({ sent: 0, refused: 1 });
  known = true;
  expect(await world.tell(revision)).toMatchObject({ sent: 0, refused: 1 });
  await world.ports.mailboxes.revive("moi@so.gov.vn", world.ports.now());
  expect(await world.tell(revision)).toMatchObject({ sent: 1, refused: 0 });
  expect(await untoldOf(world.ports, "any")).toEqual({ waiting: 0, refused: 0, undeliverable: [] });
  expect(server.taken).toHaveLength(1);
});

test("a mail that came back after it was taken is sent again once the address is mended, and once only", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"), reader("b@so.gov.vn"));
  const revision = await world.publish("one");
  expect(await world.tell(revision)).toMatchObject({ sent: 2 });
  const name = world.server.taken.find(({ to }) => to[0] === "a@so.gov.vn")?.mail.messageId ?? "";
  const mail = name.slice(1, name.indexOf("@"));
  const fact = { kind: "bounced" as const, at: "2023-06-20T03:10:00.000Z", code: "5.1.1", mail };
  await world.ports.mailboxes.note("a@so.gov.vn", fact);
  world.setClock("2023-06-21T03:00:00Z");
  expect(await world.tell(revision)).toEqual({ sent: 0, standing: 1, refused: 1 });
  await world.ports.mailboxes.revive("a@so.gov.vn", world.ports.now());
  world.setClock("2023-06-21T04:00:00Z");
  expect(await world.tell(revision)).toEqual({ sent: 1, standing: 1, refused: 0 });
  await world.ports.mailboxes.note("a@so.gov.vn", fact);
  expect(await world.tell(revision)).toEqual({ sent: 0, standing: 2, refused: 0 });
  expect(world.server.taken.map(({ to }) => to[0]).sort()).toEqual(["a@so.gov.vn", "a@so.gov.vn", "b@so.gov.vn"]);
});

test("a mailbox that was full is written to as before", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  const fact = { kind: "delayed" as const, at: "2023-06-20T02:00:00.000Z", code: "4.2.2", mail: null };
  await world.ports.mailboxes.note("a@so.gov.vn", fact);
  expect(await world.tell(await world.publish("one"))).toEqual({ sent: 1, standing: 0, refused: 0 });
});

test("an account that may not write to everybody yet keeps nobody from a mail who may have it, and all get it later", async () => {
  let sandbox = true;
  const server = await mailServer({
    onRcptTo: ({ address }, _session, callback) =>
      callback(
        sandbox && !address.startsWith("z") ? refusal(554, "Message rejected: Email address is not verified.") : null,
      ),
  });
  const world = await mailWorld(server);
  await world.add(...["a", "b", "c", "d", "z"].map((name) => reader(`${name}@so.gov.vn`)));
  const revision = await world.publish("one");
  await expect(world.tell(revision)).rejects.toThrow(/^Còn 4\/5 thư chưa gửi được/);
  expect(server.taken.map(({ to }) => to[0])).toEqual(["z@so.gov.vn"]);
  expect(await untoldOf(world.ports, "any")).toEqual({ waiting: 4, refused: 0, undeliverable: [] });
  sandbox = false;
  expect(await world.tell(revision)).toEqual({ sent: 4, standing: 1, refused: 0 });
});

test("who is put off by the server is written to by the repeat, the others are not", async () => {
  let full = true;
  const server = await mailServer({
    onRcptTo: ({ address }, _session, callback) => callback(full && address.startsWith("a@") ? refusal(452) : null),
  });
  const world = await mailWorld(server);
  await world.add(reader("a@so.gov.vn"), reader("b@so.gov.vn"));
  const revision = await world.publish("one");
  await expect(world.tell(revision)).rejects.toThrow(/^Còn 1\/2 thư chưa gửi được/);
  full = false;
  expect(await world.tell(revision)).toEqual({ sent: 1, standing: 1, refused: 0 });
  expect(server.taken.map(({ to }) => to[0])).toEqual(["b@so.gov.vn", "a@so.gov.vn"]);
});

test("a process that dies after sending leaves a mail that goes out again under the same name, and not before its claim has run out", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  const revision = await world.publish("one");
  const dying = { ...world.ports.outbox, close: () => Promise.reject(new Error("killed")) };
  await expect(world.tell(revision, { ...world.ports, outbox: dying })).rejects.toThrow("killed");
  expect(world.server.taken).toHaveLength(1);

  await expect(world.tell(revision)).rejects.toThrow(MailUnavailable);
  expect(world.server.taken).toHaveLength(1);
  world.setClock("2023-06-20T03:03:00Z");
  expect(await world.tell(revision)).toMatchObject({ sent: 1 });
  const [first, again] = world.server.taken.map(({ mail }) => mail);
  expect(again?.messageId).toBe(first?.messageId);
  for (const mail of [first, again]) {
    expect(await world.ports.links.find(tokenIn(mail?.text))).toMatchObject({ revoked: null });
  }
});

test("who has unsubscribed gets no more of these mails, and still those of another role", async () => {
  const world = await mailWorld();
  const both = reader("a@so.gov.vn");
  await world.add({ ...both, roles: [...both.roles, { kind: "contact", agency: "Z1.X03" }] });
  const revision = await world.publish("one");
  const { recipients } = world.ports;
  const id = (await recipients.list("ba-ria-vung-tau"))[0]?.id ?? "";
  await recipients.unsubscribe(await recipients.subscriptionToken("ba-ria-vung-tau", id, "recipient"));
  await world.tell(revision);
  expect(world.server.taken.map(({ mail }) => mail.messageId)).toEqual([expect.stringMatching(/^<missing\./)]);
});

test("names from outside stay text in both parts and make no header", async () => {
  const world = await mailWorld();
  const hostile = 'UBND <script>alert("x")</script>\r\nBcc: ai-do@x.vn & Co';
  for (const agency of world.province.behaviour.answers.agencies) if (agency.code === "Z1.X03") agency.name = hostile;
  await world.add(reader("a@so.gov.vn"), contact("b@so.gov.vn", "Z1.X03"));
  await world.tell(await world.publish("one"));

  expect(world.server.taken).toHaveLength(2);
  for (const { mail, to, raw } of world.server.taken) {
    expect(mail.bcc).toBeUndefined();
    expect(to).toHaveLength(1);
    expect(raw).not.toMatch(/^Bcc/im);
    expect(mail.text).toContain('UBND <script>alert("x")</script> Bcc: ai-do@x.vn & Co');
    expect(mail.html).not.toContain("<script");
    expect(mail.html).toContain("UBND &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; Bcc: ai-do@x.vn &amp; Co");
  }
});
