import { recipientLines } from "../reading/decree.ts";
import type { Flow } from "../reading/flow.ts";
import { dense, isSame, type Line, lineOf } from "../reading/lines.ts";
import { blockOf, DESCENT, lengthText, PT } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { type Breach, breach } from "./rule.ts";
import { typed } from "./title.ts";

interface Signature {
  /** "Nơi nhận:" and the list under it. */
  readonly recipients: readonly Line[];
  /** Quyền hạn, chức vụ. */
  readonly signer: readonly Line[];
  /** Họ và tên, below the room for the images. */
  readonly name: readonly Line[];
}

/** The two halves of the signature block. */
export function signatureOf(flow: Flow, { report }: Read): Signature {
  const { centre } = blockOf({ width: 210, height: 297 });
  const half = (line: Line, left: boolean): Line[] => {
    const words = line.words.filter((word) => word.x < centre === left);
    return words.length === 0 ? [] : [lineOf(line.page, words)];
  };
  const right = flow.signature.flatMap((line) => half(line, false));
  const names = report.signerName === "" ? 0 : 1;
  return {
    recipients: flow.signature.flatMap((line) => half(line, true)),
    signer: right.slice(0, right.length - names),
    name: right.slice(right.length - names),
  };
}

/**
 * `recipients`: "Nơi nhận:" 12 pt bold italic, flush left; its list 11 pt, "-" and ";" on every line, the last "- Lưu"
 * with "." (Mục II khoản 9); every recipient of the report.
 */
export function recipients({ recipients: [head, ...list] }: Signature, { report }: Read): Breach[] {
  if (head === undefined) return breach("recipients", 1, "Nơi nhận", { expected: "Nơi nhận:", actual: "không có" });
  const { page } = head;
  const found = [
    ...typed("recipients", [head], "Tinos-BoldItalic", [12, 12]),
    ...typed("recipients", list, "Tinos-Regular", [11, 11]),
  ];
  const expected = recipientLines(report).join(" ");
  const actual = list.map((line) => line.text).join(" ");
  if (!isSame(actual, expected)) found.push(...breach("recipients", page, "danh sách", { expected, actual }));
  const shifted = [head, ...list].find((line) => Math.abs(line.x - 30) > 0.6);
  if (shifted !== undefined) {
    const places = { expected: "bắt đầu ở 30 mm", actual: `${lengthText(shifted.x)} mm` };
    found.push(...breach("recipients", page, shifted.text, places));
  }
  return found;
}

/**
 * `signature-type`: upper case, bold, 13–14 pt, in the middle of the right half to 1 mm, its top level with that of
 * "Nơi nhận" to 1 mm (Mục II khoản 7).
 */
export function signatureType({ recipients: [head], signer, name }: Signature, { report }: Read): Breach[] {
  const [first] = signer;
  const printed = signer.map((line) => line.text).join(" ");
  if (first === undefined || dense(printed) !== dense(report.signer).toUpperCase()) {
    return breach("signature-type", first?.page ?? 1, "chức vụ", { expected: report.signer, actual: printed });
  }
  const found = typed("signature-type", [...signer, ...name], "Tinos-Bold");
  const told = name.map((line) => line.text).join(" ");
  if (dense(told) !== dense(report.signerName)) {
    found.push(...breach("signature-type", first.page, "họ tên", { expected: report.signerName, actual: told }));
  }
  const { centre, right } = blockOf({ width: 210, height: 297 });
  const middle = (centre + right) / 2;
  const shifted = [...signer, ...name].find((line) => Math.abs(line.centre - middle) > 1);
  if (shifted !== undefined) {
    const places = { expected: `giữa ở ${lengthText(middle)} mm`, actual: `${lengthText(shifted.centre)} mm` };
    found.push(...breach("signature-type", shifted.page, shifted.text, places));
  }
  if (head !== undefined && head.page === first.page && Math.abs(head.top - first.top) > 1) {
    const levels = { expected: `ngang Nơi nhận, ${lengthText(head.top)} mm`, actual: `${lengthText(first.top)} mm` };
    found.push(...breach("signature-type", first.page, first.text, levels));
  }
  return found;
}

/** Room for signature and seal under the signer's title, in mm (our choice: a seal has up to 42 mm, a third overlaps). */
const ROOM = 28;

/** `signature-together`: one page for the whole block, with the end of the text above it and 28 mm below the title, up to the name. */
export function signatureTogether({ recipients: left, signer, name }: Signature, flow: Flow): Breach[] {
  const pages = new Set([...left, ...signer, ...name].map((line) => line.page));
  const [page = 0] = pages;
  const expected = "trên một trang cùng đoạn cuối";
  if (pages.size > 1) {
    return breach("signature-together", page, "khối ký", {
      expected,
      actual: `trên các trang ${[...pages].join(", ")}`,
    });
  }
  const before = flow.placed.at(-1);
  const ended = before === undefined || !("lines" in before) ? 0 : (before.lines.at(-1)?.page ?? 0);
  if (before !== undefined && "lines" in before && ended !== page) {
    return breach("signature-together", page, "khối ký", { expected, actual: `đoạn cuối ở trang ${ended}` });
  }
  const title = signer.at(-1);
  if (title === undefined) return [];
  const bottom = name[0]?.top ?? blockOf({ width: 210, height: 297 }).bottom;
  const room = bottom - title.y - DESCENT * (title.words[0]?.size ?? 0) * PT;
  if (room >= ROOM) return [];
  const actual = `${lengthText(room)} mm`;
  return breach("signature-together", page, "chỗ ký", { expected: `ít nhất ${ROOM} mm`, actual });
}
