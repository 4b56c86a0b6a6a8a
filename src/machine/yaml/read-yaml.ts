/**
 * YAML that people write: settings, solutions, contracts, worlds. One policy for all of it: one document, no aliases (they
 * make a small file huge), names for keys, bounds on size and depth, and every fault with its line and column.
 */
import type { Document } from "yaml";
import { onDemand } from "../../json/on-demand.ts";
import { InputError } from "../../json/problem.ts";

const yaml = onDemand<typeof import("yaml")>("yaml");

/** The way to a part of a value. */
export type Tokens = readonly (string | number)[];

export interface YamlSource {
  /** An empty file is an empty object. */
  value: unknown;
  /** Where a value is, or the key of a member: that is what an author looks for. */
  positionOf(tokens: Tokens): { line: number; column: number };
  /** The error for a part of the file. */
  invalid(tokens: Tokens, message: string, help: string): InputError;
}

/** The longest text that is read, in UTF-16 units. A world of 2,000 pages has a fraction of it. (Chosen.) */
export const MAX_YAML = 4 * 1024 * 1024;

/** Deeper than any file of ours; far below what the reader of YAML can take. (Chosen.) */
const MAX_DEPTH = 100;

/**
 * Reads YAML, or JSON, which is YAML.
 * @param file as the user named it, for messages
 * @param code of the errors
 * @throws {InputError} with that code, file, line and column
 */
export function readYaml(text: string, file: string, code: string): YamlSource {
  if (text.length > MAX_YAML)
    throw new InputError(code, `${file} is larger than ${MAX_YAML / 1024 / 1024} MiB.`, "Split it up.");
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fault = (offset: number, message: string, help: string) => {
    const { line, column } = at(offset);
    return new InputError(code, `${file}:${line}:${column}: ${message}`, help);
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const syntax = document.errors[0];
  if (syntax?.code === "MULTIPLE_DOCS")
    throw fault(syntax.pos[0], "The file holds several YAML documents.", "Keep one, without --- lines.");
  if (syntax && /call stack/i.test(syntax.message)) throw fault(syntax.pos[0], TOO_DEEP, LESS_DEEP);
  if (syntax)
    throw fault(
      syntax.pos[0],
      `${syntax.message.replace(/\.?$/, ".")}`,
      "Correct the YAML here; two spaces indent a level, and tabs are not allowed.",
    );
  const oddity = firstOddity(document);
  if (oddity) throw fault(oddity.offset, oddity.message, oddity.help);
  return {
    value: document.toJS() ?? {},
    positionOf: (tokens) => at(offsetOf(document, tokens)),
    invalid: (tokens, message, help) => fault(offsetOf(document, tokens), message, help),
  };
}

const TOO_DEEP = "The file is nested too deeply.";
const LESS_DEEP = `Nest at most ${MAX_DEPTH} levels.`;

function firstOddity(document: Document): { offset: number; message: string; help: string } | undefined {
  const { isNode, visit } = yaml();
  let found: { offset: number; message: string; help: string } | undefined;
  const report = (offset: number | undefined, message: string, help: string) => {
    found = { offset: offset ?? 0, message, help };
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_, node) =>
      report(node.range?.[0], `The alias "*${node.source}" is not followed.`, "Write the value out."),
    Pair: (_, { key }) =>
      isNode(key) && "items" in key
        ? report(key.range?.[0], "A key must be a name, not a list or a map.", "Write the name of a key.")
        : undefined,
    Node: (_, node, path) =>
      path.length > MAX_DEPTH ? report(node.range?.[0], TOO_DEEP, LESS_DEEP) : undefined,
  });
  return found;
}

function offsetOf(document: Document, tokens: Tokens): number {
  const { isMap, isNode } = yaml();
  for (let length = tokens.length; length > 0; length--) {
    const path = tokens.slice(0, length);
    const parent = length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
    const pair = isMap(parent)
      ? parent.items.find((item) => String(item.key) === String(path.at(-1)))
      : undefined;
    const node = isNode(pair?.key) ? pair.key : document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
