/** Operations that are asked for by their id. */
import { beginning } from "../../json/cut.ts";
import { InputError } from "../../json/problem.ts";
import type { Revision } from "./project.ts";

/** Ids that are named to whoever asked for another one. */
const NAMED = 12;

/**
 * What was made of an operation.
 * @param made undefined if the reading has no such operation
 * @param reading the one it was looked for in
 * @throws {InputError} `operation-unknown`
 */
export function orUnknown<T>(made: T | undefined, { view }: Revision, id: string): T {
  if (made !== undefined) return made;
  const known = view.operations.slice(0, NAMED).map(({ operationId }) => operationId);
  throw new InputError(
    "operation-unknown",
    `The connector has no operation "${beginning(id, 200)}".`,
    known.length > 0
      ? `It has: ${known.join(", ")}${view.operations.length > NAMED ? ", …" : ""}.`
      : "It has none.",
  );
}
