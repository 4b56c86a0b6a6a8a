/**
 * The x-ms-* extensions of a definition: what each means, where it has an effect, and what its objects hold.
 * Sourced: Microsoft's extension guide, its JSON schema of the definition, the source code of the designer and of Power Fx.
 * What only published connectors show (a few kinds of place, the undocumented names) is inferred.
 */
import { any, flag, type Key, type Kinds, list, number, object, table, text, type Value } from "./types.ts";

/** A kind of place that can hold extensions; parameters are told apart by their `in`. */
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
  /** Where it holds something else than usual. */
  readonly at?: Partial<Record<ExtensionPlace, Value>>;
}

export const PARAMETER_PLACES = [
  "path parameter",
  "query parameter",
  "header parameter",
  "formData parameter",
] as const;
const VALUES = [...PARAMETER_PLACES, "schema"] as const;
/** For keys of an operation that slipped into what its webhook sends. */
const IN_OPERATION =
  "Move it into the operation if it is meant there, otherwise remove it; only schema and description are read here.";

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

const OPERATION_ID = text("The operation that is asked.", {
  required: true,
  example: '"operationId" with the id of an operation',
});
const ARGUMENTS = table(
  "What the operation is given: fixed values, or inputs of the operation around it.",
  { title: "A value" },
  { example: '{ "<name of a parameter>": <value> }' },
);
const PATH = "a text in quotes";
const path = (meaning: string) => text(meaning, { example: PATH });

const CALL: Record<string, Key> = {
  operationId: { ...OPERATION_ID, example: '"operationId" with the operation that answers with the values' },
  parameters: { ...ARGUMENTS, example: "{} if the operation needs none" },
};

const TREE_CALL: Kinds[string]["keys"] = {
  ...CALL,
  itemsPath: any("The property of the answer that holds the entries."),
  itemValuePath: any("The property of an entry that is its value."),
  itemTitlePath: any("The property of an entry that makers see."),
  itemFullTitlePath: any("The property of an entry that holds its whole path."),
  itemIsParent: any("An expression that tells folders from files."),
};

const size = (what: string): Key => number(`The ${what} size of a chunk, in megabytes.`, { above: 0 });

/** The operators that Power Apps reads from the capabilities of a table's columns. Sourced: the source code of Power Fx. */
const FILTER_FUNCTIONS =
  `eq ne lt le gt ge and or not contains indexof substringof startswith endswith length tolower toupper
trim null date year month day hour minute second sum min max average count countdistinct add sub mul div top cdsin
astype arraylookup`.split(/\s+/);

