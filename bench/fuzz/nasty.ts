/** Values that break readers of JSON, of OpenAPI and of terminals, and definitions that stand for more than they say. */
import { type JsonObject, type JsonValue, setOwn } from "../../src/json/values.ts";
import type { Random } from "./random.ts";

/** A made-up credential of a shape that is known; it must never appear in a report. */
export const CREDENTIAL = `GOCSPX-${"Q7wE".repeat(7)}`;

export const NASTY_KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "",
  " ",
  "~",
  "/",
  "~1",
  "a/b~c",
  "%",
  "%2F",
  "0",
  "-1",
  "\u0000",
  "\u001b[31m",
  "\ud800",
  "\u202e",
  "x-",
  "x-ms-",
  "$ref",
  "$schema",
  "é".repeat(300),
];

export const NASTY_TEXTS = [
  "",
  " ",
  "\u0000",
  "\u001b]0;title\u0007\u001b[2J",
  "\u009b31m",
  "\u202egnp.exe",
  "\ud800",
  "\r\n::error::injected%0A",
  "]]><script>alert(1)</script>",
  "'\"><img src=x onerror=alert(1)>",
  "#",
  "#/",
  "#/definitions/",
  "#/definitions/__proto__",
  "#/definitions/%E0%A4%A",
  "#/paths/~1",
  "../../secret.json",
  "http://127.0.0.1:9/never",
  "file:///etc/hostname",
  "{",
  "}",
  "{{}}",
  "{}",
  "{a}{a}",
  "@",
  "@{",
  "@connectionParameters('",
  "@queryParameters('a','b','c')[['x",
  "(a+)+$",
  "(?:a|aa)+$",
  "(".repeat(200),
  "[".repeat(200),
  "^(\\w+\\s?)*$",
  "[\\p{L}",
  "\\",
  "/{id}/{id}",
  "//",
  "9".repeat(400),
  "1e400",
  "data:image/png;base64,AAAA",
  "toString",
  "__proto__",
  "true",
  "null",
  "NaN",
  "2.0",
  "3.0.0",
];

const NUMBERS = [0, -0, -1, 1, 0.1, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, 5e-324];

/** A scalar or small value of any type. */
export function nastyValue(random: Random): JsonValue {
  switch (random.below(10)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(NUMBERS);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
      return [null, {}, [], 0, ""];
    case 6:
      return { $ref: random.pick(NASTY_TEXTS) };
    case 7:
      return random.pick(NASTY_TEXTS).repeat(1 + random.below(40));
    default:
      return random.pick(NASTY_TEXTS);
  }
}

/** Values nested in one another, as schemas, arrays or plain objects. */
export function deepValue(random: Random): JsonValue {
  const levels = random.chance(0.1) ? 400 + random.below(400) : 5 + random.below(60);
  const key = random.pick(["properties", "items", "allOf", "additionalProperties", "a"]);
  let value: JsonValue = { type: "string" };
  for (let level = 0; level < levels; level++) {
    if (key === "properties") value = { type: "object", properties: { a: value } };
    else if (key === "allOf") value = { allOf: [value] };
    else if (key === "items" && level % 2) value = [value];
    else value = { [key]: value };
  }
  return value;
}

/** A large array or object. */
export function wideValue(random: Random): JsonValue {
  const count = 50 + random.below(random.chance(0.05) ? 3000 : 250);
  const item = random.pick<JsonValue>([0, "a", {}, { type: "string" }, { name: "a", in: "query" }, null]);
  if (random.chance(0.5)) return Array.from({ length: count }, () => item);
  const object: JsonObject = {};
  for (let number = 0; number < count; number++) object[`key${number}`] = item;
  return object;
}

/** Definitions that refer to one another: in chains, circles, and such that double with every step. */
export function referenceWeb(random: Random): JsonObject {
  const count = 2 + random.below(random.chance(0.1) ? 70 : 8);
  const definitions: JsonObject = {};
  const name = (number: number) => (number === 0 && random.chance(0.05) ? "__proto__" : `bomb${number}`);
  for (let number = 0; number < count; number++) {
    const kind = random.below(4);
    const target = (offset: number) => ({
      $ref: `#/definitions/${name(kind === 3 ? random.below(count) : (number + offset) % (count + (kind === 0 ? 1 : 0)))}`,
    });
    const schema: JsonValue =
      kind === 1
        ? target(1)
        : random.chance(0.2)
          ? { type: "array", items: target(1) }
          : random.chance(0.2)
            ? { allOf: [target(1), target(1)] }
            : { type: "object", properties: { a: target(1), b: target(1) }, required: ["a"] };
    setOwn(definitions, name(number), schema);
  }
  return definitions;
}
