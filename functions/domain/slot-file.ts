import { RequestInvalid } from "./failure.ts";
import { type Outline, slotsOf } from "./outline.ts";
import type { SlotText, SlotTexts } from "./slot.ts";

/** Letters of all texts of one report together: about sixty printed pages. */
const LONGEST = 200_000;

const HEAD = /^\[([^\]]*)\]/;

/**
 * The file in which a person writes the texts of a report: a line "[slot] label" before each, notes begin with "#".
 *
 * @param about what the file is for, in one line
 */
export function slotFile(outline: Outline, texts: SlotTexts, about: string): string {
  const head = [
    `# ${about}`,
    "# Viết dưới mỗi dòng [mã]; mỗi dòng là một đoạn, dòng bắt đầu bằng dấu - là một gạch đầu dòng. Để trống nếu không có.",
  ];
  const parts = slotsOf(outline).map(({ slot, label }) => [`[${slot}] ${label}`, texts.get(slot) ?? "", ""].join("\n"));
  return [...head, "", ...parts].join("\n");
}

function checkedSlot(name: string, line: number, known: readonly string[], seen: ReadonlySet<string>): string {
  if (!known.includes(name)) {
    throw new RequestInvalid(`Dòng ${line}: không có ô chữ [${name}]; các ô: ${known.join(", ")}.`);
  }
  if (seen.has(name)) throw new RequestInvalid(`Dòng ${line}: ô chữ [${name}] có hai lần; gộp lại thành một.`);
  return name;
}

/**
 * Reads such a file back: what stands below each head, without blank lines around it; empty slots are left out.
 *
 * @throws RequestInvalid with the line that is wrong: an unknown slot, one twice, text before the first, too long
 */
export function parseSlotFile(file: string, outline: Outline): SlotText[] {
  const known = slotsOf(outline).map(({ slot }) => slot);
  if (file.length > LONGEST) throw new RequestInvalid(`Tệp dài quá ${LONGEST} ký tự; rút gọn rồi chạy lại.`);
  const texts = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const [index, line] of file
    .normalize("NFC")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const name = HEAD.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      texts.set(checkedSlot(name.trim(), index + 1, known, new Set(texts.keys())), current);
    } else if (current !== null) {
      current.push(line);
    } else if (line.trim() !== "" && !line.replace(/^\uFEFF/, "").startsWith("#")) {
      throw new RequestInvalid(`Dòng ${index + 1}: chữ đứng trước ô đầu tiên; viết dưới một dòng [mã].`);
    }
  }
  return [...texts].flatMap(([slot, lines]) => {
    const text = lines.join("\n").trim();
    return text === "" ? [] : [{ slot, text }];
  });
}
