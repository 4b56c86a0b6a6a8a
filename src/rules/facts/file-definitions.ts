/** Shared definitions that stand for a whole file, which cannot be a part of anything. */

import { escapeToken } from "../../json/pointer.ts";
import { own, ownObject } from "../../json/values.ts";
import type { Context, Subject } from "../language/context.ts";
import type { Node } from "../language/node.ts";

/** By the reference to them as it is written. */
export interface FileDefinitions {
  /** Of the type "file". */
  files: ReadonlySet<string>;
  /** Strings with the format "binary". */
  binaries: ReadonlySet<string>;
}

export function fileDefinitions(subject: Subject): FileDefinitions {
  const files = new Set<string>();
  const binaries = new Set<string>();
  const definitions = ownObject(subject.root, "definitions") ?? {};
  for (const name of Object.keys(definitions)) {
    const schema = own(definitions, name);
    const type = own(schema, "type");
    if (type === "file") files.add(`#/definitions/${escapeToken(name)}`);
    else if (type === "string" && own(schema, "format") === "binary")
      binaries.add(`#/definitions/${escapeToken(name)}`);
  }
  return { files, binaries };
}

/** Whether a reference puts such a definition inside another schema. */
export function isInsideSchema(reference: Node, kind: keyof FileDefinitions, context: Context): boolean {
  if (reference.expected !== "schema" || reference.parent?.kind !== "schema") return false;
  const known = context.fact(fileDefinitions)[kind];
  return known.size > 0 && known.has(String(own(reference.value, "$ref")));
}
