/**
 * Where every value of a JSON text begins and ends, in four flat arrays of numbers.
 *
 * `JSON.parse` gives values quickly but no positions; parsers that give both are many times slower and build an object
 * for every value. One pass over text that is known to be valid, storing only numbers, costs about as much as the parse.
 * Nodes are in document order; `next` jumps over a whole subtree, so that following a pointer touches siblings only.
 */

import { child, unescapeToken } from "./pointer.ts";

const LINE_FEED = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Offsets of a value and, for the member of an object, of its key with the quotes. */
export interface Located {
  start: number;
  end: number;
  keyStart?: number;
  keyEnd?: number;
  /** False where the pointer leads nowhere and this is the nearest existing ancestor. */
  exact: boolean;
}

/** The members of a container by name or number. */
interface Members {
  get(token: string): number | undefined;
}

export interface DuplicateKey {
  /** Pointer of the object with two members of one name. */
  object: string;
  key: string;
  /** Offsets of the key that loses (JSON readers keep the last one) and of the one that wins. */
  first: { start: number; end: number };
  last: { start: number; end: number };
}

/** Chosen: from here on a table of names costs less than looking through the members again. */
const MANY_QUESTIONS = 16;

/** A file with more keys that occur twice was not written by anybody; the rest would only cost time. */
const MAX_DUPLICATES = 1000;

/** Chosen: what holds no more values than this, at any depth, is looked through each time. */
const WIDE = 64;

/** Larger scratch arrays than for this many values are not kept. */
const MAX_KEPT = 1 << 18;

/**
 * Where an index is written while its size is not known; afterwards it is copied out at its true size. Arrays that are
 * guessed large enough for every file would be the greater part of the memory that a file takes.
 */
let scratch: Int32Array | undefined;
let lineScratch = new Int32Array(1 << 14);

/** Numbers kept for each value: where it starts and ends, where its key starts (or -1), and the next value that is not inside it. */
const STRIDE = 4;
const START = 0;
const END = 1;
const KEY = 2;
const NEXT = 3;

export class PositionIndex {
  #text: string;
  #nodes: Int32Array;
  #count = 0;
  #members = 0;
  /** Whether the text writes a key with an escape. */
  #escapedKeys = false;
  readonly #found = new Map<string, number>();
  /** How often members of a container were asked for, and their names once that was often. */
  readonly #asked = new Map<number, number>();
  readonly #names = new Map<number, Members>();
  #parents: { parent: Int32Array; position: Int32Array } | undefined;
  /** How deeply arrays and objects are nested; 0 for a scalar. */
  depth = 0;
  /** Offsets at which the lines of the text begin; undefined if it was not indexed here but node by node. */
  lineStarts: Int32Array | undefined;

  private constructor(text: string, nodes: Int32Array) {
    this.#text = text;
    this.#nodes = nodes;
  }

  /** Indexes a text that `JSON.parse` has accepted. */
  static of(text: string): PositionIndex {
    const index = new PositionIndex(text, scratch ?? new Int32Array(STRIDE * 4096));
    scratch = undefined;
    index.#scan();
    const written = index.#nodes;
    index.#nodes = written.slice(0, index.#count * STRIDE);
    if (written.length <= MAX_KEPT * STRIDE) scratch = written;
    return index;
  }

  /** An index filled node by node, in document order, by a tolerant parser. */
  static building(text: string): {
    index: PositionIndex;
    open: (start: number, key: number) => number;
    close: (node: number, end: number) => void;
  } {
    const index = new PositionIndex(text, new Int32Array(STRIDE * 64));
    return {
      index,
      open(start, key) {
        if (key >= 0 && text.slice(key, stringEnd(text, key)).includes("\\")) index.#escapedKeys = true;
        return index.#add(start, key);
      },
      close: (node, end) => index.#close(node, end),
    };
  }

  #add(start: number, key: number): number {
    const node = this.#count++;
    const at = node * STRIDE;
    if (at === this.#nodes.length) this.#nodes = doubled(this.#nodes);
    this.#nodes[at + START] = start;
    this.#nodes[at + KEY] = key;
    if (key >= 0) this.#members++;
    return node;
  }

