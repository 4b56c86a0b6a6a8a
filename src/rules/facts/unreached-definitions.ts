/** Definitions that no operation, response or parameter leads to. */

import { refOf } from "../../definition/reference.ts";
import { own, ownArray, ownObject } from "../../json/values.ts";
import { addTo } from "../language/add-to.ts";
import type { Subject } from "../language/context.ts";
import { refsByDefinition } from "./definition-cycles.ts";
import { definitionName, survey } from "./survey.ts";

/** Their names, in the order of the file. What only unreached definitions refer to is unreached as well. */
export function unreachedDefinitions(subject: Subject): Set<string> {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const refs = subject.fact(refsByDefinition);
  const unreached = new Set(Object.keys(definitions));
  const waiting: string[] = [];
  const reach = (name: string) => {
    if (unreached.delete(name)) waiting.push(name);
  };
  // What is shared and that nobody shares points to nothing either.
  for (const key of Object.keys(subject.root))
    if (key !== "definitions" && key !== "responses" && key !== "parameters")
      for (const name of subject.fact(survey).refsIn(own(subject.root, key))) reach(name);
  for (const operation of subject.model.operations)
    for (const { value } of [...operation.parameters, ...operation.responses])
      for (const name of subject.fact(survey).refsIn(value)) reach(name);

  // A kind of a polymorphic parent is named by data, not by a reference.
  const kinds = kindsByParent(subject);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const target of refs.get(name) ?? []) reach(target);
    for (const kind of kinds.get(name) ?? []) reach(kind);
  }
  return unreached;
}

function kindsByParent(subject: Subject): Map<string, string[]> {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const kinds = new Map<string, string[]>();
  for (const name of Object.keys(definitions)) {
    for (const part of ownArray(own(definitions, name), "allOf") ?? []) {
      const ref = refOf(part);
      const parent = ref === undefined ? undefined : definitionName(ref);
      if (parent === undefined || own(own(definitions, parent), "discriminator") === undefined) continue;
      addTo(kinds, parent, name);
    }
  }
  return kinds;
}
