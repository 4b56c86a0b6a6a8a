/**
 * Which rule speaks where several could. A rule says of which others it knows that they say it better (`yieldsTo`); where
 * one of them reports at the same place or inside it, its own report is left out. A rule that is off in a profile, or turned off, says
 * nothing, so that the other one speaks there: no rule has to know the profile.
 */
import { child, lastToken, parentOf } from "../json/pointer.ts";
import type { Report, ReportOptions } from "../rules/language/context.ts";
import type { Statement } from "../rules/language/statement.ts";

/** Leaves out the reports that yield to another. The order stays. */
export function byPrecedence(reports: Report[]): Report[] {
  const all = withoutSpokenFor(reports);
  const awaited = new Set<string>();
  for (const { rule } of all) for (const id of rule.yieldsTo ?? []) awaited.add(id);
  if (awaited.size === 0) return all;
  const said = new Set<string>();
  for (const { rule, place, options } of all) {
    if (!awaited.has(rule.id)) continue;
    // What is said of a part is said of what holds it: `/a/b` and `/a` for `/a/b`.
    let pointer: string | undefined = place.pointer;
    for (; pointer !== undefined; pointer = parentOf(pointer)) said.add(nameOf(rule.id, place.file, pointer));
    // That a key is missing is said at the object; it is about the key.
    for (const key of keysAskedFor(rule, options))
      said.add(nameOf(rule.id, place.file, child(place.pointer, key)));
  }
  if (said.size === 0) return all;
  return all.filter(({ rule, place, options }) => {
    const others = options.yieldsTo ?? rule.yieldsTo;
    return !others?.some((id) => said.has(nameOf(id, place.file, place.pointer)));
  });
}

/** Leaves out what is said at or below a place of which a rule has said everything, and of its key at the root. */
function withoutSpokenFor(all: Report[]): Report[] {
  const places = new Set<string>();
  const roots = new Set<string>();
  for (const { rule, place } of all) {
    if (!rule.speaksForAll) continue;
    places.add(`${place.file}\n${place.pointer}`);
    roots.add(lastToken(place.pointer) ?? "");
  }
  if (places.size === 0) return all;
  return all.filter(({ rule, place, options }) => {
    if (rule.speaksForAll) return true;
    if (place.pointer === "" && keysAskedFor(rule, options).some((key) => roots.has(key))) return false;
    let pointer: string | undefined = place.pointer;
    for (; pointer !== undefined; pointer = parentOf(pointer))
      if (places.has(`${place.file}\n${pointer}`)) return false;
    return true;
  });
}

/** The keys that a report says are missing. */
export function keysAskedFor({ asksFor = [] }: Statement, { asks }: ReportOptions): readonly string[] {
  return asks === undefined ? asksFor : typeof asks === "string" ? [asks] : asks;
}

function nameOf(id: string, file: string, pointer: string): string {
  return `${id}\n${file}\n${pointer}`;
}
