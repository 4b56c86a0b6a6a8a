/** Holds a view against a recording of the real designer: what is equal, and what differs where. */

import type { RecordedConnector } from "../../src/designer/golden.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownString,
} from "../../src/json/values.ts";

export interface Count {
  equal: number;
  total: number;
}

export interface Difference {
  connector: string;
  operationId: string;
  /** `title`, `inputs body.$.x`, `outputs order`, … */
  where: string;
  recorded: JsonValue | undefined;
  ours: JsonValue | undefined;
}

export interface Comparison {
  operations: Count;
  inputs: Count;
  tokens: Count;
  differences: Difference[];
}

/** Order of members does not count, order of lists does. */
export function compareConnectors(recorded: RecordedConnector, ours: RecordedConnector): Comparison {
  const result: Comparison = {
    operations: { equal: 0, total: 0 },
    inputs: { equal: 0, total: 0 },
    tokens: { equal: 0, total: 0 },
    differences: [],
  };
  const found = new Map(
    ours.operations.map((operation) => [ownString(operation, "operationId") ?? "", operation]),
  );
  const ids = recorded.operations.map((operation) => ownString(operation, "operationId") ?? "");
  for (const [at, operation] of recorded.operations.entries()) {
    const id = ids[at] as string;
    compareOperation(result, recorded.connector, id, operation, found.get(id));
  }
  const ourIds = [...found.keys()];
  if (JSON.stringify(ids) !== JSON.stringify(ourIds)) {
    result.differences.push({
      connector: recorded.connector,
      operationId: "",
      where: "order of operations",
      recorded: ids,
      ours: ourIds,
    });
  }
  return result;
}

function compareOperation(
  result: Comparison,
  connector: string,
  operationId: string,
  recorded: JsonObject,
  ours: JsonObject | undefined,
): void {
  const before = result.differences.length;
  const differ = (where: string, theirs: JsonValue | undefined, mine: JsonValue | undefined) =>
    result.differences.push({ connector, operationId, where, recorded: theirs, ours: mine });
  result.operations.total++;
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(ours ?? {})])) {
    if (key === "inputs" || key === "outputs") continue;
    if (!deepEqual(own(recorded, key), own(ours, key))) differ(key, own(recorded, key), own(ours, key));
  }
  for (const [key, count] of [
    ["inputs", result.inputs],
    ["outputs", result.tokens],
  ] as const) {
    const theirs = ownArray(recorded, key) ?? [];
    const mine = ownArray(ours, key) ?? [];
    const byKey = new Map(mine.map((entry) => [ownString(entry, "key"), entry]));
    count.total += theirs.length;
    for (const entry of theirs) {
      const id = ownString(entry, "key");
      if (deepEqual(entry, byKey.get(id))) count.equal++;
      else differ(`${key} ${id}`, entry, byKey.get(id));
    }
    const order = theirs.map((entry) => ownString(entry, "key") ?? "");
    const ourOrder = mine.map((entry) => ownString(entry, "key") ?? "");
    if (!deepEqual(order, ourOrder)) differ(`order of ${key}`, order, ourOrder);
  }
  if (result.differences.length === before && ours) result.operations.equal++;
}

/** True if two JSON values say the same. */
export function deepEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, at) => deepEqual(value, right[at]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && deepEqual(own(left, key), own(right, key)))
  );
}
