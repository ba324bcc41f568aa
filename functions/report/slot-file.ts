import { RequestInvalid } from "../domain/failure.ts";
import { lackingLetter, lackingText, withDashes } from "./letters.ts";
import { type Outline, slotsOf } from "./outline.ts";
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

function checkedSlot(name: string, place: string, known: readonly string[], seen: ReadonlySet<string>): string {
  if (!known.includes(name)) {
    throw new RequestInvalid(`${place}: không có ô chữ [${name}]; các ô: ${known.join(", ")}.`);
  }
  if (seen.has(name)) throw new RequestInvalid(`${place}: ô chữ [${name}] có hai lần; gộp lại thành một.`);
  return name;
}

/** A line as it will be printed, its bullet as a dash. */
function printedLine(text: string, place: string): string {
  const dashed = withDashes(text);
  const letter = lackingLetter(dashed);
  if (letter !== null) throw new RequestInvalid(`${place}: ${lackingText(letter)}.`);
  return dashed;
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
  const known = slots.map(({ slot }) => slot);
  const ofAgencies = new Set(slots.flatMap(({ slot, of }) => (of === "agencies" ? [slot] : [])));
  if (file.length > LONGEST) throw new RequestInvalid(`Tệp ${path} dài quá ${LONGEST} ký tự; rút gọn rồi chạy lại.`);
  const texts = new Map<string, string[]>();
  let current: string[] | null = null;
  let slot = "";
  for (const [index, line] of file
    .normalize("NFC")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const place = `Tệp ${path}, dòng ${index + 1}`;
    const name = HEAD.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      slot = checkedSlot(name.trim(), place, known, new Set(texts.keys()));
      texts.set(slot, current);
    } else if (current !== null) {
      if (ofAgencies.has(slot) && !isAgencyNote(line)) {
        throw new RequestInvalid(`${place}: mỗi dòng của ô [${slot}] viết là "MÃ CƠ QUAN: nội dung".`);
      }
      current.push(printedLine(line, place));
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
