/** What a rule says of faults in the shape of objects, which the grammar finds (see shape.ts). */
import type { Kind, Value } from "../../definition/grammar/types.ts";
import type { PointerToken } from "../../json/pointer.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { Context, ReportOptions } from "./context.ts";
import type { Node, Place } from "./node.ts";

export type FaultKind =
  /** A key that the kind does not have. */
  | "unknown"
  /** A value of another type, or a number below what makes sense. */
  | "type"
  /** A text that is none of the allowed ones. */
  | "value"
  /** A key that has to be there and is not. */
  | "missing"
  /** A text of spaces, or an array or object with nothing in it, where there has to be something. */
  | "empty";

/** One fault of one object, as the grammar sees it. */
export interface Fault {
  readonly fault: FaultKind;
  readonly kind: Kind;
  readonly kindName: string;
  /** The key of the object; for an item or entry, the key of the array or table that holds it. */
  readonly key: string;
  /** Which item of an array, or entry of a table, the fault is in. */
  readonly entry: PointerToken | undefined;
  readonly spec: Value | undefined;
  readonly value: JsonValue | undefined;
  /** The object itself. */
  readonly holder: JsonObject;
  /** The node that the walk met, which is the object or is around it. */
  readonly node: Node;
  /** From the node to the object. */
  readonly path: readonly PointerToken[];
  /** Where to report: the value; for a missing key, the object. */
  readonly place: Place;
}

export interface Saying extends ReportOptions {
  message: string;
}

export interface Speaker {
  /** Kinds of object, by their names in the grammar. */
  of: string | readonly string[];
  faults: readonly FaultKind[];
  /** Which keys; without them: those that no other rule names. */
  keys?: readonly string[];
  /** True: only of items of an array, or entries of a table, under the key. False: only of the array or table. Default: both. */
  entries?: boolean;
  /** What this rule says differently from the usual sentence; undefined: nothing at all. */
  say?: (fault: Fault, usual: Saying, context: Context) => Partial<Saying> | undefined;
}
