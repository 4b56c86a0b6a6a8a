/**
 * References that lead nowhere, gathered while the definition is walked and grouped by what they say: fifty uses of one
 * missing definition are one fault.
 */

import { pointerOfRef, refOf, valueAt } from "../../definition/reference.ts";
import { ownObject } from "../../json/values.ts";
import type { Context, Subject } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";

export type ReferenceKind = "schema" | "parameter" | "response";

/** Where references of a kind have to lead. Sourced: the validator's texts for its `…ReferenceNotValid` codes. */
export const SECTIONS: Record<ReferenceKind, string> = {
  schema: "definitions",
  parameter: "parameters",
  response: "responses",
};

export type ReferenceFault = "remote" | "not-a-pointer" | "wrong-section" | "not-found";

export interface BrokenReference {
  kind: ReferenceKind;
  ref: string;
  fault: ReferenceFault;
  places: Place[];
}

export class BrokenReferences {
  readonly #root: Subject["root"];
  readonly #known: Record<ReferenceKind, Map<string, BrokenReference | undefined>> = {
    schema: new Map(),
    parameter: new Map(),
    response: new Map(),
  };

  constructor(root: Subject["root"]) {
    this.#root = root;
  }

  /** Looks at one use of a reference; the same text is judged once. */
  add(node: Node, kind: ReferenceKind, ref: string): void {
    const known = this.#known[kind];
    let broken = known.get(ref);
    if (!broken && !known.has(ref)) {
      const fault = this.#judge(kind, ref);
      broken = fault && { kind, ref, fault, places: [] };
      known.set(ref, broken);
    }
    if (!broken) return;
    const place = node.at("$ref");
    // Several rules gather, so that each works alone: all hand in every use.
    if (broken.places.at(-1)?.pointer !== place.pointer) broken.places.push(place);
  }

  /** Whether a reference has been looked at and found sound. */
  isSound(kind: ReferenceKind, ref: string): boolean {
    return this.#judge(kind, ref) === undefined;
  }

  get all(): BrokenReference[] {
    return Object.values(this.#known)
      .flatMap((known) => [...known.values()])
      .filter((broken) => broken !== undefined);
  }

  #judge(kind: ReferenceKind, ref: string): ReferenceFault | undefined {
    const target = pointerOfRef(ref);
    if ("fault" in target) return target.fault === "not-local" ? "remote" : "not-a-pointer";
    if (/~(?![01])/.test(target.pointer)) return "not-a-pointer";
    if (!target.pointer.startsWith(`/${SECTIONS[kind]}/`)) return "wrong-section";
    return valueAt(this.#root, target.pointer) === undefined ? "not-found" : undefined;
  }

  /** Whether there is an entry of that name for a kind of reference. */
  has(kind: ReferenceKind, name: string): boolean {
    return Object.hasOwn(ownObject(this.#root, SECTIONS[kind]) ?? {}, name);
  }

  /** The names that a reference of a kind could have meant. */
  names(kind: ReferenceKind): string[] {
    return Object.keys(ownObject(this.#root, SECTIONS[kind]) ?? {});
  }
}

/** See {@link BrokenReferences}. */
export function brokenReferences(subject: Subject): BrokenReferences {
  return new BrokenReferences(subject.root);
}

/** Gathers a reference while the definition is walked; every rule that asks for broken ones does so. */
export function collectReference(node: Node, context: Context): void {
  const ref = refOf(node.value);
  if (ref === undefined || !node.expected || node.expected === "pathItem") return;
  context.fact(brokenReferences).add(node, node.expected, ref);
}

/** In a file with more broken references than this, comparing each with every name takes too long. */
export const MAX_GUESSES = 50;

/** The definitions that references which lead nowhere were probably meant to name. */
export function meantByReferences(context: Context): string[] {
  const found = context.fact(brokenReferences);
  const names = found.names("schema");
  return found.all
    .filter((broken) => broken.kind === "schema" && broken.fault === "not-found")
    .slice(0, MAX_GUESSES)
    .flatMap(({ ref }) => nearest(ref.slice(SECTIONS.schema.length + 3), names) ?? []);
}
