import { convertProperty } from "./properties.ts";
import type { PolicyWork } from "./template.ts";

/** Percent-encodes a text property. Sourced that it encodes for URLs; that it does so like `encodeURIComponent` is inferred. */
export const encodepropertyvalue: PolicyWork = {
  apply(parameters, context) {
    convertProperty(parameters, context, (value) =>
      typeof value === "string" ? encodeURIComponent(value.toWellFormed()) : undefined,
    );
  },
};
