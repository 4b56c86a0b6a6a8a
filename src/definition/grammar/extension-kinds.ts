/** The objects that the x-ms-* extensions hold: keys, types, needs and meanings. Sources: those of extensions.ts. */
import { any, flag, type Key, type Kinds, list, number, object, table, text } from "./types.ts";

/** For keys of an operation that slipped into what its webhook sends. */
const IN_OPERATION =
  "Move it into the operation if it is meant there, otherwise remove it; only schema and description are read here.";

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
