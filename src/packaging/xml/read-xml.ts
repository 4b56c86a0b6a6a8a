/**
 * Reads the XML of packages: elements, attributes, text. Document types, and with them entities that expand without
 * end or read files, are refused; packages have none.
 */
import { InputError } from "../../json/problem.ts";
import { decodeText, LineMap } from "../../json/text.ts";

export interface XmlNode {
  name: string;
  attributes: Map<string, string>;
  children: XmlNode[];
  /** All text directly inside, entities resolved. */
  text: string;
  /** Line of the start tag, from 1. */
  line: number;
}

/** Solutions nest about 10 levels. */
const MAX_DEPTH = 100;

const NAME = /[A-Za-z_:\u0080-\uffff][\w.:\-\u0080-\uffff]*/y;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * @param label what to call the text in an error
 * @throws {InputError} `xml-syntax` with the line, if it is not well-formed
 */
export function readXml(bytes: Buffer, label: string): XmlNode {
  return new XmlReader(decodeText(bytes, label).text, label).read();
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
  #at = 0;

  constructor(text: string, label: string) {
    this.#text = text;
    this.#label = label;
    this.#lines = new LineMap(text);
  }

  read(): XmlNode {
    this.#misc();
    if (this.#text[this.#at] !== "<") throw this.#fail("there is no root element");
    const root = this.#element(0);
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

  #element(depth: number): XmlNode {
    if (depth > MAX_DEPTH) throw this.#fail(`elements are nested more than ${MAX_DEPTH} levels deep`);
    const line = this.#lines.at(this.#at).line;
    this.#at++;
    const node: XmlNode = { name: this.#name(), attributes: new Map(), children: [], text: "", line };
    for (;;) {
      const before = this.#at;
      this.#space();
      if (this.#text.startsWith("/>", this.#at)) {
        this.#at += 2;
        return node;
      }
      if (this.#text[this.#at] === ">") break;
      if (before === this.#at) throw this.#fail(`the tag of <${node.name}> is broken`);
      this.#attribute(node);
    }
    this.#at++;
    this.#content(node, depth);
    return node;
  }

  #attribute(node: XmlNode): void {
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
    if (node.attributes.has(name)) throw this.#fail(`the attribute "${name}" stands twice`);
    node.attributes.set(name, this.#decode(raw.replace(/\r\n|[\t\r\n]/g, " ")));
  }

  #content(node: XmlNode, depth: number): void {
    const texts: string[] = [];
    for (;;) {
      const open = this.#text.indexOf("<", this.#at);
      if (open < 0) throw this.#fail(`<${node.name}> is not closed`);
      if (open > this.#at) texts.push(this.#decode(this.#text.slice(this.#at, open).replace(/\r\n?/g, "\n")));
      this.#at = open;
      if (this.#text.startsWith("</", open)) break;
      if (this.#text.startsWith("<!--", open)) this.#comment();
      else if (this.#text.startsWith("<![CDATA[", open)) {
        this.#at += 9;
        texts.push(this.#until("]]>", "a CDATA section does not end").replace(/\r\n?/g, "\n"));
      } else if (this.#text.startsWith("<?", open)) this.#until("?>", "an instruction does not end");
      else if (this.#text.startsWith("<!", open)) throw this.#fail("a declaration is not allowed");
      else node.children.push(this.#element(depth + 1));
    }
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
      if (code <= 0 || code > 0x10ffff) throw this.#fail(`"${match}" is no known entity`);
      return String.fromCodePoint(code);
    });
  }
}
