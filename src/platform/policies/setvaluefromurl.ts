import { fillPath } from "../invoke/assemble.ts";
import { headerValue } from "../invoke/serialise.ts";
import { evaluateText, PolicyError, parseReference, textOf, valueAt } from "./expressions.ts";
import { writeAlong } from "./properties.ts";
import { bodyIn, type PolicyWork, scopeOf, setBodyIn } from "./template.ts";

/**
 * Calls the service for a value and puts it where the template says: a header, a query parameter or a property. Sourced;
 * that a relative address is below the service's base and that `{name}` is the path parameter is inferred (published).
 */
export const setvaluefromurl: PolicyWork = {
  async apply(parameters, context) {
    const { call } = context;
    const scope = scopeOf(context);
    const address = fillPath(
      evaluateText(parameters.text("parameterValueUrl") ?? "", scope, (text, reference) =>
        reference.source === "connectionParameters" ? text : encodeURIComponent(text),
      ),
      call.pathValues,
    );
    const method = (parameters.text("httpMethod") ?? "GET").toUpperCase();
    const answer = await context.send(method, address);
    if (answer.status >= 400) throw new PolicyError(`${method} ${address} answered ${answer.status}`);
    const value = valueAt(parseReference(parameters.text("parameterValuePathTemplate") ?? ""), {
      ...scope,
      body: () => answer.body,
      header: (name) => answer.headers.get(name) ?? undefined,
    });
    if (value === undefined)
      throw new PolicyError(
        `the answer of ${address} has nothing at ${parameters.text("parameterValuePathTemplate") ?? ""}`,
      );
    const target = parseReference(parameters.text("parameterTemplate") ?? "");
    switch (target.source) {
      case "headers":
        // Sourced from its published use: the token is taken as it is, a scheme is not put in front.
        (context.reply?.headers ?? call.headers).set(target.name, headerValue(target.name, textOf(value)));
        break;
      case "queryParameters":
        call.query = [...call.query.filter(([name]) => name !== target.name), [target.name, textOf(value)]];
        break;
      case "body":
        setBodyIn(context, writeAlong(bodyIn(context) ?? {}, target.path, value));
        break;
      default:
        throw new PolicyError("the value can be put into a header, a query parameter or the body only");
    }
  },
};
