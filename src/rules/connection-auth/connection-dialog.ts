/** What people read and choose when they make a connection: labels that tell things apart, and values that fit. */
import { type ConnectionParameter, readConnection } from "../../definition/connection.ts";
import { child } from "../../json/pointer.ts";
import {
  isObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
  scalarText,
} from "../../json/values.ts";
import { OAUTH_SETTINGS, oauthProperties } from "../examples/oauth-example.ts";
import { customs } from "../facts/custom-parameters.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, ENVIRONMENT_VARIABLES, MULTI_AUTH } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;
const INFO = { import: "info", certification: "info" } as const;
const TENANT =
  /^(?:common|organizations|consumers|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]+(?:\.[\w-]+)+)$/i;
/** What a template left for its author, and what is filled in later: other rules, or nobody, speak of them. */
const NOT_YET = /[<>[\]{}@]|^$/;
const CUSTOM = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings/customParameters";
const AAD = (changes: Record<string, string>) =>
  oauthProperties({
    identityProvider: "aad",
    customParameters: Object.fromEntries(
      Object.entries({
        loginUri: "https://login.microsoftonline.com",
        tenantId: "common",
        resourceUri: "https://api.fabrikam.com",
        ...changes,
      }).map(([name, value]) => [name, { value }]),
    ),
    properties: OAUTH_SETTINGS.properties as JsonValue,
  });
const choice = (top: JsonValue[], shown: JsonValue[]) => ({
  properties: {
    connectionParameters: {
      region: {
        type: "string",
        allowedValues: top,
        uiDefinition: { displayName: "Region", constraints: { allowedValues: shown } },
      },
    },
  },
});
const REGION = "apiProperties.json#/properties/connectionParameters/region";

/** The parameters that are asked for together, for each way to sign in. */
function dialogs(properties: JsonValue): ConnectionParameter[][] {
  const { parameters, sets } = readConnection(properties);
  return [parameters, ...sets.map((set) => set.parameters)];
}

/** Pairs of things with the same label; the second is the one to report. */
function sameLabel<T>(things: readonly T[], labelOf: (thing: T) => string | undefined): [T, T][] {
  const first = new Map<string, T>();
  const found: [T, T][] = [];
  for (const thing of things) {
    const label = labelOf(thing)?.trim().toLowerCase() ?? "";
    if (label === "") continue;
    const earlier = first.get(label);
    if (earlier === undefined) first.set(label, thing);
    else found.push([earlier, thing]);
  }
  return found;
}

