/** Parameters that makers do not see. */

import { addMember } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { HIDDEN } from "../facts/checks.ts";
import { inputKind, isInternal, locationOf, parameterName } from "../facts/parameter-kinds.ts";
import { USED_AS } from "../language/node.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const ENCODING = "x-ms-url-encoding";

const ID = { name: "id", in: "path", required: true, type: "string", [ENCODING]: "single" };
const stamps = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/stamps/{id}": { get: { operationId: "GetStamp", parameters } } } }) as never;
const BODY = (required: string[]) => ({
  name: "body",
  in: "body",
  schema: {
    type: "object",
    required,
    properties: { channel: { type: "string", default: "flow", "x-ms-visibility": "internal" } },
  },
});
const OPERATION = "/paths/~1stamps~1{id}/get";
const AT = `${OPERATION}/parameters/0`;

export default defineRules("parameters", [
  {
    id: "param-internal-required-default",
    statement: "A parameter that is internal and required has a default.",
    why: "Makers cannot fill in what they do not see: without a default every call goes out without the value that the service requires.",
    severity: ERROR,
    sources: [OPENAPI_EXTENSIONS, "observed: no published connector lacks one"],
    onlyWith: [HIDDEN],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "body" || !node.required || !isInternal(node)) return;
        // What is meant for the notification URL is in the wrong place, which is a rule's own.
        if (own(node.value, "x-ms-notification-url") !== undefined) return;
        // To the designer null is not a default.
        if ((own(node.value, "default") ?? undefined) !== undefined) return;
        context.report(
          node,
          `The ${inputKind(location)} ${quote(parameterName(node))} is internal and required, and has no default.`,
          {
            help: 'Add "default": "…" with the value to send. If makers are to choose it, remove "x-ms-visibility": "internal" instead.',
            related: [{ place: node.at("x-ms-visibility"), label: "hidden here" }],
          },
        );
      },
    },
    bad: [
      { definition: stamps({ ...ID, "x-ms-visibility": "internal" }), at: [AT] },
      { definition: stamps({ ...ID, "x-ms-visibility": "internal", default: null }), at: [AT] },
    ],
    good: [{ definition: stamps({ ...ID, "x-ms-visibility": "internal", default: "7" }) }],
  },
  {
    id: "param-internal-default-optional",
    statement: "An internal parameter, or property of a body, with a default is required.",
    why: "Only required parameters are certain to be sent; the default of an optional one that makers do not see may never reach the service.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InternalPropertyWithDefaultOptional", "PropertyMustBeRequired"],
    sources: [
      VALIDATOR_CODES,
      "observed: 12 published connectors have such a parameter, none such a property, though 78 have properties with internal defaults",
      "reported: the portal refused to save such a parameter (https://github.com/PBNZ/sdp-on-prem-powerplatform/blob/main/LESSONS.md)",
    ],
    // A path parameter must be required anyway.
    yieldsTo: ["param-path-required-true"],
    fixable: true,
    comparesPlaces: true,
    onlyWith: [HIDDEN],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "body" || node.required || !isInternal(node)) return;
        const required = own(node.value, "required");
        if (
          own(node.value, "default") === undefined ||
          (required !== undefined && typeof required !== "boolean")
        )
          return;
        context.report(
          required === undefined ? node : node.at("required"),
          `The ${inputKind(location)} ${quote(parameterName(node))} is internal and has the default ${show(own(node.value, "default"))}, but is not required: it may not be sent.`,
          {
            help: `${required === undefined ? "Add" : "Write"} "required": true if the service needs the value. Otherwise remove the parameter.`,
            codes: ["InternalPropertyWithDefaultOptional", "PropertyMustBeRequired"],
            related: [{ place: node.at("default"), label: "may not be sent" }],
            fix: {
              title: 'Add "required": true',
              edits: (document) => addMember(document, node.pointer, "required", true),
            },
          },
        );
      },
      schema(schema, context) {
        if (schema.position !== "property" || schema.required || (schema.usage & USED_AS.input) === 0) return;
        const value = own(schema.value, "default") ?? undefined;
        if (value === undefined || !isInternal(schema)) return;
        const name = quote(String(schema.key));
        context.report(
          schema,
          `The property ${name} is internal and has the default ${show(value)}, but is not required: it may not be sent.`,
          {
            help: `Add ${name} to "required" of the object around it, so that the default is sent. Leave it if the service can do without it.`,
            codes: ["InternalPropertyWithDefaultOptional", "PropertyMustBeRequired"],
            related: [{ place: schema.at("default"), label: "may not be sent" }],
          },
        );
      },
    },
    bad: [
      {
        definition: stamps(BODY([])),
        at: [`${AT}/schema/properties/channel`],
      },
      {
        definition: stamps(ID, {
          name: "v",
          in: "query",
          type: "string",
          default: "2",
          "x-ms-visibility": "internal",
        }),
        at: [`${OPERATION}/parameters/1`],
      },
    ],
    good: [
      { definition: stamps(BODY(["channel"])) },
      {
        definition: stamps(ID, {
          name: "v",
          in: "query",
          type: "string",
          required: true,
          default: "2",
          "x-ms-visibility": "internal",
        }),
      },
    ],
  },
]);
