import { expect, test } from "vitest";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { reopenMails } from "../../functions/pipeline/support/delivery/again.ts";
import { peopleOf } from "../../functions/pipeline/support/delivery/people.ts";
import { mailServer, refusal } from "../helpers/mail/server.ts";
import { type MailWorld, mailWorld, operator, reader, SERIES } from "../helpers/mail/world.ts";

const REASON = "mạng nội bộ không mở được cổng";
const closed = (address: string, reports: string[] | null = null) => ({
  ...reader(address, reports),
  attached: { reason: REASON },
});

test("who cannot reach the portal gets the files with the mail and no link; the others get links and no file", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"), closed("kin@so.gov.vn"), closed("cchc@so.gov.vn", ["cchc"]));
  const revision = await world.publish("one");
  await world.tell(revision);
  const to = (address: string) => world.server.taken.find((taken) => taken.to[0] === address)?.mail;
  const names = (address: string) => to(address)?.attachments.map(({ filename }) => filename);

  expect(names("a@so.gov.vn")).toEqual([]);
  expect(names("kin@so.gov.vn")).toEqual([
    ...["bao-cao-cchc-ba-ria-vung-tau-2023-06.pdf", "bao-cao-cntt-ba-ria-vung-tau-2023-06.pdf"],
    ...["bao-cao-cchc-ba-ria-vung-tau-2023-06.xlsx", "bao-cao-cntt-ba-ria-vung-tau-2023-06.xlsx"],
    "phu-luc-ba-ria-vung-tau-2023-06.pdf",
  ]);
  expect(names("cchc@so.gov.vn")).toEqual([
    ...["bao-cao-cchc-ba-ria-vung-tau-2023-06.pdf", "bao-cao-cchc-ba-ria-vung-tau-2023-06.xlsx"],
    "phu-luc-ba-ria-vung-tau-2023-06.pdf",
  ]);
  const text = to("kin@so.gov.vn")?.text ?? "";
  expect(text).toContain("Tệp kèm theo thư này:\n\n- bao-cao-cchc-ba-ria-vung-tau-2023-06.pdf\n");
  expect(text).not.toMatch(/\/b\/|Liên kết trên/);
  expect((await world.ports.links.list()).map(({ recipient }) => recipient)).toEqual(["a@so.gov.vn"]);
  const sent = to("kin@so.gov.vn")?.attachments[0]?.content;
  expect(new TextDecoder().decode(sent)).toBe("tài liệu thay thế");
});

test("of each person it is known what became of the mail, and of its links", async () => {
  const server = await mailServer({
    onRcptTo: ({ address }, _session, callback) => callback(address.startsWith("cu@") ? refusal(550) : null),
  });
  const world = await mailWorld(server);
  await world.add(reader("a@so.gov.vn"), closed("b@so.gov.vn"), reader("cu@so.gov.vn"), operator("quan-tri@so.gov.vn"));
  await world.add(reader("tra-lai@so.gov.vn"), reader("don-vi@so.gov.vn", ["don-vi/77-STC"]));
  const revision = await world.publish("one");
  await world.tell(revision);
  const name = server.taken.find(({ to }) => to[0] === "tra-lai@so.gov.vn")?.mail.messageId ?? "";
  const fact = { kind: "bounced" as const, at: "2023-06-20T03:10:00.000Z", code: "5.1.1" };
  await world.ports.mailboxes.note("tra-lai@so.gov.vn", { ...fact, mail: name.slice(1, name.indexOf("@")) });
  const [link] = (await world.ports.links.list()).filter(({ recipient }) => recipient === "a@so.gov.vn");
  const download = { link: link?.id ?? "", recipient: "a@so.gov.vn", series: SERIES, revision, address: "" };
  for (const hour of ["08", "07"])
    await world.ports.links.recordDownload({ ...download, file: "figures.csv", at: `2023-06-21T${hour}:00:00Z` });
  await world.add(reader("moi@so.gov.vn"));

  const people = await peopleOf(world.ports, SERIES, revision);
  const told = people.map(({ address, state, links, downloads, lastDownload }) => [
    address,
    state,
    links,
    downloads,
    lastDownload,
  ]);
  expect(told).toEqual([
    ["a@so.gov.vn", "sent", 1, 2, "2023-06-21T08:00:00Z"],
    ["b@so.gov.vn", "sent", 0, 0, null],
    ["cu@so.gov.vn", "refused", 0, 0, null],
    ["moi@so.gov.vn", "waiting", 0, 0, null],
    ["tra-lai@so.gov.vn", "bounced", 1, 0, null],
  ]);
  expect(people.find(({ address }) => address === "b@so.gov.vn")?.attached).toBe(REASON);
  const bounced = people.find(({ state }) => state === "bounced");
  expect(bounced).toMatchObject({ at: fact.at, reason: "thư bị trả lại ngày 20/6/2023 (mã 5.1.1)" });
  await expect(peopleOf(world.ports, SERIES, 2)).rejects.toThrow(RequestInvalid);
});

