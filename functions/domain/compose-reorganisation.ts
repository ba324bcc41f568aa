import { count, text } from "./compose-cells.ts";
import type { Composition } from "./composition.ts";
import { type Reorganisation, reorganisationsOf } from "./reorganisation.ts";
import type { Appendix, Block, Column } from "./report.ts";
import { dayText, fewText, listText } from "./wording.ts";

export const KIND_TEXTS = {
  merged: "Sáp nhập",
  split: "Chia tách",
  closed: "Kết thúc hoạt động",
  renamed: "Đổi tên",
  moved: "Chuyển địa bàn",
} as const;

const APART = "số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh, không tính cho cơ quan nào";

export function consequence(change: Reorganisation, { tree }: Composition): string {
  const nameOf = (code: string): string => {
    const name = tree.newest(code)?.name;
    return name === undefined ? code : `${name} (${code})`;
  };
  switch (change.kind) {
    case "merged":
      return `Số liệu các tháng trước được tính vào ${change.heir.name} (${change.heir.code})`;
    case "split":
      return `Chuyển cho ${listText(change.successors.map(nameOf))}; ${APART}`;
    case "closed":
      return `${change.successors.length === 0 ? "Không có cơ quan kế thừa" : `Cơ quan kế thừa ${listText(change.successors.map(nameOf))} chưa xác định được`}; ${APART}`;
    case "renamed":
      return `Trước là ${change.before}; số liệu các tháng trước tính cho cơ quan này`;
    case "moved": {
      const before = change.before === null ? "Trước không thuộc cấp huyện" : `Trước thuộc ${nameOf(change.before)}`;
      const { parentCode } = change.agency;
      const now = parentCode === null ? "nay không thuộc cấp huyện" : `nay thuộc ${nameOf(parentCode)}`;
      return `${before}, ${now}; số liệu các tháng trước ${parentCode === null ? "không tính cho địa bàn nào" : "tính vào địa bàn mới"}`;
    }
  }
}

const COLUMNS: readonly Column[] = [
  { title: "TT", weight: 9, align: "center" },
  { title: "Mã", weight: 20, align: "left" },
  { title: "Đơn vị", weight: 60, align: "left" },
  { title: "Thay đổi", weight: 28, align: "left" },
  { title: "Hoạt động đến hết ngày", weight: 24, align: "center" },
  { title: "Cách tính số liệu", weight: 112, align: "left" },
];

export const reorganisationsIn = (composition: Composition): Reorganisation[] =>
  reorganisationsOf(composition.inputs.lists, composition.tree);

/** A row for every agency that was merged, split, closed, renamed or moved; no appendix where none was. */
export function reorganisationAppendix(composition: Composition): Appendix[] {
  const changes = reorganisationsIn(composition);
  if (changes.length === 0) return [];
  const rows = changes.map((change, index) => ({
    bold: false,
    cells: [
      count(index + 1),
      text(change.agency.code),
      text(change.agency.name),
      text(KIND_TEXTS[change.kind]),
      text(change.agency.validTo === null ? "–" : dayText(change.agency.validTo)),
      text(consequence(change, composition)),
    ],
  }));
  const table = { columns: COLUMNS, rows };
  const title = "ĐƠN VỊ HÀNH CHÍNH, CƠ QUAN THAY ĐỔI";
  return [{ title, sheet: "Don vi thay doi", landscape: true, table, notes: [] }];
}

/** How many agencies changed, by kind. */
export function reorganisationBlocks(composition: Composition): Block[] {
  const byKind = Map.groupBy(reorganisationsIn(composition), (change) => change.kind);
  if (byKind.size === 0) return [];
  const kinds = [...byKind].map(([kind, changes]) => `${KIND_TEXTS[kind].toLowerCase()} ${fewText(changes.length)}`);
  return [
    {
      type: "paragraph",
      text: `Trong thời gian lấy số liệu có thay đổi về đơn vị hành chính, cơ quan (${kinds.join("; ")}); cách tính số liệu của từng đơn vị tại phụ lục Đơn vị hành chính, cơ quan thay đổi.`,
    },
  ];
}
