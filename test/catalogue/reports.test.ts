import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { kindOf } from "../../functions/domain/period.ts";
import { addresseesOf, isDue, isMadeFor } from "../../functions/domain/regime.ts";
import { complaint, complaintOfSlip, type Slip, TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);
const TTTT = "Sở Thông tin và Truyền thông";
const NV = "Sở Nội vụ";

/** What the documents ask for: province, programme, report, who issues it, to whom, how often, proposed by us. */
const DUTIES: readonly (readonly [string, string, string, string, string[], string[], boolean])[] = [
  ["ba-ria-vung-tau", "brvt-qd-2023", "don-vi", "agencies", [TTTT, NV], ["month", "quarter"], false],
  ["ba-ria-vung-tau", "brvt-qd-2023", "cntt", "so-tttt", ["Ủy ban nhân dân tỉnh"], ["month", "quarter"], false],
  ["ba-ria-vung-tau", "brvt-qd-2023", "cchc", "so-noi-vu", ["Ủy ban nhân dân tỉnh"], ["month", "quarter"], false],
  ["ba-ria-vung-tau", "brvt-kh92-2021", "don-vi", "agencies", [TTTT], ["month", "quarter"], false],
  ["ba-ria-vung-tau", "brvt-kh92-2021", "cntt", "so-tttt", ["Ủy ban nhân dân tỉnh"], ["month", "quarter"], false],
  ["ba-ria-vung-tau", "brvt-kh93-2021", "don-vi", "agencies", [TTTT, NV], ["2021-11"], false],
  ["quang-tri", "quangtri-cv90-2021", "don-vi", "agencies", ["Văn phòng Ủy ban nhân dân tỉnh"], [], true],
  ["quang-tri", "quangtri-cv90-2021", "cntt", "van-phong-ubnd", ["Ủy ban nhân dân tỉnh"], ["quarter"], true],
  ["dong-nai", "dongnai-kh109-2022", "don-vi", "agencies", [TTTT, NV], ["month", "quarter"], false],
  ["dong-nai", "dongnai-kh109-2022", "cntt", "so-tttt", ["Ủy ban nhân dân tỉnh"], ["month", "quarter"], false],
  ["dong-nai", "dongnai-kh109-2022", "cchc", "so-noi-vu", ["Ủy ban nhân dân tỉnh"], ["month", "quarter"], false],
];

const PERIODS = ["2023-06", "2023-Q2", "2023-H1", "2023-9M", "2023", "2021-11"];

const regimeOf = (province: string, report: string) => {
  const found = catalogue.regimes(province).find((regime) => regime.report === report);
  if (found === undefined) throw new Error(`no ${report} of ${province}`);
  return found;
};

describe("the reports that the documents ask for", () => {
  test.each(DUTIES)("%s, %s: %s by %s", (province, programme, report, issuer, addressees, cadence, proposed) => {
    const regime = regimeOf(province, report);
    const [duty] = regime.duties.filter((one) => one.programme === programme);
    const issued = "office" in regime.issuer ? regime.issuer.office : "agencies";
    const due = PERIODS.filter((period) => duty && isDue(duty, period, kindOf(period)));
    const expected = PERIODS.filter((period) => cadence.includes(kindOf(period)) || cadence.includes(period));

    expect(issued).toBe(issuer);
    expect(due).toEqual(expected);
    expect(duty?.proposed).toBe(proposed);
    const addressed = addresseesOf(regime, [{ id: programme }], null);
    expect(addressed.map((name, index) => name.startsWith(addressees[index] ?? "nobody"))).toEqual(
      addressees.map(() => true),
    );
  });

  test("no document of 2021 asks for a report on cải cách hành chính", () => {
    const programmes = [{ id: "brvt-kh92-2021" }, { id: "brvt-kh93-2021" }];
    expect(isMadeFor(regimeOf("ba-ria-vung-tau", "cchc"), programmes)).toBe(false);
    expect(isMadeFor(regimeOf("ba-ria-vung-tau", "cntt"), programmes)).toBe(true);
  });

  test("several documents of one period address everybody they name, each once", () => {
    const programmes = [{ id: "brvt-kh92-2021" }, { id: "brvt-kh93-2021" }];
    expect(addresseesOf(regimeOf("ba-ria-vung-tau", "don-vi"), programmes, null)).toEqual([TTTT, NV]);
  });

  test("a new decision is reported without a change to the regimes", () => {
    expect(isMadeFor(regimeOf("quang-tri", "cntt"), [{ id: "quangtri-kh1-2026" }])).toBe(true);
    expect(addresseesOf(regimeOf("quang-tri", "cntt"), [{ id: "quangtri-kh1-2026" }], null)).toEqual([
      "Ủy ban nhân dân tỉnh Quảng Trị",
    ]);
  });
});

