/** Texts of a connector inside Markdown: none of them becomes markup. */

/** Addresses of the web, without what could end a link or a cell. */
const ADDRESS = /https?:\/\/[^\s<>"|`\\]*[^\s<>"|`\\.,;:!?)\]}'*]/gi;

/** A text on one line; addresses of the web become links. */
export function inline(text: string): string {
  const line = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  let result = "";
  let end = 0;
  for (const match of line.matchAll(ADDRESS)) {
    result += `${escaped(line.slice(end, match.index))}<${match[0]}>`;
    end = match.index + match[0].length;
  }
  result += escaped(line.slice(end));
  // At the beginning of a line these would make a list, a quotation or a heading.
  return result.replace(/^([-+=])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2");
}

function escaped(text: string): string {
  return (
    text
      .replace(/&/g, "&amp;")
      .replace(/[\\`*{}[\]<>|#~]/g, "\\$&")
      // Between letters it is only a letter, and names are easier to search for as they are.
      .replace(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, "\\_")
  );
}

/** A block of code that its content cannot end. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Anchors of headings as GitHub and Microsoft Learn make them: lower case, words joined by hyphens, numbered if they repeat. */
export class Slugger {
  readonly #taken = new Map<string, number>();

  slug(heading: string): string {
    const base = heading
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
      .replace(/ /g, "-");
    const count = this.#taken.get(base);
    this.#taken.set(base, (count ?? 0) + 1);
    return count === undefined ? base : `${base}-${count}`;
  }
}
