/**
 * Reads the XML of packages: elements, attributes, text. Document types, and with them entities that expand without
 * end or read files, are refused; packages have none.
 */

import { InputError } from "../../json/problem.ts";
import { decodeText, LineMap } from "../../json/text.ts";
import { grouped } from "../../machine/terminal/grouped.ts";

export interface XmlNode {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlNode[];
  /** All text directly inside, entities resolved. */
  text: string;
  /** Line of the start tag, from 1. */
  line: number;
  /** Where it is in the decoded text, from its `<` to behind its end. */
  start: number;
  end: number;
  /** What is between its tags, from `contentStart` up to `contentEnd`; both are `end` for an element that closes itself. */
  contentStart: number;
  contentEnd: number;
}

/** Solutions nest about 10 levels. */
const MAX_DEPTH = 100;

/**
 * Elements and attributes that are kept of one text. A kept element takes about 300 bytes of memory, whatever it takes in the
 * file, so that a file of some kilobytes could fill the machine. (Chosen: the largest solution seen keeps 3,000.)
 */
const MAX_KEPT = 100_000;

/** Elements that are looked through in one text. (Chosen: the customizations of large products have some hundred thousand.) */
const MAX_SEEN = 2_000_000;

/** Characters of one text. */
const MAX_TEXT = 64 * 1024 * 1024;

export interface XmlOptions {
  /**
   * Which children of the root are kept with what is in them; of the others only name and place are. Forms and tables of a
   * solution, which are most of it, have nothing to say about a connector.
   */
  keep?: (name: string) => boolean;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
/** Shared by all elements of which nothing is kept; never written to. */
const NO_CHILDREN: XmlNode[] = [];

const NAME = /[A-Za-z_:\u0080-\uffff][\w.:\-\u0080-\uffff]*/y;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * @param label what to call the text in an error
 * @throws {InputError} `xml-syntax` with the line, if it is not well-formed; `xml-too-large`
 */
export function readXml(bytes: Buffer, label: string, options: XmlOptions = {}): XmlNode {
  return readXmlText(decodeText(bytes, label).text, label, options);
}

/** The same for a text that has been decoded, for those who edit it by the places of its elements. */
export function readXmlText(text: string, label: string, options: XmlOptions = {}): XmlNode {
  if (text.length > MAX_TEXT)
    throw new InputError(
      "xml-too-large",
      `${label} has ${Math.round(text.length / 1024 / 1024)} million characters; that is more than is read.`,
      "Export a smaller solution that holds the connector.",
    );
  return new XmlReader(text, label, options.keep ?? (() => true)).read();
}

/** The first child with a name. */
export function childNamed(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((candidate) => candidate.name === name);
}

/** Text of the first child with a name. */
export function childText(node: XmlNode | undefined, name: string): string | undefined {
  return childNamed(node, name)?.text;
}

/** Every element below a node with a name, in document order. */
export function* descendants(node: XmlNode, name: string): Generator<XmlNode> {
  for (const found of node.children) {
    if (found.name === name) yield found;
    yield* descendants(found, name);
  }
}

class XmlReader {
  #text: string;
  #label: string;
  #lines: LineMap;
  #keep: (name: string) => boolean;
  #at = 0;
  #kept = 0;
  #seen = 0;

  constructor(text: string, label: string, keep: (name: string) => boolean) {
    this.#text = text;
    this.#label = label;
    this.#lines = new LineMap(text);
    this.#keep = keep;
  }

