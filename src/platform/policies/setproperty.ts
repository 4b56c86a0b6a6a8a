import { isObject } from "../../json/values.ts";
import { PolicyError, parseReference, valueAt } from "./expressions.ts";
import { stepsOf, templateValue, writeAlong } from "./properties.ts";
import { bodyIn, type PolicyWork, scopeOf, setBodyIn } from "./template.ts";

/** Adds or replaces a property in an object, or in each object of a collection. Sourced. */
export const setproperty: PolicyWork = {
  apply(parameters, context) {
    // `body()` without the sign is how one published connector writes it.
    const parent = parseReference(parameters.text("newPropertyParentPathTemplate") ?? "");
    if (parent.source !== "body") throw new PolicyError("the parent's path does not begin with @body()");
    const steps = stepsOf(parameters.text("newPropertySubPathTemplate"));
    const template = parameters.text("propertyValuePathTemplate") ?? "";
    const found = valueAt(parent, scopeOf(context));
    if (Array.isArray(found)) {
      for (const item of found)
        if (isObject(item)) writeAlong(item, steps, templateValue(template, context, item));
      return;
    }
    const value = templateValue(template, context, found);
    setBodyIn(context, writeAlong(bodyIn(context) ?? {}, [...parent.path, ...steps], value));
  },
};
