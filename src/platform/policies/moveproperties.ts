import { isObject, own, setOwn } from "../../json/values.ts";
import { PolicyError, parseReference, valueAlong } from "./expressions.ts";
import { removeAlong, stepsOf, writeAlong } from "./properties.ts";
import { bodyIn, type PolicyWork, setBodyIn } from "./template.ts";

/**
 * Moves a property, or only what is in it (`copyOnlySubProperties: "true"`). Not documented: inferred from the one
 * published use, which lifts the members of `customProperties` to the top of the body (`dstSubPath` is the word `null`).
 */
export const moveproperties: PolicyWork = {
  apply(parameters, context) {
    const from = pathOf(parameters.text("srcParentPath"), parameters.text("srcSubPath"));
    const to = pathOf(parameters.text("dstParentPath"), parameters.text("dstSubPath"));
    const body = bodyIn(context);
    const value = valueAlong(body, from);
    if (value === undefined) return;
    removeAlong(body, from);
    const inner = (parameters.text("copyOnlySubProperties") ?? "").toLowerCase() === "true";
    if (!inner) {
      setBodyIn(context, writeAlong(body, to, value));
      return;
    }
    if (!isObject(value)) return;
    const existing = valueAlong(body, to);
    const target = isObject(existing) ? existing : {};
    for (const name of Object.keys(value)) setOwn(target, name, own(value, name) ?? null);
    setBodyIn(context, writeAlong(body, to, target));
  },
};

function pathOf(parent: string | undefined, sub: string | undefined) {
  const reference = parseReference(parent ?? "");
  if (reference.source !== "body") throw new PolicyError("a path does not begin with @body()");
  return [...reference.path, ...stepsOf(sub)];
}
