import { expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../../functions/domain/agency.ts";
import { type Composition, compositionOf } from "../../../functions/report/composition.ts";
import { archiveOf, provenanceOf } from "../../../functions/report/text/sources/provenance.ts";
import { sourceText } from "../../../functions/report/text/sources/source-texts.ts";
import { computed, workedExample } from "../../helpers/data/answers.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));
const province = catalogue.province("ba-ria-vung-tau");
const SHA256 = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";

function composition(issue: Partial<Composition["head"]> = {}, period = "2023-06"): Composition {
  const programmes = catalogue.programmes(province.id).filter(({ id }) => id === "brvt-qd-2023");
  const indicators = new Map(
    programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
  );
  const question = { province: province.id, period, programmes, indicators };
  const { figures, evidence, findings, inputs } = computed(workedExample(), question);
  const tree = new AgencyTree(inputs.lists, [...inputs.lists.keys()].sort().at(-1) ?? "");
  const standing = { revision: 1, state: "final", synthetic: false, dataAsOf: "2023-06-15T06:00:00+07:00" } as const;
  return compositionOf({
    province,
    forms: catalogue.forms(),
    inputs,
    tree,
    figures: { rows: figures, evidence },
    findings,
    changes: null,
    inputChanges: [],
    head: { ...standing, ...issue },
  });
}

const kept = (verifyAddress: string | null = null) => ({ figuresSha256: SHA256, verifyAddress });

// documents.md 5: "Chính thức" and "tạm tính" are states of data and say so; the document itself says neither.
test("the foot of the page names the revision and what state its data have, up to which day", () => {
  const footer = (issue: Parameters<typeof composition>[0]): string => provenanceOf(composition(issue), kept()).footer;

  expect(footer({})).toBe("Bản 1 · Số liệu chính thức đến ngày 14/6/2023");
  expect(footer({ revision: 12, state: "provisional" })).toBe("Bản 12 · Số liệu tạm tính đến ngày 14/6/2023");
  expect(footer({ synthetic: true })).toBe("Bản 1 · Dữ liệu mô phỏng đến ngày 14/6/2023");
});

test("the box says which days are counted, which revision it is and how it can be checked", () => {
  expect(provenanceOf(composition(), kept()).lines).toEqual([
    "Số liệu trong kỳ (tháng 6 năm 2023): từ ngày 15/5/2023 đến hết ngày 14/6/2023.",
    "Số liệu lũy kế từ đầu năm: từ ngày 15/12/2022 đến hết ngày 14/6/2023.",
    "Bản phát hành: 1; trạng thái số liệu: số liệu chính thức.",
    "Tệp số liệu: figures.csv phát hành cùng báo cáo này, đính kèm trong tệp PDF; mã băm SHA-256 bắt đầu bằng 1a2b3c4d5e6f.",
    "Kiểm chứng: so mã băm của tệp figures.csv với mã ghi trên.",
  ]);
});

// documents.md 5: one source is named once; simulated data are never the province's system.
test("made-up data are never said to be the province's, nor official", () => {
  expect(sourceText(composition())).toBe(
    "Nguồn số liệu: Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Bà Rịa - Vũng Tàu, tại thời điểm 06 giờ 00 phút ngày 15/6/2023, theo từng thủ tục hành chính.",
  );
  expect(sourceText(composition({ synthetic: true }))).toBe(
    "Nguồn số liệu: dữ liệu mô phỏng, không phải số liệu của tỉnh Bà Rịa - Vũng Tàu, tại thời điểm 06 giờ 00 phút ngày 15/6/2023, theo từng thủ tục hành chính.",
  );
  expect(provenanceOf(composition({ synthetic: true }), kept()).lines.join(" ")).not.toMatch(/Hệ thống|chính thức/);
});

test("an address is printed as it is given, and the words tell how to use it", () => {
  const address = "https://baocao.example.vn/r/1";
  const { verification, lines } = provenanceOf(composition(), kept(address));
  expect(verification).toEqual({ address });
  expect(lines.at(-1)).toMatch(/^Kiểm chứng: quét mã QR hoặc mở địa chỉ/);
  expect(provenanceOf(composition(), kept()).verification).toBeNull();
});

test("the archive learns what the report prints, and neither number nor date", () => {
  const printed = {
    letterhead: {
      superior: "UBND TỈNH",
      issuer: "SỞ NỘI VỤ",
      name: "Sở Nội vụ",
      symbol: "SNV",
      place: "Đồng Nai",
      year: "2023",
    },
    subject: "Kết quả ".repeat(100),
    addressees: ["Ủy ban nhân dân tỉnh", "Sở Tài chính"],
    signer: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
  };
  expect(archiveOf(printed).properties).toEqual({
    OrganName: "Sở Nội vụ",
    CodeNotation: "BC-SNV",
    Subject: "Kết quả ".repeat(100).slice(0, 500),
    Language: "Tiếng Việt",
    "SignerInfo.Position": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
    "To.OrganName": "Ủy ban nhân dân tỉnh; Sở Tài chính",
  });
});
