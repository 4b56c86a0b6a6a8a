import { evaluateText } from "./expressions.ts";
import { convertProperty } from "./properties.ts";
import { type PolicyWork, scopeOf } from "./template.ts";

/** Replaces every occurrence of a text within a text property. Sourced; "every" is inferred. */
export const stringreplace: PolicyWork = {
  apply(parameters, context) {
    const scope = scopeOf(context);
    const source = evaluateText(parameters.text("sourceString") ?? "", scope);
    const replacement = evaluateText(parameters.text("replacementString") ?? "", scope);
    convertProperty(parameters, context, (value) =>
      typeof value === "string"
        ? source === ""
          ? value
          : value.replaceAll(source, () => replacement)
        : undefined,
    );
  },
};
