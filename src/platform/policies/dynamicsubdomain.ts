import { replaceHost } from "./dynamichosturl.ts";
import type { PolicyTemplate } from "./template.ts";

/** Not documented; its one published use reads like {@link dynamichosturl} (inferred). */
export const dynamicsubdomain: PolicyTemplate = {
  id: "dynamicsubdomain",
  required: ["urlTemplate"],
  optional: [],
  sections: ["request"],
  routing: true,
  apply(parameters, context) {
    replaceHost(context, parameters.text("urlTemplate") ?? "");
  },
};