/** Has the mail to one person be sent again. */
const reopen = ({ ports }: MailWorld, revision: number, id: string, seen: string | null = null) =>
  reopenMails(ports, { kind: "report", series: SERIES, revision }, [id], seen);

test("a mail is sent again to whom that is asked for, once, and to nobody else", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"), reader("b@so.gov.vn"));
  const revision = await world.publish("one");
  await world.tell(revision);
  const id = (await peopleOf(world.ports, SERIES, revision))[0]?.id ?? "";
  // However often it is asked for before it has happened.
  expect(await reopen(world, revision, id)).toBe(`${id}-1`);
  expect(await reopen(world, revision, id, `${id}-1`)).toBe(`${id}-1`);
  expect(await world.tell(revision)).toEqual({ sent: 1, standing: 1, refused: 0 });
  expect(await world.tell(revision)).toEqual({ sent: 0, standing: 2, refused: 0 });
  expect(world.server.taken.map(({ to }) => to[0]).sort()).toEqual(["a@so.gov.vn", "a@so.gov.vn", "b@so.gov.vn"]);
  // Whoever looked before that is told, and nothing is sent.
  expect(await reopen(world, revision, id, `${id}-1`)).toBeNull();
  expect(await world.tell(revision)).toEqual({ sent: 0, standing: 2, refused: 0 });
  expect(await reopen(world, revision, id)).toBe(`${id}-2`);
});

test("a mail that came back is sent again to the address that was mended", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  const revision = await world.publish("one");
  await world.tell(revision);
  await world.ports.mailboxes.note("a@so.gov.vn", {
    ...{ kind: "bounced", at: "2023-06-20T03:10:00.000Z", code: "5.1.1", mail: null },
  });
  world.setClock("2023-06-21T03:00:00Z");
  const [person] = await peopleOf(world.ports, SERIES, revision);
  expect(person?.reason).not.toBeNull();
  await reopen(world, revision, person?.id ?? "");
  expect(await world.tell(revision)).toMatchObject({ sent: 1 });
  expect((await peopleOf(world.ports, SERIES, revision))[0]).toMatchObject({ state: "sent", reason: null });
});

test("nothing is sent again to who has unsubscribed, to strangers, or about a revision that was replaced", async () => {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  const revision = await world.publish("one");
  await world.tell(revision);
  const { recipients } = world.ports;
  const id = (await recipients.list("ba-ria-vung-tau"))[0]?.id ?? "";
  await expect(reopen(world, revision, "0".repeat(16))).rejects.toThrow(/Không có người nhận/);
  await recipients.unsubscribe(await recipients.subscriptionToken("ba-ria-vung-tau", id, "recipient"));
  await world.ports.outbox.reopen({ kind: "report", about: `${SERIES}/r1`, recipient: id }, world.ports.now());
  await expect(reopen(world, revision, id)).rejects.toThrow(/đã dừng nhận/);
  world.province.behaviour.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
  expect(await world.publish("two")).toBe(2);
  await expect(reopen(world, 1, id)).rejects.toThrow(/đã được thay bằng bản 2/);
});
