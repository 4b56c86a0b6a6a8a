/**
 * The grammar: which keys every object of a connector's files has, of what type, which of them it needs, and what each of
 * them means. Rules, hovers, completion, JSON schemas and reference pages are made from it.
 */
import { EXTENSION_KINDS } from "./extension-kinds.ts";
import { EXTENSIONS, type ExtensionPlace, PARAMETER_PLACES } from "./extensions.ts";
import { POLICIES } from "./policies.ts";
import { PROPERTIES } from "./properties.ts";
import { SETTINGS } from "./settings.ts";
import { SWAGGER } from "./swagger.ts";
import type { Key, Kind, Kinds } from "./types.ts";

/** Every kind of object by its name. Those that a walk over a connector meets have the names of its nodes. */
export const KINDS: Kinds = { ...SWAGGER, ...EXTENSION_KINDS, ...PROPERTIES, ...POLICIES, ...SETTINGS };

/** A key with its name, and the places where it is if it is not on every object of the kind. */
export interface NamedKey extends Key {
  readonly name: string;
  readonly places?: readonly ExtensionPlace[];
}

/** @throws {Error} for a kind that does not exist, which is a mistake in the program. */
export function kindOf(name: string): Kind {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!kind) throw new Error(`The grammar has no kind "${name}".`);
  return kind;
}

/**
 * The kind of an object whose kind differs by the value of one key, such as a policy by its template; the kind itself where
 * nobody knows the value, or where it has no such kinds.
 * @param value of the key that `variants.by` names
 */
export function variantOf(kind: string, value: unknown): string {
  const { variants } = kindOf(kind);
  if (!variants || typeof value !== "string") return kind;
  const found = variants.anyCase ? value.toLowerCase() : value;
  return (Object.hasOwn(variants.kinds, found) && variants.kinds[found]) || kind;
}

/** The kinds of place that objects of a kind are: parameters are of five. */
export function placesOf(kind: string): readonly ExtensionPlace[] {
  return kind === "parameter" ? [...PARAMETER_PLACES, "body parameter"] : [kind as ExtensionPlace];
}

const keys = new Map<string, ReadonlyMap<string, NamedKey>>();

/** Most kinds hold no extension. */
const EXTENDED: ReadonlySet<string> = new Set(
  [...EXTENSIONS.values()].flatMap((extension) => extension.places ?? []),
);

/**
 * Every key that may be in an object of a kind: those of the format in its order, then the platform's extensions that
 * have an effect there. For completion: `values` and `example` say what to write behind it.
 */
export function keysOf(kind: string): ReadonlyMap<string, NamedKey> {
  const known = keys.get(kind);
  if (known) return known;
  const found = new Map<string, NamedKey>();
  for (const [name, key] of Object.entries(kindOf(kind).keys)) found.set(name, { name, ...key });
  const here = placesOf(kind);
  if (!here.some((place) => EXTENDED.has(place))) return kept(kind, found);
  for (const extension of EXTENSIONS.values()) {
    const places = here.filter((place) => extension.places?.includes(place));
    if (places.length === 0) continue;
    const { at, ...key } = extension;
    const [place] = places;
    found.set(extension.name, {
      ...key,
      ...(place && at?.[place]),
      places: places.length < here.length ? places : undefined,
    });
  }
  return kept(kind, found);
}

function kept(kind: string, found: ReadonlyMap<string, NamedKey>): ReadonlyMap<string, NamedKey> {
  keys.set(kind, found);
  return found;
}

/**
 * What a key of an object says, for a hover: its sentence, type, allowed values and example. An extension of the platform is
 * described wherever it is. Undefined for keys that nobody knows.
 */
export function describeKey(kind: string, key: string): NamedKey | undefined {
  return keysOf(kind).get(key) ?? EXTENSIONS.get(key);
}
