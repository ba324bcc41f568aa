import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ProcedureCounts } from "../../../functions/domain/counts.ts";
import { windowOfMonth } from "../../../functions/domain/period.ts";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { PROVINCE, SERIES, type TestPortal } from "../../helpers/portal/portal.ts";
import { published, publishedPortal } from "../../helpers/portal/runs.ts";
import { ROW } from "../../helpers/workbooks/import-files.ts";
import { formOf, importFiles } from "../../helpers/workbooks/imports.ts";

let portal: TestPortal;
let browser: Browser;
let viewer: string;
beforeAll(async () => {
  portal = await publishedPortal();
  browser = await signedIn(portal, "nguoi-xem");
  viewer = await portal.issuer.token("can-bo");
});
afterAll(() => portal.close());

const count = z.number().nullable();
const Figure = z.looseObject({
  programme: z.string(),
  target: z.string(),
  scope: z.string(),
  code: z.string(),
  name: z.string(),
  level: z.string().nullable(),
  basis: z.string(),
  numerator: count,
  denominator: count,
  rate: z.string().nullable(),
  verdict: z.string().nullable(),
  missing: z.number(),
});
type Figure = z.infer<typeof Figure>;
/** What is told of a figure beside its name. */
const NO_COUNTS = { name: "", level: null, numerator: null, denominator: null, rate: null, verdict: null, missing: 0 };
const Figures = z.object({ items: z.array(Figure) });
const Trace = z.object({
  figure: Figure,
  months: z.array(z.looseObject({ agency: z.string(), month: z.string(), state: z.string(), numerator: count })),
  rows: z
    .array(
      z.looseObject({
        code: z.string(),
        numerator: z.number(),
        denominator: z.number(),
        counts: z.record(z.string(), count),
      }),
    )
    .nullable(),
  measures: z.array(z.looseObject({ agency: z.string() })),
  agencies: z.array(Figure),
});

const jsonOf = async (path: string): Promise<unknown> => (await portal.get(path, viewer)).json();

const figures = async (query = ""): Promise<Figure[]> =>
  Figures.parse(await jsonOf(`/revisions/1/figures?series=${SERIES}${query}`)).items;

function traceOf({ programme, target, scope, code, basis }: Figure): Promise<z.infer<typeof Trace>> {
  const query = new URLSearchParams({ series: SERIES, programme, target, scope, code, basis });
  return jsonOf(`/revisions/1/figures/trace?${query}`).then((answer) => Trace.parse(answer));
}

const NAMES: Readonly<Record<string, string>> = {
  ...{ province: "tinh", level: "cap", area: "dia-ban", agency: "co-quan" },
  ...{ period: "trong-ky", year: "luy-ke", "as-of": "tai-ngay-chot" },
};

function addressOf({ programme, target, scope, code, basis }: Figure): string {
  const query = new URLSearchParams({ tinh: PROVINCE, ky: "2023-06", ban: "1", "van-ban": programme });
  const rest = { "chi-tieu": target, "pham-vi": NAMES[scope] ?? "", ma: code, "co-so": NAMES[basis] ?? "" };
  return `/quan-tri/so-lieu/o?${query}&${new URLSearchParams(rest)}`;
}

