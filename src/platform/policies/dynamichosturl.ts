import type { Call } from "../invoke/call.ts";
import { evaluateText, PolicyError } from "./expressions.ts";
import { type PolicyContext, type PolicyWork, scopeOf } from "./template.ts";

/**
 * Replaces where the service lives. Sourced for the host; that the template's path replaces the definition's base path as
 * well is inferred: published templates repeat the base path (`…/wp-json/…`, `…/odata/v4`).
 */
export const dynamichosturl: PolicyWork = {
  routing: "host",
  apply(parameters, context) {
    replaceHost(context, parameters.text("urlTemplate") ?? "");
  },
};

export function replaceHost(context: PolicyContext, template: string): void {
  const call: Call = context.call;
  const text = evaluateText(template, scopeOf(context)).trim();
  let url: URL;
  try {
    // A host alone is what makers type into the field (inferred: published fields ask for "host" beside a bare template).
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    throw new PolicyError(`"${text}" is not the address of a service`);
  }
  call.origin = url.origin;
  call.basePath = url.pathname.replace(/\/+$/, "");
}
