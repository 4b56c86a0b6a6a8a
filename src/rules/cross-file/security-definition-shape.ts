import { replaceValue } from "../../json/edits.ts";
import { entryOf, isObject, own, scalarText } from "../../json/values.ts";
import { OAUTH_DEFINITION } from "../examples/oauth-example.ts";
import type { Context } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const TYPES = ["basic", "apiKey", "oauth2"] as const;

const FLOWS = ["accessCode", "implicit", "password", "application"] as const;

const REQUIRED = "SecuritySchemePropertyRequired";

const NOT_VALID = "SecuritySchemePropertyNotValid";

/** Keys by type: Swagger 2.0, section Security Scheme Object. `description` and extensions may always stand. */
const KEYS: Record<string, readonly string[]> = {
  basic: [],
  apiKey: ["name", "in"],
  oauth2: ["flow", "authorizationUrl", "tokenUrl", "scopes"],
};

const NEEDED_BY_FLOW: Record<string, readonly string[]> = {
  accessCode: ["authorizationUrl", "tokenUrl"],
  implicit: ["authorizationUrl"],
  password: ["tokenUrl"],
  application: ["tokenUrl"],
};

export default defineRule({
  id: "security-definition-shape",
  group: "cross-file",
  statement:
    "A security definition is of the type basic, apiKey or oauth2, with the keys of its type and no others.",
  why: "The platform refuses the definition otherwise: it could not tell how to sign requests.",
  severity: { import: "error", certification: "error" },
  codes: [REQUIRED, NOT_VALID, "RequiredPropertyMissing", "JsonTypeIncorrect", "JsonValueNotInEnum"],
  sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
  fixable: true,
  asksFor: ["type"],
  checks: {
    root(root, context) {
      const definitions = own(root.value, "securityDefinitions");
      if (definitions === undefined) return;
      const place = root.at("securityDefinitions");
      const help =
        'Write an object such as {"api_key": {"type": "apiKey", "in": "header", "name": "X-Key"}}.';
      if (typeof definitions !== "object" || definitions === null || Array.isArray(definitions)) {
        context.report(place, `securityDefinitions is ${kindName(definitions)}; it must be an object.`, {
          help,
          codes: ["JsonTypeIncorrect"],
          part: "value",
        });
        return;
      }
      for (const name of Object.keys(definitions)) {
        const value = own(definitions, name);
        if (typeof value === "object" && value !== null && !Array.isArray(value)) continue;
        context.report(
          root.at("securityDefinitions", name),
          `The security definition ${quote(name)} is ${kindName(value)}; it must be an object.`,
          { help, codes: ["JsonTypeIncorrect"], part: "value" },
        );
      }
    },
    securityDefinition(definition, context) {
      const type = checkType(definition, context);
      if (type === undefined) return;
      checkKeys(definition, context, type);
      if (type === "apiKey") checkApiKey(definition, context);
      if (type === "oauth2") checkOAuth(definition, context);
    },
  },
  bad: [
    {
      definition: { securityDefinitions: { api_key: { type: null } } },
      at: ["/securityDefinitions/api_key"],
    },
    {
      definition: { securityDefinitions: { api_key: { type: "bearer" } } },
      at: ["/securityDefinitions/api_key/type"],
    },
    {
      definition: { securityDefinitions: { api_key: { type: "ApiKey" } } },
      at: ["/securityDefinitions/api_key/type"],
    },
    {
      definition: { securityDefinitions: { api_key: { name: null } } },
      at: ["/securityDefinitions/api_key"],
    },
    {
      definition: { securityDefinitions: { api_key: { in: "Header" } } },
      at: ["/securityDefinitions/api_key/in"],
    },
    {
      definition: { securityDefinitions: { api_key: { scheme: "bearer", flow: "accessCode" } } },
      at: ["/securityDefinitions/api_key/scheme", "/securityDefinitions/api_key/flow"],
    },
    {
      definition: {
        securityDefinitions: { oauth: { type: "oauth2", flow: "accessCode", scopes: {} } },
      },
      at: ["/securityDefinitions/oauth", "/securityDefinitions/oauth"],
    },
    {
      definition: {
        securityDefinitions: {
          oauth: { type: "oauth2", flow: "authorizationCode" },
          basic: { type: "basic", in: "header" },
        },
      },
      at: [
        "/securityDefinitions/oauth",
        "/securityDefinitions/oauth",
        "/securityDefinitions/oauth",
        "/securityDefinitions/oauth/flow",
        "/securityDefinitions/basic/in",
      ],
    },
    {
      definition: { securityDefinitions: { api_key: { name: 5 } } },
      at: ["/securityDefinitions/api_key/name"],
    },
    {
      definition: {
        securityDefinitions: {
          oauth: {
            type: "oauth2",
            flow: "accessCode",
            authorizationurl: "https://login.fabrikam.com/authorize",
            tokenUrl: 5,
            scopes: {},
          },
        },
      },
      at: ["/securityDefinitions/oauth/authorizationurl", "/securityDefinitions/oauth/tokenUrl"],
    },
    {
      definition: {
        securityDefinitions: {
          oauth: {
            type: "oauth2",
            flow: "implicit",
            authorizationUrl: "https://login.fabrikam.com/authorize",
            tokenUrl: "https://login.fabrikam.com/token",
          },
        },
      },
      at: ["/securityDefinitions/oauth", "/securityDefinitions/oauth/tokenUrl"],
    },
    { definition: { securityDefinitions: ["api_key"] }, at: ["/securityDefinitions"] },
    { definition: { securityDefinitions: { api_key: "apiKey" } }, at: ["/securityDefinitions/api_key"] },
  ],
  good: [
    { definition: OAUTH_DEFINITION },
    {
      definition: {
        securityDefinitions: {
          api_key: { description: "Your key.", "x-ms-summary": "Key" },
          basic: { type: "basic" },
        },
      },
    },
  ],
});

