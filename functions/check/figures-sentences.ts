import type { PublishedRow } from "../domain/change.ts";
import { compared, type Difference, differing, type Place } from "./difference.ts";
import { judgedRow, judgedRows, periodRow, verdictWords } from "./figure-rows.ts";
import type { NamedTarget } from "./figures-units.ts";
import { dense, faceOf, isSame, type Line } from "./lines.ts";
import { decimalOf, decimalText, type Expected, millionthsOf, rounded, wholeOf } from "./numbers.ts";

/** The printed text of one target's section, on one line, and the pages of its letters. */
interface Section {
  readonly number: number;
  readonly text: string;
  readonly pageAt: (position: number) => number;
}

const NUMBER = "\\d[\\d.]*";
const RATE = `${NUMBER},\\d+`;

/** A text as a pattern for itself. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const isBold = (line: Line): boolean => faceOf([line]) === "Tinos-Bold";

function textBelow(lines: readonly Line[], number: number): Section {
  const end = lines.findIndex(isBold);
  const own = end === -1 ? lines : lines.slice(0, end);
  const starts: { readonly from: number; readonly page: number }[] = [];
  let text = "";
  for (const line of own) {
    starts.push({ from: text.length, page: line.page });
    text += `${line.text} `;
  }
  const pageAt = (position: number): number => starts.findLast(({ from }) => from <= position)?.page ?? 0;
  return { number, text, pageAt };
}

/** The section whose bold heading is "3. …" with the target's name. */
function sectionOf(lines: readonly Line[], number: number, name: string): Section | null {
  for (let start = 0; start < lines.length; start++) {
    const first = lines[start];
    if (first === undefined || !isBold(first) || !dense(first.text).startsWith(`${number}.`)) continue;
    for (let end = start + 1; end <= Math.min(lines.length, start + 6); end++) {
      const heading = lines.slice(start, end);
      if (!heading.every(isBold)) break;
      if (isSame(heading.map((line) => line.text).join(" "), `${number}. ${name}`)) {
        return textBelow(lines.slice(end), number);
      }
    }
  }
  return null;
}

const placeIn = (section: Section, at: number, row: string, column: string): Place => ({
  page: section.pageAt(at),
  part: `mục ${section.number}`,
  row,
  column,
});

const share = (row: PublishedRow): Expected => ({ type: "share", row });
const count = (value: string | undefined): Expected => ({ type: "count", value: value ?? "" });

const TO_DATE = "Lũy kế từ đầu năm";

interface Rows {
  readonly now: PublishedRow;
  readonly judged: PublishedRow;
}

/** Every "x% (a … trên b …)": of the period, or of the year where "Lũy kế từ đầu năm" stands before it. */
function fractions(section: Section, { now, judged }: Rows): Difference[] {
  const pattern = new RegExp(`(${RATE})% \\((${NUMBER}) [^()%]*? trên (${NUMBER}) `, "g");
  const seen = new Set<PublishedRow>();
  const found = [...section.text.matchAll(pattern)].flatMap((match) => {
    const [, percent = "", over = "", under = ""] = match;
    const lead = section.text.slice(0, match.index);
    const toDate = lead.lastIndexOf(TO_DATE) > Math.max(lead.lastIndexOf("Trong kỳ"), lead.lastIndexOf("Tính đến"));
    const row = toDate ? judged : now;
    seen.add(row);
    const place = (column: string) => placeIn(section, match.index, toDate ? TO_DATE : "Toàn tỉnh", column);
    return [
      ...compared(place("tỷ lệ"), percent, share(row)),
      ...compared(place("tử số"), over, count(row["numerator"])),
      ...compared(place("mẫu số"), under, count(row["denominator"])),
    ];
  });
  const asked = judged["basis"] === "year" && now["from"] !== judged["from"] ? [now, judged] : [now];
  const unseen = asked.filter((row) => row["rate"] !== "" && !seen.has(row));
  return [
    ...found,
    ...unseen.flatMap((row) => {
      const place = placeIn(section, 0, row === now ? "Toàn tỉnh" : TO_DATE, "tỷ lệ");
      return differing(place, "không in", `${row["rate"]}% (${row["numerator"]} trên ${row["denominator"]})`);
    }),
  ];
}

/** "toàn tỉnh: 268 …": the number of a target that counts. */
function counts({ text, ...section }: Section, { now }: Rows): Difference[] {
  if (now["unit"] !== "count" || now["numerator"] === "") return [];
  const match = new RegExp(`toàn tỉnh: (${NUMBER}) `).exec(text);
  const place = placeIn({ text, ...section }, match?.index ?? 0, "Toàn tỉnh", "số lượng");
  return compared(place, match?.[1] ?? "không in", count(now["numerator"]));
}

/** "tăng 1,82 điểm phần trăm so với tháng trước": the difference of two rates, rounded once. */
function changes(section: Section, { now }: Rows): Difference[] {
  const pattern = new RegExp(`(tăng|giảm) (${RATE}) điểm phần trăm so với (cùng kỳ)?`, "g");
  return [...section.text.matchAll(pattern)].flatMap((match) => {
    const [, way = "", printed = "", earlier] = match;
    const place = placeIn(section, match.index, "Toàn tỉnh", earlier ? "so với cùng kỳ" : "so với kỳ trước");
    const [rate, base] = [millionthsOf(now["rate"]), millionthsOf(now[earlier ? "year_earlier" : "previous"])];
    const decimals = decimalOf(printed)?.decimals ?? 2;
    if (rate === null || base === null) return differing(place, `${way} ${printed}`, "không có số để so sánh");
    const size = rate > base ? rate - base : base - rate;
    const text = decimalText(rounded(size, 1_000_000n, decimals), decimals);
    const expected = `${rate > base ? "tăng" : "giảm"} ${text}`;
    return expected === `${way} ${printed}` ? [] : differing(place, `${way} ${printed}`, expected);
  });
}

