/** The secrets in one file that was read: hidden from now on in whatever goes out, and with the place where each is. */
import { child } from "../../json/pointer.ts";
import { isObject, type JsonValue } from "../../json/values.ts";
import { addKnown } from "../../machine/redaction/known.ts";
import { type FoundSecret, secretsIn, type TextKind } from "./secrets-in.ts";

export interface CommittedSecret extends FoundSecret {
  /** Relative to the connector's folder. */
  file: string;
  /** Where it is first: the value of JSON that holds it, or whose key does; empty in other texts. */
  pointer: string;
  /** The same in the text of the file; undefined where it is written with escapes. */
  range: { start: number; end: number } | undefined;
}

/** What was found in contents that were looked at already: fixing makes many connectors of nearly the same files. */
const lookedAt = new WeakMap<Buffer, FoundSecret[]>();

/**
 * @param source the file's name in the folder, and its bytes
 * @param value what it holds, where it is JSON
 */
export function secretsOfFile(
  { file, bytes }: { file: string; bytes: Buffer },
  text: string,
  kind: TextKind,
  value?: JsonValue,
): CommittedSecret[] {
  let found = lookedAt.get(bytes);
  if (!found) {
    found = secretsIn(text, value, kind);
    lookedAt.set(bytes, found);
    addKnown(found.map((secret) => secret.value));
  }
  const said = new Set<string>();
  return found.flatMap((secret) => {
    if (secret.isPart) return [];
    const pointer = value === undefined ? "" : (pointerOf(secret.value, value) ?? "");
    const range = rangeOf(secret.value, text);
    // A header and the password in it are one, and so is all that is in one value.
    const place = pointer === "" ? `${range?.start}` : pointer;
    if (said.has(place) || (range === undefined && pointer === "" && said.size > 0)) return [];
    said.add(place);
    return [{ ...secret, file, pointer, range }];
  });
}

function rangeOf(secret: string, text: string): CommittedSecret["range"] {
  for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) {
    const start = text.indexOf(form);
    if (start >= 0) return { start, end: start + form.length };
  }
  return undefined;
}

/** The first place, in the order of the file, that holds the text or has it in its key. */
function pointerOf(secret: string, root: JsonValue): string | undefined {
  const waiting: [JsonValue, string][] = [[root, ""]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, pointer] = next;
    if (typeof value === "string" && value.includes(secret)) return pointer;
    if (typeof value !== "object" || value === null) continue;
    const members: [JsonValue, string][] = [];
    if (Array.isArray(value))
      for (const [at, item] of value.entries()) members.push([item, child(pointer, at)]);
    else if (isObject(value))
      for (const key of Object.keys(value)) {
        if (key.includes(secret)) return child(pointer, key);
        members.push([value[key] as JsonValue, child(pointer, key)]);
      }
    waiting.push(...members.reverse());
  }
  return undefined;
}
