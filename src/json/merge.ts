/**
 * Brings new values into a JSON text and leaves everything else as it stands: order of keys, indentation, spelling of
 * numbers and escapes, line breaks. What means the same is not touched, so that a diff shows what was edited.
 */
import { type JsonNode, type ObjectNode, parseTree, sameMeaning } from "./tree.ts";
import { type JsonStyle, write, writeString } from "./write-json.ts";

interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A member or item of the old text, and what becomes of it. */
interface OldItem {
  start: number;
  end: number;
}

/** Larger arrays are compared place by place: finding the fewest changes would take too long. */
const MAX_ALIGNED = 400_000;

/**
 * @param text a JSON text without a byte order mark
 * @param label what to call it in an error
 * @throws {InputError} `json-syntax` if the text is not JSON
 */
export function mergeJson(text: string, incoming: JsonNode, label: string): string {
  const old = parseTree(text, label);
  const edits: Edit[] = [];
  new Merger(text, styleOf(text), edits).node(old, incoming);
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

/** How a text is written: its first indented line, its line breaks, whether it escapes what is not ASCII. */
export function styleOf(text: string): JsonStyle & { newline: string } {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /\n([ \t]+)["{[\d]/.exec(text)?.[1];
  const ascii = !/[^\x00-\x7f]/.test(text) && /\\u[0-9a-f]{4}/i.test(text);
  return indent === undefined ? { newline, ascii } : { indent, newline, ascii };
}

class Merger {
  #text: string;
  #style: JsonStyle & { newline: string };
  #edits: Edit[];

  constructor(text: string, style: JsonStyle & { newline: string }, edits: Edit[]) {
    this.#text = text;
    this.#style = style;
    this.#edits = edits;
  }

  node(old: JsonNode, incoming: JsonNode): void {
    if (sameMeaning(old, incoming)) return;
    if (old.kind === "object" && incoming.kind === "object" && old.members.length > 0) {
      if (this.#object(old, incoming)) return;
    } else if (old.kind === "array" && incoming.kind === "array" && old.items.length > 0) {
      if (this.#array(old.items, incoming.items)) return;
    }
    this.#edits.push({ start: start(old), end: end(old), text: this.#write(incoming, start(old)) });
  }

  /** False if nothing of the old object stays. */
  #object(old: ObjectNode, incoming: ObjectNode): boolean {
    const wanted = new Map(incoming.members.map((member) => [member.key, member.value]));
    const places = new Map(old.members.map((member, index) => [member.key, index]));
    const kept = old.members.map((member) => wanted.has(member.key));
    if (!kept.includes(true)) return false;
    const insertions = new Map<number, string[]>();
    let anchor = -1;
    const first = kept.indexOf(true);
    for (const { key, value } of incoming.members) {
      const place = places.get(key);
      if (place !== undefined) {
        anchor = place;
        this.node((old.members[place] as (typeof old.members)[number]).value, value);
        continue;
      }
      const at = old.members[first]?.start ?? 0;
      const text = `${writeString(key, this.#style.ascii)}${this.#colon()}${this.#write(value, at)}`;
      insertions.set(anchor, [...(insertions.get(anchor) ?? []), text]);
    }
    const items = old.members.map((member) => ({ start: member.start ?? 0, end: end(member.value) }));
    this.#list(items, kept, insertions);
    return true;
  }

  #array(old: JsonNode[], incoming: JsonNode[]): boolean {
    const pairs = align(old, incoming);
    const kept = old.map(() => false);
    const insertions = new Map<number, string[]>();
    const partner = new Map(pairs.map(([from, to]) => [to, from]));
    if (pairs.length === 0) return false;
    for (const [from] of pairs) kept[from] = true;
    const at = start(old[kept.indexOf(true)] as JsonNode);
    let anchor = -1;
    for (const [index, item] of incoming.entries()) {
      const from = partner.get(index);
      if (from !== undefined) {
        anchor = from;
        this.node(old[from] as JsonNode, item);
      } else insertions.set(anchor, [...(insertions.get(anchor) ?? []), this.#write(item, at)]);
    }
    const items = old.map((item) => ({ start: start(item), end: end(item) }));
    this.#list(items, kept, insertions);
    return true;
  }

  /** Takes out what is not kept and puts in what is new, behind the item it follows. */
  #list(items: OldItem[], kept: boolean[], insertions: Map<number, string[]>): void {
    const first = kept.indexOf(true);
    const firstItem = items[first] as OldItem;
    if (first > 0) this.#edits.push({ start: (items[0] as OldItem).start, end: firstItem.start, text: "" });
    for (let index = first + 1; index < items.length; index++) {
      if (kept[index]) continue;
      this.#edits.push({
        start: (items[index - 1] as OldItem).end,
        end: (items[index] as OldItem).end,
        text: "",
      });
    }
    const between = this.#between(items);
    for (const [anchor, texts] of insertions) {
      if (anchor < 0) {
        const text = texts.map((entry) => `${entry},${between}`).join("");
        this.#edits.push({ start: firstItem.start, end: firstItem.start, text });
      } else {
        const { end: behind } = items[anchor] as OldItem;
        const text = texts.map((entry) => `,${between}${entry}`).join("");
        this.#edits.push({ start: behind, end: behind, text });
      }
    }
  }

  /** White space between two items: that before the first one, or one space on a single line. */
  #between(items: OldItem[]): string {
    const [first, second] = items;
    if (first && second) return this.#text.slice(first.end, second.start).replace(/^\s*,/, "");
    const before = /[ \t\r\n]*$/.exec(this.#text.slice(0, first?.start ?? 0))?.[0] ?? "";
    return before.includes("\n") ? before : this.#style.indent === undefined ? "" : " ";
  }

  #colon(): string {
    return this.#style.indent === undefined && !/":\s/.test(this.#text) ? ":" : ": ";
  }

  /** A value as it is written at a place, indented like the line the place is on. */
  #write(node: JsonNode, place: number): string {
    const { indent } = this.#style;
    if (indent === undefined) return write(node, this.#style);
    const line = this.#text.lastIndexOf("\n", place - 1) + 1;
    const before = /^[ \t]*/.exec(this.#text.slice(line, place))?.[0] ?? "";
    const level = Math.round(before.length / indent.length);
    return write(node, { ...this.#style, level });
  }
}

function start(node: JsonNode): number {
  return node.start ?? 0;
}

function end(node: JsonNode): number {
  return node.end ?? 0;
}

/** Which items of two arrays belong together, as pairs of places in ascending order. */
function align(old: JsonNode[], incoming: JsonNode[]): [number, number][] {
  if (old.length * incoming.length > MAX_ALIGNED) {
    return old.slice(0, incoming.length).map((_, index) => [index, index]);
  }
  const pairs: [number, number][] = [];
  let from = 0;
  let to = 0;
  for (const [nextFrom, nextTo] of [...commonItems(old, incoming), [old.length, incoming.length] as const]) {
    // Items between two unchanged ones are taken for edited ones, in their order.
    const edited = Math.min(nextFrom - from, nextTo - to);
    for (let index = 0; index < edited; index++) {
      const left = old[from + index] as JsonNode;
      const right = incoming[to + index] as JsonNode;
      if (left.kind === right.kind) pairs.push([from + index, to + index]);
    }
    if (nextFrom < old.length || nextTo < incoming.length) pairs.push([nextFrom, nextTo]);
    from = nextFrom + 1;
    to = nextTo + 1;
  }
  return pairs.filter(([left, right]) => left < old.length && right < incoming.length);
}

/** The longest run of equal items in both, found from the back by dynamic programming. */
function commonItems(old: JsonNode[], incoming: JsonNode[]): [number, number][] {
  const text = (nodes: JsonNode[]) => nodes.map((node) => write(sorted(node), { ascii: false }));
  const left = text(old);
  const right = text(incoming);
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}

/** A value with the members of its objects in one order, so that equal ones have equal texts. */
function sorted(node: JsonNode): JsonNode {
  if (node.kind === "array") return { kind: "array", items: node.items.map(sorted) };
  if (node.kind !== "object") return node;
  const members = node.members.map(({ key, value }) => ({ key, value: sorted(value) }));
  return { kind: "object", members: members.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) };
}
