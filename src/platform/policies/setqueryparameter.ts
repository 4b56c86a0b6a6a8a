import { evaluateText } from "./expressions.ts";
import { type PolicyWork, scopeOf } from "./template.ts";

/** Sets a query parameter. `existsAction`: override (unless said), skip, append. Sourced; names may be encoded, as published (`%24top`). */
export const setqueryparameter: PolicyWork = {
  apply(parameters, context) {
    const { call } = context;
    const scope = scopeOf(context);
    const name = decoded(parameters.text("name") ?? "");
    const value = evaluateText(parameters.text("value") ?? "", scope);
    const action = (parameters.text("existsAction") ?? "override").toLowerCase();
    const exists = call.query.some(([known]) => known === name);
    if (action === "skip" && exists) return;
    if (action !== "append") call.query = call.query.filter(([known]) => known !== name);
    call.query.push([name, value]);
  },
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
