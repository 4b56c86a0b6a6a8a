/** What the grammar says of the key or value at a place. */
import { describeKey, kindOf, type NamedKey } from "../definition/grammar/grammar.ts";
import { tokensOf } from "../json/pointer.ts";
import { cursorAt } from "./cursor.ts";
import { scalarsAt } from "./lookup.ts";
import { kindOfObject, type Part, specAt } from "./spec.ts";
import { unquoted } from "./walk-text.ts";

export interface Hover {
  /** The stretch it is about. */
  from: number;
  to: number;
  title: string;
  /** Sentences and facts, one a paragraph; plain text. */
  text: string[];
}

export function hoverAt(part: Part, text: string, offset: number): Hover | undefined {
  const cursor = cursorAt(text, offset);
  const { token, path, member } = cursor;
  if (!token) return undefined;
  const { start: from, end: to } = token;
  const written = unquoted(text.slice(from, to));
  const holder = specAt(part, path, cursor.around);
  const kind = holder?.kind === undefined ? undefined : kindOfObject(holder.kind, cursor.around.at(-1));
  if (token.kind === "key") {
    const key = kind === undefined ? undefined : describeKey(kind, written);
    if (key) return { from, to, title: written, text: describe(key) };
    const entry = holder?.each?.kind;
    return entry === undefined ? undefined : { from, to, title: written, text: [kindOf(entry).meaning] };
  }
  if (member === "$ref" && written.startsWith("#/")) {
    const target = scalarsAt(text, tokensOf(written.slice(1)));
    const facts = ["type", "title", "description"].flatMap((name) => {
      const value = target.get(name);
      return value === undefined ? [] : [`${name}: ${unquoted(value)}`];
    });
    return {
      from,
      to,
      title: written,
      text: facts.length > 0 ? facts : ["A reference to another place of this file."],
    };
  }
  const key = kind === undefined || member === undefined ? undefined : describeKey(kind, member);
  return key ? { from, to, title: member ?? "", text: describe(key) } : undefined;
}

function describe({ meaning, type, values, required, example, tolerated, source }: NamedKey): string[] {
  const types = [type ?? []].flat();
  return [
    meaning,
    ...(types.length > 0
      ? [`${types.join(" or ")}${required ? ", required" : ""}`]
      : required
        ? ["required"]
        : []),
    ...(values ? [`One of ${values.map((value) => `"${value}"`).join(", ")}`] : []),
    ...(example ? [`For example ${example}`] : []),
    ...(tolerated ? ["Nothing reads it."] : []),
    ...(source ? [`Source: ${source}`] : []),
  ];
}
