import { beforeAll, describe, expect, test } from "vitest";
import type { ProvinceId } from "../../functions/simulator/province/agencies.ts";
import { startSimulator } from "../../functions/simulator/server.ts";
import { readPdf } from "../helpers/documents/read-pdf.ts";
import { readXlsx } from "../helpers/documents/read-xlsx.ts";
import { openPlace, rowsOf, type Standing } from "../helpers/reorganisation/driver.ts";
import { trialCatalogue } from "../helpers/reorganisation/programme.ts";

/** Noon of 2026-02-05 in Viet Nam. */
const now = () => new Date("2026-02-05T05:00:00Z");

/** Of what there is no more: districts since 01/7/2025, Sở Thông tin và Truyền thông since 01/3/2025. */
const GONE = /[Hh]uyện|HUYỆN|Địa bàn|ĐỊA BÀN|địa bàn cấp|Thông tin và Truyền thông|THÔNG TIN VÀ TRUYỀN THÔNG/u;

const cases = [
  { province: "dong-nai", below: "UBND các xã, phường", technology: "Sở Khoa học và Công nghệ" },
  { province: "quang-tri", below: "UBND các xã, phường, đặc khu", technology: "Sở Khoa học và Công nghệ" },
] as const satisfies readonly { province: ProvinceId; below: string; technology: string }[];

describe.each(cases)("a report of $province of January 2026", ({ province, below, technology }) => {
  let standing: Standing;
  let pdf = "";
  let book: ReturnType<typeof readXlsx>;
  beforeAll(async () => {
    const simulator = await startSimulator({ province, now });
    const catalogue = trialCatalogue([province], 2026);
    const place = await openPlace({ url: simulator.url, catalogue, now, documents: true });
    standing = await place.run({ province, period: "2026-01" });
    const pointer = await place.ports.revisions.current(`${province}/2026-01`);
    const read = async (name: string): Promise<Uint8Array> =>
      (await place.ports.objects.get(pointer?.manifestKey.replace(/[^/]*$/, name) ?? "")) ?? new Uint8Array();
    const { pages } = await readPdf(await read("bao-cao-cntt.pdf"));
    pdf = pages.map(({ items }) => items.map(({ text }) => text).join(" ")).join("\n");
    book = readXlsx(await read("bao-cao-cntt.xlsx"));
    await place.close();
    await simulator.close();
  }, 300_000);

  test("is published", () => {
    expect(standing.outcome).toBe("published");
  });

  test("names in its text nobody who is gone, and has no table or picture of them", () => {
    expect(pdf.length).toBeGreaterThan(10_000);
    const found = pdf
      .split("\n")
      .flatMap((page) => [...page.matchAll(new RegExp(`.{0,30}(${GONE.source}).{0,30}`, "gu"))]);
    expect(found.map(([words]) => words)).toEqual([]);
    expect(pdf).toContain("trên địa bàn tỉnh");
  });

  test("has no sheet, column or cell of them in its workbook", () => {
    const names = book.sheets.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["Tổng hợp", "Đơn vị", "Số liệu gốc"]));
    expect(names.filter((name) => GONE.test(name))).toEqual([]);
    const texts = book.sheets.flatMap(({ cells }) => [...cells.values()].map(({ value }) => String(value ?? "")));
    expect(texts.length).toBeGreaterThan(5_000);
    expect(texts.filter((text) => GONE.test(text))).toEqual([]);
  });

  test("has no row of them in its open data", () => {
    const rows = rowsOf(standing.figures);
    expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(["", "so", "xa"]));
    expect(rows.filter(({ scope }) => scope === "area")).toEqual([]);
  });

  test("is sent to those who are there", () => {
    const { recipients, letterhead } = standing.report;
    expect(recipients).toContain(below);
    expect([...recipients, letterhead.name]).toContain(technology);
  });
});
