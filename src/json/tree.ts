/**
 * JSON as it was written: order of members, spelling of numbers, place of every value.
 *
 * Packages must say what the source says. `JSON.parse` sorts keys that look like numbers (the status codes of responses
 * among them), turns `1.0` into `1` and rounds long integers, so what is shipped is written from this tree instead.
 */
import { tokensOf } from "./pointer.ts";
import { InputError } from "./problem.ts";

/** Offsets into the text a node was read from; absent on nodes made by us. */
interface Placed {
  start?: number;
  end?: number;
}

export interface ObjectNode extends Placed {
  kind: "object";
  members: Member[];
}
export interface Member {
  key: string;
  value: JsonNode;
  /** Offset of the key's opening quote. */
  start?: number;
}
export interface ArrayNode extends Placed {
  kind: "array";
  items: JsonNode[];
}
export interface StringNode extends Placed {
  kind: "string";
  value: string;
}
/** A number, `true`, `false` or `null`, with its spelling. */
export interface LiteralNode extends Placed {
  kind: "literal";
  raw: string;
}
export type JsonNode = ObjectNode | ArrayNode | StringNode | LiteralNode;

/** Nothing that ships nests deeper; the reader of connector folders stops at the same depth. */
const MAX_DEPTH = 512;

const LITERAL = /-?\d[\d.eE+-]*|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads a JSON text. Where an object holds a key twice, the last value counts and takes the first one's place,
 * as in every reader of the platform's tools.
 * @param label what to call the text in an error
 * @throws {InputError} `json-syntax` if the text is not strict JSON, `json-too-deep`
 */
