/** Extensions with few allowed values. */

import { AGENTIC_PROTOCOL } from "../../definition/extensions.ts";
import { METHODS } from "../../definition/model.ts";
import type { JsonObject } from "../../json/values.ts";
import { own } from "../../json/values.ts";
import { CREATE, createWith, DEPOTS, depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { onKinds } from "../facts/checks.ts";
import { list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { COPILOT_STUDIO_MCP, DEFINITION_SCHEMA, pullRequest, VALIDATOR_CODES } from "../sources.ts";

const MCP = "mcp-streamable-1.0";

/** A sound MCP operation, changed. */
const agentic = (patch: JsonObject): JsonObject => ({
  paths: {
    "/mcp": {
      post: {
        operationId: "InvokeServer",
        summary: "Ask the server",
        description: "Speaks with the server of tools.",
        parameters: [],
        [AGENTIC_PROTOCOL]: MCP,
        responses: { "200": { description: "A message of the protocol." } },
        ...patch,
      },
    },
  },
});

export default defineRules("document", [
  {
    id: "ext-media-kind-value",
    statement: "x-ms-media-kind is image or audio.",
    why: 'Power Apps chooses by x-ms-media-kind whether it shows a picture ("image") or plays a sound ("audio"): with any other value it does neither.',
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA],
    fixable: true,
    shape: [{ of: ["schema", "parameter"], faults: ["type", "value"], keys: ["x-ms-media-kind"] }],
    bad: [
      {
        definition: parcelWith({ id: { "x-ms-media-kind": "video" } }),
        at: [`${PARCEL}/id/x-ms-media-kind`],
      },
      {
        definition: parcelWith({ id: { "x-ms-media-kind": "Image" } }),
        at: [`${PARCEL}/id/x-ms-media-kind`],
      },
    ],
    good: [{ definition: parcelWith({ id: { "x-ms-media-kind": "audio" } }) }],
  },
  {
    id: "ext-editor-dictionary",
    statement: 'x-ms-editor is "dictionary" only on an object with additionalProperties.',
    why: "The designer's editor for pairs of key and value has nothing to write into elsewhere; the platform refuses the definition at import.",
    severity: { import: "error", certification: "error" },
    codes: ["InvalidCustomEditorExtensionDictionaryValue"],
    sources: [VALIDATOR_CODES],
    onlyWith: ["x-ms-editor"],
    checks: onKinds(["schema", "parameter"], (node, context) => {
      if (own(node.value, "x-ms-editor") !== "dictionary") return;
      const type = own(node.value, "type");
      const more = own(node.value, "additionalProperties");
      if (type === "object" && more !== undefined && more !== false) return;
      context.report(
        node.at("x-ms-editor"),
        type === "object"
          ? '"x-ms-editor" is "dictionary", but the object allows no additional properties.'
          : `"x-ms-editor" is "dictionary" on something of type ${show(type)}.`,
        {
          help: 'Write "type": "object" and "additionalProperties": { "type": "string" }, or choose another editor.',
          ...(type !== undefined &&
            type !== "object" && { related: [{ place: node.at("type"), label: "not an object" }] }),
        },
      );
    }),
    bad: [
      { definition: parcelWith({ id: { "x-ms-editor": "dictionary" } }), at: [`${PARCEL}/id/x-ms-editor`] },
      {
        definition: { definitions: { Parcel: { "x-ms-editor": "dictionary", additionalProperties: false } } },
        at: ["/definitions/Parcel/x-ms-editor"],
      },
    ],
    good: [
      {
        definition: {
          definitions: { Parcel: { "x-ms-editor": "dictionary", additionalProperties: { type: "string" } } },
        },
      },
    ],
  },
  {
    id: "ext-agentic-protocol",
    statement: `x-ms-agentic-protocol is "${MCP}", on the only operation of its path: a POST that makers see, with "parameters".`,
    why: 'Agents talk to an MCP server through the operation that names the protocol: with a wrong protocol or method they do not find the server, and without "parameters" they are reported to find no tools.',
    severity: { import: "warning", certification: "warning" },
    sources: [
      "observed: public repositories with MCP connectors",
      "quoted from the service's validator: Paths with x-ms-agentic-protocol should only have a POST operation.",
      pullRequest(3992),
      COPILOT_STUDIO_MCP,
    ],
    shape: [
      {
        of: "operation",
        faults: ["type", "value"],
        keys: ["x-ms-agentic-protocol"],
        say({ value }) {
          return typeof value === "string" && /sse/i.test(value)
            ? {
                help: `Write "${MCP}", and let the server speak streamable HTTP: Copilot Studio no longer supports SSE (since August 2025).`,
              }
            : {};
        },
      },
    ],
    checks: {
      operation(operation, context) {
        const protocol = own(operation.value, AGENTIC_PROTOCOL);
        if (typeof protocol !== "string") return;
        const place = operation.at(AGENTIC_PROTOCOL);
        const name = quote(operation.operation?.id ?? operation.pointer);
        if (operation.key !== "post") {
          context.report(
            place,
            `"${AGENTIC_PROTOCOL}" stands on a ${String(operation.key).toUpperCase()} operation.`,
            { help: "Put it on the POST operation that receives the messages of the protocol." },
          );
          return;
        }
        if (own(operation.value, "x-ms-trigger") !== undefined)
          context.report(operation.at("x-ms-trigger"), `The MCP operation ${name} is marked as a trigger.`, {
            help: 'Remove "x-ms-trigger": agents call MCP operations as tools.',
          });
        const others = METHODS.filter((method) => method !== "post" && own(operation.parent?.value, method));
        if (others.length > 0)
          context.report(
            place,
            `Beside the MCP operation ${name}, its path has ${list(others.map((method) => method.toUpperCase()))}.`,
            {
              help: "Leave the POST alone on its path; move the others to paths of their own, or remove them.",
            },
          );
        if (operation.internal)
          context.report(
            operation.at("x-ms-visibility"),
            `The MCP operation ${name} is internal, so no agent is offered it.`,
            { help: 'Remove "x-ms-visibility".', severity: "info" },
          );
        if (
          own(operation.value, "parameters") === undefined &&
          own(operation.parent?.value, "parameters") === undefined
        )
          context.report(operation, `The MCP operation ${name} has no "parameters".`, {
            help: 'Add "parameters": [] to the operation.',
          });
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels": { get: null, post: { "x-ms-agentic-protocol": "mcp" } } } },
        at: [`${CREATE}/x-ms-agentic-protocol`],
      },
      {
        definition: {
          paths: { "/parcels": { get: null, post: { "x-ms-agentic-protocol": "mcp-sse-1.0" } } },
        },
        at: [`${CREATE}/x-ms-agentic-protocol`],
      },
      { definition: createWith({ "x-ms-agentic-protocol": MCP }), at: [`${CREATE}/x-ms-agentic-protocol`] },
      { definition: agentic({ parameters: null }), at: ["/paths/~1mcp/post"] },
      {
        definition: agentic({ "x-ms-visibility": "internal" }),
        at: ["/paths/~1mcp/post/x-ms-visibility"],
      },
      { definition: agentic({ "x-ms-trigger": "single" }), at: ["/paths/~1mcp/post/x-ms-trigger"] },
      { definition: depotsWith({ "x-ms-agentic-protocol": MCP }), at: [`${DEPOTS}/x-ms-agentic-protocol`] },
    ],
    good: [{ definition: agentic({}) }],
  },
]);
