/**
 * The measures of the printed report. Sizes in points, lengths in points unless the name says millimetres.
 * Source: Nghị định 30/2020/NĐ-CP Phụ lục I, Mục I (page) and Mục II (components); where it leaves a range or says
 * nothing, the choice and its reason are beside the value.
 */

/** Points in a millimetre. */
const MM = 72 / 25.4;
export const mm = (millimetres: number): number => millimetres * MM;

/** A4, Mục I khoản 1. */
const PAGE = { short: mm(210), long: mm(297) } as const;

/** Mục I khoản 3: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm; the narrowest allowed. */
export const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) } as const;

/** Width of the text block, by orientation: 165 mm and 252 mm. */
export const BLOCK = {
  portrait: PAGE.short - MARGIN.left - MARGIN.right,
  landscape: PAGE.long - MARGIN.left - MARGIN.right,
} as const;

/** Height of the text block: 257 mm and 170 mm. */
export const BLOCK_HEIGHT = {
  portrait: PAGE.long - MARGIN.top - MARGIN.bottom,
  landscape: PAGE.short - MARGIN.top - MARGIN.bottom,
} as const;

/** Left block (cơ quan, số) and right block (Quốc hiệu, địa danh): both fit at 12 pt only in 75 + 90 mm. */
export const LETTERHEAD = { left: mm(75), right: mm(90), gapAbove: 4, gapBelow: 12 } as const;

export const SIZE = {
  /** Quốc hiệu, cơ quan chủ quản, cơ quan ban hành: 12–13 (Mục II khoản 1, 2). */
  authority: 12,
  /** Tiêu ngữ 13–14, số và ký hiệu 13, địa danh và thời gian 13–14 (Mục II khoản 1, 3, 4). */
  motto: 13,
  /** Tên loại, trích yếu, Kính gửi, body, signer: 13–14 (Mục II khoản 5, 6, 7); a report has to stay within six pages. */
  body: 13,
  /** "Nơi nhận:" 12 and its list 11 (Mục II khoản 9b). */
  recipientsTitle: 12,
  recipients: 11,
  /** Title, reference line of a phụ lục: 13–14 (Mục III). */
  reference: 13,
  /** Page number 13–14, upright (Mục I khoản 7). */
  pageNumber: 14,
  /** Table text is not regulated. */
  bodyTable: 10,
  appendixTable: 9,
  note: 12,
  /** Under the table of an appendix; not regulated. */
  tableNote: 10,
  /** Below a picture; not regulated. */
  caption: 12,
  label: 13,
  runningLabel: 8.5,
  /** The box about the data and the line at the foot of every page: not regulated. */
  provenanceTitle: 11,
  provenance: 10,
  address: 8,
  foot: 8,
} as const;

/** First-line indent 1 or 1,27 cm; at least 6 pt between paragraphs; single to 1,5 lines (Mục II khoản 6). */
export const PARAGRAPH = { indent: mm(12.7), gap: 6, lineHeight: 1 } as const;

/** Rules are 1/3–1/2 of the text above them (Mục II khoản 2, 5); the one below the Tiêu ngữ is as long as its text. */
export const RULE = { share: 0.4, width: 0.75, gapAbove: 3, gapBelow: 5 } as const;

/** Page number centred in the top margin, baseline about 11 mm from the edge (Mục I khoản 7); labels below it. */
export const RUNNING = { numberTop: mm(6.5), gap: 2 } as const;

/** The line at the foot of every page is in the bottom margin, clear of the text block. */
export const FOOT = { gap: mm(5) } as const;

/** The box about the data: padding and space above in points, least width of the column of the code. */
export const BOX = { line: 0.5, padX: 6, padY: 5, gapAbove: 12, gapInside: 2, code: mm(38) } as const;

/**
 * The QR code: modules of 2 pt (0,7 mm; the library draws whole points only), so an address of 43 to 62 bytes is 23 mm
 * wide, and around it a quiet zone of 4 modules (ISO/IEC 18004).
 */
export const QR = { module: 2, quiet: 4 } as const;

/** Thin lines in a grey that a copier keeps. */
export const TABLE = {
  /** Between two notes below a table, in points. */
  noteGap: 2,
  line: 0.5,
  colour: "#555555",
  padX: 2,
  padY: 1.5,
  gapAbove: 6,
  gapBelow: 8,
} as const;

/** Around a picture and between it and its caption. */
export const PICTURE = { gapAbove: 6, gapBetween: 5, gapBelow: 12 } as const;

/** Room for signature and seal between the signer's title and the end of the block (Mục II khoản 7). */
export const SIGNATURE_ROOM = mm(30);

/** Room that a heading asks for below itself before it may be at the foot of a page: about two lines of text. */
export const ROOM_AFTER_HEADING = 40;

/** Height of a line of Tinos at line height 1, in em: ascent 1825 + descent 443 of 2048. */
export const LINE_EM = 2268 / 2048;
export const ASCENT_EM = 1825 / 2048;

/** What is printed where a number should stand and there is none. */
export const NO_NUMBER = "–";

/** Above the words about the data. */
export const BOX_TITLE = "Thông tin về số liệu và kiểm chứng";

/** The lines above an appendix: gap before the last of them, and below it. */
export const APPENDIX_TITLE = { gapInside: 2, gapBelow: 4 } as const;

/** Instead of an empty grid. */
export const NOTHING = "Không có.";
