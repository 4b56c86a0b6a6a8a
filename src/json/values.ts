/** The values a JSON file can hold, and safe ways to look into values nobody has checked yet. */

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** True for a plain JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The value an object itself holds under a key, or undefined.
 * Keys come from files: `definitions["constructor"]` must not find what every JavaScript object inherits.
 */
export function own(value: unknown, key: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = (value as JsonObject)[key];
  // Asked millions of times, so not with hasOwn: all that is inherited are functions, which JSON has none of, and the prototype.
  if (typeof found === "function" || (key === "__proto__" && !Object.hasOwn(value, key))) return undefined;
  return found as JsonValue | undefined;
}

/** Like {@link own}, but only if what is there is an object. */
export function ownObject(value: unknown, key: string): JsonObject | undefined {
  const found = own(value, key);
  return isObject(found) ? found : undefined;
}

/** Like {@link own}, but only if what is there is an array. */
export function ownArray(value: unknown, key: string): JsonValue[] | undefined {
  const found = own(value, key);
  return Array.isArray(found) ? found : undefined;
}

/** Like {@link own}, but only if what is there is a string. */
export function ownString(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === "string" ? found : undefined;
}

/** What one of our own tables has under a name that comes from a file: "toString" is in none of them. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A value that is to be compared with texts: a number or boolean as it is written, an array or object as no text at all. */
export function scalarText(value: JsonValue | undefined): string {
  return value === undefined || typeof value === "object" ? "" : String(value);
}

/** Sets a key that comes from a file; `__proto__` becomes an ordinary key instead of changing the object's prototype. */
export function setOwn(object: JsonObject, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
