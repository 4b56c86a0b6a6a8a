/** Conversions. Sourced: function reference; bytes are held as `{ "$content-type", "$content" }` (content types). */
import { parseExact } from "../../../json/exact-numbers.ts";
import type { JsonObject, JsonValue } from "../../../json/values.ts";
import { bytesOfContent, decodeText, isContent, NO_TYPE, textOfContent } from "../../invoke/content.ts";
import { type FunctionCall, failed, group, type Value, wrong } from "./function.ts";
import { isNumeric, text, textOf } from "./values.ts";

const bytes = (type: string, content: Uint8Array | string): JsonObject => ({
  "$content-type": type,
  $content: Buffer.from(content as string).toString("base64"),
});

/** Bytes of a value: those that it holds, or its text in UTF-8. */
function bytesIn(call: FunctionCall, index: number): Uint8Array {
  const value = call.value(index);
  return isContent(value) ? bytesOfContent(value).bytes : Buffer.from(text(call, index), "utf8");
}

function fromBase64(call: FunctionCall): Buffer {
  const value = call.value(0);
  if (isContent(value)) return Buffer.from(bytesOfContent(value).bytes);
  const given = text(call, 0);
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(given) || given.replace(/\s/g, "").length % 4 !== 0)
    throw wrong(call, 0, "base64", given);
  return Buffer.from(given, "base64");
}

function bool(call: FunctionCall): boolean {
  const value = call.value(0);
  if (typeof value === "boolean") return value;
  if (isNumeric(value)) return Number(value) !== 0;
  if (typeof value === "string" && /^\s*(true|false)\s*$/i.test(value)) return /true/i.test(value);
  if (typeof value === "string" && /^\s*-?\d+\s*$/.test(value)) return Number(value) !== 0;
  throw wrong(call, 0, "a boolean, a number, or the text of one", value);
}

function int(call: FunctionCall): Value {
  const value = call.value(0);
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  // Sourced: the text of an integer; 12.7 is none. More digits than 64 bits hold are no integer either.
  if (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value)) {
    const whole = BigInt(value.trim().replace(/^\+/, ""));
    if (BigInt.asIntN(64, whole) === whole)
      return Number.isSafeInteger(Number(whole)) ? Number(whole) : (whole as unknown as JsonValue);
  }
  throw wrong(call, 0, "a whole number, or the text of one", value);
}

function float(call: FunctionCall): number {
  const value = call.value(0);
  if (isNumeric(value)) return Number(value);
  const locale = call.count > 1 ? text(call, 1) : "en-US";
  if (typeof value === "string") {
    const { group: thousands, decimal } = separators(call, locale);
    const plain = value.trim().replaceAll(thousands, "").replace(decimal, ".");
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) return Number(plain);
  }
  throw wrong(call, 0, "a number, or the text of one", value);
}

function separators(call: FunctionCall, locale: string): { group: string; decimal: string } {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
    return {
      group: parts.find(({ type }) => type === "group")?.value ?? ",",
      decimal: parts.find(({ type }) => type === "decimal")?.value ?? ".",
    };
  } catch {
    throw wrong(call, 1, "a locale such as de-DE", locale);
  }
}

function json(call: FunctionCall): Value {
  const value = call.value(0);
  const given = textOfContent(value) ?? value;
  if (typeof given !== "string") {
    if (given !== undefined && given !== null) return given;
    throw wrong(call, 0, "a text that is JSON", given);
  }
  if (/^\s*</.test(given)) throw failed(`In ${call.text}, json() of XML is not emulated.`, "Give JSON.");
  try {
    return parseExact(given);
  } catch {
    throw wrong(call, 0, "a text that is JSON", given);
  }
}

function dataUri(call: FunctionCall): string {
  const value = call.value(0);
  if (isContent(value)) {
    const held = bytesOfContent(value);
    return `data:${held.type};base64,${Buffer.from(held.bytes).toString("base64")}`;
  }
  return `data:text/plain;charset=utf-8;base64,${Buffer.from(text(call, 0)).toString("base64")}`;
}

function ofDataUri(call: FunctionCall): { type: string; bytes: Buffer } {
  const given = text(call, 0);
  const match = /^data:([^,]*?)(;base64)?,(.*)$/is.exec(given);
  if (!match) throw wrong(call, 0, "a data URI", given);
  const type = match[1] || "text/plain";
  try {
    return {
      type,
      bytes: Buffer.from(
        match[2] ? (match[3] ?? "") : decodeURIComponent(match[3] ?? ""),
        match[2] ? "base64" : "utf8",
      ),
    };
  } catch {
    throw wrong(call, 0, "a data URI", given);
  }
}

function decoded(call: FunctionCall): string {
  try {
    return decodeURIComponent(text(call, 0));
  } catch {
    throw wrong(call, 0, "percent-encoded text", call.value(0));
  }
}

/** RFC 3986: also the characters that JavaScript leaves alone. */
const encoded = (value: string) =>
  encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const CONVERSION = group("Conversion", {
  "array(value)": (call) => {
    const value = call.value(0);
    return Array.isArray(value) ? value : [value ?? null];
  },
  "createArray(value, …)": (call) => call.values().map((value) => value ?? null),
  "base64(value)": (call) => Buffer.from(bytesIn(call, 0)).toString("base64"),
  "base64ToBinary(value)": (call) => bytes(NO_TYPE, fromBase64(call)),
  "base64ToString(value)": (call) => fromBase64(call).toString("utf8"),
  "decodeBase64(value)": (call) => fromBase64(call).toString("utf8"),
  "binary(value)": (call) => bytes(NO_TYPE, bytesIn(call, 0)),
  "bool(value)": bool,
  "dataUri(value)": dataUri,
  "dataUriToBinary(value)": (call) => {
    const found = ofDataUri(call);
    return bytes(found.type, found.bytes);
  },
  "decodeDataUri(value)": (call) => {
    const found = ofDataUri(call);
    return bytes(found.type, found.bytes);
  },
  "dataUriToString(value)": (call) => {
    const found = ofDataUri(call);
    return decodeText(found.bytes, found.type);
  },
  "decimal(value)": float,
  "decodeUriComponent(value)": decoded,
  "encodeUriComponent(value)": (call) => encoded(text(call, 0)),
  "float(value, locale?)": float,
  "int(value)": int,
  "json(value)": json,
  "string(value)": (call) => textOf(call.value(0)),
  "uriComponent(value)": (call) => encoded(text(call, 0)),
  "uriComponentToBinary(value)": (call) => bytes(NO_TYPE, decoded(call)),
  "uriComponentToString(value)": decoded,
});
