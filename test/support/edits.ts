/** What people do to a JSON text between two keystrokes, at a random place. */
import { addMember, applyEdits, type Edit, removeAt, renameKey, replaceValue } from "../../src/json/edits.ts";
import { JsonDocument } from "../../src/json/json-document.ts";
import { lastToken, parentOf } from "../../src/json/pointer.ts";
import type { JsonValue } from "../../src/json/values.ts";

/** Gives a whole number from 0 up to, not including, a limit. */
export type Choose = (limit: number) => number;

/** Choices that one number decides (mulberry32, public domain). */
export function chooser(seed: number): Choose {
  let state = Math.imul(seed, 0x9e3779b1);
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

const JUNK = ['"', "}", "{", "[", "]", ",", ":", "\\", "}, {", '"a": 1,', "// no\n", "\u00a0", "12", '"":0,'];
const MEMBERS: [string, JsonValue][] = [
  ["x-ms-visibility", "internal"],
  ["$ref", "#/definitions/Nowhere"],
  ["required", true],
  ["type", "object"],
  ["description", "Same as before"],
  ["operationId", "Twice"],
  ["default", { description: "d", schema: { type: "string" } }],
  ["x-ms-trigger", "batch"],
  ["__proto__", { type: "string" }],
  ["7", { type: "array" }],
];

const read = (text: string) => JsonDocument.fromText("file.json", text);

/** Mostly a place that is not all there is. */
function at(document: JsonDocument, choose: Choose): string {
  let pointer = "";
  for (let turn = 0; turn < 6 && pointer.split("/").length < 4; turn++)
    pointer = document.pointerAt(choose(document.text.length + 1));
  return pointer;
}

function edited(text: string, edits: (document: JsonDocument) => Edit[] | undefined): string {
  const made = edits(read(text));
  return made ? applyEdits(text, made) : text;
}

/** The innermost object at a random place. */
function objectAt(document: JsonDocument, choose: Choose): string {
  let pointer = at(document, choose);
  while (document.text[document.locate(pointer).start] !== "{" && pointer !== "")
    pointer = parentOf(pointer) ?? "";
  return pointer;
}

/** By name. Each gives the text as it is then; it may be the same. */
export const EDITS: Readonly<Record<string, (text: string, choose: Choose) => string>> = {
  "types into a text": (text, choose) => {
    const place = text.indexOf('": "', choose(text.length));
    const typed = ["x", "é", "😀", "\\n", "\\u0041", " ", "{{a}}"][choose(7)] ?? "";
    return place < 0 ? text : `${text.slice(0, place + 4)}${typed}${text.slice(place + 4)}`;
  },
  "deletes a character": (text, choose) => {
    const place = choose(text.length);
    return text.slice(0, place) + text.slice(place + 1);
  },
  "replaces a value": (text, choose) =>
    edited(text, (document) =>
      replaceValue(document, at(document, choose), ["", "a", 7, true, null, [], {}][choose(7)] ?? null),
    ),
  "renames a key": (text, choose) =>
    edited(text, (document) => {
      const pointer = at(document, choose);
      return renameKey(document, pointer, `${lastToken(pointer)}2`);
    }),
  "adds a member": (text, choose) =>
    edited(text, (document) => {
      const [key, value] = MEMBERS[choose(MEMBERS.length)] ?? ["a", 1];
      return addMember(document, objectAt(document, choose), key, value);
    }),
  "adds what has to be looked for": (text, choose) =>
    edited(text, (document) => {
      const [key, value] = choose(2)
        ? ["password", "Xq7-aB9_zR4kLm2pT8vW"]
        : ["description", "Same {{as}} before"];
      return addMember(document, objectAt(document, choose), key ?? "", value ?? "");
    }),
  "removes a member": (text, choose) => edited(text, (document) => removeAt(document, at(document, choose))),
  "moves a member to the end": (text, choose) =>
    edited(text, (document) => {
      const pointer = at(document, choose);
      const { start, end } = document.locate(pointer);
      const removed = removeAt(document, pointer);
      if (!removed || pointer === "") return undefined;
      const without = applyEdits(text, removed);
      let value: JsonValue;
      try {
        value = JSON.parse(text.slice(start, end)) as JsonValue;
      } catch {
        return undefined;
      }
      const added = addMember(read(without), parentOf(pointer) ?? "", lastToken(pointer) ?? "", value);
      return added && [{ start: 0, end: text.length, text: applyEdits(without, added) }];
    }),
  "copies a member beside itself": (text, choose) =>
    edited(text, (document) => {
      const pointer = at(document, choose);
      const holder = parentOf(pointer);
      const { start, end } = document.locate(pointer);
      if (holder === undefined) return undefined;
      const { start: opening } = document.locate(holder);
      if (text[opening] !== "{") return undefined;
      const name = JSON.stringify(lastToken(pointer));
      return [{ start: opening + 1, end: opening + 1, text: `${name}: ${text.slice(start, end)}, ` }];
    }),
  "breaks the text": (text, choose) => {
    const place = choose(text.length);
    return `${text.slice(0, place)}${JUNK[choose(JUNK.length)]}${text.slice(place)}`;
  },
  "changes all line ends": (text) =>
    text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text.replaceAll("\n", "\r\n"),
};

/** A random edit. */
export function randomEdit(text: string, choose: Choose): string {
  const names = Object.keys(EDITS);
  const name = names[choose(names.length)] ?? "";
  return EDITS[name]?.(text, choose) ?? text;
}