/** Reports a type that is missing or none; the type that holds or was surely meant. */
function checkType(definition: Node, context: Context): string | undefined {
  const type = own(definition.value, "type");
  if (type === undefined) {
    context.report(definition, `The security definition ${quote(String(definition.key))} has no type.`, {
      help: `Add "type": ${list(TYPES, "or")}.`,
      codes: [REQUIRED, "RequiredPropertyMissing"],
    });
    return undefined;
  }
  if (typeof type === "string" && (TYPES as readonly string[]).includes(type)) return type;
  return reportValue(definition, context, "type", `${show(type)} is no type of security definition.`, {
    right:
      typeof type === "string"
        ? TYPES.find((known) => known.toLowerCase() === type.trim().toLowerCase())
        : undefined,
    help: `${typeof type === "string" ? didYouMean(type, TYPES) : ""}Write ${list(TYPES, "or")}; a bearer token is "apiKey" with the header "Authorization", or "oauth2".`,
  });
}

/** Reports a value that is not allowed, with a fix if the right one is certain, and gives back that one. */
function reportValue(
  definition: Node,
  context: Context,
  key: string,
  message: string,
  { right, help }: { right: string | undefined; help: string },
): string | undefined {
  context.report(definition.at(key), message, {
    help,
    codes:
      typeof definition.value[key] === "string" ? [NOT_VALID, "JsonValueNotInEnum"] : ["JsonTypeIncorrect"],
    ...(right !== undefined && {
      fix: {
        title: `Write "${right}"`,
        edits: (document) => replaceValue(document, definition.at(key).pointer, right),
      },
    }),
  });
  return right;
}

function checkKeys(definition: Node, context: Context, type: string): void {
  const known = entryOf(KEYS, type) ?? [];
  for (const key of Object.keys(definition.value)) {
    if (key === "type" || key === "description" || key.startsWith("x-") || known.includes(key)) continue;
    context.report(definition.at(key), `A security definition of the type ${type} has no ${quote(key)}.`, {
      help: `${didYouMean(key, [...known, "description"])}Delete it${known.length > 0 ? `; known are ${known.join(", ")}` : ""}.`,
      codes: [NOT_VALID],
      part: "key",
    });
  }
}

