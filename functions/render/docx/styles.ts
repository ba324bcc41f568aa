import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from "docx";
import { LINE_EM, PARAGRAPH, SIZE, TABLE } from "../layout.ts";
import { halfPoints, twips } from "./measures.ts";

/** The paragraph styles of the document by what they are for; an office changes a style, not each paragraph. */
export const STYLE = {
  nation: "QuocHieu",
  motto: "TieuNgu",
  superior: "CoQuanChuQuan",
  issuer: "CoQuanBanHanh",
  number: "SoKyHieu",
  date: "DiaDanhThoiGian",
  rule: "DuongKe",
  label: "NhanVanBan",
  kind: "TenLoaiVanBan",
  subject: "TrichYeu",
  addressee: "KinhGui",
  addressees: "DanhSachKinhGui",
  basis: "CanCu",
  body: "NoiDung",
  closing: "NoiDungCuoi",
  item: "GachDauDong",
  note: "GhiChu",
  picture: "HinhVe",
  caption: "ChuThichHinh",
  tableHead: "DauBang",
  tableText: "NoiDungBang",
  tableNote: "GhiChuBang",
  signer: "NguoiKy",
  recipientsTitle: "NoiNhan",
  recipients: "DanhSachNoiNhan",
  appendix: "SoPhuLuc",
  appendixTitle: "TenPhuLuc",
  reference: "KemTheoVanBan",
  boxTitle: "TieuDeThongTin",
  box: "ThongTinSoLieu",
  pageNumber: "SoTrang",
  runningLabel: "NhanDauTrang",
  foot: "ChanTrang",
} as const;

const FONT = "Times New Roman";

type Run = NonNullable<IParagraphStyleOptions["run"]>;
type Paragraph = NonNullable<IParagraphStyleOptions["paragraph"]>;

const style = (id: string, name: string, run: Run, paragraph: Paragraph): IParagraphStyleOptions => ({
  ...{ id, name, basedOn: "Normal", quickFormat: true, run, paragraph },
});

const { CENTER, BOTH, LEFT } = AlignmentType;
const centred: Paragraph = { alignment: CENTER };
const size = (points: number): Run => ({ size: halfPoints(points) });
const bold = (points: number): Run => ({ ...size(points), bold: true });
const italic = (points: number): Run => ({ ...size(points), italics: true });

/**
 * Height of a single line of Times New Roman in Word, in em: it counts the font's line gap (87 of 2048), the page of the PDF
 * does not. Lines are set as high as there, so that both have the same pages.
 */
const SINGLE_EM = LINE_EM + 87 / 2048;
const LINE = Math.round((240 * PARAGRAPH.lineHeight * LINE_EM) / SINGLE_EM);

/** First line indented, at least 6 pt between paragraphs (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 6). */
const text: Paragraph = {
  alignment: BOTH,
  indent: { firstLine: twips(PARAGRAPH.indent) },
  spacing: { after: twips(PARAGRAPH.gap) },
};
const noteBelow: Paragraph = { ...text, spacing: { after: twips(TABLE.noteGap) } };
const heading: Paragraph = { ...text, alignment: LEFT, keepNext: true };

const PARAGRAPHS: readonly IParagraphStyleOptions[] = [
  style(STYLE.nation, "Quốc hiệu", bold(SIZE.authority), centred),
  style(STYLE.motto, "Tiêu ngữ", bold(SIZE.motto), centred),
  style(STYLE.superior, "Cơ quan chủ quản", size(SIZE.authority), centred),
  style(STYLE.issuer, "Cơ quan ban hành", bold(SIZE.authority), centred),
  style(STYLE.number, "Số, ký hiệu", size(SIZE.motto), centred),
  style(STYLE.date, "Địa danh và thời gian", italic(SIZE.motto), centred),
  style(STYLE.rule, "Đường kẻ", size(2), { ...centred, spacing: { after: twips(PARAGRAPH.gap) } }),
  style(STYLE.label, "Nhãn văn bản", bold(SIZE.label), centred),
  style(STYLE.kind, "Tên loại văn bản", bold(SIZE.body), { ...centred, spacing: { before: twips(12) } }),
  style(STYLE.subject, "Trích yếu", bold(SIZE.body), centred),
  style(STYLE.addressee, "Kính gửi", size(SIZE.body), {
    ...centred,
    spacing: { before: twips(6), after: twips(10) },
  }),
  style(STYLE.addressees, "Danh sách kính gửi", size(SIZE.body), { alignment: LEFT }),
  style(STYLE.basis, "Căn cứ", italic(SIZE.body), text),
  style(STYLE.body, "Nội dung", size(SIZE.body), text),
  style(STYLE.closing, "Nội dung cuối", size(SIZE.body), { ...text, keepNext: true, keepLines: true }),
  style(STYLE.item, "Gạch đầu dòng", size(SIZE.body), text),
  style(STYLE.note, "Ghi chú", italic(SIZE.note), text),
  // A picture is as high as it is.
  style(STYLE.picture, "Hình vẽ", size(SIZE.body), {
    ...centred,
    keepNext: true,
    spacing: { before: twips(6), line: 240 },
  }),
  style(STYLE.caption, "Chú thích hình", italic(SIZE.caption), { ...centred, spacing: { after: twips(12) } }),
  style(STYLE.tableHead, "Đầu bảng", { bold: true }, centred),
  style(STYLE.tableText, "Nội dung bảng", {}, { alignment: LEFT }),
  style(STYLE.tableNote, "Ghi chú bảng", italic(SIZE.tableNote), noteBelow),
  style(STYLE.signer, "Người ký", bold(SIZE.body), centred),
  style(STYLE.recipientsTitle, "Nơi nhận", { ...bold(SIZE.recipientsTitle), italics: true }, { alignment: LEFT }),
  style(STYLE.recipients, "Danh sách nơi nhận", size(SIZE.recipients), { alignment: LEFT }),
  style(STYLE.appendix, "Số phụ lục", bold(SIZE.body), { ...centred, keepNext: true, outlineLevel: 0 }),
  style(STYLE.appendixTitle, "Tên phụ lục", bold(SIZE.body), { ...centred, keepNext: true }),
  style(STYLE.reference, "Kèm theo văn bản", italic(SIZE.reference), {
    ...centred,
    keepNext: true,
    spacing: { after: twips(PARAGRAPH.gap) },
  }),
  style(STYLE.boxTitle, "Tiêu đề thông tin số liệu", bold(SIZE.provenanceTitle), { alignment: LEFT }),
  style(STYLE.box, "Thông tin số liệu", size(SIZE.provenance), { alignment: LEFT }),
  style(STYLE.pageNumber, "Số trang", size(SIZE.pageNumber), centred),
  style(STYLE.runningLabel, "Nhãn đầu trang", bold(SIZE.runningLabel), centred),
  style(STYLE.foot, "Chân trang", size(SIZE.foot), { alignment: LEFT }),
];

/** Headings are Word's own, so that its navigation and a table of contents find them. */
export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: FONT, size: halfPoints(SIZE.body), language: { value: "vi-VN" } },
      paragraph: { spacing: { line: LINE, lineRule: LineRuleType.AUTO } },
    },
    heading1: { run: { ...bold(SIZE.body), font: FONT, color: "000000" }, paragraph: heading },
    heading2: { run: { ...bold(SIZE.body), font: FONT, color: "000000" }, paragraph: heading },
    heading3: { run: { ...size(SIZE.body), font: FONT, color: "000000" }, paragraph: heading },
  },
  paragraphStyles: [...PARAGRAPHS],
};