/** "Đánh giá: chưa đạt (chưa đến hạn), còn thiếu 6.800 …, bình quân mỗi tháng cần thêm 1.360 (còn 05 tháng)". */
function verdicts(section: Section, { judged }: Rows): Difference[] {
  const { text } = section;
  const found: Difference[] = [];
  const verdict = /Đánh giá: /.exec(text);
  if (verdict !== null) {
    const rest = text.slice(verdict.index + verdict[0].length);
    const words = verdictWords(judged);
    if (!new RegExp(`^${escaped(words)}[.,]`).test(rest)) {
      found.push(...differing(placeIn(section, verdict.index, "Toàn tỉnh", "đánh giá"), rest.slice(0, 40), words));
    }
  }
  const lacking = new RegExp(`còn thiếu (${NUMBER}) `).exec(text);
  if (lacking !== null) {
    const place = placeIn(section, lacking.index, "Toàn tỉnh", "còn thiếu");
    found.push(...compared(place, lacking[1] ?? "", count(judged["shortfall"])));
  }
  const monthly = new RegExp(`mỗi tháng cần thêm (${NUMBER}) \\(còn (\\d+) tháng`).exec(text);
  if (monthly !== null) {
    const each = Math.ceil(Number(judged["shortfall"]) / Number(monthly[2]));
    const place = placeIn(section, monthly.index, "Toàn tỉnh", "mỗi tháng cần thêm");
    found.push(...compared(place, monthly[1] ?? "", count(String(each))));
  }
  return found;
}

/** "Theo cấp: Sở, ban, ngành 20,20%, chưa đạt; …": every level that has a rate. */
function levels(section: Section, { target }: NamedTarget): Difference[] {
  const at = section.text.indexOf("Theo cấp: ");
  if (at === -1) return [];
  const text = section.text.slice(at);
  return judgedRows(target, "level").flatMap((row) => {
    if (row["rate"] === "") return [];
    const name = row["name"] ?? "";
    const match = new RegExp(`[:;] ${escaped(name)} (${RATE})%, ([^;.]*)`).exec(text);
    const place = placeIn(section, at + (match?.index ?? 0), name, "theo cấp");
    const rates = compared(place, match?.[1] ?? "không in", share(row));
    const [words, seen] = [verdictWords(row), match?.[2] ?? ""];
    return isSame(seen, words) ? rates : [...rates, ...differing({ ...place, column: "đánh giá" }, seen, words)];
  });
}

const JUDGED = new Set(["met", "not-due", "not-met"]);

/** "Sở, ban, ngành: 10/20 đơn vị đạt; cao nhất … (63,74%), thấp nhất … (29,27%)". */
function agencies(section: Section, { target }: NamedTarget): Difference[] {
  return judgedRows(target, "level").flatMap((level) => {
    const name = level["name"] ?? "";
    const rows = judgedRows(target, "agency", level["code"] ?? "").filter((row) => JUDGED.has(row["verdict"] ?? ""));
    const start = `${escaped(name)}: (\\d[\\d.]*)/(\\d[\\d.]*) đơn vị đạt`;
    const ends = `(?:; cao nhất (.+?) \\((${RATE})%\\), thấp nhất (.+?) \\((${RATE})%\\))?`;
    const match = new RegExp(`- ${start}${ends}`).exec(section.text);
    if (match === null) return [];
    const met = rows.filter((row) => row["verdict"] === "met").length;
    const place = (column: string) => placeIn(section, match.index, name, column);
    const whole = (text = ""): string => String(Number(wholeOf(text.replace(/^0(?=\d)/, "")) ?? "NaN"));
    const [, reached, all, best, bestRate = "", weakest, weakestRate = ""] = match;
    const seen = `${whole(reached)}/${whole(all)}`;
    const found = seen === `${met}/${rows.length}` ? [] : differing(place("đơn vị đạt"), seen, `${met}/${rows.length}`);
    if (best === undefined || weakest === undefined) return found;
    const ranks = rows.flatMap((row) => (row["rank"] === "" ? [] : [Number(row["rank"])]));
    const end = (unit: string, printed: string, rank: number, column: string): Difference[] => {
      const row = rows.find((one) => Number(one["rank"]) === rank && isSame(unit, one["name"] ?? ""));
      if (row === undefined) return differing(place(column), unit, `một đơn vị hạng ${rank}`);
      return compared(place(column), printed, share(row));
    };
    return [
      ...found,
      ...end(best, bestRate, Math.min(...ranks), "cao nhất"),
      ...end(weakest, weakestRate, Math.max(...ranks), "thấp nhất"),
    ];
  });
}

/** The numbers of the sentences under a target's heading. */
export function sentences(lines: readonly Line[], named: NamedTarget, number: number): Difference[] {
  const section = sectionOf(lines, number, named.name);
  const [now, judged] = [periodRow(named.target, "province", ""), judgedRow(named.target, "province", "")];
  if (section === null) {
    const place = { page: lines[0]?.page ?? 0, part: `mục ${number}`, row: named.name, column: "đề mục" };
    return differing(place, "không in", `${number}. ${named.name}`);
  }
  if (now === undefined || judged === undefined) return [];
  const rows = { now, judged };
  return [
    ...[fractions, counts, changes, verdicts].flatMap((rule) => rule(section, rows)),
    ...[levels, agencies].flatMap((rule) => rule(section, named)),
  ];
}
