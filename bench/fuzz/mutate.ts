/** Makes one broken connector out of a sound one: first in its values, then in its bytes. */
import { isObject, type JsonObject, type JsonValue, own, ownObject, setOwn } from "../../src/json/values.ts";
import {
  CREDENTIAL,
  deepValue,
  NASTY_KEYS,
  NASTY_TEXTS,
  nastyValue,
  referenceWeb,
  wideValue,
} from "./nasty.ts";
import type { Files, Pool } from "./pool.ts";
import type { Random } from "./random.ts";

/**
 * Copies of copies grow without end, up to what no string can hold and no call stack can write; larger mutants say nothing that
 * smaller ones do not. Characters of a file, about, and levels of nesting.
 */
const MAX_WRITTEN = 1_000_000;
const MAX_LEVELS = 2000;
/** Characters around a key and its value: quotes, colon, comma, line break. */
const AROUND = 6;

/** The files of one case. */
export function mutate(pool: Pool, random: Random): { from: string; files: Files } {
  const { name, files } = random.pick(random.chance(0.04) ? pool.whole : pool.pieces);
  const result: Files = new Map(files);
  for (const [file, bytes] of files) {
    if (file.endsWith(".json")) result.set(file, mutateJson(bytes, pool, random));
    else if (random.chance(0.05)) result.set(file, damage(bytes, random));
    if (random.chance(0.01)) result.delete(file);
  }
  if (random.chance(0.01)) result.set("settings.json", Buffer.from(JSON.stringify(nastyValue(random))));
  if (random.chance(0.01)) result.set("icon.png", damage(files.get("icon.png") ?? Buffer.alloc(40), random));
  return { from: name, files: result };
}

function mutateJson(bytes: Buffer, pool: Pool, random: Random): Buffer {
  let root: JsonValue;
  try {
    root = JSON.parse(bytes.toString("utf8")) as JsonValue;
  } catch {
    return damage(bytes, random);
  }
  // One fault alone is what authors make; many together are what nobody has thought of.
  const count = random.chance(0.1) ? 0 : random.chance(0.5) ? 1 : 1 + random.below(8);
  for (let number = 0; number < count; number++) {
    // Few mutations grow without end, but each can, and only what it has made shows it.
    const before = JSON.stringify(root);
    root = mutateValue(root, pool, random);
    if (isTooLarge(root)) root = JSON.parse(before) as JsonValue;
  }
  const written = write(root, random);
  return random.chance(0.15) ? damage(encode(written, random), random) : encode(written, random);
}

interface Slot {
  holder: JsonObject | JsonValue[];
  key: string | number;
}

/** Every place below a value, found without recursion: mutants can be deep. */
function slotsOf(root: JsonValue): Slot[] {
  const slots: Slot[] = [];
  const waiting: JsonValue[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const key of keys) {
      slots.push({ holder: value, key });
      const inner = own(value, String(key));
      if (typeof inner === "object" && inner !== null) waiting.push(inner);
    }
  }
  return slots;
}

/** Whether a value is too long or too deep to be written. Looks at no more than it has to: a value that is used twice is written twice. */
function isTooLarge(root: JsonValue): boolean {
  let written = 0;
  let level: JsonValue[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_LEVELS) return true;
    const below: JsonValue[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) {
        written += String(value).length;
        continue;
      }
      const keys = Object.keys(value);
      written += keys.length * (2 * depth + AROUND);
      if (!Array.isArray(value)) for (const key of keys) written += key.length;
      if (written > MAX_WRITTEN) return true;
      for (const key of keys) below.push(own(value, key) as JsonValue);
    }
    if (written > MAX_WRITTEN) return true;
    level = below;
  }
  return false;
}

function mutateValue(root: JsonValue, pool: Pool, random: Random): JsonValue {
  const slots = slotsOf(root);
  if (slots.length === 0) return nastyValue(random);
  const { holder, key } = random.pick(slots);
  const value = own(holder, String(key)) as JsonValue;
  const put = (next: JsonValue) => {
    if (Array.isArray(holder)) holder[key as number] = next;
    else setOwn(holder, String(key), next);
  };
  switch (random.below(16)) {
    case 0:
    case 1:
      if (Array.isArray(holder)) holder.splice(key as number, 1);
      else delete holder[key];
      break;
    case 2:
      if (Array.isArray(holder)) holder.splice(key as number, 0, copy(value));
      else setOwn(holder, `${key}${random.pick(["", "2", " ", "_", "s"])}`, copy(value));
      break;
    case 3:
    case 4:
      put(nastyValue(random));
      break;
    case 5:
      if (!Array.isArray(holder)) rename(holder, String(key), newName(String(key), pool, random));
      break;
    case 6: {
      const other = random.pick(slots);
      put(copy(own(other.holder, String(other.key)) as JsonValue));
      break;
    }
    case 7:
      if (isObject(value)) setOwn(value, newName("", pool, random), anyScalar(pool, random));
      else put(anyScalar(pool, random));
      break;
    case 8:
      put(
        random.pick<(value: JsonValue) => JsonValue>([(v) => [v], (v) => ({ a: v }), textOf, JSON.stringify])(
          value,
        ),
      );
      break;
    case 9:
      put(anyScalar(pool, random));
      break;
    case 10:
      if (typeof value === "string") put(changeText(value, random));
      break;
    case 11:
      if (random.chance(0.25)) put(random.chance(0.5) ? deepValue(random) : wideValue(random));
      break;
    case 12:
      if (isObject(root)) bomb(root, slots, random);
      break;
    case 13: {
      // A reference to something that is there, though not necessarily of the right kind.
      const names = Object.keys(ownObject(root, "definitions") ?? {});
      put({ $ref: names.length > 0 && random.chance(0.8) ? `#/definitions/${random.pick(names)}` : "#" });
      break;
    }
    case 14:
      put(random.chance(0.3) ? CREDENTIAL : swapType(value));
      break;
    default:
      if (isObject(value)) for (const name of Object.keys(value).reverse()) rename(value, name, name);
      else if (Array.isArray(value)) value.reverse();
  }
  return root;
}

