/** `security` at the root and on operations: which security definitions a request uses. */

import { addMember, replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonValue, own, ownArray, ownObject, scalarText } from "../../json/values.ts";
import { OAUTH_DEFINITION } from "../examples/oauth-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context, Subject } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Place } from "../language/node.ts";
import { kindName, list, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

const HAVE_VALUE = "SecurityRequirementMustHaveValue";
const EMPTY_VALUE = "SecurityRequirementMustHaveEmptyValue";
const WRITE = 'Write "security": [{"name of the definition": []}].';

/** Every requirement name with its value, where it is. */
function requirements(subject: Subject): { name: string; value: JsonValue; place: Place; root: boolean }[] {
  const file = subject.connector.definition?.file ?? "";
  const found: ReturnType<typeof requirements> = [];
  const add = (holder: unknown, pointer: string, root: boolean) => {
    for (const [index, requirement] of (ownArray(holder, "security") ?? []).entries()) {
      if (!isObject(requirement)) continue;
      for (const name of Object.keys(requirement))
        found.push({
          name,
          value: own(requirement, name) ?? null,
          place: { file, pointer: child(pointer, "security", index, name) },
          root,
        });
    }
  };
  add(subject.root, "", true);
  for (const operation of subject.model.operations) add(operation.value, operation.pointer, false);
  return found;
}

/** The type of a security definition. */
function typeOf(context: Context, name: string): JsonValue | undefined {
  return own(own(ownObject(context.root, "securityDefinitions"), name), "type");
}

export default defineRules("cross-file", [
  {
    id: "security-requirement-defined",
    statement: "Every name in a security requirement is a security definition.",
    why: "A requirement without its definition adds no key or token to a call, and the service answers with 401; Microsoft's validator reports it.",
    severity: { import: "warning", certification: "warning" },
    codes: ["SecurityRequirementMustBeDefined"],
    sources: [VALIDATOR_CODES, "observed: 29 published connectors break it, so the service does not block"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const section = own(context.root, "securityDefinitions");
        // Definitions that are no object have a finding of their own.
        if (section !== undefined && !isObject(section)) return;
        const definitions = section ?? {};
        const names = Object.keys(definitions);
        const missing = new Map<string, Place[]>();
        for (const requirement of context.fact(requirements)) {
          if (Object.hasOwn(definitions, requirement.name)) continue;
          const places = missing.get(requirement.name) ?? [];
          places.push(requirement.place);
          missing.set(requirement.name, places);
        }
        for (const [name, places] of missing) {
          const [first] = places;
          if (!first) continue;
          const more = places.length - 1;
          context.report(
            first,
            `The security requirement ${quote(name)} names none of the securityDefinitions${more > 0 ? `, here and in ${more} more ${more === 1 ? "place" : "places"}` : ""}.`,
            {
              help: `${didYouMean(name, names)}${names.length > 0 ? `Write the name of one that is defined: ${list(names, "or")}.` : `The definition has no securityDefinitions. If calls need a key or sign-in, add one: "securityDefinitions": {${quote(name)}: {"type": "apiKey", "in": "header", "name": "…"}}; otherwise delete the requirement.`}`,
              label: "required here",
              part: "key",
              ...(names.length > 0 && {
                related: [
                  {
                    place: { file: first.file, pointer: "/securityDefinitions" },
                    label: "not defined here",
                  },
                ],
              }),
            },
          );
        }
      },
    },
    bad: [
      { definition: { security: [{ apiKey: [] }] }, at: ["/security/0/apiKey"] },
      {
        definition: {
          security: null,
          securityDefinitions: null,
          paths: {
            "/depots": { get: { security: [{ api_key: [] }] } },
            "/parcels": { post: { security: [{ api_key: [] }] } },
          },
        },
        at: [`${DEPOTS}/security/0/api_key`],
      },
    ],
    good: [{}, { definition: { securityDefinitions: ["api_key"] } }, { definition: OAUTH_DEFINITION }],
  },
  {
    id: "security-requirement-value",
    statement: "A security requirement has an array as its value, an empty one for basic and apiKey.",
    why: "The platform refuses to import a definition with anything but a list of scopes there, and scopes exist for OAuth alone.",
    severity: { import: "error", certification: "error" },
    codes: [HAVE_VALUE, EMPTY_VALUE, "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    removes: "list",
    shape: [
      {
        of: ["root", "operation"],
        faults: ["type"],
        keys: ["security"],
        say: ({ entry, value }) => ({
          help: WRITE,
          ...(entry !== undefined && {
            message: `A security requirement is ${show(value)}; it must be an object.`,
          }),
        }),
      },
      {
        of: "securityRequirement",
        faults: ["type"],
        entries: false,
        say({ key: name, value, place }, _, context) {
          return {
            message: `The security requirement ${quote(name)} is ${kindName(value)}; it must be an array.`,
            help: typeOf(context, name) === "oauth2" ? "Write the scopes it needs, or []." : "Write [].",
            codes: [HAVE_VALUE],
            part: "value",
            // What is not empty is the author's, of whatever kind it is.
            fix:
              value === null || isEmpty(value)
                ? { title: "Write []", edits: (document) => replaceValue(document, place.pointer, []) }
                : undefined,
          };
        },
      },
    ],
    checks: {
      connector(context) {
        for (const { name, value, place } of context.fact(requirements)) {
          const type = typeOf(context, name);
          if (!Array.isArray(value) || value.length === 0 || (type !== "basic" && type !== "apiKey"))
            continue;
          context.report(
            place,
            `The security requirement ${quote(name)} names scopes, but a definition of the type ${type} has none.`,
            {
              help: "Write [].",
              codes: [EMPTY_VALUE],
              part: "value",
              related: [
                {
                  place: { file: place.file, pointer: child("/securityDefinitions", name) },
                  label: `type ${type}`,
                },
              ],
              fix: { title: "Write []", edits: (document) => replaceValue(document, place.pointer, []) },
            },
          );
        }
      },
    },
    bad: [
      { definition: { security: [{ api_key: ["read"] }] }, at: ["/security/0/api_key"] },
      { definition: { security: [{ api_key: "" }] }, at: ["/security/0/api_key"] },
      {
        files: {
          "apiDefinition.swagger.json":
            '{"security": [{"key": null}], "securityDefinitions": {"key": {"type": "apiKey"}}}',
        },
        at: ["/security/0/key"],
      },
      { definition: { security: { api_key: [] } }, at: ["/security"] },
      { definition: { security: ["api_key"] }, at: ["/security/0"] },
      { definition: depotsWith({ security: [{ api_key: {} }] }), at: [`${DEPOTS}/security/0/api_key`] },
    ],
    good: [{ definition: { security: [{ api_key: [] }] } }, { definition: OAUTH_DEFINITION }],
  },
  {
    id: "security-requirement-scope",
    statement: "Scopes in a security requirement are listed in the scopes of their OAuth definition.",
    why: "The sign-in asks for the scopes of apiProperties.json, not for this one: who reads the definition takes the call for allowed where it is not. Microsoft's validator reports it.",
    severity: { import: "warning", certification: "warning" },
    codes: ["OAuthSecurityRequirementValueMustBeScopeName"],
    sources: [VALIDATOR_CODES, "observed: 6 published connectors break it"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const definitions = ownObject(context.root, "securityDefinitions") ?? {};
        const reported = new Set<string>();
        for (const { name, value, place } of context.fact(requirements)) {
          const definition = ownObject(definitions, name);
          if (own(definition, "type") !== "oauth2" || !Array.isArray(value)) continue;
          const scopes = ownObject(definition, "scopes");
          const known = Object.keys(scopes ?? {});
          for (const [index, scope] of value.entries()) {
            if (typeof scope === "string" && Object.hasOwn(scopes ?? {}, scope)) continue;
            // The same scope on every operation is one fault.
            const key = `${name}\n${scalarText(scope)}`;
            if (reported.has(key)) continue;
            reported.add(key);
            const parts = typeof scope === "string" ? scopesIn(scope) : [];
            const several = parts.length > 1;
            context.report(
              { file: place.file, pointer: child(place.pointer, index) },
              several
                ? `The security requirement ${quote(name)} has a list of scopes in one string, ${show(scope)}: no scope of this name is defined.`
                : `The security requirement ${quote(name)} asks for the scope ${show(scope)}, which is not defined.`,
              {
                help: several
                  ? `Write one string for each: [${parts.slice(0, 10).map(quoteWhole).join(", ")}${parts.length > 10 ? ", …" : ""}]. List each in the scopes of the definition too.`
                  : `${typeof scope === "string" ? didYouMean(scope, known) : ""}${known.length > 0 ? `Write a scope that is defined, ${list(known, "or")}, or add this one to the scopes of the definition.` : "Add it to the scopes of the definition."}`,
                label: "required here",
                related: [
                  {
                    place: {
                      file: place.file,
                      pointer: child("/securityDefinitions", name, ...(scopes ? ["scopes"] : [])),
                    },
                    label: "not defined here",
                  },
                ],
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: { ...OAUTH_DEFINITION, security: [{ oauth2_auth: ["parcels.write", "parcels.read"] }] },
        at: ["/security/0/oauth2_auth/0"],
      },
    ],
    good: [
      { definition: OAUTH_DEFINITION },
      { definition: { ...OAUTH_DEFINITION, security: [{ oauth2_auth: [] }] } },
    ],
  },
  {
    id: "security-requirement-missing",
    statement: "A definition with securityDefinitions says in security which of them requests use.",
    why: "By the rules of Swagger no call uses a security definition that nothing requires. The platform sends the key or token all the same; tools that read the definition, such as generators of clients and API gateways, do not.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 154 published connectors leave it out"],
    fixable: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { definitionKnown, schemes } = context.fact(signIn);
        const [scheme] = schemes;
        if (!definitionKnown || !scheme) return;
        const security = own(context.root, "security");
        if (security !== undefined && !(Array.isArray(security) && security.length === 0)) return;
        const { operations } = context.model;
        if (operations.length > 0 && operations.every((operation) => ownArray(operation.value, "security")))
          return;
        const scopes = scheme.type === "oauth2" ? Object.keys(ownObject(scheme.value, "scopes") ?? {}) : [];
        const file = scheme.place.file;
        const written = `[{${quote(scheme.name)}: [${scopes.slice(0, 8).map(quote).join(", ")}${scopes.length > 8 ? ", …" : ""}]}]`;
        context.report(
          { file, pointer: security === undefined ? "/securityDefinitions" : "/security" },
          security === undefined
            ? `No "security" requires the security definition ${quote(scheme.name)}.`
            : `"security" is empty: nothing requires the security definition ${quote(scheme.name)}.`,
          {
            help:
              security === undefined
                ? `Add "security": ${written} at the root.`
                : `Write "security": ${written} instead of [].`,
            ...(security !== undefined && { part: "value" as const }),
            ...(schemes.length === 1 && {
              fix: {
                title: `Require ${quote(scheme.name)}`,
                edits: (document) => {
                  const value = [{ [scheme.name]: scopes }];
                  return security === undefined
                    ? addMember(document, "", "security", value)
                    : replaceValue(document, "/security", value);
                },
              },
            }),
          },
        );
      },
    },
    bad: [
      { definition: { security: null }, at: ["/securityDefinitions"] },
      { definition: { security: [] }, at: ["/security"] },
    ],
    good: [{}, { definition: { securityDefinitions: null, security: null } }],
  },
]);

function isEmpty(value: unknown): boolean {
  return value === "" || typeof value === "boolean" || (isObject(value) && Object.keys(value).length === 0);
}

/** The scopes in a text that holds several, each once; what JSON around them left behind is not a part of them. */
function scopesIn(text: string): string[] {
  return [
    ...new Set(text.split(/[\s,]+/).map((part) => part.replace(/^["'[\]{}]+|["'[\]{}:]+$/g, ""))),
  ].filter((part) => part !== "");
}
