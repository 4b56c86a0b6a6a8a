/** Methods whose requests should carry no body. */

import type { Method } from "../../definition/model.ts";
import { own } from "../../json/values.ts";
import { onKinds } from "../facts/checks.ts";
import { quote } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

function onBody(
  methods: readonly Method[],
  message: (operation: string, what: string) => string,
  help: string,
): Check {
  return ({ operation, file, value }, context) => {
    if (!operation || !methods.includes(operation.method)) return;
    // The fetch half of a notification pair has a rule of its own.
    if (own(value, "x-ms-notification") !== undefined) return;
    const found = operation.parameters.find(
      (parameter) => parameter.in === "body" || parameter.in === "formData",
    );
    if (!found) return;
    const what =
      found.in === "body" ? `the body ${quote(found.name)}` : `the form field ${quote(found.name)}`;
    context.report(
      { file, pointer: found.usedAt },
      message(
        `${quote(operation.id ?? operation.path)} is a ${operation.method.toUpperCase()} and sends`,
        what,
      ),
      {
        help,
      },
    );
  };
}

const withBody = (method: string) => ({
  paths: {
    "/depots": {
      [method]: {
        operationId: "X",
        parameters: [{ name: "filter", in: "body", schema: { type: "object" } }],
      },
    },
  },
});

export default defineRules("operations", [
  {
    id: "op-get-no-body",
    statement: "GET and HEAD operations have no body and no form fields.",
    why: "A body has no meaning with GET and HEAD: Microsoft's validator objects to it, and clients and gateways on the way may drop it, so that the service does not see what makers entered.",
    severity: { import: "warning", certification: "warning" },
    codes: ["BodyOrFormDataParameterInFetchOperationNotAllowed"],
    sources: [VALIDATOR_CODES, "observed: 6 published connectors"],
    checks: onKinds(
      ["operation"],
      onBody(
        ["get", "head"],
        (operation, what) => `${operation} ${what}, which may never arrive.`,
        'If the service takes the values in the query, declare them as parameters with "in": "query". If it takes a POST, move the operation to "post". If it needs no input, remove the parameter.',
      ),
    ),
    bad: [{ definition: withBody("get"), at: ["/paths/~1depots/get/parameters/0"] }],
    good: [{ definition: withBody("put") }],
  },
  {
    id: "op-delete-body",
    statement: "DELETE operations have no body.",
    why: "Many services and proxies drop the body of a DELETE request.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 25 published connectors"],
    inferred: true,
    yieldsTo: ["webhook-delete-needs"],
    checks: onKinds(
      ["operation"],
      onBody(
        ["delete"],
        (operation, what) => `${operation} ${what}, which services often drop.`,
        "If the service takes it in the path or the query, declare it there. Otherwise call the operation once and look whether it arrives.",
      ),
    ),
    bad: [{ definition: withBody("delete"), at: ["/paths/~1depots/delete/parameters/0"] }],
    good: [{ definition: withBody("patch") }],
  },
]);
