import { replaceValue } from "../../json/edits.ts";
import { entryOf, own, scalarText } from "../../json/values.ts";
import { OAUTH_DEFINITION } from "../examples/oauth-example.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import type { Fault, Saying } from "../language/shape.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const TYPES = ["basic", "apiKey", "oauth2"] as const;

const REQUIRED = "SecuritySchemePropertyRequired";

const NOT_VALID = "SecuritySchemePropertyNotValid";

const NEEDED_BY_FLOW: Record<string, readonly string[]> = {
  accessCode: ["authorizationUrl", "tokenUrl"],
  implicit: ["authorizationUrl"],
  password: ["tokenUrl"],
  application: ["tokenUrl"],
};

export default defineRule("cross-file", {
  id: "security-definition-shape",
  statement:
    "A security definition is of the type basic, apiKey or oauth2, with the keys of its type and no others.",
  why: "The platform refuses to import the definition: it could not tell how to sign the calls of a connection.",
  severity: { import: "error", certification: "error" },
  codes: [REQUIRED, NOT_VALID, "RequiredPropertyMissing", "JsonTypeIncorrect", "JsonValueNotInEnum"],
  sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
  fixable: true,
  shape: [
    { of: "root", faults: ["type"], keys: ["securityDefinitions"] },
    {
      of: ["securityDefinition", "basicSecurity", "apiKeySecurity", "oauth2Security"],
      faults: ["missing", "type", "value", "empty"],
      say: sayOf,
    },
    {
      of: ["basicSecurity", "apiKeySecurity", "oauth2Security"],
      faults: ["unknown"],
      say: ({ key, node }) => ({
        message: `The security definition ${quote(String(node.key))} has "${key}", which the type ${scalarText(node.value.type)} does not know.`,
        codes: [NOT_VALID],
        fix: undefined,
      }),
    },
  ],
  checks: {
    securityDefinition(definition, context) {
      if (own(definition.value, "type") === "oauth2") checkFlow(definition, context);
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
      at: ["/securityDefinitions/oauth/tokenUrl"],
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

const HELP: Record<string, string> = {
  type: 'Write "basic", "apiKey" or "oauth2"; a bearer token is "apiKey" with the header "Authorization", or "oauth2".',
  flow: 'Write "accessCode".',
};

const CANNOT: Record<string, string> = {
  type: "is not a type of security definition",
  flow: "is not an OAuth flow",
  in: "is no place where a key can be sent",
};

function sayOf({ fault, key, value, node, place }: Fault, usual: Saying): Partial<Saying> | undefined {
  const name = quote(String(node.key));
  // The rule on scopes says it, and adds those that connections ask for.
  if (fault === "missing" && key === "scopes") return undefined;
  if (fault === "missing")
    return {
      message: `The security definition ${name}${key === "type" ? "" : ` of the type ${scalarText(node.value.type)}`} has no "${key}".`,
      codes: key === "type" ? [REQUIRED, "RequiredPropertyMissing"] : [REQUIRED],
    };
  if (fault === "empty")
    return { message: `"${key}" of the security definition ${name} is empty.`, codes: [REQUIRED] };
  const cannot = CANNOT[key];
  if (cannot === undefined)
    return {
      message: `"${key}" of the security definition ${name} is ${kindName(value)}; it must be ${key === "scopes" ? "an object" : "a string"}.`,
    };
  const code = key === "flow" && isCode(scalarText(value));
  return {
    message: `"${key}" of the security definition ${name} is ${show(value)}, which ${cannot}.`,
    help:
      HELP[key] === undefined || (fault === "value" && key === "in")
        ? usual.help
        : `${key === "type" && typeof value === "string" ? didYouMean(value, TYPES) : ""}${HELP[key]}`,
    codes: typeof value === "string" ? [NOT_VALID, "JsonValueNotInEnum"] : ["JsonTypeIncorrect"],
    ...(code && {
      fix: {
        title: 'Write "accessCode"',
        edits: (document) => replaceValue(document, place.pointer, "accessCode"),
      },
    }),
  };
}

/** Whether a flow is, or was surely meant to be, "accessCode". */
function isCode(flow: string): boolean {
  return /^(?:access|authorization)[_-]?code$/i.test(flow.trim());
}

/** Which addresses there have to be, and which of them are of no use, depends on the flow. */
function checkFlow(definition: Node, context: Context): void {
  const written = scalarText(own(definition.value, "flow"));
  const flow = isCode(written) ? "accessCode" : written;
  const needed = entryOf(NEEDED_BY_FLOW, flow);
  if (!needed) return;
  const name = quote(String(definition.key));
  for (const key of ["authorizationUrl", "tokenUrl"]) {
    const given = own(definition.value, key) !== undefined;
    if (given === needed.includes(key)) continue;
    context.report(
      given ? definition.at(key) : definition,
      given
        ? `The flow "${flow}" has no "${key}".`
        : `The security definition ${name} of the type oauth2 has no "${key}".`,
      given
        ? {
            help: `Delete it, or write the flow "accessCode", which has both addresses.`,
            codes: [NOT_VALID],
            part: "key",
          }
        : {
            help: `Add "${key}": the address of the sign-in, as in apiProperties.json.`,
            asks: key,
            codes: [REQUIRED],
          },
    );
  }
}
