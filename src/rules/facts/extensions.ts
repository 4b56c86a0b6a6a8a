/** What x-… keys a definition has, and which of them are slips of the extensions that there are (definition/grammar). */
import { EXTENSIONS, type ExtensionPlace, PARAMETER_PLACES } from "../../definition/grammar/extensions.ts";
import { KINDS } from "../../definition/grammar/grammar.ts";
import { ownString } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import { DEFINITION_KINDS, type Node, type NodeKind } from "../language/node.ts";

/** The kinds of node whose keys are looked at. */
export const EXTENSION_KINDS: readonly NodeKind[] = DEFINITION_KINDS.filter(
  (kind) => kind !== "securityRequirement" && KINDS[kind]?.extensions,
);

/** Those that Power Platform reads in every connector. */
const KNOWN = [...EXTENSIONS.values()].filter(({ readBy }) => readBy === "makers");

/** What makers write when they mean a plain key. Observed in published connectors. */
const PLAIN_KEYS: Record<string, string> = {
  "x-ms-tooltip": "description",
  "x-ms-description": "description",
  "x-ms-title": "title",
  "x-ms-default": "default",
};

/** The kind of place a node is; undefined for a parameter whose `in` is none. */
export function placeOf(node: Node): ExtensionPlace | undefined {
  if (node.kind !== "parameter") return node.kind as ExtensionPlace;
  const place = `${ownString(node.value, "in") ?? ""} parameter`;
  return place === "body parameter" || (PARAMETER_PLACES as readonly string[]).includes(place)
    ? (place as ExtensionPlace)
    : undefined;
}

export interface Misspelling {
  /** The name that was probably meant; undefined where nothing comes close. */
  meant: string | undefined;
  /** Whether only spelling is wrong, so that renaming the key is surely right. */
  sure: boolean;
}

/** What an `x-…` key is a slip of; undefined if it is known, or simply an extension of somebody else. */
export function misspelling(key: string, place: ExtensionPlace | undefined): Misspelling | undefined {
  if (EXTENSIONS.has(key)) return undefined;
  const plain = key.toLowerCase();
  if (Object.hasOwn(PLAIN_KEYS, plain)) return { meant: PLAIN_KEYS[plain], sure: false };
  // Stray spaces, colons, underscores and capitals: what is left is the name.
  const cleaned = plain.replaceAll("_", "-").replaceAll(/[^a-z-]/g, "");
  const same = [...EXTENSIONS.keys()].find((name) => name.toLowerCase() === cleaned);
  if (same) return { meant: same, sure: true };
  const first = /^x-ms-[a-z-]+/.exec(plain)?.[0];
  if (first !== undefined && first !== plain && EXTENSIONS.has(first)) return { meant: first, sure: false };
  if (/^x[-_ ]*m-?s\b/.test(plain) || plain.startsWith("x-ms")) {
    const here = KNOWN.filter((extension) => !place || extension.places?.includes(place));
    const meant =
      nearest(
        cleaned,
        here.map((extension) => extension.name),
      ) ??
      nearest(
        cleaned,
        KNOWN.map((extension) => extension.name),
      );
    // "x-msft-…" is somebody else's, "x-mssummary" is not.
    if (meant === undefined && /^x-ms[a-z]/.test(plain)) return undefined;
    return { meant, sure: meant !== undefined && Math.abs(meant.length - cleaned.length) <= 1 };
  }
  // `x-summary`, `x-sm-summary`: somebody else's extension unless what follows is one of the documented names.
  const rest = plain.replace(/^x-(?:[a-z]{2}-)?/, "");
  const documented = KNOWN.find((extension) => extension.name === `x-ms-${rest}`);
  return documented?.places && rest.length > 5 && !/^(?:docs|keywords|editor|trigger)$/.test(rest)
    ? { meant: documented.name, sure: false }
    : undefined;
}

/** Keys that begin with `x-`, whatever the case, or with what looks like a slip of it. */
export function isExtensionKey(key: string): boolean {
  const code = key.charCodeAt(0);
  // "x" or "X"; "xml" and the like do not go on with a dash or a space.
  return (code === 120 || code === 88) && /^x[-_ ]/i.test(key);
}

/** A file with more unknown names than this is not misspelt but something else; guessing at them all takes time. */
const MAX_GUESSES = 500;

/** The extension keys of nodes, each read once although several rules ask for them. */
export class ExtensionKeys {
  readonly #guesses = new Map<string, Misspelling | undefined>();
  #node: Node | undefined;
  #keys: readonly string[] = [];

  /** {@link misspelling}, worked out once for each name and kind of place. */
  slipOf(key: string, place: ExtensionPlace | undefined): Misspelling | undefined {
    const name = `${place} ${key}`;
    if (this.#guesses.has(name)) return this.#guesses.get(name);
    if (this.#guesses.size >= MAX_GUESSES)
      return /^x-ms-/i.test(key) ? { meant: undefined, sure: false } : undefined;
    const slip = misspelling(key, place);
    this.#guesses.set(name, slip);
    return slip;
  }

  /** The keys of a node that {@link isExtensionKey}. */
  of(node: Node): readonly string[] {
    if (node === this.#node) return this.#keys;
    this.#node = node;
    let keys: string[] | undefined;
    for (const key of Object.keys(node.value)) if (isExtensionKey(key)) (keys ??= []).push(key);
    this.#keys = keys ?? NONE;
    return this.#keys;
  }
}

const NONE: readonly string[] = [];

/** See {@link ExtensionKeys}; ask by `context.fact(extensionKeys)`. */
export function extensionKeys(_subject: Subject): ExtensionKeys {
  return new ExtensionKeys();
}
