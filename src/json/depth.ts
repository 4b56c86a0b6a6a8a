/**
 * How deep values from outside may be nested: files, answers of services, notifications, requests to our servers.
 * Nearly all that works on values calls itself for what they hold, `JSON.stringify` included, and ends with a full stack some
 * thousand levels down, at a place that has nothing to do with where the value came from. So it is judged once, where text becomes
 * a value, and without calling itself.
 */
import { InputError } from "./problem.ts";
import type { JsonValue } from "./values.ts";

/** Deeper nesting than any reader needs (the deepest published connector has 60 levels): beyond it nothing is followed. */
export const MAX_DEPTH = 512;

/** So many commas and brackets stand for values that take some 150 MB of memory, whatever the length of their text: `[{},{},…` has three characters for each. */
const MAX_VALUES = 3_000_000;

/** How deep the values of a JSON text are nested; of broken JSON, about as deep as its brackets say. */
export function nestingDepth(text: string): number {
  return measure(text).depth;
}

function measure(text: string): { depth: number; values: number } {
  let depth = 0;
  let values = 1;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at++;
      else if (code === 34 || code === 10) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      deepest = Math.max(deepest, ++depth);
      values++;
    } else if (code === 125 || code === 93) depth--;
    else if (code === 44) values++;
  }
  return { depth: deepest, values };
}

/** What is said of values that are nested too deeply. */
export function tooDeepMessage(depth: number): string {
  return `Values are nested ${depth} levels deep; more than ${MAX_DEPTH} are not read.`;
}

/** @throws {InputError} `too-deep`, `too-many-values` */
export function requireBounds(text: string): void {
  const { depth, values } = measure(text);
  if (depth > MAX_DEPTH)
    throw new InputError(
      "too-deep",
      tooDeepMessage(depth),
      "Flatten the value: nothing that reads it needs such nesting.",
    );
  if (values > MAX_VALUES)
    throw new InputError(
      "too-many-values",
      `It holds more values than are read at once (${MAX_VALUES} commas and brackets).`,
      "Split it into parts.",
    );
}

/**
 * Reads JSON that came from outside.
 * @throws {InputError} `too-deep`, `too-many-values`
 * @throws {SyntaxError} as `JSON.parse` does
 */
export function parseOutside(text: string): JsonValue {
  requireBounds(text);
  return JSON.parse(text) as JsonValue;
}
