/** `securityDefinitions` of the definition. */

import { addMember } from "../../json/edits.ts";
import { type JsonObject, own, ownArray, ownObject, ownString, setOwn } from "../../json/values.ts";
import { OAUTH_DEFINITION } from "../examples/oauth-example.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context } from "../language/context.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { FROM_DEFINITION, SWAGGER_2, VALIDATOR_CODES } from "../sources.ts";

export default defineRules("cross-file", [
  {
    id: "security-scopes-present",
    statement: "A security definition of the type oauth2 lists its scopes, if only as an empty object.",
    why: "Swagger requires the list of scopes: tools that read the definition, such as generators of clients, may stop without it. The platform takes the scopes from apiProperties.json.",
    severity: { import: "warning", certification: "warning" },
    codes: ["SecuritySchemePropertyRequired"],
    sources: [SWAGGER_2, VALIDATOR_CODES],
    fixable: true,
    checks: {
      securityDefinition(definition, context) {
        // Scopes of a wrong type are said by the rule on the shape.
        if (own(definition.value, "type") !== "oauth2" || own(definition.value, "scopes") !== undefined)
          return;
        context.report(
          definition,
          `The security definition ${quote(String(definition.key))} has no "scopes".`,
          {
            help: `Add "scopes": ${shownScopes(scopesOf(context))}.`,
            fix: {
              title: 'Add "scopes"',
              edits: (document) => addMember(document, definition.pointer, "scopes", scopesOf(context)),
            },
          },
        );
      },
    },
    bad: [
      {
        definition: {
          ...OAUTH_DEFINITION,
          securityDefinitions: {
            oauth2_auth: {
              ...(OAUTH_DEFINITION.securityDefinitions as { oauth2_auth: object }).oauth2_auth,
              scopes: null,
            },
          },
        },
        at: ["/securityDefinitions/oauth2_auth"],
      },
      {
        definition: { securityDefinitions: { oauth: { type: "oauth2" } } },
        at: ["/securityDefinitions/oauth"],
      },
    ],
    good: [{ definition: OAUTH_DEFINITION }],
  },
  {
    id: "security-definition-single",
    statement: "There is one security definition.",
    why: "Whoever saves the connector in the custom connector wizard keeps the first definition only; several ways to sign in need connectionParameterSets.",
    severity: { import: "info", certification: "info" },
    sources: [FROM_DEFINITION],
    checks: {
      root(root, context) {
        const names = Object.keys(ownObject(root.value, "securityDefinitions") ?? {});
        const [first, second] = names;
        if (first === undefined || second === undefined) return;
        context.report(
          root.at("securityDefinitions", second),
          `There are ${names.length} security definitions; the first is ${quote(first)}.`,
          {
            // Each way to sign in may have a definition of its own; then none of them is to go.
            help: context.fact(signIn).hasSets
              ? "Leave them if each belongs to one of the parameter sets, and change the connector in these files, not in the wizard."
              : keepOne(ownObject(root.value, "securityDefinitions") ?? {}, names),
            part: "key",
            related: [{ place: root.at("securityDefinitions", first), label: "taken", part: "key" }],
          },
        );
      },
    },
    bad: [
      {
        definition: {
          securityDefinitions: {
            basic: { type: "basic" },
            query: { type: "apiKey", in: "query", name: "k" },
          },
        },
        at: ["/securityDefinitions/basic"],
      },
    ],
  },
]);

/** Scopes as a help writes them. */
function shownScopes(scopes: JsonObject): string {
  const names = Object.keys(scopes);
  if (names.length === 0) return '{}, or {"name": "What it allows."} for each scope that the service has';
  const shown = names.slice(0, 4).map((name) => `${quote(name)}: "…"`);
  return `{${shown.join(", ")}${names.length > 4 ? ", …" : ""}}, as in apiProperties.json, each with what it allows`;
}

/** The scopes that apiProperties.json asks for, each described by its name as the wizard does. */
function scopesOf(context: Context): JsonObject {
  const token = context
    .fact(signIn)
    .parameters.find(({ name, set }) => name === "token" && set === undefined);
  const found: JsonObject = {};
  for (const scope of ownArray(ownObject(token?.value, "oAuthSettings"), "scopes") ?? [])
    if (typeof scope === "string" && scope !== "") setOwn(found, scope, scope);
  return found;
}

/** Which of several definitions to keep, as far as the file tells one from the other. */
function keepOne(definitions: JsonObject, names: readonly string[]): string {
  const [first = "", second = ""] = names;
  const places = [first, second].map((name) => {
    const definition = ownObject(definitions, name);
    return own(definition, "type") === "apiKey" ? ownString(definition, "in") : undefined;
  });
  const [one, other] = places;
  return names.length === 2 && one !== undefined && other !== undefined && one !== other
    ? `Keep ${quote(first)} if the key goes in the ${one}, and delete ${quote(second)} with its entries under "security"; or the other way round if it goes in the ${other}.`
    : 'Keep the one that the connection parameters serve; delete the others, and their entries under "security".';
}
