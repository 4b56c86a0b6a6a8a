/** Reads the YAML of a settings file: its value, and the place of each part of it. */
import type { Document } from "yaml";
import { onDemand } from "../json/on-demand.ts";
import { InputError } from "../json/problem.ts";

const yaml = onDemand<typeof import("yaml")>("yaml");

/** The way to a part of a value. */
export type Tokens = readonly (string | number)[];

export interface YamlSource {
  /** An empty file is an empty object. */
  value: unknown;
  /** Where a value stands, or the key of a member: that is what an author looks for. */
  positionOf(tokens: Tokens): { line: number; column: number };
  /** The error for a part of the file. */
  invalid(tokens: Tokens, message: string, help: string): InputError;
}

/** Deeper than any settings; far below what the reader of YAML can take. */
const MAX_DEPTH = 100;

/**
 * @param file as the user named it
 * @throws {InputError} `settings-invalid` with line and column
 */
export function readYaml(file: string, text: string): YamlSource {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fault = (offset: number, message: string, help: string) => {
    const { line, column } = at(offset);
    return new InputError("settings-invalid", `${file}:${line}:${column}: ${message}`, help);
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const syntax = document.errors[0];
  if (syntax?.code === "MULTIPLE_DOCS")
    throw fault(syntax.pos[0], "The file holds several YAML documents.", "Keep one, without --- lines.");
  if (syntax && /call stack/i.test(syntax.message))
    throw fault(syntax.pos[0], "The file is nested too deeply.", "Settings nest three levels deep.");
  if (syntax) throw fault(syntax.pos[0], `${syntax.message}.`, "Correct the YAML.");
  const alias = firstOddity(document);
  if (alias) throw fault(alias.offset, alias.message, alias.help);
  const positionOf = (tokens: Tokens) => at(offsetOf(document, tokens));
  return {
    value: document.toJS() ?? {},
    positionOf,
    invalid(tokens, message, help) {
      return fault(offsetOf(document, tokens), message, help);
    },
  };
}

/** Aliases make a small file huge, and keys that are lists mean nothing here. */
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
      path.length > MAX_DEPTH
        ? report(node.range?.[0], "The file is nested too deeply.", "Settings nest three levels deep.")
        : undefined,
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
