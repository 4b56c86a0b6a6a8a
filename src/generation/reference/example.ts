/** Values that a schema allows, to show what a payload looks like: the author's own examples first, then what fits. */
import { isInternal, isNotificationUrl } from "../../definition/extensions.ts";
import type { Located, Shape, ShapeReader } from "../../definition/schema-shape.ts";
import { beginning } from "../../json/cut.ts";
import { inShort } from "../../json/size.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownString, setOwn } from "../../json/values.ts";
import { printableJson } from "../../machine/terminal/printable.ts";

/** Beyond this an example explains nothing. */
const MAX_DEPTH = 8;
const MAX_MEMBERS = 400;

/** Most that an example takes on a page, in characters of the text that is shown. */
const MAX_TEXT = 20_000;
/** Memory of a value that is written out to see how long it becomes, in bytes; larger ones are shortened first. */
const MAX_BYTES = 500_000;

/**
 * An example as text of at most 20,000 characters: what is longer loses the ends of its lists, objects and texts, and
 * what is too long even so its own end.
 */
export function exampleText(value: JsonValue): string {
  const whole = printableJson(JSON.stringify(inShort(value, MAX_BYTES), null, 2));
  if (whole.length <= MAX_TEXT) return whole;
  const short = printableJson(JSON.stringify(inShort(value, 0), null, 2));
  return short.length <= MAX_TEXT ? short : `${beginning(short, MAX_TEXT - 2)}\n…`;
}

/** A value, or undefined for what is not sent or seen. */
export function exampleOf(shapes: ShapeReader, at: Located, name = ""): JsonValue | undefined {
  return new Examples(shapes).value(at, name, 0);
}

class Examples {
  readonly #shapes: ShapeReader;
  readonly #above = new Set<string>();
  #members = 0;

  constructor(shapes: ShapeReader) {
    this.#shapes = shapes;
  }

  value(at: Located, name: string, depth: number): JsonValue | undefined {
    const shape = this.#shapes.read(at);
    if (!shape || depth > MAX_DEPTH || this.#above.has(shape.pointer)) return undefined;
    if (isNotificationUrl(shape.value)) return "https://callback.example.com";
    const given = own(shape.value, "example") ?? own(shape.value, "x-example") ?? own(shape.value, "default");
    if (given !== undefined && given !== null) return given;
    if (isInternal(shape.value)) return undefined;
    const [first] = ownArray(shape.value, "enum") ?? [];
    if (first !== undefined) return first;
    this.#above.add(shape.pointer);
    try {
      return this.#made(shape, name, depth);
    } finally {
      this.#above.delete(shape.pointer);
    }
  }

  #made(shape: Shape, name: string, depth: number): JsonValue | undefined {
    if (shape.type === "array") {
      const item = shape.items && this.value(shape.items, name, depth + 1);
      return item === undefined ? [] : [item];
    }
    if (shape.type === "object") {
      const made: JsonObject = {};
      for (const [member, at] of shape.properties) {
        if (this.#members++ > MAX_MEMBERS) break;
        const value = this.value(at, member, depth + 1);
        if (value !== undefined) setOwn(made, member, value);
      }
      return made;
    }
    if (shape.type === "boolean") return true;
    if (shape.type === "integer" || shape.type === "number") return numberFor(shape);
    if (shape.type === "string" || shape.type === "file") return textFor(shape, name);
    return {};
  }
}

function numberFor({ value }: Shape): number {
  const lowest = own(value, "minimum");
  const highest = own(value, "maximum");
  if (typeof lowest === "number") return lowest;
  return typeof highest === "number" && highest < 1 ? highest : 1;
}

const BY_FORMAT: Record<string, string> = {
  "date-time": "2026-01-31T09:30:00Z",
  date: "2026-01-31",
  "date-no-tz": "2026-01-31T09:30:00",
  time: "09:30:00",
  duration: "PT30M",
  email: "name@example.com",
  uri: "https://example.com",
  url: "https://example.com",
  uuid: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  byte: "ZXhhbXBsZQ==",
  binary: "…",
  html: "<p>Text</p>",
};

/** Names that tell what a text is; the first that fits. */
const BY_NAME: [pattern: RegExp, value: string][] = [
  [/e-?mail|smtp/i, "name@example.com"],
  [/(?:url|uri|link|website)$/i, "https://example.com"],
  [/(?:timezone|time_zone)$/i, "UTC"],
  [/(?:Time|Date|At)$|(?:^|_)(?:time|date|datetime|at)$/, "2026-01-31T09:30:00"],
  [/phone/i, "+1 425 555 0100"],
];

function textFor({ value }: Shape, name: string): string {
  const format = ownString(value, "format")?.toLowerCase() ?? "";
  const known = Object.hasOwn(BY_FORMAT, format) ? BY_FORMAT[format] : undefined;
  if (known !== undefined) return known;
  const text = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? "text";
  const longest = own(value, "maxLength");
  return typeof longest === "number" && longest >= 0 ? text.slice(0, longest) : text;
}
