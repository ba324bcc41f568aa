import { printable } from "../text.ts";

/** The library's words for an entry in the outline, on the text that it leads to. */
interface Mark {
  readonly id?: string;
  readonly outline?: true;
  readonly outlineText?: string;
  readonly outlineParentId?: string;
}

/** Gives each heading, asked for in reading order, its entry in the outline; an empty one has none. */
export type Bookmarks = (level: 1 | 2, title: string) => Mark;

/** Places are named by their number in reading order, of equal length, so that they sort alike in every language. */
const nameOf = (number: number): string => `muc${String(number).padStart(5, "0")}`;

/** The outline of one document: Mục and appendices, and below each its khoản. */
export function bookmarks(): Bookmarks {
  let count = 0;
  let parent: string | undefined;
  return (level, title) => {
    const outlineText = printable(title).trim();
    if (outlineText === "") return {};
    count += 1;
    const id = nameOf(count);
    if (level === 1) parent = id;
    const mark = { id, outline: true, outlineText } as const;
    return level === 1 || parent === undefined ? mark : { ...mark, outlineParentId: parent };
  };
}

/**
 * Sends every entry to the line itself: the library sends it to the page's upper right corner, where a reader who has
 * zoomed in sees nothing.
 */
export function aim(outline: PDFKit.PDFOutline): void {
  let count = 0;
  const visit = (entry: PDFKit.PDFOutline): void => {
    for (const child of entry.children) {
      count += 1;
      // The library writes a String object as text and a plain string as a name.
      child.outlineData["Dest"] = Object(nameOf(count));
      // A closed entry counts what it hides below zero; the library leaves the number out.
      if (child.children.length > 0) child.outlineData["Count"] = -child.children.length;
      visit(child);
    }
  };
  visit(outline);
}
