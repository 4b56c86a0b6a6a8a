/** Cutting texts between characters as people see them: not within an emoji, a flag, or a letter with its accents. */

/** No character as people see it is longer, in UTF-16 units, unless it is made to annoy. */
const LONGEST = 64;

let segments: Intl.Segmenter | undefined;

/** The last place at or before an offset at which a text may be cut. */
export function cutBefore(text: string, offset: number): number {
  if (offset <= 0) return 0;
  if (offset >= text.length) return text.length;
  // Nearly always: both sides are plain, and nothing joins them.
  if (text.charCodeAt(offset - 1) < 0x300 && text.charCodeAt(offset) < 0x300) return offset;
  const from = wellFormedBefore(text, Math.max(0, offset - LONGEST));
  segments ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const found = segments.segment(text.slice(from, offset + LONGEST)).containing(offset - from);
  const start = found === undefined ? offset : from + found.index;
  return start > from ? start : wellFormedBefore(text, offset);
}

function wellFormedBefore(text: string, offset: number): number {
  const isHalved = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, offset - 1), offset + 1));
  return offset > 0 && isHalved ? offset - 1 : offset;
}

/** The beginning of a text, of at most so many UTF-16 units. */
export function beginning(text: string, length: number): string {
  return text.slice(0, cutBefore(text, length));
}

/** The end of a text, of about so many UTF-16 units. */
export function ending(text: string, length: number): string {
  return text.slice(cutBefore(text, text.length - length));
}
