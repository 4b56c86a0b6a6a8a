/** Tells quickly that a file in which little has changed holds no secret: what was looked at before is not looked at again. */
import type { JsonDocument } from "../../json/json-document.ts";
import { isSuspectPart, isSuspectValue, type PartSays, partSays } from "./secrets-in.ts";

/** What the objects of files say by themselves, under the names that they have. An object of a file is never changed: one that is written differently is another one. */
const said = new WeakMap<object, PartSays>();

/** Whether a file that can be read to the letter certainly holds no secret; false means that all of it has to be looked at. */
export function isClean(document: JsonDocument): boolean {
  const { text, value } = document;
  if (!document.strict || value === undefined) return false;
  let around = "";
  let done = 0;
  let areHolders = false;
  const parts = new Set<object>();
  for (const part of document.parts()) {
    let says = said.get(part.value);
    if (!says) {
      says = partSays(text.slice(part.start, part.end));
      says.isSuspect ||= isSuspectPart(part.value, part.name);
      said.set(part.value, says);
    }
    if (says.isSuspect) return false;
    areHolders ||= says.areHolders;
    parts.add(part.value);
    // What is around the parts is looked at as one text, with something in the place of each.
    around += `${text.slice(done, part.start)}{}`;
    done = part.end;
  }
  const rest = partSays(around + text.slice(done));
  return !rest.isSuspect && !isSuspectValue(value, areHolders || rest.areHolders, parts);
}
