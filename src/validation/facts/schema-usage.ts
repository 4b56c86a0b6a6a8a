/** How each entry of `definitions` is used: as input, output, notification, several of these, or not at all. */
import { isObject, type JsonValue, own, ownObject } from "../../definition/json.ts";
import { tokensOf } from "../../definition/pointer.ts";
import { pointerOfRef } from "../../definition/reference.ts";
import type { Subject } from "../context.ts";
import { USED_AS } from "../node.ts";

/** `USED_AS` bits by name of the definition. */
export function schemaUsage(subject: Subject): Map<string, number> {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const usage = new Map<string, number>();
  const refsOf = new Map<string, Set<string>>();

  const mark = (names: Iterable<string>, bits: number) => {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const before = usage.get(name) ?? 0;
      if ((before & bits) === bits) continue;
      usage.set(name, before | bits);
      let refs = refsOf.get(name);
      if (!refs) {
        refs = definitionRefs(own(definitions, name));
        refsOf.set(name, refs);
      }
      waiting.push(...refs);
    }
  };

  for (const operation of subject.model.operations) {
    for (const parameter of operation.parameters)
      mark(definitionRefs(own(parameter.value, "schema")), USED_AS.input);
    for (const response of operation.responses) mark(definitionRefs(response.value), USED_AS.output);
    if (operation.notificationContent)
      mark(definitionRefs(operation.notificationContent.value), USED_AS.notification);
  }
  return usage;
}

/** Names of the definitions that a value refers to, directly or in what is nested in it; references are not followed. */
export function definitionRefs(value: JsonValue | undefined): Set<string> {
  const names = new Set<string>();
  const waiting: (JsonValue | undefined)[] = [value];
  while (waiting.length > 0) {
    const current = waiting.pop();
    if (Array.isArray(current)) {
      for (const item of current) if (typeof item === "object") waiting.push(item);
    } else if (isObject(current)) {
      const ref = own(current, "$ref");
      const name = typeof ref === "string" ? definitionName(ref) : undefined;
      if (name !== undefined) names.add(name);
      for (const key of Object.keys(current)) {
        const item = current[key];
        if (typeof item === "object") waiting.push(item);
      }
    }
  }
  return names;
}

/** `Pet` for `#/definitions/Pet`; undefined for any other reference. */
export function definitionName(ref: string): string | undefined {
  const target = pointerOfRef(ref);
  if ("fault" in target) return undefined;
  const [section, name] = tokensOf(target.pointer);
  return section === "definitions" ? name : undefined;
}
