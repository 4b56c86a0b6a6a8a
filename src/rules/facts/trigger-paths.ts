/** Paths behind `triggerBody()` in polling policies, followed through what the trigger answers. */
import { outputResponse } from "../../definition/answers.ts";
import type { Operation } from "../../definition/model.ts";
import { type Located, type Shape, ShapeReader } from "../../definition/schema-shape.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";

/** Longest path that is followed, in steps: nobody writes longer ones. */
const MAX_STEPS = 40;

/** The steps of each path in a text, names and indexes, in order: `@{triggerBody().items[0].id}` gives `["items", 0, "id"]`. */
export function triggerPaths(text: string): (string | number)[][] {
  const found: (string | number)[][] = [];
  for (let at = text.indexOf("triggerBody()"); at >= 0; at = text.indexOf("triggerBody()", at + 1)) {
    const step = /\??(?:\.([\w@$-]+)|\[\s*(?:'([^']*)'|"([^"]*)"|(-?\d{1,9}))\s*\])/y;
    step.lastIndex = at + "triggerBody()".length;
    const steps: (string | number)[] = [];
    for (let match = step.exec(text); match && steps.length < MAX_STEPS; match = step.exec(text))
      steps.push(match[4] === undefined ? (match[1] ?? match[2] ?? match[3] ?? "") : Number(match[4]));
    found.push(steps);
  }
  return found;
}

/** Where a path ends, or where it cannot go on. `unknown`: the schema does not say enough to tell. */
export type Followed =
  | { state: "found"; shape: Shape }
  | { state: "unknown" }
  /** An object, which does not have the name; `names` are those that it has. */
  | { state: "no-property"; name: string; names: string[]; pointer: string }
  /** A list, which wants an index before a name. */
  | { state: "no-index"; name: string; pointer: string }
  /** A value, or an object where an index is written, with nothing below it to name. */
  | { state: "no-list" | "no-object"; step: string | number; pointer: string; type: string };

/** Reads shapes of the definition; made once. Ask for it by `context.fact(shapes)`. */
export function shapes(subject: Subject): ShapeReader {
  return new ShapeReader(subject.root);
}

/** The schema of what a trigger answers; undefined if it has none. */
export function answerOf(operation: Operation): Located | undefined {
  const response = outputResponse(operation);
  const schema = response && own(response.value, "schema");
  return schema === undefined || !response
    ? undefined
    : { value: schema, pointer: child(response.pointer, "schema") };
}

/** Follows the steps from a schema. */
export function followSteps(
  reader: ShapeReader,
  from: Located | undefined,
  steps: readonly (string | number)[],
): Followed {
  let shape = reader.read(from);
  for (const step of steps) {
    if (!shape || isOpen(shape.value)) return { state: "unknown" };
    if (typeof step === "number") {
      if (shape.type === "any") return { state: "unknown" };
      if (shape.type !== "array") return { state: "no-list", step, pointer: shape.pointer, type: shape.type };
      shape = reader.read(shape.items);
      continue;
    }
    if (shape.type === "array") return { state: "no-index", name: step, pointer: shape.pointer };
    const property = shape.properties.get(step);
    if (property) {
      shape = reader.read(property);
      continue;
    }
    if (shape.type === "any" || (shape.type === "object" && shape.properties.size === 0))
      return { state: "unknown" };
    if (shape.type !== "object")
      return { state: "no-object", step, pointer: shape.pointer, type: shape.type };
    if (shape.additional !== undefined && shape.additional.value !== false) return { state: "unknown" };
    return { state: "no-property", name: step, names: [...shape.properties.keys()], pointer: shape.pointer };
  }
  return shape ? { state: "found", shape } : { state: "unknown" };
}

/** Whether another operation says what an object holds, so that what the schema lists is not all. */
function isOpen(schema: JsonObject): boolean {
  return (
    own(schema, "x-ms-dynamic-schema") !== undefined || own(schema, "x-ms-dynamic-properties") !== undefined
  );
}
