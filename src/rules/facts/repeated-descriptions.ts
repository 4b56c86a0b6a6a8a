/** Parameters that many operations declare alike: what is wrong with their description is one fault, fixed in one go. */

import type { Parameter } from "../../definition/model.ts";
import { ownString } from "../../json/values.ts";
import type { Context, Subject } from "../language/context.ts";
import type { Node } from "../language/node.ts";

/** Parameters by name, and those of one name by description, in the order of the operations. */
class AlikeParameters {
  readonly #byName: Map<string, Parameter[]>;
  readonly #byDescription = new Map<string, Map<string | undefined, Set<string>>>();

  constructor({ model }: Pick<Subject, "model">) {
    this.#byName = Map.groupBy(
      model.operations.flatMap(({ parameters }) => parameters),
      ({ name }) => name,
    );
  }

  /** Pointers of the parameters with a name and a description. */
  pointers(name: string, description: string | undefined): ReadonlySet<string> | undefined {
    let alike = this.#byDescription.get(name);
    if (!alike) {
      alike = new Map();
      for (const { value, pointer } of this.#byName.get(name) ?? []) {
        const text = ownString(value, "description");
        const pointers = alike.get(text) ?? new Set();
        alike.set(text, pointers.add(pointer));
      }
      this.#byDescription.set(name, alike);
    }
    return alike.get(description);
  }
}

function alikeParameters(subject: Subject): AlikeParameters {
  return new AlikeParameters(subject);
}

/** The pointers of all parameters that say the same as this one, itself first; empty if another of them stands for all. */
export function alikeInDescription(parameter: Node, context: Context): string[] {
  const pointers = context
    .fact(alikeParameters)
    .pointers(ownString(parameter.value, "name") ?? "", ownString(parameter.value, "description"));
  if (!pointers?.has(parameter.pointer)) return [parameter.pointer];
  const [first] = pointers;
  return first === parameter.pointer ? [...pointers] : [];
}

/** The end of a message about the first of them. */
export function andMore(pointers: readonly string[]): string {
  const others = pointers.length - 1;
  return others === 0 ? "" : `, here and in ${others} more ${others === 1 ? "place" : "places"}`;
}
