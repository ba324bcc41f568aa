import { RequestInvalid } from "../domain/failure.ts";
import { lackingLetter, lackingText, withDashes } from "./letters.ts";
import { type Outline, type Slot, slotsOf } from "./outline.ts";
import { isAgencyNote, type SlotText, type SlotTexts } from "./slot.ts";

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

function checkedSlot(name: string, place: string, known: ReadonlyMap<string, Slot>, seen: ReadonlySet<string>): Slot {
  const slot = known.get(name);
  if (slot === undefined) {
    throw new RequestInvalid(`${place}: không có ô chữ [${name}]; các ô: ${[...known.keys()].join(", ")}.`);
  }
  if (seen.has(name)) throw new RequestInvalid(`${place}: ô chữ [${name}] có hai lần; gộp lại thành một.`);
  return slot;
}

/** A line of a slot as it will be printed, its bullet as a dash. */
function printedLine({ slot, of }: Slot, text: string, place: string): string {
  if (of === "agencies" && !isAgencyNote(text)) {
    throw new RequestInvalid(`${place}: mỗi dòng của ô [${slot}] viết là "MÃ CƠ QUAN: nội dung".`);
  }
  const dashed = withDashes(text);
  const letter = lackingLetter(dashed);
  if (letter !== null) throw new RequestInvalid(`${place}: ${lackingText(letter)}.`);
  return dashed;
}

/**
 * The text of one slot as it will be printed, without blank lines around it. Throws RequestInvalid that begins with the
 * place and says which line is wrong.
 *
 * @param place what the person knows the slot by
 */
export function slotText(slot: Slot, text: string, place: string): string {
  if (text.length > LONGEST) throw new RequestInvalid(`${place}: dài quá ${LONGEST} ký tự; rút gọn rồi lưu lại.`);
  const lines = text.normalize("NFC").split(/\r\n|\r|\n/);
  const head = lines.find((line) => HEAD.test(line));
  if (head !== undefined) {
    throw new RequestInvalid(`${place}: dòng không được bắt đầu bằng dấu [ và chữ trong ngoặc; viết lại dòng đó.`);
  }
  return lines
    .map((line, index) => printedLine(slot, line, `${place}, dòng ${index + 1}`))
    .join("\n")
    .trim();
}

/**
 * Reads such a file back: what is below each head, without blank lines around it; empty slots are left out.
 *
 * @param path what the person knows the file by
 * @throws RequestInvalid with the path and the line that is wrong: an unknown slot, one twice, text before the first, too
 *   long, a letter that the documents' font lacks
 */
export function parseSlotFile(file: string, outline: Outline, path: string): SlotText[] {
  const slots = slotsOf(outline);
  const named = new Map(slots.map((slot) => [slot.slot, slot]));
  if (file.length > LONGEST) throw new RequestInvalid(`Tệp ${path} dài quá ${LONGEST} ký tự; rút gọn rồi chạy lại.`);
  const texts = new Map<string, string[]>();
  let current: { readonly slot: Slot; readonly lines: string[] } | null = null;
  for (const [index, line] of file
    .normalize("NFC")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const place = `Tệp ${path}, dòng ${index + 1}`;
    const name = HEAD.exec(line)?.[1];
    if (name !== undefined) {
      const slot = checkedSlot(name.trim(), place, named, new Set(texts.keys()));
      current = { slot, lines: [] };
      texts.set(slot.slot, current.lines);
    } else if (current !== null) {
      current.lines.push(printedLine(current.slot, line, place));
    } else if (line.trim() !== "" && !line.replace(/^\uFEFF/, "").startsWith("#")) {
      throw new RequestInvalid(
        `${place}: chữ đứng trước ô đầu tiên; viết dưới một dòng [mã], xóa những dòng khác ở đầu tệp.`,
      );
    }
  }
  return [...texts].flatMap(([name, lines]) => {
    const text = lines.join("\n").trim();
    return text === "" ? [] : [{ slot: name, text }];
  });
}
