/** Extensions with few allowed values. */

import { own } from "../../json/values.ts";
import { onKinds } from "../facts/checks.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const MCP = "mcp-streamable-1.0";

export default defineRules([
  {
    id: "ext-media-kind-value",
    group: "document",
    statement: "x-ms-media-kind is image or audio.",
    why: "Power Apps shows the content as what this says, and knows these two kinds.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [DEFINITION_SCHEMA],
    fixable: true,
    shape: [{ of: ["schema", "parameter"], faults: ["type", "value"], keys: ["x-ms-media-kind"] }],
    bad: [
      {
        definition: { definitions: { Parcel: { properties: { id: { "x-ms-media-kind": "video" } } } } },
        at: ["/definitions/Parcel/properties/id/x-ms-media-kind"],
      },
      {
        definition: { definitions: { Parcel: { properties: { id: { "x-ms-media-kind": "Image" } } } } },
        at: ["/definitions/Parcel/properties/id/x-ms-media-kind"],
      },
    ],
    good: [
      { definition: { definitions: { Parcel: { properties: { id: { "x-ms-media-kind": "audio" } } } } } },
    ],
  },
  {
    id: "ext-editor-dictionary",
    group: "document",
    statement: 'x-ms-editor is "dictionary" only on an object with additionalProperties.',
    why: "The editor for key and value pairs has nothing to write into elsewhere; the platform refuses it.",
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
      {
        definition: { definitions: { Parcel: { properties: { id: { "x-ms-editor": "dictionary" } } } } },
        at: ["/definitions/Parcel/properties/id/x-ms-editor"],
      },
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
    group: "document",
    statement: `x-ms-agentic-protocol is "${MCP}", on a POST operation.`,
    why: "Agents talk to an MCP server through that one operation; with anything else they do not find it.",
    severity: { import: "info", certification: "info" },
    codes: [],
    sources: ["observed: public repositories with MCP connectors, all of them so"],
    inferred: true,
    shape: [{ of: "operation", faults: ["type", "value"], keys: ["x-ms-agentic-protocol"] }],
    checks: {
      operation(operation, context) {
        if (own(operation.value, "x-ms-agentic-protocol") !== MCP || operation.key === "post") return;
        context.report(
          operation.at("x-ms-agentic-protocol"),
          `"x-ms-agentic-protocol" stands on a ${String(operation.key).toUpperCase()} operation.`,
          { help: "Put it on the POST operation that takes the messages of the protocol." },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels": { post: { "x-ms-agentic-protocol": "mcp" } } } },
        at: ["/paths/~1parcels/post/x-ms-agentic-protocol"],
      },
      {
        definition: { paths: { "/depots": { get: { "x-ms-agentic-protocol": MCP } } } },
        at: ["/paths/~1depots/get/x-ms-agentic-protocol"],
      },
    ],
    good: [{ definition: { paths: { "/parcels": { post: { "x-ms-agentic-protocol": MCP } } } } }],
  },
]);
