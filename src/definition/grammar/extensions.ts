/**
 * The x-ms-* extensions of a definition: what each means and where it has an effect. What their objects hold: extension-kinds.ts.
 * Sourced: Microsoft's extension guide, its JSON schema of the definition, the source code of the designer and of Power Fx.
 * What only published connectors show (a few kinds of place, the undocumented names) is inferred.
 */
import { any, flag, type Key, list, object, text, type Value } from "./types.ts";

/** A kind of place that can hold extensions; parameters are distinguished by their `in`. */
export type ExtensionPlace =
  | "root"
  | "info"
  | "contact"
  | "license"
  | "tag"
  | "securityDefinition"
  | "pathItem"
  | "operation"
  | "response"
  | "header"
  | "items"
  | "schema"
  | "notificationContent"
  | "path parameter"
  | "query parameter"
  | "header parameter"
  | "formData parameter"
  | "body parameter";

export interface Extension extends Key {
  readonly name: string;
  /** Where it has an effect; undefined: wherever it is, for those that only Microsoft's own connectors use. */
  readonly places?: readonly ExtensionPlace[];
  /** Who reads it. `makers` means Power Platform, for every connector. */
  readonly readBy: "makers" | "first-party" | "autorest";
  /** Where it holds something other than usual. */
  readonly at?: Partial<Record<ExtensionPlace, Value>>;
}

export const PARAMETER_PLACES = [
  "path parameter",
  "query parameter",
  "header parameter",
  "formData parameter",
] as const;
const VALUES = [...PARAMETER_PLACES, "schema"] as const;

