/** Which line of the grammar speaks of a place. */
import { keysOf, kindOf, type NamedKey, variantOf } from "../definition/grammar/grammar.ts";
import type { Value } from "../definition/grammar/types.ts";
import { unquoted } from "./walk-text.ts";

/** The files that the grammar knows. */
export type Part = "definition" | "properties" | "settings";

const ROOTS: Record<Part, string> = {
  definition: "root",
  properties: "propertiesFile",
  settings: "settings",
};

type Scalars = ReadonlyMap<string, string> | undefined;

/**
 * What may be at a path; undefined where the grammar does not say.
 * @param around scalar members of the containers on the way, the root first: they decide between variants
 */
export function specAt(part: Part, path: readonly string[], around: readonly Scalars[]): Value | undefined {
  let spec: Value | undefined = { type: "object", kind: ROOTS[part] };
  for (const [depth, token] of path.entries()) {
    if (!spec) return undefined;
    if (spec.kind !== undefined) spec = keysOf(kindOfObject(spec.kind, around[depth])).get(token);
    else if (spec.each)
      spec = token.startsWith("x-") && spec.type === "object" && spec.each.extensions ? undefined : spec.each;
    else return undefined;
  }
  return spec;
}

/** The kind of an object, as it is told by its own members. */
export function kindOfObject(kind: string, scalars: Scalars): string {
  const written = scalars?.get(kindOf(kind).variants?.by ?? "");
  return variantOf(kind, written === undefined ? undefined : unquoted(written));
}

/** The keys that an object of a kind may have. Those of other kinds of place are left out where the object tells its own. */
export function keysFor(kind: string, scalars: Scalars): NamedKey[] {
  const where = scalars?.get("in");
  const place = kind === "parameter" && where !== undefined ? `${unquoted(where)} parameter` : undefined;
  return [...keysOf(kind).values()].filter(
    ({ tolerated, places }) =>
      !tolerated && (!places || place === undefined || (places as readonly string[]).includes(place)),
  );
}
