import { expect, test } from "vitest";
import { publish } from "../../functions/pipeline/publish.ts";
import { sha256 } from "../../functions/pipeline/support/draft.ts";
import { register, type SigningPorts } from "../../functions/pipeline/support/signing/register.ts";
import { signedCopyStore } from "../../functions/store/signed.ts";
import { type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

const pdf = (text: string): Uint8Array => new TextEncoder().encode(`%PDF-1.7\n${text}\n%%EOF\n`);
const fileOf = (bytes: Uint8Array) => ({
  size: bytes.byteLength,
  sha256: sha256(bytes),
  read: async () => bytes,
});

const ASKED = {
  ...{ series: SERIES, revision: null, report: "cntt", number: "123/BC-STTTT", date: "2023-06-20" },
  ...{ signer: "Nguyễn Văn A, Giám đốc", reason: null, by: "van-thu" },
};

/** A published first revision, and the register beside it. */
async function signable(): Promise<{ world: Bench; ports: SigningPorts }> {
  const world = await bench();
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  return { world, ports: { ...world.ports, signed: signedCopyStore(world.table) } };
}

const keysUnder = ({ bytes }: Bench, prefix: string): string[] =>
  [...bytes.keys()].filter((key) => key.startsWith(prefix)).sort();

test("a signed copy is kept beside what is published, with its register among the objects, and changes nothing there", async () => {
  const { world, ports } = await signable();
  const published = new Map(world.bytes);
  const bytes = pdf("bản đã ký");
  const signing = await register(ports, ASKED, fileOf(bytes));

  expect(signing).toMatchObject({ outcome: "registered", current: 1 });
  expect(signing?.copy).toEqual({
    ...{ series: SERIES, revision: 1, report: "cntt", entry: 1 },
    ...{ number: "123/BC-STTTT", date: "2023-06-20", signer: "Nguyễn Văn A, Giám đốc", reason: null },
    file: { size: bytes.byteLength, sha256: sha256(bytes) },
    ...{ basis: "other", registeredAt: "2023-06-20T03:00:00.000Z", by: "van-thu" },
  });
  expect(await ports.signed.list(SERIES)).toEqual([signing?.copy]);
  const place = `signed/${SERIES}/r1/cntt`;
  const file = `${place}/${sha256(bytes).slice(0, 32)}.pdf`;
  expect(keysUnder(world, "signed/")).toEqual([`${place}/1.json`, file].sort());
  expect(world.bytes.get(file)).toEqual(bytes);
  expect(JSON.parse(new TextDecoder().decode(world.bytes.get(`${place}/1.json`)))).toEqual(signing?.copy);
  for (const [key, before] of published) expect(world.bytes.get(key)).toBe(before);
  expect(world.bytes.size).toBe(published.size + 2);
});

test("the same registration again does nothing more, and completes one that was cut off before its record", async () => {
  const { world, ports } = await signable();
  const bytes = pdf("bản đã ký");
  const broken = async () => {
    throw new Error("socket hang up");
  };
  const objects = {
    ...ports.objects,
    put: async (key: string, value: Uint8Array, type: string) =>
      key.endsWith(".json") ? broken() : ports.objects.put(key, value, type),
  };
  await expect(register({ ...ports, objects }, ASKED, fileOf(bytes))).rejects.toThrow("socket hang up");
  expect(await ports.signed.list(SERIES)).toHaveLength(1);

  world.setClock("2023-06-21T03:00:00Z");
  for (const _ of [1, 2]) {
    expect(await register(ports, { ...ASKED, signer: " Nguyễn Văn A, Giám đốc " }, fileOf(bytes))).toMatchObject({
      outcome: "repeated",
      copy: { entry: 1, registeredAt: "2023-06-20T03:00:00.000Z" },
    });
  }
  expect(await ports.signed.list(SERIES)).toHaveLength(1);
  expect(keysUnder(world, "signed/")).toHaveLength(2);
});

test("another registration needs a reason; the earlier one stays, and its repeat is still known", async () => {
  const { world, ports } = await signable();
  const bytes = pdf("bản đã ký");
  await register(ports, ASKED, fileOf(bytes));
  const other = pdf("bản ký lại");
  await expect(register(ports, ASKED, fileOf(other))).rejects.toMatchObject({
    name: "RequestInvalid",
    message:
      'Báo cáo này đã đăng ký bản ký số 123/BC-STTTT ngày 20/6/2023 (lúc 10 giờ 00 phút ngày 20/6/2023), không ghi đè; đính chính thì nêu lý do ("reason").',
  });
  // What is refused leaves nothing.
  expect(keysUnder(world, "signed/")).toHaveLength(2);

  const corrected = { ...ASKED, number: "124/BC-STTTT", reason: "Ghi nhầm số" };
  expect(await register(ports, corrected, fileOf(other))).toMatchObject({ outcome: "registered", copy: { entry: 2 } });
  expect(await register(ports, ASKED, fileOf(bytes))).toMatchObject({ outcome: "repeated", copy: { entry: 1 } });
  expect((await ports.signed.list(SERIES)).map(({ number }) => number)).toEqual(["123/BC-STTTT", "124/BC-STTTT"]);
});

test("of two who register something else at once, one is entered and the other needs a reason", async () => {
  const { ports } = await signable();
  const ends = await Promise.allSettled([
    register(ports, ASKED, fileOf(pdf("một"))),
    register(ports, ASKED, fileOf(pdf("hai"))),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await ports.signed.list(SERIES)).toHaveLength(1);
});

test("a file is ours where our PDF is whole at its beginning, and another's where one byte of it differs", async () => {
  const { world, ports } = await signable();
  const key = keysUnder(world, "published/").find((name) => name.endsWith("/bao-cao-cntt.pdf")) ?? "";
  const ours = world.bytes.get(key) ?? new Uint8Array();
  const signed = new Uint8Array([...ours, ...new TextEncoder().encode("\n9 0 obj …")]);
  const flipped = signed.with(ours.byteLength - 1, 0);
  const basisOf = async (bytes: Uint8Array, report = "cntt") => {
    const asked = { ...ASKED, report, reason: "Đăng ký thử" };
    return (await register(ports, asked, fileOf(bytes)))?.copy.basis;
  };
  expect(await basisOf(ours)).toBe("system");
  expect(await basisOf(signed)).toBe("system");
  expect(await basisOf(flipped)).toBe("other");
  expect(await basisOf(ours.subarray(0, -1))).toBe("other");
  // Ours, but of another report.
  expect(await basisOf(signed, "cchc")).toBe("other");
});

test("what is asked for is checked before the file is looked for, and a file that is not there yet leaves nothing", async () => {
  const { world, ports } = await signable();
  const absent = { ...fileOf(pdf("bản đã ký")), read: async () => null };
  expect(await register(ports, ASKED, absent)).toBeNull();
  expect(keysUnder(world, "signed/")).toEqual([]);
  await expect(register(ports, { ...ASKED, report: "cnt" }, absent)).rejects.toThrow(/không có báo cáo "cnt"/);
});

const refusals: readonly (readonly [what: string, change: Partial<typeof ASKED>, message: RegExp])[] = [
  ["a number without a sign", { number: "123" }, /^Số, ký hiệu phải gồm số và ký hiệu, viết như "123\/BC-STTTT"; /],
  ["a number of 51 letters", { number: `1/${"A".repeat(49)}` }, /^Số, ký hiệu dài quá 50 ký tự; /],
  ["no day", { date: "2023-02-30" }, /^Ngày ký phải là một ngày có thật, viết như 2023-06-20; /],
  ["a day in the future", { date: "2023-06-21" }, /^Ngày ký 21\/6\/2023 ở sau hôm nay \(20\/6\/2023\); /],
  [
    "a day before the data",
    { date: "2023-06-13" },
    /^Ngày ký 13\/6\/2023 trước ngày của số liệu trong báo cáo \(14\/6\/2023\); /,
  ],
  ["a signer with a line break", { signer: "A\nB" }, /^Người ký không được có dấu xuống dòng/],
  [
    "a signer with a mark that turns the text",
    { signer: "A\u202eB" },
    /^Người ký không được có dấu xuống dòng hoặc ký tự không in được; /,
  ],
  ["a signer of 201 letters", { signer: "A".repeat(201) }, /^Người ký dài quá 200 ký tự; /],
  [
    "a period of which nothing was published",
    { series: "ba-ria-vung-tau/2023-05" },
    /^Chưa phát hành bản nào của ba-ria-vung-tau\/2023-05; đã phát hành: ba-ria-vung-tau\/2023-06\.$/,
  ],
  [
    "a report that is not in the revision",
    { report: "don-vi/77-STC" },
    /^Bản 1 của .* không có báo cáo "don-vi\/77-STC" để ký; các báo cáo: cchc, cntt\.$/,
  ],
];

test.each(refusals)("%s is refused in a sentence", async (_what, change, message) => {
  const { ports } = await signable();
  await expect(register(ports, { ...ASKED, ...change }, fileOf(pdf("x")))).rejects.toThrow(message);
  expect(await ports.signed.list(SERIES)).toEqual([]);
});

test("a revision that there is not is refused with those that there are", async () => {
  const { ports } = await signable();
  await expect(register(ports, { ...ASKED, ...{ revision: 2 } }, fileOf(pdf("x")))).rejects.toThrow(
    /^Không có bản 2 của .*; chỉ có bản 1\.$/,
  );
});

test.each([
  ["a Word file", "PK\u0003\u0004...", /^Tệp đã ký là tệp Word hoặc Excel \(\.docx, \.xlsx\), không phải PDF; /],
  ["an empty file", "", /^Tệp đã ký là tệp trống; /],
  ["a text", "Báo cáo", /^Tệp đã ký không phải tệp PDF; /],
])("%s is refused in a sentence", async (_what, text, message) => {
  const { ports } = await signable();
  await expect(register(ports, ASKED, fileOf(new TextEncoder().encode(text)))).rejects.toThrow(message);
});

test("a file of more than 50 MB is refused before it is read", async () => {
  const { ports } = await signable();
  const file = { ...fileOf(pdf("x")), size: 50 * 1024 * 1024 + 1, read: () => Promise.reject(new Error("was read")) };
  await expect(register(ports, ASKED, file)).rejects.toThrow(/^Tệp đã ký lớn 51 MB, quá mức 50 MB; /);
});

test("bytes that are not those that were named are refused", async () => {
  const { ports } = await signable();
  const file = { ...fileOf(pdf("một")), read: async () => pdf("hai") };
  await expect(register(ports, ASKED, file)).rejects.toThrow(/khác dung lượng hoặc mã băm đã khai/);
});
