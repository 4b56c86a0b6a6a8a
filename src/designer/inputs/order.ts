/** The order of the fields in the panel. */
import { own, ownObject } from "../../json/values.ts";
import type { InputView } from "../types.ts";

/**
 * Sorts as the panel does: a field before those whose values depend on it, then required ones, then important, advanced and
 * plain ones (sourced: run; advanced comes before plain). The rules contradict each other now and then, so the outcome
 * depends on the sort itself: it must be the engine's own, with exactly these comparisons.
 */
export function sortForPanel<T extends { view: InputView; dependsOn: ReadonlySet<string> }>(
  inputs: T[],
): T[] {
  return inputs.sort((left, right) => {
    if (left.dependsOn.has(right.view.name)) return 1;
    if (right.dependsOn.has(left.view.name)) return -1;
    if (left.view.required !== right.view.required) return left.view.required ? -1 : 1;
    if (left.view.visibility === right.view.visibility) return 0;
    for (const first of ["important", "advanced"]) {
      if (left.view.visibility === first) return -1;
      if (right.view.visibility === first) return 1;
    }
    return 0;
  });
}

/** The parameters of the older form of dynamic values, by the names they have in the called operation. */
export function dependencyNames(schema: unknown): ReadonlySet<string> {
  return new Set(Object.keys(ownObject(own(schema, "x-ms-dynamic-values"), "parameters") ?? {}));
}