async function pageOf(path: string): Promise<string> {
  const answer = await browser.ask(path);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The words of a piece of a page. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();

/** "17.732751" as documents write it: "17,73%". */
const printed = (rate: string): string => `${Number(rate).toFixed(2).replace(".", ",")}%`;

/** The link to a figure's own page, in a table: its words. */
function cellOf(page: string, figure: Figure): string | undefined {
  const href = addressOf(figure).replaceAll("&", "&amp;");
  const link = page.split("<a ").find((part) => part.startsWith(`href="${href}"`));
  return link === undefined ? undefined : wordsOf(`<a ${link.slice(0, link.indexOf("</a>"))}</a>`);
}

describe("the table of figures", () => {
  test.each([
    ["so", "so"],
    ["huyen", "huyen"],
    ["xa", "xa"],
  ])("has every judged figure of the agencies of level %s, as it was published", async (level, cap) => {
    const page = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&ky=2023-06&cap=${cap}`);
    const judged = (await figures("&scope=agency")).filter((one) => one.level === level && one.basis !== "period");
    expect(judged.length).toBeGreaterThan(5);
    const words = { met: "đạt", "not-met": "chưa đạt", "not-due": "chưa đạt (chưa đến hạn)" };
    for (const figure of judged) {
      const cell = cellOf(page, figure);
      if (figure.numerator === null) expect(cell).toBe("chưa có số liệu");
      else if (figure.denominator === 0) expect(cell).toBe("không phát sinh");
      else {
        expect(cell).toContain(printed(figure.rate ?? ""));
        const verdict = Object.entries(words).find(([name]) => name === figure.verdict)?.[1];
        if (verdict !== undefined) expect(cell).toMatch(new RegExp(`, ${verdict.replace(/[()]/g, "\\$&")}$`));
      }
    }
  });

  test("begins with the province and the level", async () => {
    const page = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&cap=huyen`);
    const names = [...page.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, name = ""]) => wordsOf(name));
    expect(names.slice(0, 2)).toEqual(["Toàn tỉnh", "UBND cấp huyện"]);
    expect(names.length).toBeGreaterThan(2);
  });

  test("has the figures of the period alone where they are asked for, which nobody judges", async () => {
    const page = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&co-so=trong-ky`);
    const [figure] = (await figures("&scope=province")).filter(({ basis }) => basis === "period");
    if (figure === undefined) throw new Error("no figure of the period");
    expect(cellOf(page, figure)).toBe(printed(figure.rate ?? ""));
    expect(page).not.toContain("co-so=luy-ke");
  });

  test("names each target whole for whoever hears the table", async () => {
    const page = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}`);
    const heads = [...page.matchAll(/<th scope="col">.*?<span class="unseen">(.*?)<\/span>/gs)].map(([, one]) => one);
    expect(heads[0]).toContain("Tỷ lệ hồ sơ TTHC được người dân, doanh nghiệp thực hiện trực tuyến từ xa");
    expect(heads).toHaveLength(6);
  });

  test("shows the agencies whose names hold what was written, with or without marks", async () => {
    const all = (await figures("&scope=agency")).filter(({ level }) => level === "xa");
    const [first] = all;
    const word = first?.name.split(" ").at(-1) ?? "";
    const bare = word.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d");
    const page = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&cap=xa&ten=${encodeURIComponent(bare)}`);
    const rows = [...page.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, name = ""]) => wordsOf(name)).slice(2);
    expect(rows.length).toBeGreaterThan(0);
    for (const name of rows) expect(name).toContain(word);
    const none = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&cap=xa&ten=${encodeURIComponent('"><script>')}x`);
    expect(none).not.toContain("<script>");
    expect(wordsOf(none)).toContain("0 trên ");
  });

  test("says what is not there, and shows what is", async () => {
    const page = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&ky=2019-01`);
    expect(page).toContain("Tỉnh này chưa phát hành kỳ đã chọn; đây là kỳ mới nhất đã phát hành.");
    expect(await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&ban=7`)).toContain("Kỳ này không có bản đã chọn");
    expect(await pageOf("/quan-tri/so-lieu?tinh=dong-nai")).toContain("Tỉnh này chưa phát hành báo cáo nào.");
  });
});

/** The numbers at the end of a row of a table: "3.737" is 3737. */
const lastNumbers = (row: string, many: number): number[] =>
  [...row.matchAll(/<td [^>]*>(.*?)<\/td>/gs)]
    .map(([, cell = ""]) => Number(wordsOf(cell).replaceAll(".", "")))
    .slice(-many);

/** The rows of a page's last table. */
const rowsOf = (page: string): string[] => (page.split("<tbody").at(-1) ?? "").split("<tr").slice(1);

