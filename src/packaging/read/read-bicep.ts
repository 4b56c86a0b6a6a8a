/**
 * Reads custom connectors out of Bicep: parameters, variables and literal resources, which is what such files consist of. What
 * has to be computed stays as it is written. (Documented: Bicep file structure, data types, strings.)
 */
import { InputError } from "../../json/problem.ts";
import { decodeText, LineMap } from "../../json/text.ts";
import { type JsonNode, type ObjectNode, treeOf } from "../../json/tree.ts";
import { escapeArm } from "../logic-apps/arm.ts";

/** Deeper than definitions are nested. */
const MAX_DEPTH = 200;

/**
 * The file as an ARM template with the parameters and the custom connectors in it.
 * @throws {InputError} `bicep-syntax` with the line
 */
export function bicepTemplate(bytes: Buffer, label: string): JsonNode {
  return new BicepReader(decodeText(bytes, label).text, label).read();
}

class BicepReader {
  readonly #text: string;
  readonly #label: string;
  #at = 0;

  constructor(text: string, label: string) {
    this.#text = text;
    this.#label = label;
  }

  read(): JsonNode {
    const parameters: ObjectNode = { kind: "object", members: [] };
    const resources: JsonNode[] = [];
    const text = this.#text;
    for (;;) {
      this.#space();
      if (this.#at >= text.length) break;
      const named = this.#match(/(?:param|var)\s+([A-Za-z_]\w*)[^\n=]*/y);
      if (named) {
        const member: ObjectNode = { kind: "object", members: [] };
        if (this.#skip("="))
          member.members.push({ key: "defaultValue", value: escapeArm(this.#expression(0)) });
        parameters.members.push({ key: named[1] ?? "", value: member });
        continue;
      }
      const resource = this.#match(/resource\s+[A-Za-z_]\w*\s+'([^'@]+)@[^']*'\s*(?:existing\s*)?=\s*/y);
      if (resource && text[this.#at] === "{") {
        const body = this.#expression(0);
        if (body.kind === "object") body.members.push({ key: "type", value: treeOf(resource[1] ?? "") });
        resources.push(body);
        continue;
      }
      this.#line();
    }
    return {
      kind: "object",
      members: [
        { key: "parameters", value: parameters },
        { key: "resources", value: { kind: "array", items: resources } },
      ],
    };
  }

  #fail(what: string): InputError {
    const { line } = new LineMap(this.#text).at(Math.min(this.#at, this.#text.length));
    return new InputError(
      "bicep-syntax",
      `${this.#label}:${line}: the Bicep cannot be read: ${what}.`,
      "Name the ARM template instead: az bicep build writes it.",
    );
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#at += found[0].length;
    return found;
  }

  /** White space, line breaks and comments. */
  #space(): void {
    while (this.#match(/[\s,]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y));
  }

  /** To the end of a line that says nothing here; what it opens is looked through all the same. */
  #line(): void {
    this.#match(/[^\n]*\n?/y);
  }

  #skip(mark: string): boolean {
    this.#match(/[ \t]*/y);
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    this.#match(/[ \t]*/y);
    return true;
  }

  #expression(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw this.#fail(`values are nested more than ${MAX_DEPTH} levels deep`);
    const text = this.#text;
    const first = text[this.#at];
    if (text.startsWith("'''", this.#at)) return this.#longString();
    if (first === "'") return this.#string();
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    const number = this.#match(/-?\d+/y);
    if (number) return { kind: "literal", raw: number[0] };
    const word = this.#match(/[A-Za-z_]\w*/y)?.[0];
    if (word === undefined)
      throw this.#fail(`a value is missing at "${text.slice(this.#at, this.#at + 20).split("\n")[0]}"`);
    if (word === "true" || word === "false" || word === "null") return { kind: "literal", raw: word };
    if (word === "any" || word === "json") return this.#call(word, depth);
    // A name alone stands for a parameter; what is computed of it stays as it is written.
    const rest = this.#match(/(?:\.[\w.]+|\[[^\]\n]*\]|\([^)\n]*\))+/y)?.[0];
    return { kind: "string", value: rest === undefined ? `[parameters('${word}')]` : `\${${word}${rest}}` };
  }

  #call(name: string, depth: number): JsonNode {
    if (!this.#skip("(")) return { kind: "string", value: `[parameters('${name}')]` };
    this.#space();
    const inner = this.#expression(depth + 1);
    this.#space();
    if (!this.#skip(")")) throw this.#fail(`${name}( is not closed`);
    return name === "json" && inner.kind === "string" ? { kind: "literal", raw: inner.value } : inner;
  }

  #object(depth: number): ObjectNode {
    this.#at++;
    const node: ObjectNode = { kind: "object", members: [] };
    for (;;) {
      this.#space();
      if (this.#text[this.#at] === "}") break;
      const key = this.#text[this.#at] === "'" ? this.#string().value : this.#match(/[A-Za-z_]\w*/y)?.[0];
      if (key === undefined || !this.#skip(":")) throw this.#fail("a member has no name");
      this.#space();
      const value = this.#expression(depth + 1);
      if (node.members.some((member) => member.key === key)) throw this.#fail(`"${key}" stands twice`);
      node.members.push({ key, value });
    }
    this.#at++;
    return node;
  }

  #array(depth: number): JsonNode {
    this.#at++;
    const items: JsonNode[] = [];
    for (;;) {
      this.#space();
      if (this.#text[this.#at] === "]") break;
      if (this.#at >= this.#text.length) throw this.#fail("a list is not closed");
      items.push(this.#expression(depth + 1));
    }
    this.#at++;
    return { kind: "array", items };
  }

  #longString(): JsonNode {
    const end = this.#text.indexOf("'''", this.#at + 3);
    if (end < 0) throw this.#fail("a text is not closed");
    const value = this.#text.slice(this.#at + 3, end).replace(/^\r?\n/, "");
    this.#at = end + 3;
    return escapeArm({ kind: "string", value });
  }

  #string(): { kind: "string"; value: string } {
    const found = this.#match(/'((?:[^'\\\n]|\\[^\n])*)'/y);
    if (!found) throw this.#fail("a text is not closed");
    const raw = found[1] ?? "";
    const alone = /^\$\{([A-Za-z_]\w*)\}$/.exec(raw);
    if (alone) return { kind: "string", value: `[parameters('${alone[1]}')]` };
    const value = raw.replace(
      /\\(?:u\{([0-9a-f]{1,6})\}|(.))/gi,
      (match, code: string | undefined, sign: string) => {
        if (code === undefined) return ESCAPES[sign] ?? sign;
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : match;
      },
    );
    return escapeArm({ kind: "string", value }) as { kind: "string"; value: string };
  }
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
