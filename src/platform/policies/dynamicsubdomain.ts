import { replaceHost } from "./dynamichosturl.ts";
import type { PolicyWork } from "./template.ts";

/** Not documented; its one published use reads like {@link dynamichosturl} (inferred). */
export const dynamicsubdomain: PolicyWork = {
  routing: "host",
  apply(parameters, context) {
    replaceHost(context, parameters.text("urlTemplate") ?? "");
  },
};