describe("a figure's own page", () => {
  test("has the rows of every agency's figure, which add up to what was published", async () => {
    const all = await figures("&scope=agency");
    expect(all.length).toBeGreaterThan(50);
    for (const figure of all) {
      const { rows } = await traceOf(figure);
      const sum = (of: "numerator" | "denominator") => (rows ?? []).reduce((total, row) => total + row[of], 0);
      const about = `${figure.target} ${figure.code} ${figure.basis}`;
      expect([about, sum("numerator"), sum("denominator")]).toEqual([
        ...[about, figure.numerator ?? 0, figure.denominator ?? 0],
      ]);
    }
  });

  test("shows those rows, and their sum", async () => {
    const [figure] = (await figures("&scope=agency&target=online-filing&basis=year")).filter(
      ({ numerator }) => numerator,
    );
    if (figure === undefined) throw new Error("no figure");
    const page = await pageOf(addressOf(figure));
    const rows = rowsOf(page).map((row) => lastNumbers(row, 2));
    const sums = rows.slice(0, -1).reduce(([a = 0, b = 0], [c = 0, d = 0]) => [a + c, b + d], [0, 0]);
    expect(sums).toEqual([figure.numerator, figure.denominator]);
    expect(rows.at(-1)).toEqual(sums);
    expect(wordsOf(page)).toContain("bằng số đã phát hành");
  });

  test("has for each procedure what the province has answered of it", async () => {
    const [figure] = (await figures("&scope=agency&target=online-filing&basis=year")).filter(
      ({ numerator }) => numerator,
    );
    if (figure === undefined) throw new Error("no figure");
    const { rows, months } = await traceOf(figure);
    const asked = new Map<string, { online: number; received: number }>();
    for (const { month } of months) {
      const { from } = windowOfMonth(month, "nd09");
      const answers = portal.province.behaviour.answers.counts.filter((one) => one.from === from);
      const answer = answers.find(({ agency }) => agency === figure.code);
      // A procedure that comes twice with equal counts is counted once.
      const given = z.array(ProcedureCounts).catch([]).parse(answer?.items);
      for (const row of new Map(given.map((one) => [one.procedure, one])).values()) {
        const known = asked.get(row.procedure) ?? { online: 0, received: 0 };
        const online = row.onlineRemote + row.onlineAssisted;
        const received = online + row.counter + row.postal;
        asked.set(row.procedure, { online: known.online + online, received: known.received + received });
      }
    }
    const expected = [...asked].filter(([, { received }]) => received > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(rows?.map(({ code, numerator, denominator }) => [code, numerator, denominator])).toEqual(
      expected.map(([code, { online, received }]) => [code, online, received]),
    );
  });

  test("says of a month that is not there that it is missing, which is no 0", async () => {
    const [figure] = (await figures("&scope=agency&basis=year&target=online-filing")).filter(
      ({ missing }) => missing > 0,
    );
    if (figure === undefined) throw new Error("no agency lacks a month");
    const { months } = await traceOf(figure);
    expect(months.filter(({ state }) => state === "missing")).toHaveLength(figure.missing);
    const page = await pageOf(addressOf(figure));
    expect(page.split("Thiếu số liệu").length - 1).toBe(figure.missing);
    expect(wordsOf(page)).toContain(`thiếu ${figure.missing} lượt số liệu`);
  });

  test("of a level and of the province names their agencies, whose dossiers add up", async () => {
    for (const query of ["&scope=level", "&scope=province"]) {
      for (const figure of (await figures(query)).filter(({ target }) => target === "online-filing")) {
        const { agencies } = await traceOf(figure);
        const sum = agencies.reduce((total, one) => total + (one.numerator ?? 0), 0);
        const page = await pageOf(addressOf(figure));
        for (const one of agencies) expect(cellOf(page, one)).toBeDefined();
        const isWhole = sum === figure.numerator;
        expect(page.includes("Không thuộc cơ quan nào ở trên")).toBe(!isWhole);
      }
    }
  });

  test("tells what is asked, by which clause, and how it is reckoned", async () => {
    const [figure] = await figures("&scope=province&target=remote-filing&basis=year");
    if (figure === undefined) throw new Error("no figure");
    const words = wordsOf(await pageOf(addressOf(figure)));
    for (const part of [
      ...["tối thiểu 50%", "khoản 1 Điều 1", "chưa đạt (chưa đến hạn)", "API của tỉnh"],
      ...[
        "từ ngày 15/12/2022 đến hết ngày 14/6/2023 (lũy kế từ đầu năm)",
        "Số hồ sơ nộp trực tuyến từ xa trên tổng số",
      ],
      ...[`Trong tệp figures.csv: ${figure.rate}`, "06 giờ 00 phút ngày 15/6/2023"],
    ])
      expect.soft(words.toLowerCase()).toContain(part.toLowerCase());
  });

  test("is no page for a figure that there is not", async () => {
    const [figure] = await figures("&scope=province");
    if (figure === undefined) throw new Error("no figure");
    for (const wrong of [{ target: "khong-co" }, { code: "Z1.S01" }, { basis: "khac" }, { programme: "" }]) {
      const answer = await browser.ask(addressOf({ ...figure, ...wrong }));
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("Không có số liệu này; mở lại từ bảng Số liệu.");
    }
    expect((await browser.ask("/quan-tri/so-lieu/o")).status).toBe(404);
  });
});

describe("the API", () => {
  test("gives every row of figures.csv, rates with the digits of the file", async () => {
    const { token } = await portal.world.ports.links.add({
      ...{ recipient: "A", scope: { kind: "series", series: SERIES }, revision: 1 },
      ...{ created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" },
    });
    const csv = await (await portal.get(`/b/${token}/1/figures.csv`)).text();
    const [head = "", ...lines] = csv
      .replace(/^\ufeff/, "")
      .trim()
      .split("\r\n");
    const rates = lines.map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).at(head.split(",").indexOf("rate")));
    const all = await figures();
    expect(all.map(({ rate }) => rate ?? "")).toEqual(rates);
  });

  test("finds figures by scope, code, target and basis", async () => {
    const found = await figures("&scope=agency&code=Z1.S01&target=online-filing&basis=period");
    expect(found.map(({ scope, code, target, basis }) => [scope, code, target, basis])).toEqual([
      ["agency", "Z1.S01", "online-filing", "period"],
    ]);
    const wrong = await portal.get(`/revisions/1/figures?series=${SERIES}&scope=khac`, viewer);
    expect(wrong.status).toBe(400);
    const none = await portal.get(
      `/revisions/1/figures/trace?series=${SERIES}&programme=a&target=b&scope=province&basis=year`,
      viewer,
    );
    expect(none.status).toBe(404);
    expect(await none.json()).toMatchObject({ code: "figure-unknown" });
  });
});