const CNTT = "reports/ba-ria-vung-tau-cntt.json";
const OUTLINE = "outlines/cntt.json";

const inRegimes: readonly Slip[] = [
  [
    "an unknown office",
    '"so-tttt"',
    '"so-y-te"',
    'issuer.office đang ghi "so-y-te"',
    'tỉnh "ba-ria-vung-tau" không có cơ quan này; được dùng: so-tttt, so-noi-vu, van-phong-ubnd, trung-tam-pvhcc',
  ],
  [
    "another province's document",
    '"brvt-qd-2023"',
    '"dongnai-kh109-2022"',
    'duties[0].programme đang ghi "dongnai-kh109-2022"',
    'tỉnh "ba-ria-vung-tau" không có văn bản này; được dùng: brvt-kh92-2021, brvt-kh93-2021, brvt-qd-2023, national-nq76-2021, national-qd126-2025, national-qd1565-2025, national-qd2629-2025, national-qd766-2022',
  ],
  [
    "an unknown outline",
    '"outline": "cntt"',
    '"outline": "abc"',
    'outline đang ghi "abc"',
    "không có đề cương này trong thư mục outlines; được dùng: cchc, cntt, don-vi, phu-luc",
  ],
  [
    "a required slot that the outline does not have",
    '"outline": "cntt",',
    '"outline": "cntt", "required": ["chi-dao", "abc"],',
    'required[1] đang ghi "abc"',
    "đề cương không có ô chữ này; được dùng: chi-dao, qua-han, nhiem-vu, ket-qua, ton-tai, nguyen-nhan, co-quan-bao-cao, nhiem-vu-toi, kien-nghi",
  ],
  [
    "nobody addressed",
    /"addressees": \[[^\]]*\]/,
    '"addressees": []',
    "addressees đang ghi []",
    "phải có ít nhất 1 phần tử",
  ],
  [
    "a period that there is not",
    '"month"',
    '"week"',
    'duties[0].cadence[0] đang ghi "week"',
    "phải là một trong: month, quarter, half, nine-months, year",
  ],
];

const inOutlines: readonly Slip[] = [
  [
    "one slot twice",
    '"slot": "ton-tai"',
    '"slot": "ket-qua"',
    'sections[5].parts[1].parts[1].slot đang ghi "ket-qua"',
    "ô chữ này có hai lần, đổi tên một",
  ],
  ["one appendix twice", '"huyen",', '"so",', 'appendices[2] đang ghi "so"', "phụ lục này có hai lần, chỉ giữ một"],
];

describe("a slip in a report regime is refused", () => {
  test.each(inRegimes)("%s", (_, find, put, field, reason) => {
    expect(complaintOfSlip(CNTT, find, put)).toBe(complaint(CNTT, field, reason));
  });

  test.each(inOutlines)("%s in its outline", (_, find, put, field, reason) => {
    expect(complaintOfSlip(OUTLINE, find, put)).toBe(complaint(OUTLINE, field, reason));
  });
});
