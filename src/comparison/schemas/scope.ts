/** What a comparison of schemas knows of where it is. */
import type { JsonObject } from "../../json/values.ts";
import type { Reporter } from "../collector.ts";
import type { Side } from "../side.ts";

/** The two versions, and what all parts of the comparison share. */
export interface Pair {
  old: Side;
  new: Side;
  collect: Reporter;
  /** New ids of operations by their old ones, where an operation was renamed. */
  renamed: ReadonlyMap<string, string>;
  /** Pairs of schemas known to be equal, as `old pointer\nnew pointer`, one set a direction. */
  equal: Record<Direction, Set<string>>;
}

export type Direction = "input" | "output";

/** The schemas of one operation in one direction. */
export interface Scope {
  pair: Pair;
  direction: Direction;
  operation: string;
  /** Pairs of schemas that were compared in this operation: recursion ends here. */
  seen: Set<string>;
}

/** One value on its way from the root: a parameter, a property, the items of a list. */
export interface Field {
  /** As a message names it: `body/Customers[]/Email`. */
  name: string;
  /** Whether makers do not see it, itself or through what it is in. */
  hiddenBefore: boolean;
  hiddenNow: boolean;
  /** Whether it and all it is in must be there. */
  requiredBefore: boolean;
  requiredNow: boolean;
}

/** One value in both versions. */
export interface Facets {
  field: Field;
  old: JsonObject;
  new: JsonObject;
  /** Pointers into the two definitions: lines are looked up only for what is reported. */
  oldPointer: string;
  newPointer: string;
}

/** A root that is there and visible. */
export function rootField(name: string, required = true): Field {
  return { name, hiddenBefore: false, hiddenNow: false, requiredBefore: required, requiredNow: required };
}