function bomb(root: JsonObject, slots: Slot[], random: Random): void {
  const web = referenceWeb(random);
  const definitions = ownObject(root, "definitions") ?? {};
  for (const name of Object.keys(web)) setOwn(definitions, name, own(web, name) as JsonValue);
  root.definitions = definitions;
  const schemas = slots.filter(({ key }) => key === "schema" || key === "items");
  for (let number = 0; number < 3 && schemas.length > 0; number++) {
    const { holder, key } = random.pick(schemas);
    (holder as JsonObject)[key] = { $ref: "#/definitions/bomb0" };
  }
}

function swapType(value: JsonValue): JsonValue {
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return value === null ? {} : Object.values(value);
}

function newName(name: string, pool: Pool, random: Random): string {
  if (random.chance(0.3)) return random.pick(NASTY_KEYS);
  return random.chance(0.5) || name === "" ? random.pick(pool.keys) : changeText(name, random);
}

function changeText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + random.pick(NASTY_TEXTS) + text.slice(at);
    case 2:
      return random.chance(0.5) ? text.toUpperCase() : text.toLowerCase();
    case 3:
      return ` ${text} `;
    case 4:
      return text.slice(at) + text.slice(0, at);
    default:
      return text.repeat(2 + random.below(random.chance(0.02) ? 3000 : 6)).slice(0, 100_000);
  }
}

function anyScalar(pool: Pool, random: Random): JsonValue {
  return random.chance(0.3) ? nastyValue(random) : random.pick(pool.scalars);
}

/** Gives a key another name at the same place among its siblings. */
function rename(holder: JsonObject, from: string, to: string): void {
  const entries = Object.keys(holder).map((key): [string, JsonValue] => [key, own(holder, key) as JsonValue]);
  for (const [key] of entries) delete holder[key];
  for (const [key, value] of entries) setOwn(holder, key === from ? to : key, value);
}

function copy(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

/** Values as authors' editors write them. */
function write(root: JsonValue, random: Random): string {
  const text = JSON.stringify(root, null, random.pick<string | number>([2, 2, 2, 4, "\t", 0]));
  const broken = random.chance(0.15) ? text.replaceAll("\n", "\r\n") : text;
  return random.chance(0.1) ? slip(broken, random) : broken;
}

/** The slips of a hand in JSON: commas, comments, keys twice, other quotes. */
function slip(text: string, random: Random): string {
  const marks = [...text.matchAll(/[{}[\],]/g)];
  if (marks.length === 0) return text;
  const { index } = random.pick(marks);
  const insert = (part: string, at = index + 1) => text.slice(0, at) + part + text.slice(at);
  switch (random.below(9)) {
    case 0:
      return insert(",");
    case 1:
      return insert(",", index);
    case 2:
      return insert(" // comment\n");
    case 3:
      return insert("/* comment */");
    case 4:
      return text.replaceAll(/"(\w+)":/g, (whole, name) => (random.chance(0.05) ? `'${name}':` : whole));
    case 5: {
      const members = [...text.matchAll(/"[^"\\\n]*": ?(?:"[^"\\\n]*"|\d+|true|false)(?=,)/g)];
      if (members.length === 0) return text;
      const member = random.pick(members);
      return insert(`${member[0]},`, member.index);
    }
    case 6:
      return text.slice(0, index) + text.slice(index + 1);
    case 7:
      return text + text.slice(index);
    default:
      return insert(random.pick(["\t", "\u0001", "\u00a0", "\ufeff", "NaN", "undefined", "0x1", "'", '"']));
  }
}

function encode(text: string, random: Random): Buffer {
  const choice = random.below(60);
  if (choice === 0) return Buffer.from(`\ufeff${text}`, "utf16le");
  if (choice === 1) return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  if (choice === 2) return Buffer.from(text, "latin1");
  if (choice < 6) return Buffer.from(`\ufeff${text}`, "utf8");
  return Buffer.from(text, "utf8");
}

/** Damage to bytes: cut off, turned, doubled, mixed with others. */
function damage(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + random.below(random.chance(0.5) ? 4 : 200));
  switch (random.below(6)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 3: {
      const turned = Buffer.from(bytes);
      for (let number = 0; number < 3 && turned.length > 0; number++)
        turned[random.below(turned.length)] = random.below(256);
      return turned;
    }
    case 4:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(random.pick(["\ufeff", "\u0000", "\r", "\n", "\u2028", "\ud83d", "é"]), "utf8"),
        bytes.subarray(at),
      ]);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([random.below(256)]), bytes.subarray(at)]);
  }
}

/** As a careless program would write a value into a text; one that has a key "toString" cannot be written so. */
function textOf(value: JsonValue): string {
  return typeof value === "object" && value !== null ? "[object Object]" : String(value);
}
