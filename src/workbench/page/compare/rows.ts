/** Two versions of an operation as rows: what a maker reads in each, and whether it differs. */
import type { OperationView } from "../model.ts";

export interface CompareRow {
  key: string;
  old: string | undefined;
  now: string | undefined;
}

/** What is known of one thing, by its key. */
type Told = Map<string, string>;

export function factsOf(operation: OperationView | undefined): Told {
  if (!operation) return new Map();
  const { title, description, visibility, annotationStatus } = operation;
  return new Map(
    Object.entries({ title, description, visibility, deprecated: annotationStatus }).flatMap(
      ([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)] as const]),
    ),
  );
}

export function inputsOf(operation: OperationView | undefined, required: string): Told {
  return new Map(
    (operation?.inputs ?? [])
      .filter(({ place }) => place !== "hidden")
      .map(({ key, label, type, format, required: must, visibility }) => [
        key,
        [label.text, format ? `${type} (${format})` : type, must ? required : "", visibility ?? ""]
          .filter(Boolean)
          .join(" · "),
      ]),
  );
}

export function outputsOf(operation: OperationView | undefined): Told {
  return new Map(
    (operation?.tokens ?? []).map(({ key, label, type, format, path }) => [
      key,
      [label.text, format ? `${type} (${format})` : type, path].filter(Boolean).join(" · "),
    ]),
  );
}

/** In the order of the new version; what is gone keeps its old place. */
export function rowsOf(old: Told, now: Told, onlyChanged: boolean): CompareRow[] {
  const keys = [...now.keys()];
  let at = 0;
  for (const key of old.keys()) {
    const found = keys.indexOf(key);
    if (found >= 0) at = found + 1;
    else keys.splice(at++, 0, key);
  }
  return keys
    .map((key) => ({ key, old: old.get(key), now: now.get(key) }))
    .filter((row) => !onlyChanged || row.old !== row.now);
}