const KNOWN: Record<string, Key & { places: readonly ExtensionPlace[]; at?: Extension["at"] }> = {
  "x-ms-summary": {
    ...text("The label of an input or of a piece of dynamic content."),
    places: [...VALUES, "body parameter", "response", "header", "notificationContent"],
    at: Object.fromEntries(
      PARAMETER_PLACES.map((place) => [place, { type: "string", neededBy: "certification" }]),
    ),
  },
  "x-ms-visibility": {
    ...text(
      'Who sees it: "important" is shown first, "advanced" only on demand, "internal" never; without it, it is shown as usual.',
      { values: ["important", "advanced", "internal"] },
    ),
    places: [...VALUES, "body parameter", "operation", "header"],
  },
  "x-ms-api-annotation": {
    ...object(
      "annotation",
      "The version of an operation, or how far the connector is: in preview or in production.",
      {
        example: '{"family": "GetParcel", "revision": 1}',
      },
    ),
    places: ["info", "operation"],
    at: {
      info: {
        type: "object",
        kind: "connectorAnnotation",
        example: '{ "status": "Preview" } or { "status": "Production" }',
      },
    },
  },
  "x-ms-operation-context": {
    ...object("operationContext", "The action that stands in for a trigger when a maker tests a flow.", {
      example: '{ "simulate": { "operationId": "<id>" } }',
    }),
    places: ["operation"],
  },
  // On schemas it says how a table and its columns can be filtered and sorted.
  "x-ms-capabilities": {
    ...object("connectorCapabilities", "What the connector, an operation or a table can do besides."),
    places: ["root", "operation", "schema"],
    at: {
      operation: { type: "object", kind: "operationCapabilities" },
      schema: { type: "object", kind: "tableCapabilities" },
    },
  },
  "x-ms-connector-metadata": {
    ...list(
      "The website, the privacy policy and the categories that the page of a published connector shows.",
      {
        type: "object",
        kind: "metadataEntry",
        title: "An entry",
        example: '{ "propertyName": "...", "propertyValue": "..." }',
      },
      {
        neededBy: "certification",
        example: '[{ "propertyName": "Website", "propertyValue": "https://..." }, ...]',
      },
    ),
    places: ["root"],
  },
  "x-ms-docs": { ...any("Notes for the documentation of the connector."), places: ["root"] },
  "x-ms-keywords": {
    ...list(
      "Words by which makers find the connector.",
      { type: "string", title: "A keyword", example: "a text" },
      { example: 'an array of words, such as ["parcels", "shipping"]' },
    ),
    places: ["info"],
  },
  "x-ms-deployment-version": {
    ...text('The version that is deployed: numbers with dots between them, such as "1.0".'),
    places: ["info"],
  },
  "x-ms-connector-name": { ...text("The name by which the platform lists the connector."), places: ["info"] },
  "x-ms-trigger": {
    ...text(
      'Makes a trigger of an operation: with "single", an answer or a notification starts one run of a flow; with "batch" it brings a list, and each item starts one.',
      { values: ["single", "batch"] },
    ),
    places: ["operation"],
  },
  "x-ms-trigger-hint": {
    ...text(
      "What a maker has to do so that the trigger fires now; the designer shows it while a flow is tested.",
    ),
    places: ["operation"],
  },
  "x-ms-trigger-metadata": {
    ...object("triggerMetadata", "How a trigger gets its events; there is one value only.", {
      example: '{"kind": "query", "mode": "polling"}',
    }),
    places: ["operation"],
  },
  "x-ms-trigger-value": {
    ...object(
      "triggerValue",
      "Where in the last answer a polling trigger finds the value of a parameter for its next call.",
      {
        example: '{"value-collection": "…", "value-path": "…"}',
      },
    ),
    places: PARAMETER_PLACES,
  },
  "x-ms-notification-content": {
    ...object(
      "notificationContent",
      "What a webhook sends to the flow. It stands on the path, not in the operation.",
      {
        example: '{"description": "…", "schema": { … }}',
      },
    ),
    places: ["pathItem"],
  },
  "x-ms-notification-url": {
    ...flag(
      "Marks the property of the body into which the platform writes the address that it wants to be notified at.",
    ),
    places: ["schema"],
  },
  "x-ms-notification": {
    ...object(
      "notification",
      "The webhook operation that tells a polling trigger when there is something to fetch.",
      {
        example: '{"operationId": "…"}',
      },
    ),
    places: ["operation"],
  },
  "x-ms-url-encoding": {
    ...text(
      'How often a value in the path is percent-encoded: "single", or "double" for services that decode twice.',
      {
        values: ["single", "double"],
      },
    ),
    places: ["path parameter"],
  },
  "x-ms-dynamic-values": {
    ...object("dynamicValues", "The operation that lists the values of a drop-down.", {
      example: '{"operationId": "…", "parameters": {}, "value-path": "…", "value-title": "…"}',
    }),
    places: [...VALUES, "items"],
  },
  "x-ms-dynamic-list": {
    ...object(
      "dynamicList",
      "The operation that lists the values of a drop-down; the newer form, which can refer to inputs by their paths.",
      {
        example: '{"operationId": "…", "parameters": {}, "itemValuePath": "…", "itemTitlePath": "…"}',
      },
    ),
    places: [...VALUES, "items"],
  },
  "x-ms-dynamic-schema": {
    ...object("dynamicSchema", "The operation that tells at design time which inputs or outputs there are.", {
      example: '{"operationId": "…", "parameters": {}, "value-path": "…"}',
    }),
    places: ["schema"],
  },
  "x-ms-dynamic-properties": {
    ...object(
      "dynamicProperties",
      "The operation that tells at design time which inputs or outputs there are; the newer form.",
      {
        example: '{"operationId": "…", "parameters": {}, "itemValuePath": "…"}',
      },
    ),
    places: ["schema"],
  },
  "x-ms-dynamic-tree": {
    ...object("dynamicTree", "The operations that list folders and their contents for a picker.", {
      example: 'an object with "settings", "open" and "browse"',
    }),
    places: VALUES,
  },
  "x-ms-enum-values": {
    ...list(
      "The values of an enum, each with the name that makers see.",
      {
        type: "object",
        kind: "enumValue",
        title: "An entry of x-ms-enum-values",
        example: '{"value": "…", "displayName": "…"}',
      },
      { example: '[{"value": "…", "displayName": "…"}]' },
    ),
    places: [...VALUES, "items"],
  },
  "x-ms-test-value": {
    ...any("A value with which the operation can be tested."),
    places: [...VALUES, "body parameter"],
  },
  "x-ms-localizeDefaultValue": {
    ...any("Whether the default is translated along with the labels."),
    places: VALUES,
  },
  "x-ms-media-kind": {
    ...text("As what Power Apps shows the content.", { values: ["image", "audio"] }),
    places: ["schema", "formData parameter"],
  },
  "x-ms-editor": {
    ...text('The editor that the designer shows for an input, such as "dictionary" or "html".'),
    places: VALUES,
  },
  "x-ms-editor-options": { ...any("Settings of the editor that x-ms-editor names."), places: VALUES },
  "x-ms-pageable": {
    ...object(
      "pageable",
      "Marks an answer that comes in pages, so that the designer can follow the link to the next one.",
      {
        example: '{ "nextLinkName": "nextLink" }',
      },
    ),
    places: ["operation"],
  },
  "x-ms-no-generic-test": {
    ...flag("Keeps automatic tests away from the operation."),
    places: ["operation"],
  },
  "x-ms-safe-operation": {
    ...flag("Says that an operation changes nothing although its method is not GET."),
    places: ["operation"],
  },
  "x-ms-explicit-input": {
    ...flag("Whether a language model has to be given the input by a person."),
    places: ["operation", ...VALUES, "body parameter"],
  },
  "x-ms-require-user-confirmation": {
    ...flag("Whether a person has to agree before a language model may call the operation."),
    places: ["operation"],
  },
  "x-ms-name-for-model": {
    ...text("The name by which language models know it.", { filled: true }),
    places: ["operation", ...VALUES, "body parameter"],
  },
  "x-ms-description-for-model": {
    ...text("What language models are told about it.", { filled: true }),
    places: ["operation", ...VALUES, "body parameter"],
  },
  "x-ms-openai-data": {
    ...object("openAiData", "Which operations a plug-in for a language model offers.", {
      example: '{ "openai-enabled": true, "operations": [{ "operationId": "<id>" }] }',
    }),
    places: ["operation", "root"],
  },
  "x-ms-openai-manifest": {
    ...object("openAiManifest", "What a plug-in for a language model says about itself.", {
      example: "an object with humanName, modelDescription and contactEmail",
    }),
    places: ["root"],
  },
  "x-ms-openai-published-to-copilots": {
    ...any("Whether the plug-in is published to Copilots."),
    places: ["info"],
  },
  "x-ms-agentic-protocol": {
    ...text("Marks the operation by which agents talk to an MCP server.", { values: ["mcp-streamable-1.0"] }),
    places: ["operation"],
  },
};

