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
  const refs = subject.fact(knownRefs);

  const mark = (names: Iterable<string>, bits: number) => {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const before = usage.get(name) ?? 0;
      if ((before & bits) === bits) continue;
      usage.set(name, before | bits);
      waiting.push(...refs.of(own(definitions, name)));
    }
  };

  for (const operation of subject.model.operations) {
    for (const parameter of operation.parameters)
      mark(refs.of(own(parameter.value, "schema")), USED_AS.input);
    for (const response of operation.responses) mark(refs.of(response.value), USED_AS.output);
    if (operation.notificationContent)
      mark(refs.of(operation.notificationContent.value), USED_AS.notification);
  }
  return usage;
}

/** {@link definitionRefs} of values that several facts ask for, or that many operations share: each looked through once. */
export class KnownRefs {
  readonly #known = new Map<JsonValue, ReadonlySet<string>>();

  of(value: JsonValue | undefined): ReadonlySet<string> {
    if (typeof value !== "object" || value === null) return NONE;
    const known = this.#known.get(value);
    if (known) return known;
    const found = definitionRefs(value);
    this.#known.set(value, found);
    return found;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** See {@link KnownRefs}. */
export function knownRefs(_subject: Subject): KnownRefs {
  return new KnownRefs();
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
      for (const key in current) {
        const item = current[key];
        if (typeof item === "object") waiting.push(item);
        else if (key === "$ref" && typeof item === "string") {
          const name = definitionName(item);
          if (name !== undefined) names.add(name);
        }
      }
    }
  }
  return names;
}

const PREFIX = "#/definitions/";

/** `Pet` for `#/definitions/Pet`; undefined for any other reference. */
export function definitionName(ref: string): string | undefined {
  // Nearly all references are of this plain form.
  const name = ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : "";
  if (name !== "" && !/[/%~]/.test(name)) return name;
  const target = pointerOfRef(ref);
  if ("fault" in target) return undefined;
  const [section, entry] = tokensOf(target.pointer);
  return section === "definitions" ? entry : undefined;
}