describe("after a workbook stands in for a month that was missing", () => {
  const AGENCY = { code: "Z1.X03", name: "UBND xã Nghĩa Thắng 3" };
  const pageFor = (target: string, ban: string): Promise<string> => {
    const figure = { programme: "brvt-qd-2023", target, scope: "agency", code: AGENCY.code, basis: "year" };
    return pageOf(addressOf({ ...NO_COUNTS, ...figure }).replace("ban=1", `ban=${ban}`));
  };
  beforeAll(async () => {
    const { ports } = portal.world;
    const { agencies } = portal.province.behaviour.answers;
    const file = { name: "thang-6.xlsx", bytes: await formOf("2023-06", [AGENCY.name, ROW]) };
    await importFiles({ ports, province: PROVINCE, agencies }, "2023-06", file);
    portal.setClock("2023-06-20T05:00:00Z");
    await published(portal, "lan-hai");
    portal.setClock(new Date().toISOString());
  });

  test("the figure tells of the file, and counts its dossiers", async () => {
    const words = wordsOf(await pageFor("online-filing", "2"));
    expect(words).toContain("tệp thang-6.xlsx");
    expect(words).toContain("người nhập: Nguyễn Thị An");
    expect(words).toContain("Cả cơ quan (nguồn không chia theo thủ tục)");
    expect(words).toContain("bằng số đã phát hành");
    expect(words).not.toContain("Thiếu số liệu");
  });

  test("a figure that needs more than the file has does without the month, and says so", async () => {
    const words = wordsOf(await pageFor("remote-filing", "2"));
    expect(words).toContain("nguồn không có số đếm cần dùng nên không tính");
    expect(words).toContain("bằng số đã phát hành");
  });

  test("the revision before stays as it was, and says that it was replaced", async () => {
    const words = wordsOf(await pageFor("online-filing", "1"));
    expect(words).toContain("Thiếu số liệu");
    expect(words).toContain("đã được thay thế bằng bản 2");
    const table = await pageOf(`/quan-tri/so-lieu?tinh=${PROVINCE}&ban=1`);
    expect(wordsOf(table)).toContain("Bản hiện hành là bản 2.");
    expect(table).toContain('<option value="1" selected>');
  });
});
