import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Client, connect, PROVINCES } from "../helpers/simulator/client.ts";

const agency = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  parentCode: z.string().nullable(),
});
const procedure = z.object({
  code: z.string().regex(/^[123]\.\d{6}$/),
  name: z.string(),
  field: z.string(),
  level: z.string(),
  owner: z.string().nullable(),
  service: z.enum(["information", "partial", "full"]),
  eligible: z.enum(["none", "partial", "full"]),
  published: z.boolean(),
  integrated: z.boolean(),
  internal: z.boolean(),
  fee: z.boolean(),
  payableOnline: z.boolean(),
  postalIntake: z.boolean(),
  postalReturn: z.boolean(),
  redesigned: z.boolean(),
});
type Procedure = z.infer<typeof procedure>;

const FLAGS: readonly (keyof Procedure)[] = [
  "published",
  "integrated",
  "payableOnline",
  "postalIntake",
  "postalReturn",
  "redesigned",
];
const RANK = { information: 0, none: 0, partial: 1, full: 2 };
const UNITS = { "ba-ria-vung-tau": [21, 8, 82], "dong-nai": [20, 11, 170], "quang-tri": [20, 10, 125] };

let clients: Map<string, Client>;
beforeAll(async () => {
  clients = new Map();
  for (const province of PROVINCES) clients.set(province, await connect({ province }));
});
afterAll(async () => {
  for (const client of clients.values()) await client.close();
});

async function agenciesOf(province: string) {
  return z.array(agency).parse(await clients.get(province)?.all("/v1/agencies?asOf=2023-06-14"));
}

async function proceduresOf(province: string, asOf = "2023-06-14"): Promise<Procedure[]> {
  return z.array(procedure).parse(await clients.get(province)?.all(`/v1/procedures?asOf=${asOf}`));
}

test.each(PROVINCES)("%s has its departments, districts and communes", async (province) => {
  const agencies = await agenciesOf(province);
  const byLevel = ["so", "huyen", "xa"].map((level) => agencies.filter((each) => each.level === level));
  expect(byLevel.map((each) => each.length)).toEqual(UNITS[province]);
  expect(new Set(agencies.map(({ code }) => code)).size).toBe(agencies.length);
  const districts = new Set(byLevel[1]?.map(({ code }) => code));
  for (const commune of byLevel[2] ?? []) expect(districts).toContain(commune.parentCode);
  for (const { name } of [...(byLevel[1] ?? []), ...(byLevel[2] ?? [])]) {
    expect(name).toMatch(/^UBND (thành phố|thị xã|thị trấn|huyện|phường|xã) \S/);
    expect(name).toBe(name.normalize("NFC"));
  }
});

test("agencies carry their official names", async () => {
  const names = new Map((await agenciesOf("ba-ria-vung-tau")).map(({ code, name }) => [code, name]));
  expect(names.get("747")).toBe("UBND thành phố Vũng Tàu");
  expect(names.get("755")).toBe("UBND huyện Côn Đảo");
  expect(names.get("26506")).toBe("UBND phường 1");
  expect(names.get("26545")).toBe("UBND xã Long Sơn");
  expect(names.get("77-TTT")).toBe("Thanh tra tỉnh");
});

test.each(PROVINCES)("the catalogue of %s is wide, and every name and code in it is there once", async (province) => {
  const procedures = await proceduresOf(province);
  expect(procedures.length).toBeGreaterThanOrEqual(1150);
  expect(new Set(procedures.map(({ field }) => field)).size).toBeGreaterThanOrEqual(60);
  expect(new Set(procedures.map(({ code }) => code)).size).toBe(procedures.length);
  expect(new Set(procedures.map(({ name }) => name)).size).toBe(procedures.length);
  for (const { name } of procedures) expect(name).toBe(name.normalize("NFC").trim());
});

test.each(PROVINCES)("every department of %s owns procedures, and only departments do", async (province) => {
  const departments = (await agenciesOf(province)).filter(({ level }) => level === "so").map(({ code }) => code);
  const procedures = await proceduresOf(province);
  for (const code of departments) {
    expect(procedures.filter(({ owner }) => owner === code).length, code).toBeGreaterThanOrEqual(5);
  }
  for (const each of procedures) {
    expect(each.owner === null).toBe(each.level !== "so");
    if (each.owner !== null) expect(departments).toContain(each.owner);
  }
  for (const level of ["so", "huyen", "xa"]) {
    expect(procedures.some((each) => each.level === level && each.internal)).toBe(true);
  }
});

function expectNoStepBack(earlier: Procedure, later: Procedure): void {
  expect(RANK[later.service]).toBeGreaterThanOrEqual(RANK[earlier.service]);
  expect(RANK[later.service]).toBeLessThanOrEqual(RANK[later.eligible]);
  for (const flag of FLAGS) {
    expect(Number(later[flag]), `${later.code} ${flag}`).toBeGreaterThanOrEqual(Number(earlier[flag]));
  }
  expect(later.payableOnline && !later.fee).toBe(false);
  expect({ ...later, fee: earlier.fee, eligible: earlier.eligible }).toEqual(later);
}

test("services only grow over the years, never beyond what they are eligible for", { timeout: 60_000 }, async () => {
  let earlier = await proceduresOf("ba-ria-vung-tau", "2020-11-15");
  for (const asOf of [
    "2020-12-31",
    "2021-06-14",
    "2021-12-31",
    "2022-06-30",
    "2023-06-14",
    "2024-12-14",
    "2025-06-30",
  ]) {
    const later = await proceduresOf("ba-ria-vung-tau", asOf);
    expect(later.length).toBe(earlier.length);
    later.forEach((each, i) => {
      const before = earlier[i];
      expect(before?.code).toBe(each.code);
      if (before !== undefined) expectNoStepBack(before, each);
    });
    earlier = later;
  }
  const online = earlier.filter(({ service }) => service !== "information").length;
  expect(online).toBeLessThan(earlier.length);
});
