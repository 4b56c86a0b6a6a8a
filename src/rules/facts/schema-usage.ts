/** How each entry of `definitions` is used: as input, output, notification, several of these, or not at all. */
import { own, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { USED_AS } from "../language/node.ts";
import { survey } from "./survey.ts";

/** `USED_AS` bits by name of the definition. */
export function schemaUsage(subject: Subject): Map<string, number> {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const usage = new Map<string, number>();
  const refs = subject.fact(survey);

  const mark = (names: Iterable<string>, bits: number) => {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const before = usage.get(name) ?? 0;
      if ((before & bits) === bits) continue;
      usage.set(name, before | bits);
      waiting.push(...refs.refsIn(own(definitions, name)));
    }
  };

  for (const operation of subject.model.operations) {
    for (const parameter of operation.parameters)
      mark(refs.refsIn(own(parameter.value, "schema")), USED_AS.input);
    for (const response of operation.responses) mark(refs.refsIn(response.value), USED_AS.output);
    if (operation.notificationContent)
      mark(refs.refsIn(operation.notificationContent.value), USED_AS.notification);
  }
  return usage;
}