/** Read by the designer, used by Microsoft's own connectors only. */
const FIRST_PARTY = [
  "x-ms-headers",
  "x-ms-group-name",
  "x-ms-content-hint",
  "x-ms-format",
  "x-ms-permission",
  "x-ms-property-name-alias",
  "x-ms-scheduler-recommendation",
  "x-ms-scheduler-trigger",
  "x-ms-input-dependencies",
  "x-ms-serialization",
  "x-ms-deserialization",
  "x-ms-dynamically-added",
  "x-ms-displayFormat",
  "x-ms-relationships",
];

const AUTOREST = `arm-id-details azure-resource client-default client-flatten client-name client-request-id
  code-generation-settings discriminator-value enum error-response examples external header-collection-prefix identifiers
  long-running-operation long-running-operation-options mutability odata parameter-grouping parameter-location
  parameterized-host paths request-id secret skip-url-encoding text`.split(/\s+/);

/** Every known extension by its name, in the order of documentation. */
export const EXTENSIONS: ReadonlyMap<string, Extension> = new Map<string, Extension>([
  ...Object.entries(KNOWN).map(([name, key]): [string, Extension] => [
    name,
    { name, readBy: "makers", ...key },
  ]),
  ...FIRST_PARTY.map((name): [string, Extension] => [
    name,
    { name, readBy: "first-party", meaning: "Used by Microsoft's own connectors; undocumented." },
  ]),
  ...AUTOREST.map((word): [string, Extension] => [
    `x-ms-${word}`,
    {
      name: `x-ms-${word}`,
      readBy: "autorest",
      meaning: "For AutoRest, which makes client libraries; Power Platform ignores it.",
    },
  ]),
]);
