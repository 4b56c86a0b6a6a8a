/** The byte forms in which packages hold JSON. */
import type { JsonNode } from "./tree.ts";
import type { JsonValue } from "./values.ts";

/**
 * The form that `paconn download` writes, and with it a connector's canonical one: two spaces, LF, every character
 * outside ASCII escaped, no byte order mark and no line break at the end. (Sourced: paconn.)
 */
export function canonicalJson(node: JsonNode): string {
  return write(node, { indent: "  ", newline: "\n", ascii: true });
}

/** The compact form of the files in a solution: one line, characters as they are. (Sourced: server exports.) */
export function compactJson(node: JsonNode): string {
  return write(node, { ascii: false });
}

/** The plain value of a tree, for those who only read it. Long numbers are as exact as numbers are. */
export function plainOf(node: JsonNode): JsonValue {
  return JSON.parse(compactJson(node)) as JsonValue;
}

export interface JsonStyle {
  /** One level of indentation; without it everything is on one line with no spaces. */
  indent?: string;
  newline?: string;
  /** Whether characters outside ASCII are written as escapes. */
  ascii: boolean;
  /** Indentation the first line already has. */
  level?: number;
}

/** Writes a tree; empty arrays and objects stay on one line in every style. */
export function write(node: JsonNode, style: JsonStyle): string {
  const parts: string[] = [];
  const newline = style.newline ?? "\n";
  const breakTo = (level: number) => {
    if (style.indent !== undefined) parts.push(newline, style.indent.repeat(level));
  };
  const colon = style.indent === undefined ? ":" : ": ";
  const visit = (value: JsonNode, level: number): void => {
    if (value.kind === "string") parts.push(writeString(value.value, style.ascii));
    else if (value.kind === "literal") parts.push(value.raw);
    else if (value.kind === "array") {
      if (value.items.length === 0) return void parts.push("[]");
      parts.push("[");
      for (const [index, item] of value.items.entries()) {
        if (index > 0) parts.push(",");
        breakTo(level + 1);
        visit(item, level + 1);
      }
      breakTo(level);
      parts.push("]");
    } else {
      if (value.members.length === 0) return void parts.push("{}");
      parts.push("{");
      for (const [index, member] of value.members.entries()) {
        if (index > 0) parts.push(",");
        breakTo(level + 1);
        parts.push(writeString(member.key, style.ascii), colon);
        visit(member.value, level + 1);
      }
      breakTo(level);
      parts.push("}");
    }
  };
  visit(node, style.level ?? 0);
  return parts.join("");
}

/** One JSON string with its quotes. */
export function writeString(text: string, ascii: boolean): string {
  const written = JSON.stringify(text);
  if (!ascii || /^[\x00-\x7f]*$/.test(written)) return written;
  return written.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