  read(): XmlNode {
    this.#misc();
    if (this.#text[this.#at] !== "<") throw this.#fail("there is no root element");
    const root = this.#element(0, true);
    this.#misc();
    if (this.#at < this.#text.length) throw this.#fail("something stands behind the root element");
    return root;
  }

  #fail(what: string): InputError {
    return new InputError(
      "xml-syntax",
      `${this.#label}:${this.#lines.at(this.#at).line}: the XML is not well-formed: ${what}.`,
      "Importers refuse it: export or build the package again.",
    );
  }

  /** Skips white space, comments, processing instructions and the declaration. */
  #misc(): void {
    for (;;) {
      this.#space();
      if (this.#text.startsWith("<!--", this.#at)) this.#comment();
      else if (this.#text.startsWith("<?", this.#at)) this.#until("?>", "an instruction does not end");
      else if (this.#text.startsWith("<!", this.#at)) throw this.#fail("a document type is not allowed");
      else return;
    }
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #comment(): void {
    this.#at += 4;
    this.#until("-->", "a comment does not end");
  }

  /** Text up to a mark, which is skipped. */
  #until(mark: string, missing: string): string {
    const end = this.#text.indexOf(mark, this.#at);
    if (end < 0) throw this.#fail(missing);
    const text = this.#text.slice(this.#at, end);
    this.#at = end + mark.length;
    return text;
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) throw this.#fail("a name is missing");
    this.#at += name.length;
    return name;
  }

  /** Counts what takes memory, and what takes time. */
  #count(kept: boolean): void {
    this.#seen++;
    if (kept) this.#kept++;
    if (this.#kept <= MAX_KEPT && this.#seen <= MAX_SEEN) return;
    throw new InputError(
      "xml-too-large",
      `${this.#label}:${this.#lines.at(this.#at).line}: the XML has more than ${grouped(this.#kept > MAX_KEPT ? MAX_KEPT : MAX_SEEN)} elements and attributes.`,
      "No solution with connectors has as many: do not trust this file, or export a smaller solution that holds the connector.",
    );
  }

  /** @param kept whether the element is wanted with what is in it */
  #element(depth: number, kept: boolean): XmlNode {
    if (depth > MAX_DEPTH) throw this.#fail(`elements are nested more than ${MAX_DEPTH} levels deep`);
    const start = this.#at;
    this.#at++;
    const name = this.#name();
    const inside = kept && (depth !== 1 || this.#keep(name));
    this.#count(kept);
    const node: XmlNode = {
      name,
      attributes: NO_ATTRIBUTES,
      children: kept ? [] : NO_CHILDREN,
      text: "",
      line: kept ? this.#lines.at(start).line : 0,
      start,
      end: 0,
      contentStart: 0,
      contentEnd: 0,
    };
    const attributes = new Map<string, string>();
    for (;;) {
      const before = this.#at;
      this.#space();
      if (this.#text.startsWith("/>", this.#at)) {
        this.#at += 2;
        node.end = node.contentStart = node.contentEnd = this.#at;
        if (attributes.size > 0 && kept) node.attributes = attributes;
        return node;
      }
      if (this.#text[this.#at] === ">") break;
      if (before === this.#at) throw this.#fail(`the tag of <${name}> is broken`);
      this.#attribute(attributes);
      this.#count(inside);
    }
    if (attributes.size > 0 && kept) node.attributes = attributes;
    this.#at++;
    node.contentStart = this.#at;
    this.#content(node, depth, inside);
    node.end = this.#at;
    return node;
  }

  #attribute(attributes: Map<string, string>): void {
    const name = this.#name();
    this.#space();
    if (this.#text[this.#at] !== "=") throw this.#fail(`the attribute "${name}" has no value`);
    this.#at++;
    this.#space();
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") throw this.#fail(`the value of "${name}" is not quoted`);
    this.#at++;
    const raw = this.#until(quote, `the value of "${name}" does not end`);
    if (raw.includes("<")) throw this.#fail(`the value of "${name}" holds a <`);
    if (attributes.has(name)) throw this.#fail(`the attribute "${name}" is used twice`);
    attributes.set(name, this.#decode(raw.replace(/\r\n|[\t\r\n]/g, " ")));
  }

  #content(node: XmlNode, depth: number, kept: boolean): void {
    const texts: string[] = [];
    const take = (text: string) => {
      if (kept) texts.push(text);
    };
    for (;;) {
      const open = this.#text.indexOf("<", this.#at);
      if (open < 0) throw this.#fail(`<${node.name}> is not closed`);
      if (open > this.#at) {
        const text = this.#text.slice(this.#at, open);
        if (kept || text.includes("&")) take(this.#decode(text.replace(/\r\n?/g, "\n")));
      }
      this.#at = open;
      if (this.#text.startsWith("</", open)) break;
      if (this.#text.startsWith("<!--", open)) this.#comment();
      else if (this.#text.startsWith("<![CDATA[", open)) {
        this.#at += 9;
        take(this.#until("]]>", "a CDATA section does not end").replace(/\r\n?/g, "\n"));
      } else if (this.#text.startsWith("<?", open)) this.#until("?>", "an instruction does not end");
      else if (this.#text.startsWith("<!", open)) throw this.#fail("a declaration is not allowed");
      else {
        const child = this.#element(depth + 1, kept);
        if (kept) node.children.push(child);
      }
    }
    node.contentEnd = this.#at;
    this.#at += 2;
    const name = this.#name();
    this.#space();
    if (name !== node.name || this.#text[this.#at] !== ">")
      throw this.#fail(`<${node.name}> is closed by </${name}>`);
    this.#at++;
    node.text = texts.join("");
  }

  #decode(raw: string): string {
    if (!raw.includes("&")) return raw;
    return raw.replace(/&(?:#x([0-9a-f]{1,6});|#(\d{1,7});|(\w+);)?/gi, (match, hex, decimal, name) => {
      if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name] ?? "";
      const code =
        hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : -1;
      if (code <= 0 || code > 0x10ffff) throw this.#fail(`"${match}" is not a known entity`);
      return String.fromCodePoint(code);
    });
  }
}
