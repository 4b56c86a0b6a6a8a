import { headerValue } from "../invoke/serialise.ts";
import { evaluateText, PolicyError } from "./expressions.ts";
import { type PolicyWork, scopeOf } from "./template.ts";

/** Sets a header of the request or the answer. `existsAction`: override (unless said), skip, append. Sourced. */
export const setheader: PolicyWork = {
  apply(parameters, context) {
    const headers = context.reply?.headers ?? context.call.headers;
    const scope = scopeOf(context);
    const name = evaluateText(parameters.text("name") ?? "", scope);
    const action = (parameters.text("existsAction") ?? "override").toLowerCase();
    try {
      if (action === "skip" && headers.has(name)) return;
      const value = headerValue(name, evaluateText(parameters.text("value") ?? "", scope));
      if (action === "append") headers.append(name, value);
      else headers.set(name, value);
    } catch (error) {
      if (error instanceof PolicyError) throw error;
      throw new PolicyError(error instanceof Error ? error.message : String(error));
    }
  },
};
