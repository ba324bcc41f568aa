import type { Flow, PlacedText } from "../reading/flow.ts";
import { blockOf, lengthText, type Page, type Picture, type Word } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { type Breach, breach } from "./rule.ts";
import { centred, textsOf, typed } from "./title.ts";

/** `caption`: "Hình 1. …" in the order of print, 12 pt, italic, in the middle to 1 mm (not regulated: our choice). */
export const caption = (flow: Flow, read: Read): Breach[] =>
  textsOf(flow, "caption").flatMap(({ lines, text }, index) => {
    const found = [...typed("caption", lines, "Tinos-Italic", [12, 12]), ...centred("caption", lines, read)];
    const expected = `Hình ${index + 1}. `;
    if (text.startsWith(expected)) return found;
    return [...found, ...breach("caption", lines[0]?.page ?? 0, text, { expected, actual: text })];
  });

/** Between a picture and its caption there is at most so much room, in mm. */
const GAP = 8;

/** Letters may reach over their picture's edge by so much, in mm. */
const SLACK = 0.5;

const isAbove = (picture: Picture, { lines: [first] }: PlacedText, page: Page): boolean =>
  first?.page === page.number && first.top >= picture.y2 - SLACK && first.top <= picture.y2 + GAP;

const isCut = ({ x1, x2, y1, y2 }: Picture, { x, y, width }: Word): boolean =>
  x < x1 - SLACK || x + width > x2 + SLACK || y < y1 - SLACK || y > y2 + SLACK;

const isCovered = ({ x1, x2, y1, y2 }: Picture, { x, y, width }: Word): boolean =>
  x < x2 && x + width > x1 && y > y1 && y < y2;

function faultsOf(picture: Picture, page: Page, captions: readonly PlacedText[]): string[] {
  const { left, right, top, bottom } = blockOf(page);
  const { x1, x2, y1, y2 } = picture;
  const inside = x1 >= left - SLACK && x2 <= right + SLACK && y1 >= top - SLACK && y2 <= bottom + SLACK;
  const cut = picture.words.find((word) => isCut(picture, word));
  const covered = page.words.find((word) => isCovered(picture, word));
  return [
    ...(inside ? [] : [`hình từ ${lengthText(x1)} đến ${lengthText(x2)} mm`]),
    ...(captions.some((one) => isAbove(picture, one, page)) ? [] : ["dưới hình không có tên hình"]),
    ...(cut === undefined ? [] : [`chữ "${cut.text}" bị cắt`]),
    ...(covered === undefined ? [] : [`hình đè lên chữ "${covered.text}"`]),
  ];
}

/** `picture`: as many as captions, each within the margins, above its caption, its letters whole, over no other text. */
export function picture(flow: Flow, { pages }: Read): Breach[] {
  const captions = textsOf(flow, "caption");
  const expected = "trong lề, ngay trên tên hình, không đè lên chữ";
  const found = pages.flatMap((page) =>
    page.pictures.flatMap((one) =>
      faultsOf(one, page, captions).flatMap((actual) => breach("picture", page.number, "hình", { expected, actual })),
    ),
  );
  const count = pages.reduce((sum, page) => sum + page.pictures.length, 0);
  if (count === captions.length) return found;
  const counts = { expected: `${captions.length} hình`, actual: `${count} hình` };
  return [...found, ...breach("picture", 1, "số hình", counts)];
}
