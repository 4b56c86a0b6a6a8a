/** What is at an offset of a text, and in what. */
import { type Frame, type Token, tokenOf, walkText } from "./walk-text.ts";

export interface Cursor {
  /** Names and numbers from the root to the container that holds the place. */
  path: string[];
  /** Scalar members of every container on the way, the root first: what an object says of itself. */
  around: ReadonlyMap<string, string>[];
  /** Kind of the container; undefined at the root of an empty text. */
  container: "object" | "array" | undefined;
  /** Whether a key or a value stands here, or would. */
  place: "key" | "value";
  /** The key whose value stands here, or the number of the item. */
  member: string | undefined;
  /** The token that the offset is in or at the end of; undefined between tokens. */
  token: Token | undefined;
  /** Keys that the object has, wherever in it. */
  keys: ReadonlySet<string>;
  /** The text in front has a member that no comma has ended. */
  needsComma: boolean;
}

export function cursorAt(text: string, offset: number): Cursor {
  const search = new Search(offset);
  walkText(text, (token, frames) => search.take(token, frames));
  return search.found ?? search.between();
}

/** Goes on behind the place until its object ends: to know all its members. */
class Search {
  found: Cursor | undefined;
  readonly #offset: number;
  #holder: Frame | undefined;
  /** As it was behind the last token in front of the place: the next one changes it. */
  #frames: readonly Frame[] = [];
  #expects: Frame["expects"] | undefined;
  #member: string | undefined;

  constructor(offset: number) {
    this.#offset = offset;
  }

  take(token: Token, frames: readonly Frame[]): boolean | undefined {
    if (!this.found) {
      const isWord = token.kind === "key" || token.kind === "string" || token.kind === "literal";
      const touches = this.#offset === token.end && (token.unclosed || token.kind === "literal");
      if (token.start >= this.#offset) this.between();
      else if (isWord && (this.#offset < token.end || touches)) {
        const holder = frames.at(-1);
        this.#settle(frames, token.kind === "key", holder && tokenOf(holder), token, false);
      } else {
        this.#frames = token.kind === "close" ? frames.slice(0, -1) : [...frames];
        const inner = this.#frames.at(-1);
        this.#expects = token.kind === "close" ? "comma" : inner?.expects;
        this.#member = inner && tokenOf(inner);
        return undefined;
      }
    }
    if (!this.#holder) return false;
    return frames.includes(this.#holder) && !(token.kind === "close" && frames.at(-1) === this.#holder);
  }

  /** Between two tokens, or behind all. */
  between(): Cursor {
    const isKey =
      this.#frames.at(-1)?.kind === "object" && this.#expects !== "value" && this.#expects !== "colon";
    return this.#settle(this.#frames, isKey, this.#member, undefined, this.#expects === "comma");
  }

  #settle(
    frames: readonly Frame[],
    isKey: boolean,
    member: string | undefined,
    token: Token | undefined,
    needsComma: boolean,
  ): Cursor {
    this.#holder = frames.at(-1);
    this.found = {
      path: frames.slice(0, -1).map((frame) => tokenOf(frame) ?? ""),
      around: frames.map(({ scalars }) => scalars),
      container: this.#holder?.kind,
      place: isKey ? "key" : "value",
      member: isKey ? undefined : member,
      token,
      keys: this.#holder?.keys ?? new Set(),
      needsComma,
    };
    return this.found;
  }
}
