import { fillPath } from "../invoke/assemble.ts";
import { evaluateText, PolicyError } from "./expressions.ts";
import { type PolicyWork, scopeOf } from "./template.ts";

/**
 * Sends the call to another path, and with another method if one is given. Sourced; that the path is below the base
 * path, that `{name}` is the path parameter, and that it may carry a query is inferred from published connectors.
 */
export const routerequesttoendpoint: PolicyWork = {
  routing: "path",
  apply(parameters, context) {
    const { call } = context;
    // What makers type may be no separator; what a connection was set up with may be a path of its own (chosen).
    const text = evaluateText(parameters.text("newPath") ?? "", scopeOf(context), (value, reference) =>
      reference.source === "connectionParameters" ? value : encodeURIComponent(value),
    );
    const filled = fillPath(text, call.pathValues);
    const [path = "", query] = filled.split("?", 2);
    if (path.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment)))
      throw new PolicyError(`the path "${path}" holds a step such as ".."`);
    call.path = path.startsWith("/") ? path : `/${path}`;
    if (query !== undefined)
      for (const [name, value] of new URLSearchParams(query)) call.query.push([name, value]);
    const method = parameters.text("httpMethod");
    if (method !== undefined) call.method = evaluateText(method, scopeOf(context)).toUpperCase();
    if (!/^[A-Z]+$/.test(call.method)) throw new PolicyError(`"${call.method}" is not a method`);
  },
};
