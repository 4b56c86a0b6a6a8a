/** JSON pointers (RFC 6901), the addresses that findings, references and the page use for places in a document. */

export type PointerToken = string | number;

/** One reference token in its escaped form: `~` becomes `~0`, `/` becomes `~1`. */
export function escapeToken(token: PointerToken): string {
  const text = String(token);
  return text.includes("~") || text.includes("/") ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text;
}

/** A pointer with more tokens at its end: `child("/paths", "/a/{b}", "get")` is `/paths/~1a~1{b}/get`. */
export function child(pointer: string, ...tokens: PointerToken[]): string {
  let result = pointer;
  for (const token of tokens) result += `/${escapeToken(token)}`;
  return result;
}

/** The token behind its escaped form; `~1` first, so that `~01` becomes `~1`. */
export function unescapeToken(escaped: string): string {
  return escaped.includes("~") ? escaped.replaceAll("~1", "/").replaceAll("~0", "~") : escaped;
}

/** The unescaped tokens of a pointer; the empty pointer, the whole document, has none. */
export function tokensOf(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer.slice(1).split("/").map(unescapeToken);
}

/** The pointer of what contains this place; the document itself has no parent. */
export function parentOf(pointer: string): string | undefined {
  const slash = pointer.lastIndexOf("/");
  return slash < 0 ? undefined : pointer.slice(0, slash);
}

/** The last token, unescaped; undefined for the whole document. */
export function lastToken(pointer: string): string | undefined {
  return pointer === "" ? undefined : tokensOf(pointer.slice(pointer.lastIndexOf("/"))).at(-1);
}
