/** Putting the values of inputs together into nested objects. */
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "../../json/values.ts";

/** Sets a value at a path of names, making the objects on the way. What is in the way and no object is replaced. */
export function setAt(target: JsonObject, path: readonly string[], value: JsonValue): void {
  let object = target;
  for (const name of path.slice(0, -1)) {
    let next = own(object, name);
    if (!isObject(next)) {
      next = {};
      setOwn(object, name, next);
    }
    object = next;
  }
  const last = path.at(-1);
  if (last !== undefined) setOwn(object, last, value);
}

/** A value as it goes into a path or an expression. */
export function asText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