/** Reports a key that is missing or blank; true if it is there. */
function requireKey(definition: Node, context: Context, key: string, help: string): boolean {
  const value = own(definition.value, key);
  if (typeof value === "string" && value.trim() !== "") return true;
  // "in" and "flow" are one of a few words: what else they are is said once, with those words.
  if (value !== undefined && typeof value !== "string") {
    if (key === "in" || key === "flow") return true;
    context.report(
      definition.at(key),
      `"${key}" of the security definition ${quote(String(definition.key))} is ${kindName(value)}; it must be a string.`,
      { help, codes: ["JsonTypeIncorrect"] },
    );
    return false;
  }
  // A misspelt key is reported where it stands.
  if (value === undefined && isMisspelt(definition, key)) return false;
  context.report(
    value === undefined ? definition : definition.at(key),
    value === undefined
      ? `The security definition ${quote(String(definition.key))} of the type ${scalarText(definition.value.type)} has no "${key}".`
      : `"${key}" of the security definition ${quote(String(definition.key))} is empty.`,
    { help, codes: [REQUIRED] },
  );
  return false;
}

function checkApiKey(definition: Node, context: Context): void {
  requireKey(definition, context, "name", 'Add "name": the header or query parameter that carries the key.');
  if (!requireKey(definition, context, "in", 'Add "in": "header" or "query".')) return;
  const where = own(definition.value, "in");
  if (where === "header" || where === "query") return;
  const lower = typeof where === "string" ? where.trim().toLowerCase() : "";
  reportValue(definition, context, "in", `A key cannot be sent in ${show(where)}.`, {
    right: lower === "header" || lower === "query" ? lower : undefined,
    help: 'Write "header" or "query".',
  });
}

function checkOAuth(definition: Node, context: Context): void {
  if (!requireKey(definition, context, "flow", 'Add "flow": "accessCode".')) return;
  let flow = own(definition.value, "flow");
  if (typeof flow !== "string" || !(FLOWS as readonly string[]).includes(flow)) {
    const meant = typeof flow === "string" && /^(?:access|authorization)[_-]?code$/i.test(flow.trim());
    flow = reportValue(definition, context, "flow", `${show(flow)} is no OAuth flow.`, {
      right: meant ? "accessCode" : undefined,
      help: 'Write "accessCode".',
    });
  }
  for (const key of entryOf(NEEDED_BY_FLOW, flow ?? "") ?? [])
    requireKey(
      definition,
      context,
      key,
      `Add "${key}": the address of the sign-in, as in apiProperties.json.`,
    );
  checkAddresses(definition, context, scalarText(flow));
  checkScopes(definition, context);
}

/** An address that the flow has no use for. */
function checkAddresses(definition: Node, context: Context, flow: string): void {
  const needed = NEEDED_BY_FLOW[flow];
  for (const key of ["authorizationUrl", "tokenUrl"]) {
    if (!needed || needed.includes(key) || own(definition.value, key) === undefined) continue;
    context.report(definition.at(key), `The flow "${flow}" has no "${key}".`, {
      help: `Delete it, or write the flow "accessCode", which has both addresses.`,
      codes: [NOT_VALID],
      part: "key",
    });
  }
}

function checkScopes(definition: Node, context: Context): void {
  const scopes = own(definition.value, "scopes");
  if (isObject(scopes) || (scopes === undefined && isMisspelt(definition, "scopes"))) return;
  const name = quote(String(definition.key));
  const missing = scopes === undefined;
  context.report(
    missing ? definition : definition.at("scopes"),
    missing
      ? `The security definition ${name} of the type oauth2 has no "scopes".`
      : `"scopes" of the security definition ${name} is ${kindName(scopes)}; it must be an object.`,
    {
      help: 'Write "scopes": {} or an object that describes each scope by its name.',
      codes: [missing ? REQUIRED : "JsonTypeIncorrect"],
      // A published connector leaves it out.
      ...(missing && { severity: "warning" as const }),
    },
  );
}

/** Whether an unknown key of the definition was surely meant to be this one. */
function isMisspelt(definition: Node, key: string): boolean {
  const known = entryOf(KEYS, scalarText(definition.value.type)) ?? [];
  return Object.keys(definition.value).some(
    (other) => !known.includes(other) && !other.startsWith("x-") && nearest(other, known) === key,
  );
}
