/** Parameters that many operations declare alike: what is wrong with their description is one fault, mended in one go. */
import { ownString } from "../../definition/json.ts";
import type { Context } from "../context.ts";
import type { Node } from "../node.ts";
import { parameterName } from "./parameter-kinds.ts";

/** Pointers of the parameters with one name and one description, in the order of the operations; by both. */
function alikeParameters({ model }: Pick<Context, "model">): Map<string, string[]> {
  const alike = new Map<string, Set<string>>();
  for (const { parameters } of model.operations) {
    for (const { name, value, pointer } of parameters) {
      const key = keyOf(name, ownString(value, "description"));
      const pointers = alike.get(key) ?? new Set();
      alike.set(key, pointers.add(pointer));
    }
  }
  return new Map([...alike].map(([key, pointers]) => [key, [...pointers]]));
}

function keyOf(name: string, description: string | undefined): string {
  return `${name}\n${description ?? ""}`;
}

/** The pointers of all parameters that say the same as this one, itself first; empty if another of them stands for all. */
export function alikeInDescription(parameter: Node, context: Context): string[] {
  const key = keyOf(parameterName(parameter), ownString(parameter.value, "description"));
  const pointers = context.fact(alikeParameters).get(key);
  if (!pointers?.includes(parameter.pointer)) return [parameter.pointer];
  return pointers[0] === parameter.pointer ? pointers : [];
}

/** The end of a message about the first of them. */
export function andMore(pointers: readonly string[]): string {
  const others = pointers.length - 1;
  return others === 0 ? "" : `, here and in ${others} more ${others === 1 ? "place" : "places"}`;
}
