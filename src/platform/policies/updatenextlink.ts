import { isObject, own, setOwn } from "../../json/values.ts";
import { parseReference, valueAlong, valueAt } from "./expressions.ts";
import { stepsOf } from "./properties.ts";
import { bodyIn, type PolicyWork, scopeOf } from "./template.ts";

/** Lets the address of the next page lead through the gateway again instead of past it. Sourced; the shape of the address is ours. */
export const updatenextlink: PolicyWork = {
  apply(parameters, context) {
    const parentPath = parameters.text("nextLinkParentPropertyPath");
    const parent = parentPath?.startsWith("@")
      ? valueAt(parseReference(parentPath), scopeOf(context))
      : valueAlong(bodyIn(context), stepsOf(parentPath));
    const name = parameters.text("nextLinkPropertyName") ?? "";
    const link = own(parent, name);
    if (!isObject(parent) || typeof link !== "string") return;
    try {
      const { call } = context;
      const url = new URL(link, `${call.origin}${call.basePath}${call.path}`);
      if (url.origin !== call.origin) return;
      const below = url.pathname.startsWith(`${call.basePath}/`)
        ? url.pathname.slice(call.basePath.length)
        : url.pathname;
      setOwn(parent, name, `${context.gatewayUrl}${below}${url.search}`);
    } catch {
      // Not an address: left as it is.
    }
  },
};