export default defineRules("connection-auth", [
  {
    id: "cp-labels-differ",
    statement:
      "Connection parameters, their choices, and the ways to sign in have labels that tell them apart.",
    why: "Whoever makes a connection sees nothing but the labels: of two equal ones they cannot know which is which, and enter a value in the wrong place.",
    severity: INFO,
    sources: [CONNECTION_PARAMETERS, MULTI_AUTH],
    inferred: true,
    checks: {
      connector(context) {
        const report = (pointer: string, what: string, label: string, other: string) =>
          context.report(context.inProperties(pointer), `${what} both have the label ${quote(label)}.`, {
            help: "Give each a label that says what it is for.",
            related: [{ place: context.inProperties(other), label: "as this one" }],
          });
        const { sets } = readConnection(context.properties);
        for (const [one, two] of sameLabel(sets, (set) => set.label))
          report(
            two.pointer,
            `The ways to sign in ${quote(one.name)} and ${quote(two.name)}`,
            two.label ?? "",
            one.pointer,
          );
        for (const parameters of dialogs(context.properties)) {
          const shown = parameters.filter((parameter) => !parameter.hidden);
          for (const [one, two] of sameLabel(shown, (parameter) =>
            ownString(ownObject(parameter.value, "uiDefinition"), "displayName"),
          ))
            report(
              two.pointer,
              `The connection parameters ${quote(one.name)} and ${quote(two.name)}`,
              two.label,
              one.pointer,
            );
          for (const { value, pointer } of shown) {
            const at = child(pointer, "uiDefinition", "constraints", "allowedValues");
            const all =
              ownArray(ownObject(ownObject(value, "uiDefinition"), "constraints"), "allowedValues") ?? [];
            const choices = all.map((entry, index) => ({ entry, pointer: child(at, index) }));
            for (const [one, two] of sameLabel(choices, ({ entry }) => ownString(entry, "text")))
              report(
                two.pointer,
                `The choices ${quote(scalarText(own(isObject(one.entry) ? one.entry : {}, "value")))} and ${quote(scalarText(own(isObject(two.entry) ? two.entry : {}, "value")))}`,
                ownString(two.entry, "text") ?? "",
                one.pointer,
              );
          }
        }
      },
    },
    bad: [
      {
        properties: choice(
          [],
          [
            { text: "Europe", value: "eu" },
            { text: "europe", value: "us" },
          ],
        ),
        at: [`${REGION}/uiDefinition/constraints/allowedValues/1`],
      },
      {
        properties: {
          properties: {
            connectionParameters: {
              site: { type: "string", uiDefinition: { displayName: "Site" } },
              user: { type: "string", uiDefinition: { displayName: "Site " } },
            },
          },
        },
        at: ["apiProperties.json#/properties/connectionParameters/user"],
      },
    ],
    good: [{}],
  },
  {
    id: "cp-allowed-values-agree",
    statement: "The values that a connection parameter allows are those that its dialog offers.",
    why: "People cannot make a connection with a choice that is offered but not allowed, and cannot choose one that is allowed but not offered.",
    severity: WARNING,
    sources: [CONNECTION_PARAMETERS, "observed: one published connector in which they differ"],
    inferred: true,
    checks: {
      connector(context) {
        for (const parameters of dialogs(context.properties)) {
          for (const { name, value, pointer } of parameters) {
            const valuesIn = (holder: JsonValue | undefined) =>
              ownArray(holder, "allowedValues")?.flatMap((entry) =>
                isObject(entry) && own(entry, "value") !== undefined ? [scalarText(own(entry, "value"))] : [],
              ) ?? [];
            const allowed = valuesIn(value);
            const offered = valuesIn(ownObject(ownObject(value, "uiDefinition"), "constraints"));
            if (allowed.length === 0 || offered.length === 0) continue;
            const notAllowed = offered.filter((one) => !allowed.includes(one));
            const notOffered = allowed.filter((one) => !offered.includes(one));
            if (notAllowed.length + notOffered.length === 0) continue;
            context.report(
              context.inProperties(child(pointer, "allowedValues")),
              notAllowed.length > 0
                ? `The dialog offers ${list(notAllowed)} for ${quote(name)}, which allowedValues does not allow.`
                : `allowedValues allows ${list(notOffered)} for ${quote(name)}, which the dialog does not offer.`,
              {
                help:
                  notAllowed.length > 0
                    ? `If people are to choose ${list(notAllowed)}, add {"value": ${quote(notAllowed[0] ?? "")}}${notAllowed.length > 1 ? " and the like" : ""} to allowedValues here; otherwise delete it from the constraints of the uiDefinition.`
                    : `If people are to choose ${list(notOffered)}, add it with its "text" to the allowedValues in the constraints of the uiDefinition; otherwise delete it here.`,
                related: [
                  {
                    place: context.inProperties(
                      child(pointer, "uiDefinition", "constraints", "allowedValues"),
                    ),
                    label: "offered",
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
        properties: choice(
          [{ value: "eu" }],
          [
            { text: "Europe", value: "eu" },
            { text: "America", value: "us" },
          ],
        ),
        at: [`${REGION}/allowedValues`],
      },
    ],
    good: [{ properties: choice([{ value: "eu" }], [{ text: "Europe", value: "eu" }]) }],
  },
  {
    id: "cp-hidden-required",
    statement: "A connection parameter that is hidden and required has a value of its own.",
    why: "People are not asked for the value, and the platform makes no connection without it: nobody can use the connector.",
    severity: WARNING,
    sources: [
      CONNECTION_PARAMETERS,
      "observed: both such parameters of published connectors have a defaultValue",
    ],
    inferred: true,
    checks: {
      connector(context) {
        for (const parameters of dialogs(context.properties)) {
          for (const { name, hidden, required, value, pointer, oauth } of parameters) {
            if (!hidden || !required || oauth || own(value, "defaultValue") !== undefined) continue;
            const constraints = ownObject(ownObject(value, "uiDefinition"), "constraints");
            if (own(constraints, "default") !== undefined) continue;
            context.report(
              context.inProperties(child(pointer, "uiDefinition", "constraints", "hidden")),
              `The connection parameter ${quote(name)} is hidden and required, and has no value.`,
              { help: 'Add "defaultValue" with the value, write "required": "false", or show it.' },
            );
          }
        }
      },
    },
    bad: [
      {
        properties: {
          properties: {
            connectionParameters: {
              region: { type: "string", uiDefinition: { constraints: { hidden: "true", required: "true" } } },
            },
          },
        },
        at: [`${REGION}/uiDefinition/constraints/hidden`],
      },
    ],
    good: [
      {
        properties: {
          properties: {
            connectionParameters: {
              region: {
                type: "string",
                defaultValue: "eu",
                uiDefinition: { constraints: { hidden: "true", required: "true" } },
              },
            },
          },
        },
      },
    ],
  },
  {
    id: "oauth-tenant-shape",
    statement: 'tenantId of an Entra ID sign-in is "common", a tenant\'s id or one of its domains.',
    why: "The value becomes a part of the address of the sign-in: with a name that is not a tenant, Entra ID signs nobody in.",
    severity: WARNING,
    sources: [
      CONNECTION_PARAMETERS,
      ENVIRONMENT_VARIABLES,
      'observed: all 38 published connectors write "common"',
    ],
    inferred: true,
    checks: {
      oAuthSettings(settings, context) {
        if (!/^aad/.test(ownString(settings.value, "identityProvider") ?? "")) return;
        for (const { key: name, value: written, place } of customs(settings)) {
          const value = written.trim();
          if (/^tenantid$/i.test(name) && !TENANT.test(value) && !NOT_YET.test(value))
            context.report(
              place,
              `"${name}" is ${quote(value)}, which is neither the id nor a domain of a tenant.`,
              {
                help: 'Write "common" for everybody, the id of one tenant (a GUID), or its domain, such as "fabrikam.onmicrosoft.com".',
              },
            );
          if (/^loginuri/i.test(name) && /^https:\/\/[^/]+\/+[^/]/.test(value) && !NOT_YET.test(value))
            context.report(
              place,
              `"${name}" ${quote(value)} has a path, to which tenant and endpoint would be added.`,
              {
                help: `Write ${quote(/^https:\/\/[^/]+/.exec(value)?.[0] ?? "https://login.microsoftonline.com")}; the tenant goes into "tenantId".`,
              },
            );
        }
      },
    },
    bad: [
      { properties: AAD({ tenantId: "fabrikam" }), at: [`${CUSTOM}/tenantId/value`] },
      {
        properties: AAD({ loginUri: "https://login.microsoftonline.com/common/oauth2/authorize" }),
        at: [`${CUSTOM}/loginUri/value`],
      },
    ],
    good: [
      { properties: AAD({ tenantId: "fabrikam.onmicrosoft.com", loginUri: "https://login.windows.net/" }) },
      { properties: AAD({ tenantId: '@environmentVariables("fab_tenant")' }) },
    ],
  },
]);