  #close(node: number, end: number): void {
    this.#nodes[node * STRIDE + END] = end;
    this.#nodes[node * STRIDE + NEXT] = this.#count;
  }

  #startOf(node: number): number {
    return this.#nodes[node * STRIDE + START] ?? 0;
  }

  #endOf(node: number): number {
    return this.#nodes[node * STRIDE + END] ?? 0;
  }

  #keyOf(node: number): number {
    return this.#nodes[node * STRIDE + KEY] ?? -1;
  }

  /** The node behind a node and all it holds. */
  #nextOf(node: number): number {
    return this.#nodes[node * STRIDE + NEXT] ?? this.#count;
  }

  #scan(): void {
    const text = this.#text;
    const length = text.length;
    const open: number[] = [];
    const inObject: boolean[] = [];
    let object = false;
    let expectKey = false;
    let key = -1;
    let at = 0;
    let starts = lineScratch;
    let lines = 1;
    starts[0] = 0;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code <= 32 || code === COLON) {
        at++;
        // Strings of valid JSON hold no line breaks: all of them pass by here.
        if (code === LINE_FEED) {
          if (lines === starts.length) starts = doubled(starts);
          starts[lines++] = at;
        }
      } else if (code === COMMA) {
        expectKey = object;
        at++;
      } else if (code === QUOTE && expectKey) {
        key = at;
        expectKey = false;
        // Keys are short: looking at each character is quicker than asking for the next quote.
        for (at++; at < length; at++) {
          const next = text.charCodeAt(at);
          if (next === QUOTE) break;
          if (next === BACKSLASH) {
            this.#escapedKeys = true;
            at++;
          }
        }
        at++;
      } else if (code === QUOTE) {
        const end = stringEnd(text, at);
        this.#close(this.#add(at, key), end);
        key = -1;
        at = end;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        open.push(this.#add(at, key));
        inObject.push(object);
        if (open.length > this.depth) this.depth = open.length;
        object = code === OPEN_BRACE;
        expectKey = object;
        key = -1;
        at++;
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        const node = open.pop();
        object = inObject.pop() ?? false;
        expectKey = false;
        at++;
        if (node !== undefined) this.#close(node, at);
      } else {
        const node = this.#add(at, key);
        key = -1;
        at++;
        while (at < length) {
          const next = text.charCodeAt(at);
          if (next <= 32 || next === COMMA || next === CLOSE_BRACE || next === CLOSE_BRACKET) break;
          at++;
        }
        this.#close(node, at);
      }
    }
    this.lineStarts = starts.slice(0, lines);
    if (starts.length <= MAX_KEPT) lineScratch = starts;
  }

  /**
   * Follows a pointer as far as it leads: the number of the value there, or -1 less the number of its nearest existing
   * ancestor. Findings of one connector share most of their way from the root, so every step is remembered.
   */
  find(pointer: string): number {
    if (pointer === "") return 0;
    const known = this.#found.get(pointer);
    if (known !== undefined) return known;
    const slash = pointer.lastIndexOf("/");
    const found = this.below(this.find(pointer.slice(0, slash)), unescapeToken(pointer.slice(slash + 1)));
    this.#found.set(pointer, found);
    return found;
  }

  /** One step of {@link find}: the member of a value. Of members with one name the last counts, as in `JSON.parse`. */
  below(parent: number, token: string | number): number {
    if (parent < 0) return parent;
    const member = this.#member(parent, String(token));
    return member >= 0 ? member : -1 - parent;
  }

  /** The offsets of what {@link find} or {@link below} has found. */
  located(found: number): Located {
    if (this.#count === 0) return { start: 0, end: this.#text.length, exact: found === 0 };
    return found >= 0 ? this.#located(found, true) : this.#located(-1 - found, false);
  }

  #located(node: number, exact: boolean): Located {
    const key = this.#keyOf(node);
    const located: Located = { start: this.#startOf(node), end: this.#endOf(node), exact };
    if (key >= 0) {
      located.keyStart = key;
      located.keyEnd = stringEnd(this.#text, key);
    }
    return located;
  }

  #member(node: number, token: string): number {
    const opening = this.#text.charCodeAt(this.#startOf(node));
    const stop = this.#nextOf(node);
    if (stop - node > WIDE) {
      const names = this.#namesOf(node);
      if (names) return names.get(token) ?? -1;
    }
    if (opening === OPEN_BRACKET) {
      if (!/^\d+$/.test(token)) return -1;
      let remaining = Number(token);
      for (let item = node + 1; item < stop; item = this.#nextOf(item)) if (remaining-- === 0) return item;
      return -1;
    }
    if (opening !== OPEN_BRACE) return -1;
    // Without escapes no key holds a quote; the comparison below would take the end of a key for it.
    if (!this.#escapedKeys && token.includes('"')) return -1;
    let found = -1;
    for (let item = node + 1; item < stop; item = this.#nextOf(item))
      if (this.#keyIs(item, token)) found = item;
    return found;
  }

  /**
   * The members of a container by name, once it has been asked for many of them: looking through thousands of paths
   * for each of thousands of findings would take minutes.
   */
  #namesOf(node: number): Members | undefined {
    const known = this.#names.get(node);
    if (known) return known;
    const asked = (this.#asked.get(node) ?? 0) + 1;
    this.#asked.set(node, asked);
    if (asked < MANY_QUESTIONS) return undefined;
    const names = new Map<string, number>();
    const items: number[] = [];
    const array = this.#text.charCodeAt(this.#startOf(node)) === OPEN_BRACKET;
    const stop = this.#nextOf(node);
    for (let item = node + 1; item < stop; item = this.#nextOf(item)) {
      const key = this.#keyOf(item);
      if (array) items.push(item);
      // The last of two members with one name counts, as everywhere.
      else if (key >= 0) names.set(this.#keyText(key), item);
    }
    const members = array
      ? { get: (token: string) => (/^\d+$/.test(token) ? items[Number(token)] : undefined) }
      : names;
    this.#names.set(node, members);
    return members;
  }

  #keyIs(item: number, token: string): boolean {
    const start = this.#keyOf(item);
    if (start < 0) return false;
    if (this.#escapedKeys) return this.#keyText(start) === token;
    // A key without escapes is in the text as it is.
    const text = this.#text;
    return text.charCodeAt(start + 1 + token.length) === QUOTE && text.startsWith(token, start + 1);
  }

  #keyText(start: number): string {
    const raw = this.#text.slice(start, stringEnd(this.#text, start));
    try {
      return JSON.parse(raw) as string;
    } catch {
      return raw.slice(1, -1);
    }
  }

  /** How many members all objects of the text have together, counting those that another of the same name replaces. */
  get members(): number {
    return this.#members;
  }

  /** The keys that an object holds more than once; the first thousand of them. */
  duplicateKeys(): DuplicateKey[] {
    const found: DuplicateKey[] = [];
    const text = this.#text;
    for (let node = 0; node < this.#count && found.length < MAX_DUPLICATES; node++) {
      if (text.charCodeAt(this.#startOf(node)) !== OPEN_BRACE) continue;
      const stop = this.#nextOf(node);
      const first = node + 1;
      // An object with no or one member, by far the most frequent kind, needs no set.
      if (first >= stop || this.#nextOf(first) >= stop) continue;
      const seen = new Map<string, number>();
      for (let item = first; item < stop && found.length < MAX_DUPLICATES; item = this.#nextOf(item)) {
        const start = this.#keyOf(item);
        if (start < 0) continue;
        const end = stringEnd(text, start);
        const raw = text.slice(start + 1, end - 1);
        const key = raw.includes("\\") ? this.#keyText(start) : raw;
        const earlier = seen.get(key);
        if (earlier !== undefined) {
          found.push({
            object: this.#pointerOf(node),
            key,
            first: { start: earlier, end: stringEnd(text, earlier) },
            last: { start, end },
          });
        }
        seen.set(key, start);
      }
    }
    return found;
  }

  /** The container around every node, and its place in it: made in one pass when the first pointer is asked for. */
  #parentsOf(): { parent: Int32Array; position: Int32Array } {
    if (this.#parents) return this.#parents;
    const parent = new Int32Array(this.#count).fill(-1);
    const position = new Int32Array(this.#count);
    for (let node = 0; node < this.#count; node++) {
      const opening = this.#text.charCodeAt(this.#startOf(node));
      if (opening !== OPEN_BRACE && opening !== OPEN_BRACKET) continue;
      const stop = this.#nextOf(node);
      let count = 0;
      for (let item = node + 1; item < stop; item = this.#nextOf(item)) {
        parent[item] = node;
        position[item] = count++;
      }
    }
    this.#parents = { parent, position };
    return this.#parents;
  }

  #pointerOf(target: number): string {
    const { parent, position } = this.#parentsOf();
    const tokens: string[] = [];
    for (let node = target; (parent[node] ?? -1) >= 0; node = parent[node] ?? -1) {
      const key = this.#keyOf(node);
      tokens.push(key >= 0 ? this.#keyText(key) : String(position[node]));
    }
    return child("", ...tokens.reverse());
  }

  /** The arrays and objects whose brackets are before and behind a part of the text, outermost first. */
  containersAround(start: number, end: number): number[] {
    const found: number[] = [];
    for (let node = 0; node >= 0 && node < this.#count; ) {
      if (!this.isContainer(node) || this.#startOf(node) >= start || this.#endOf(node) <= end) break;
      found.push(node);
      const stop = this.#nextOf(node);
      let item = node + 1;
      while (item < stop && this.#endOf(item) <= start) item = this.#nextOf(item);
      node = item < stop ? item : -1;
    }
    return found;
  }

  isContainer(node: number): boolean {
    const opening = this.#text.charCodeAt(this.#startOf(node));
    return opening === OPEN_BRACE || opening === OPEN_BRACKET;
  }

  isArray(node: number): boolean {
    return this.#text.charCodeAt(this.#startOf(node)) === OPEN_BRACKET;
  }

  /** What is in an array or object, in the order of the text; members that another of their name replaces are there, too. */
  itemsOf(node: number): number[] {
    const items: number[] = [];
    if (!this.isContainer(node)) return items;
    const stop = this.#nextOf(node);
    for (let item = node + 1; item < stop; item = this.#nextOf(item)) items.push(item);
    return items;
  }

  /** The key of a member; undefined for an item of an array. */
  nameOf(node: number): string | undefined {
    const key = this.#keyOf(node);
    return key >= 0 ? this.#keyText(key) : undefined;
  }

  /** Where a value begins and ends, and where its key begins, or the value if it has none. */
  extentOf(node: number): { start: number; end: number; from: number } {
    const start = this.#startOf(node);
    const key = this.#keyOf(node);
    return { start, end: this.#endOf(node), from: key >= 0 ? key : start };
  }

  /** The number behind those of a value and all that is in it. */
  after(node: number): number {
    return this.#nextOf(node);
  }

  /** How many values the text has at all depths. */
  get count(): number {
    return this.#count;
  }

  /**
   * The index of a text that differs from this one's in a run of neighbours: what one array or object holds from one item up to
   * another. The rest is taken over.
   * @param text the other text
   * @param around the containers around the place, outermost first; the last one holds the run
   * @param old the numbers of the run here: from the first of them up to what follows
   * @param others an index in which the new run stands, from one number up to another
   * @param shifted how far the offsets of the new run are behind those of `others`
   */
  withRun(
    text: string,
    around: readonly number[],
    old: { from: number; to: number },
    others: { index: PositionIndex; from: number; to: number },
    shifted: number,
    lineStarts: Int32Array,
  ): PositionIndex {
    const more = text.length - this.#text.length;
    const added = others.to - others.from - (old.to - old.from);
    const count = this.#count + added;
    const nodes = new Int32Array(count * STRIDE);
    nodes.set(this.#nodes.subarray(0, old.from * STRIDE));
    for (const container of around) {
      const at = container * STRIDE;
      nodes[at + END] = this.#endOf(container) + more;
      nodes[at + NEXT] = this.#nextOf(container) + added;
    }
    const run = others.index.#nodes.subarray(others.from * STRIDE, others.to * STRIDE);
    nodes.set(run, old.from * STRIDE);
    const start = old.from * STRIDE;
    const middle = start + run.length;
    shift(nodes, start, middle, shifted, old.from - others.from);
    nodes.set(this.#nodes.subarray(old.to * STRIDE, this.#count * STRIDE), middle);
    shift(nodes, middle, nodes.length, more, added);
    const index = new PositionIndex(text, nodes);
    index.#count = count;
    index.#members =
      this.#members - this.#membersIn(old.from, old.to) + others.index.#membersIn(others.from, others.to);
    index.#escapedKeys = this.#escapedKeys || others.index.#escapedKeys;
    index.depth = Math.max(this.depth, around.length - 1 + others.index.depth);
    index.lineStarts = lineStarts;
    return index;
  }

  #membersIn(from: number, to: number): number {
    let members = 0;
    for (let node = from; node < to; node++) if (this.#keyOf(node) >= 0) members++;
    return members;
  }

  /** The pointer of the innermost value at an offset: what an editor's cursor is on. */
  pointerAt(offset: number): string {
    let node = 0;
    let inside = 0;
    // Nodes are in document order, so the last one that starts (with its key) before the offset and ends after it is the innermost.
    for (; node < this.#count; node++) {
      const key = this.#keyOf(node);
      const start = key >= 0 ? key : this.#startOf(node);
      if (start > offset) break;
      if (this.#endOf(node) >= offset) inside = node;
    }
    return this.#pointerOf(inside);
  }
}

/** Moves nodes, from one place in their array up to another, by so many characters and so many nodes. */
function shift(nodes: Int32Array, from: number, to: number, characters: number, numbers: number): void {
  for (let at = from; at < to; at += STRIDE) {
    nodes[at + START] = (nodes[at + START] ?? 0) + characters;
    nodes[at + END] = (nodes[at + END] ?? 0) + characters;
    const key = nodes[at + KEY] ?? -1;
    if (key >= 0) nodes[at + KEY] = key + characters;
    nodes[at + NEXT] = (nodes[at + NEXT] ?? 0) + numbers;
  }
}

function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** The offset behind the closing quote of the string that starts at `start`. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
