/**
 * Where makers meet what a definition describes: the inputs of operations they can choose, the answer whose values become
 * dynamic content, and what a webhook trigger is notified of. Answers that report an error, answers to a subscription and
 * internal operations are not among them.
 */

import { outputResponse } from "../../definition/answers.ts";
import { type JsonValue, own, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { type Node, USED_AS } from "../language/node.ts";
import { survey } from "./survey.ts";

export interface SeenByMakers {
  /** `USED_AS` bits by name of the definition. */
  definitions: ReadonlyMap<string, number>;
  /** Pointers of the responses that become dynamic content. */
  responses: ReadonlySet<string>;
}

export function seenByMakers(subject: Subject): SeenByMakers {
  const refs = subject.fact(survey);
  const definitions = new Map<string, number>();
  const responses = new Set<string>();
  const all = ownObject(subject.root, "definitions") ?? {};
  const mark = (value: JsonValue | undefined, bits: number) => {
    const waiting = [...refs.refsIn(value)];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const before = definitions.get(name) ?? 0;
      if ((before & bits) === bits) continue;
      definitions.set(name, before | bits);
      waiting.push(...refs.refsIn(own(all, name)));
    }
  };
  for (const operation of subject.model.operations) {
    if (operation.internal) continue;
    for (const parameter of operation.parameters) mark(own(parameter.value, "schema"), USED_AS.input);
    if (operation.notificationContent) {
      mark(operation.notificationContent.value, USED_AS.notification);
      continue;
    }
    const response = outputResponse(operation);
    if (!response) continue;
    responses.add(response.pointer);
    mark(response.value, USED_AS.output);
  }
  return { definitions, responses };
}

/** How makers meet a schema, as {@link USED_AS} bits; 0 if they never do. */
export function seenAs(schema: Node, seen: SeenByMakers): number {
  const { holder } = schema;
  if (holder?.kind === "response")
    return seen.responses.has(holder.pointer) ? schema.usage & USED_AS.output : 0;
  if (holder?.kind !== "root") return schema.usage;
  let definition = schema;
  while (definition.parent?.kind === "schema") definition = definition.parent;
  return seen.definitions.get(String(definition.key)) ?? 0;
}