/** The objects that extensions hold. */
export const EXTENSION_KINDS: Kinds = {
  annotation: {
    title: "x-ms-api-annotation",
    meaning: "The version of an operation, or the state of the connector.",
    extensions: true,
    keys: {
      family: text("The name that all versions of an operation share.", {
        filled: true,
        example: "it in quotes",
      }),
      revision: {
        type: "integer",
        atLeast: 1,
        meaning: "The number of the version, from 1 on. The designer offers the highest.",
        example: "1 for the first revision, without quotes",
      },
      status: text("How far the connector is.", { values: ["Preview", "Production"] }),
      replacement: object("replacement", "The operation that makers should use instead.", {
        example: '{"api": "…", "operationId": "…"}',
      }),
      expires: text("When the operation ceases to work.", { example: "it in quotes" }),
    },
  },
  connectorAnnotation: {
    title: '"x-ms-api-annotation"',
    meaning: "How far the connector is.",
    extensions: true,
    keys: {
      status: text("How far the connector is.", { required: true, values: ["Preview", "Production"] }),
      family: any("Only operations have one."),
      revision: any("Only operations have one."),
      replacement: any("Only operations have one."),
      expires: any("Only operations have one."),
    },
  },
  replacement: {
    title: "A replacement",
    meaning: "An operation of this connector or of another.",
    extensions: true,
    keys: {
      api: text("The connector.", { required: true, filled: true }),
      operationId: text("The operation.", { required: true, filled: true }),
    },
  },
  operationContext: {
    title: "x-ms-operation-context",
    meaning: "What stands in for a trigger in a test.",
    extensions: false,
    keys: {
      simulate: object("simulation", "The action that is called instead.", {
        required: true,
        example: '{ "simulate": { "operationId": "<id>" } }',
      }),
    },
  },
  simulation: {
    title: '"simulate"',
    meaning: "The action that is called instead of a trigger.",
    extensions: false,
    keys: { operationId: OPERATION_ID, parameters: ARGUMENTS },
  },
  connectorCapabilities: {
    title: "x-ms-capabilities",
    meaning: "What the connector can do besides its operations.",
    extensions: false,
    keys: {
      testConnection: object("capabilityCall", "The operation that tells whether a new connection works.", {
        example: 'an object with an "operationId"',
      }),
      "file-picker": object("filePicker", "The operations by which makers pick files and folders.", {
        example: 'an object with an "operationId"',
      }),
    },
  },
  capabilityCall: {
    title: "A capability",
    meaning: "An operation and what it is given.",
    extensions: true,
    keys: { operationId: OPERATION_ID, parameters: ARGUMENTS },
  },
  filePicker: {
    title: "The file picker",
    meaning: "How makers pick files and folders.",
    extensions: true,
    keys: {
      open: object("capabilityCall", "The operation that lists the first level.", {
        required: true,
        example: 'an object with "operationId" and "parameters"',
      }),
      browse: object("capabilityCall", "The operation that lists what is in a folder.", {
        example: 'an object with "operationId" and "parameters"',
      }),
      "value-title": text("The property of an entry that makers see.", {
        example: "the path of a property in the answer",
      }),
      "value-collection": text("The property of the answer that holds the entries.", {
        example: "the path of a property in the answer",
      }),
      "value-folder-property": text("The property of an entry that tells folders from files.", {
        example: "the path of a property in the answer",
      }),
      "value-media-property": text("The property of an entry that holds its MIME type.", {
        example: "the path of a property in the answer",
      }),
      "value-path": text("The property of an entry that is its value.", {
        example: "the path of a property in the answer",
      }),
    },
  },
  operationCapabilities: {
    title: "x-ms-capabilities",
    meaning: "How large contents are transferred.",
    extensions: false,
    keys: {
      chunkTransfer: flag("Whether large contents are transferred in chunks."),
      acceptUploadChunkSizeInMB: size("accepted"),
      acceptDownloadChunkSizeInMB: size("accepted"),
      minimumUploadChunkSizeInMB: size("smallest"),
      minimumDownloadChunkSizeInMB: size("smallest"),
      maximumUploadChunkSizeInMB: size("largest"),
      maximumDownloadChunkSizeInMB: size("largest"),
    },
  },
  tableCapabilities: {
    title: "x-ms-capabilities",
    meaning: "How Power Apps may filter and sort a table or a column.",
    extensions: true,
    keys: {
      filterFunctions: list(
        "The functions of a filter that the service understands.",
        { type: "string", title: "A filter function", values: FILTER_FUNCTIONS },
        { filled: true },
      ),
      filterRestrictions: any("Columns that cannot be filtered, or have to be."),
      sortRestrictions: any("Columns that cannot be sorted."),
      selectRestrictions: any("Whether columns can be chosen."),
      filterFunctionSupport: any("The functions that filters of the table may use."),
    },
  },
  metadataEntry: {
    title: "An entry of x-ms-connector-metadata",
    meaning: "One line on the page of a published connector.",
    extensions: true,
    keys: {
      propertyName: text('Which line: "Website", "Privacy policy" or "Categories".', {
        required: true,
        example: '"propertyName" with a text',
      }),
      propertyValue: text("What it says.", { required: true, example: '"propertyValue" with a text' }),
    },
  },
  triggerMetadata: {
    title: "x-ms-trigger-metadata",
    meaning: "How a trigger gets its events.",
    extensions: true,
    keys: {
      kind: text("How the service is asked.", {
        required: true,
        values: ["query"],
        example: '"kind": "query"',
      }),
      mode: text("When the service is asked.", {
        required: true,
        values: ["polling"],
        example: '"mode": "polling"',
      }),
    },
  },
  triggerValue: {
    title: "x-ms-trigger-value",
    meaning: "Where a polling trigger finds the value for its next call.",
    extensions: true,
    keys: {
      "value-collection": text("The property of the answer that holds the items.", {
        example: "a path of property names in quotes",
      }),
      "value-path": text("The property of an item that holds the value.", {
        required: true,
        example: '"value-path": the property of an item that holds the value',
      }),
    },
  },
  notificationContent: {
    title: "x-ms-notification-content",
    meaning: "What a webhook sends to the flow.",
    extensions: true,
    instead: { parameters: IN_OPERATION, responses: IN_OPERATION, summary: IN_OPERATION },
    keys: {
      schema: object("schema", "What a notification holds. The designer makes dynamic content of it.", {
        required: true,
        example: '{"type": "object", "properties": { … }}',
      }),
      description: text("What a notification is about.", {
        example: "what the notification holds, in quotes",
      }),
      headers: any("Headers that come with the notification. Nothing reads them.", { tolerated: true }),
      name: any("A name for the notification. Nothing reads it.", { tolerated: true }),
    },
  },
  notification: {
    title: "x-ms-notification",
    meaning: "The webhook that tells a polling trigger when to fetch.",
    extensions: true,
    keys: { operationId: text("The operation that subscribes.", { required: true }) },
  },
  dynamicValues: {
    title: "x-ms-dynamic-values",
    meaning: "The operation that lists the values of a drop-down.",
    extensions: true,
    keys: {
      operationId: text("The operation that answers with the values.", { example: PATH }),
      builtInOperation: path("An operation of the platform in place of one of the connector."),
      capability: path('What else lists the values: "file-picker".'),
      parameters: CALL.parameters as Key,
      "value-collection": path(
        "The property of the answer that holds the entries; without it, the answer is the list.",
      ),
      "value-path": path("The property of an entry that is its value."),
      "value-title": path("The property of an entry that makers see; without it, they see the value."),
      "value-description": path("The property of an entry that explains it."),
      "value-selectable": path("The property of an entry that says whether it can be chosen."),
      "value-folder-property": path("The property of an entry that tells folders from files."),
      "value-media-property": path("The property of an entry that holds its MIME type."),
    },
  },
  dynamicList: {
    title: "x-ms-dynamic-list",
    meaning: "The operation that lists the values of a drop-down.",
    extensions: true,
    keys: {
      operationId: { ...(CALL.operationId as Key), required: undefined },
      parameters: CALL.parameters as Key,
      itemsPath: path(
        "The property of the answer that holds the entries; without it, the answer is the list.",
      ),
      itemValuePath: path("The property of an entry that is its value."),
      itemTitlePath: path("The property of an entry that makers see; without it, they see the value."),
    },
  },
  dynamicSchema: {
    title: "x-ms-dynamic-schema",
    meaning: "The operation that tells which inputs or outputs there are.",
    extensions: true,
    keys: {
      ...CALL,
      "value-path": path(
        "The property of the answer that holds the schema; without it, the answer is the schema.",
      ),
    },
  },
  dynamicProperties: {
    title: "x-ms-dynamic-properties",
    meaning: "The operation that tells which inputs or outputs there are.",
    extensions: true,
    keys: {
      ...CALL,
      itemValuePath: path(
        "The property of the answer that holds the schema; without it, the answer is the schema.",
      ),
    },
  },
  dynamicTree: {
    title: "x-ms-dynamic-tree",
    meaning: "The operations that list folders and their contents.",
    extensions: true,
    keys: {
      settings: object("treeSettings", "What can be picked.", {
        required: true,
        example: '"settings": {"canSelectParentNodes": false, "canSelectLeafNodes": true}',
      }),
      open: object("treeCall", "The operation that lists the first level.", {
        required: true,
        example: '"open" with the operation that lists the first level',
      }),
      browse: object("treeCall", "The operation that lists what is in a folder.", {
        required: true,
        example: '"browse" with the operation that lists what is in a folder',
      }),
    },
  },
  treeSettings: {
    title: '"settings" of x-ms-dynamic-tree',
    meaning: "What can be picked in a tree.",
    extensions: true,
    keys: {
      canSelectParentNodes: flag("Whether folders can be picked."),
      canSelectLeafNodes: flag("Whether files can be picked."),
    },
  },
  treeCall: {
    title: "A call of x-ms-dynamic-tree",
    meaning: "The operation that lists one level of a tree.",
    extensions: true,
    keys: TREE_CALL,
  },
  enumValue: {
    title: "An entry of x-ms-enum-values",
    meaning: "A value of the enum with its name.",
    extensions: true,
    keys: {
      value: any("One of the values of the enum.", {
        required: true,
        example: '"value" with one of the values of the enum',
      }),
      displayName: text("The name that makers see.", { required: true, filled: true }),
    },
  },
  pageable: {
    title: "x-ms-pageable",
    meaning: "How an answer names the next page.",
    extensions: true,
    keys: {
      nextLinkName: text("The property of the answer that holds the address of the next page.", {
        required: true,
        values: ["nextLink", "@odata.nextLink"],
        example: '{ "nextLinkName": "nextLink" }',
      }),
    },
  },
  openAiData: {
    title: '"x-ms-openai-data"',
    meaning: "Which operations a plug-in offers.",
    extensions: false,
    keys: {
      "openai-enabled": flag("Whether the plug-in is on."),
      operations: list("The operations that it offers.", {
        type: "object",
        kind: "openAiOperation",
        title: "An operation of x-ms-openai-data",
      }),
    },
  },
  openAiOperation: {
    title: "An operation of x-ms-openai-data",
    meaning: "An operation that a plug-in offers.",
    extensions: true,
    keys: {
      operationId: OPERATION_ID,
      "x-ms-require-user-confirmation": flag("Whether a person has to agree before it is called."),
    },
  },
  openAiManifest: {
    title: '"x-ms-openai-manifest"',
    meaning: "What a plug-in says about itself.",
    extensions: false,
    keys: {
      humanName: text("The name that people see.", { required: true, filled: true }),
      modelDescription: text("What language models are told about it.", {
        required: true,
        filled: true,
      }),
      contactEmail: text("Whom to ask.", {
        required: true,
        filled: true,
        example: '"contactEmail" with the e-mail address of your support',
      }),
      legalUrl: text("The address of the terms.", { filled: true }),
    },
  },
};