export function parseTree(text: string, label: string): JsonNode {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new InputError(
      "json-syntax",
      `${label} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      "Correct the text; a JSON editor shows the place.",
    );
  }
  return new TreeReader(text, label).read();
}

/** Walks a text that `JSON.parse` has accepted, so nothing in it needs checking again. */
class TreeReader {
  #text: string;
  #label: string;
  #at = 0;

  constructor(text: string, label: string) {
    this.#text = text;
    this.#label = label;
  }

  read(): JsonNode {
    this.#skip();
    return this.#value(0);
  }

  #skip(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) {
      throw new InputError(
        "json-too-deep",
        `${this.#label} is nested more than ${MAX_DEPTH} levels deep.`,
        "Flatten the document: no reader of connectors needs such nesting.",
      );
    }
    const start = this.#at;
    const first = this.#text[start];
    let node: JsonNode;
    if (first === "{") node = this.#object(depth);
    else if (first === "[") node = this.#array(depth);
    else if (first === '"') node = { kind: "string", value: this.#string() };
    else {
      LITERAL.lastIndex = start;
      node = { kind: "literal", raw: LITERAL.exec(this.#text)?.[0] ?? "null" };
      this.#at = start + node.raw.length;
    }
    node.start = start;
    node.end = this.#at;
    return node;
  }

  #object(depth: number): ObjectNode {
    const members: Member[] = [];
    const places = new Map<string, Member>();
    this.#at++;
    this.#skip();
    while (this.#text[this.#at] !== "}") {
      if (this.#text[this.#at] === ",") this.#at++;
      this.#skip();
      const start = this.#at;
      const key = this.#string();
      this.#skip();
      this.#at++; // the colon
      this.#skip();
      const value = this.#value(depth + 1);
      this.#skip();
      const earlier = places.get(key);
      if (earlier) earlier.value = value;
      else {
        const member = { key, value, start };
        places.set(key, member);
        members.push(member);
      }
    }
    this.#at++;
    return { kind: "object", members };
  }

  #array(depth: number): ArrayNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.#skip();
    while (this.#text[this.#at] !== "]") {
      if (this.#text[this.#at] === ",") this.#at++;
      this.#skip();
      items.push(this.#value(depth + 1));
      this.#skip();
    }
    this.#at++;
    return { kind: "array", items };
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    let escaped = false;
    for (let code = this.#text.charCodeAt(end); code !== 34; code = this.#text.charCodeAt(++end)) {
      if (code === 92) {
        escaped = true;
        end++;
      }
    }
    this.#at = end + 1;
    return escaped
      ? (JSON.parse(this.#text.slice(start, end + 1)) as string)
      : this.#text.slice(start + 1, end);
  }
}

/** The member's value, or undefined; undefined also for what is not an object. */
export function get(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === "object" ? node.members.find((member) => member.key === key)?.value : undefined;
}

/** The node at a pointer, or undefined. */
export function nodeAt(node: JsonNode | undefined, pointer: string): JsonNode | undefined {
  let found = node;
  for (const token of tokensOf(pointer))
    found = found?.kind === "array" ? found.items[Number(token)] : get(found, token);
  return found;
}

/** The member's text, if there is one and it is a string. */
export function getText(node: JsonNode | undefined, key: string): string | undefined {
  const found = get(node, key);
  return found?.kind === "string" ? found.value : undefined;
}

/** Replaces a member's value in place, or adds the member at the end. */
export function set(node: ObjectNode, key: string, value: JsonNode): void {
  const member = node.members.find((candidate) => candidate.key === key);
  if (member) member.value = value;
  else node.members.push({ key, value });
}

/** Removes a member; true if there was one. */
export function remove(node: ObjectNode, key: string): boolean {
  const index = node.members.findIndex((member) => member.key === key);
  if (index >= 0) node.members.splice(index, 1);
  return index >= 0;
}

/** True for what says nothing: missing, null, an empty text, list or object. */
export function isEmpty(node: JsonNode | undefined): boolean {
  if (node === undefined) return true;
  if (node.kind === "array") return node.items.length === 0;
  if (node.kind === "object") return node.members.length === 0;
  return node.kind === "string" ? node.value === "" : node.raw === "null";
}

/** A copy that can be changed without changing the original. */
export function clone<Node extends JsonNode>(node: Node): Node {
  if (node.kind === "object") {
    return { ...node, members: node.members.map((member) => ({ ...member, value: clone(member.value) })) };
  }
  return node.kind === "array" ? { ...node, items: node.items.map((item) => clone(item)) } : { ...node };
}

/** A tree from a plain value, members in the value's own order. */
export function treeOf(value: unknown): JsonNode {
  if (typeof value === "string") return { kind: "string", value };
  if (Array.isArray(value)) return { kind: "array", items: value.map(treeOf) };
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, content]) => content !== undefined)
      .map(([key, content]) => ({ key, value: treeOf(content) }));
    return { kind: "object", members };
  }
  return { kind: "literal", raw: JSON.stringify(value ?? null) };
}

/** Whether two trees mean the same: order of members and spelling of numbers do not count. */
export function sameMeaning(left: JsonNode, right: JsonNode): boolean {
  if (left.kind === "object") {
    if (right.kind !== "object" || left.members.length !== right.members.length) return false;
    const others = new Map(right.members.map((member) => [member.key, member.value]));
    return left.members.every((member) => {
      const other = others.get(member.key);
      return other !== undefined && sameMeaning(member.value, other);
    });
  }
  if (left.kind === "array") {
    return (
      right.kind === "array" &&
      left.items.length === right.items.length &&
      left.items.every((item, index) => sameMeaning(item, right.items[index] as JsonNode))
    );
  }
  if (left.kind === "string") return right.kind === "string" && left.value === right.value;
  return right.kind === "literal" && (left.raw === right.raw || sameNumber(left.raw, right.raw));
}

function sameNumber(left: string, right: string): boolean {
  // Long integers that differ only in digits a double cannot hold are different values.
  const exact = (raw: string) => Number.isSafeInteger(Number(raw)) || !/^-?\d+$/.test(raw);
  return exact(left) && exact(right) && Number(left) === Number(right);
}
