import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault, inParameters, inSchemas } from "./fault.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

/** A fault in the text of the definition. */
function written(rule: string, what: string, edit: (text: string) => string | Buffer): Fault {
  return fault(rule, what, (bed) => {
    bed.edit("definition", edit);
    return ["", ANYWHERE];
  });
}

/** A value at the root. */
function root(
  rule: string,
  what: string,
  key: string,
  value: JsonValue | undefined,
  ...codes: string[]
): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      if (value === undefined) bed.d.drop(`/${key}`);
      else bed.d.set(`/${key}`, value);
      return [`/${key}`, "", `/${key}/0`, `/${key}/1`, `/${key}/1/name`];
    },
    ...codes,
  );
}

/** A value in a new operation. */
function operation(rule: string, what: string, below: string, value: JsonValue, ...codes: string[]): Fault[] {
  return [
    fault(rule, what, (bed) => bed.d.set(`${bed.newAction()}${below}`, structuredClone(value)), ...codes),
    fault(
      rule,
      `${what} (existing)`,
      (bed) => bed.d.set(`${bed.action()}${below}`, structuredClone(value)),
      ...codes,
    ),
  ];
}

/** The place, or one of those around it. */
function around(faults: Fault[]): Fault[] {
  return faults.map((each) => ({
    ...each,
    seed: (bed: Seedbed) => {
      const found = each.seed(bed);
      if (found === undefined) return undefined;
      return [found].flat().flatMap((at) => {
        const up = at.slice(0, at.lastIndexOf("/"));
        return [at, up, up.slice(0, up.lastIndexOf("/"))];
      });
    },
  }));
}

function wide(count: number): JsonObject {
  return {
    type: "object",
    properties: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`field${n}`, text(`Field ${n}`, `Field number ${n}.`)]),
    ),
  };
}

function deep(levels: number): JsonObject {
  let schema: JsonObject = text("End", "The end.");
  for (let level = 0; level < levels; level++)
    schema = {
      type: "object",
      "x-ms-summary": `Level ${level}`,
      description: "A level.",
      properties: { next: schema },
    };
  return schema;
}

const ref = (to: string): JsonObject => ({ $ref: to });

/** A reference in one of the places where references stand. */
function reference(
  rule: string,
  what: string,
  kind: "schema" | "parameter" | "response",
  to: string,
  ...codes: string[]
): Fault {
  return fault(
    rule,
    `${what} (${kind})`,
    (bed) => {
      const at = bed.newAction();
      const place =
        kind === "schema"
          ? bed.d.set(`${at}/responses/200/schema`, ref(to))
          : kind === "parameter"
            ? bed.d.append(`${at}/parameters`, ref(to))
            : bed.d.set(`${at}/responses/404`, ref(to));
      return [`${place}/$ref`, place];
    },
    ...codes,
  );
}

const CHAIN: [string, string, string][] = [
  ["definitions", "SchemaRefLoopNotAllowed", "schema"],
  ["parameters", "ParameterRefLoopNotAllowed", "parameter"],
  ["responses", "ResponseRefLoopNotAllowed", "response"],
];

const PICKER = {
  open: { operationId: "ReadShelf1", parameters: {} },
  browse: { operationId: "ReadShelf1", parameters: {} },
  "value-title": "label",
  "value-collection": "rows",
  "value-folder-property": "isFolder",
  "value-media-property": "media",
};

function picker(rule: string, what: string, below: string, value: JsonValue | undefined): Fault {
  return fault(rule, what, (bed) => {
    bed.newAction();
    const at = "/x-ms-capabilities/file-picker";
    bed.d.set(at, structuredClone(PICKER));
    bed.checkpoint();
    if (value === undefined) bed.d.drop(at + below);
    else bed.d.set(at + below, value);
    return [at + below, at, ANYWHERE];
  });
}

export default [
  written("doc-json-valid", "a comma too many", (text) => text.replace(/\n}\s*$/, ",\n}\n")),
  written("doc-json-valid", "a comment", (text) => text.replace("{", "{\n  // shelves")),
  written("doc-json-valid", "cut off", (text) => text.slice(0, -20)),
  written("doc-json-valid", "single quotes", (text) => text.replace('"2.0"', "'2.0'")),
  written("doc-json-valid", "a line break in a text", (text) =>
    text.replace('"description": "', '"description": "A\nB '),
  ),
  written("doc-json-valid", "empty", () => ""),
  written("doc-encoding-utf8", "Windows-1252", (text) =>
    Buffer.from(text.replace('"description": "', '"description": "Gr\u00f6\u00dfe '), "latin1"),
  ),
  written("doc-encoding-utf8", "UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le")),
  written("doc-bom", "a byte order mark", (text) => `\ufeff${text}`),
  written("doc-duplicate-keys", "a key twice", (text) =>
    text.replace('"swagger": "2.0",', '"swagger": "2.0",\n  "swagger": "2.0",'),
  ),
  written("doc-duplicate-keys", "a description twice", (text) =>
    text.replace('"description": "', '"description": "First.",\n      "description": "'),
  ),
  written("doc-size-1mb", "too large", (text) =>
    text.replace('"description": "', `"description": "${"Words, ".repeat(160_000)}`),
  ),
  root("doc-swagger-version", "a number", "swagger", 2, "SpecificationVersionIncorrect"),
  root("doc-swagger-version", "another version", "swagger", "1.2", "SpecificationVersionIncorrect"),
  root("doc-swagger-version", "none", "swagger", undefined, "SpecificationVersionIncorrect"),
  fault("doc-openapi3", "OpenAPI 3", (bed) => {
    bed.d.drop("/swagger");
    return [bed.d.set("/openapi", "3.0.1"), ""];
  }),
  root("doc-unknown-root-property", "a misspelt key", "basepath", "/v1", "AdditionalPropertyNotAllowed"),
  root("doc-unknown-root-property", "components", "components", {}, "AdditionalPropertyNotAllowed"),
  root("doc-unknown-root-property", "servers", "servers", []),
  root("doc-info-required", "no info", "info", undefined, "RequiredPropertyMissing"),
  root("doc-info-required", "a text", "info", "Shelves"),
  root("doc-paths-required", "no paths", "paths", undefined, "RequiredPropertyMissing"),
  root("doc-paths-required", "no path", "paths", {}),
  root("doc-host-required", "no host", "host", undefined),
  root("doc-host-required", "an empty host", "host", ""),
  root("doc-host-format", "a scheme", "host", "https://api.fabrikam.com", "HostNameNotValid"),
  root("doc-host-format", "a path", "host", "api.fabrikam.com/v1", "HostNameNotValid"),
  root("doc-host-format", "a blank", "host", "api fabrikam.com", "HostNameNotValid"),
  root("doc-host-format", "two dots", "host", "api..fabrikam.com", "HostNameNotValid"),
  root("doc-host-format", "a port too high", "host", "api.fabrikam.com:70000", "HostNameNotValid"),
  root("doc-host-required", "blanks", "host", "  "),
  root("doc-unknown-root-property", "an extension in capitals", "X-Shelf", true, "ExtensionNameNotValid"),
  root("doc-basepath-format", "a blank behind it", "basePath", "/v1 ", "BasePathNotValid"),
  root("doc-basepath-trailing-slash", "two slashes", "basePath", "/v1//"),
  fault("doc-host-production", "a demonstration", (bed) => production(bed, "demo.fabrikam.com")),
  fault("doc-host-production", "before production", (bed) => production(bed, "pre-prod.fabrikam.com")),
  fault(
    "doc-schemes-nonempty",
    "none for an operation",
    (bed) => bed.d.set(`${bed.newAction()}/schemes`, []),
    "SchemesArrayEmpty",
  ),
  fault(
    "doc-schemes-https-first",
    "http first for an operation",
    (bed) => `${bed.d.set(`${bed.newAction()}/schemes`, ["http", "https"])}/0`,
  ),
  fault(
    "doc-unknown-root-property",
    "a definition that is none",
    (bed) => bed.d.set("/definitions/RecallNothing", "object"),
    "JsonTypeIncorrect",
  ),
  fault(
    "doc-tags-unique",
    "a tag that is a word",
    (bed) => `${bed.d.set("/tags", ["shelves"])}/0`,
    "JsonTypeIncorrect",
  ),
  fault(
    "doc-ref-direct-loop",
    "a schema that takes itself over",
    (bed) => {
      const operation = bed.newAction();
      bed.d.set("/definitions/RecallSelf", { allOf: [{ $ref: "#/definitions/RecallSelf" }] });
      bed.d.set(`${operation}/responses/200/schema`, { $ref: "#/definitions/RecallSelf" });
      return "/definitions/RecallSelf/allOf/0/$ref";
    },
    "SchemaRefLoopNotAllowed",
  ),
  fault("ext-test-connection", "a parameter that is not there", (bed) => {
    const at = bed.newAction();
    return `${bed.d.set("/x-ms-capabilities/testConnection", {
      operationId: bed.d.get(`${at}/operationId`) ?? "",
      parameters: { colour: "red" },
    })}/parameters/colour`;
  }),
  fault("doc-host-production", "a test server", (bed) => production(bed, "test.fabrikam.com")),
  fault("doc-host-production", "a tunnel", (bed) => production(bed, "a1b2c3.ngrok.io")),
  fault("doc-host-production", "an address", (bed) => production(bed, "10.1.2.3")),
  fault("doc-host-production", "localhost", (bed) => production(bed, "localhost")),
  root("doc-host-port", "a port", "host", "api.fabrikam.com:8443"),
  root("doc-basepath-format", "no slash", "basePath", "v1", "BasePathNotValid"),
  root("doc-basepath-format", "a query", "basePath", "/v1?x=1", "BasePathNotValid"),
  root("doc-basepath-format", "a variable", "basePath", "/{tenant}/v1", "BasePathNotValid"),
  root("doc-basepath-trailing-slash", "a slash at the end", "basePath", "/v1/"),
  root("doc-schemes-required", "no schemes", "schemes", undefined),
  root("doc-schemes-nonempty", "no scheme", "schemes", [], "SchemesArrayEmpty"),
  root("doc-schemes-http-https", "web sockets", "schemes", ["https", "wss"], "SchemeNotSupported"),
  root("doc-schemes-http-https", "capitals", "schemes", ["HTTPS"], "SchemeNotValid"),
  root("doc-schemes-http-https", "an address", "schemes", ["https://"], "SchemeNotValid"),
  root("doc-schemes-http-https", "https twice", "schemes", ["https", "https"], "ArrayDuplicateValue"),
  root(
    "doc-unknown-root-property",
    "documentation without address",
    "externalDocs",
    {},
    "RequiredPropertyMissing",
  ),
  root("doc-schemes-https-first", "http first", "schemes", ["http", "https"]),
  fault("doc-unused-definition", "one that nothing uses", (bed) =>
    bed.d.set("/definitions/RecallUnused", { type: "object", properties: { a: text("A", "B.") } }),
  ),
  fault("doc-unused-definition", "two that use each other only", (bed) => {
    bed.d.set("/definitions/RecallLeft", {
      type: "object",
      properties: { right: ref("#/definitions/RecallRight") },
    });
    return [
      bed.d.set("/definitions/RecallRight", {
        type: "object",
        properties: { left: ref("#/definitions/RecallLeft") },
      }),
      "/definitions/RecallLeft",
    ];
  }),
  fault(
    "doc-operations-max",
    "257 operations",
    (bed) => {
      const missing = 257 - bed.operations().length;
      for (let number = 0; number < missing; number++)
        bed.d.set(`/paths/~1recall~1many${number}`, {
          get: {
            operationId: `ReadMany${number}`,
            summary: `Read ${number}`,
            description: "Reads.",
            parameters: [],
            responses: { "200": { description: "Fine.", schema: wide(1) } },
          },
        });
      return ["/paths", ANYWHERE];
    },
    "TotalOperationsCountExceedsMaxAllowed",
  ),
  fault(
    "doc-schema-count-body",
    "a broad body",
    (bed) => [bed.d.set(`${bed.newPost()}/parameters/0/schema`, wide(600)), ANYWHERE],
    "BodySchemaCountExceedsMaxAllowed",
  ),
  fault(
    "doc-schema-count-body",
    "a broad answer",
    (bed) => [bed.d.set(`${bed.newAction()}/responses/200/schema`, wide(600)), ANYWHERE],
    "BodySchemaCountExceedsMaxAllowed",
  ),
  fault(
    "doc-schema-count-definition",
    "a broad definition",
    (bed) => bed.d.set("/definitions/RecallBroad", wide(600)),
    "BodySchemaCountExceedsMaxAllowed",
  ),
  fault("doc-schema-count-definition", "one that refers to many", (bed) => {
    bed.d.set("/definitions/RecallPart", wide(100));
    const parts = Object.fromEntries(
      Array.from({ length: 7 }, (_, n) => [`part${n}`, ref("#/definitions/RecallPart")]),
    );
    const operation = bed.newAction();
    bed.d.set(`${operation}/responses/200/schema`, ref("#/definitions/RecallWhole"));
    return [bed.d.set("/definitions/RecallWhole", { type: "object", properties: parts }), ANYWHERE];
  }),
  fault(
    "doc-schema-count-operation",
    "40 broad answers",
    (bed) => {
      const operation = bed.newAction();
      for (let status = 400; status < 440; status++)
        bed.d.set(`${operation}/responses/${status}`, { description: "No.", schema: wide(500) });
      return [operation, ANYWHERE];
    },
    "OperationSchemaCountExceedsMaxAllowed",
  ),
  fault(
    "doc-schema-count-operation",
    "a bomb",
    (bed) => {
      bed.d.set("/definitions/RecallBomb0", wide(2));
      for (let level = 1; level < 24; level++)
        bed.d.set(`/definitions/RecallBomb${level}`, {
          type: "object",
          properties: {
            a: ref(`#/definitions/RecallBomb${level - 1}`),
            b: ref(`#/definitions/RecallBomb${level - 1}`),
          },
        });
      const operation = bed.newAction();
      bed.d.set(`${operation}/responses/200/schema`, ref("#/definitions/RecallBomb23"));
      return ANYWHERE;
    },
    "TotalSchemaCountExceedsMaxAllowed",
  ),
  fault(
    "doc-schema-depth",
    "20 levels",
    (bed) => [bed.d.set(`${bed.newAction()}/responses/200/schema`, deep(20)), ANYWHERE],
    "SchemaTooDeep",
  ),
  root("doc-tags-unique", "a tag twice", "tags", [{ name: "Rack" }, { name: "Rack" }], "TagRedefined"),
  root(
    "doc-tags-unique",
    "a key that tags lack",
    "tags",
    [{ name: "Rack", color: "red" }],
    "AdditionalPropertyNotAllowed",
  ),
  root("doc-tags-unique", "no name", "tags", [{ description: "Racks." }], "RequiredPropertyMissing"),
  written("doc-tabs-indentation", "tabs", (text) => text.replaceAll("\n  ", "\n\t")),
  written("doc-trailing-whitespace", "blanks at the end of a line", (text) => text.replace(",\n", ",  \n")),
  fault("doc-section-order", "info behind paths", (bed) => {
    const order = [
      "swagger",
      "info",
      "host",
      "basePath",
      "schemes",
      "consumes",
      "produces",
      "paths",
      "definitions",
    ];
    const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
    bed.d.root = Object.fromEntries(Object.entries(bed.d.root).sort(([a], [b]) => rank(a) - rank(b)));
    bed.checkpoint();
    const info = bed.d.get("/info") ?? {};
    bed.d.drop("/info");
    return [bed.d.set("/info", info), ANYWHERE];
  }),
  reference(
    "doc-ref-local-only",
    "a file",
    "schema",
    "shelf.json#/definitions/Shelf",
    "SchemaReferenceNotValid",
  ),
  reference(
    "doc-ref-local-only",
    "an address",
    "schema",
    "https://fabrikam.com/shelf.json",
    "SchemaReferenceNotValid",
  ),
  reference(
    "doc-ref-local-only",
    "a definition",
    "parameter",
    "#/definitions/RecallShelf",
    "ParameterReferenceNotValid",
  ),
  reference("doc-ref-local-only", "a file", "response", "answers.json", "ResponseReferenceNotValid"),
  reference("doc-ref-local-only", "no pointer", "schema", "#definitions/Shelf", "JsonPointerNotValid"),
  reference(
    "doc-ref-local-only",
    "OpenAPI 3",
    "schema",
    "#/components/schemas/Shelf",
    "SchemaReferenceNotValid",
  ),
  reference("doc-ref-resolves", "nobody", "schema", "#/definitions/RecallNobody", "SchemaReferenceNotFound"),
  reference(
    "doc-ref-resolves",
    "nobody",
    "parameter",
    "#/parameters/RecallNobody",
    "ParameterReferenceNotFound",
  ),
  reference(
    "doc-ref-resolves",
    "nobody",
    "response",
    "#/responses/RecallNobody",
    "ResponseReferenceNotFound",
  ),
  ...inSchemas("doc-ref-resolves", "nobody", { $ref: "#/definitions/RecallNobody" }, "/$ref", [
    "SchemaReferenceNotFound",
  ]),
  ...CHAIN.map(([section, code, kind]) =>
    fault(
      "doc-ref-direct-loop",
      `a circle (${kind})`,
      (bed) => {
        const operation = bed.newAction();
        const first = bed.d.set(`/${section}/RecallA`, ref(`#/${section}/RecallB`));
        bed.d.set(`/${section}/RecallB`, ref(`#/${section}/RecallA`));
        if (kind === "schema") bed.d.set(`${operation}/responses/200/schema`, ref("#/definitions/RecallA"));
        else if (kind === "parameter") bed.d.append(`${operation}/parameters`, ref("#/parameters/RecallA"));
        else bed.d.set(`${operation}/responses/404`, ref("#/responses/RecallA"));
        return [first, `/${section}/RecallB`, ANYWHERE];
      },
      code,
    ),
  ),
  ...around(
    inSchemas(
      "doc-ref-siblings",
      "a description beside it",
      { $ref: "#/definitions/RecallSound", description: "A shelf." } as JsonObject,
      "/description",
      ["AdditionalPropertyNotAllowedAdjacentToRef"],
    ).map(withSound),
  ),
  ...inSchemas(
    "ext-unknown-xms-name",
    "x-ms-visibilty",
    { type: "string", "x-ms-visibilty": "advanced" },
    "/x-ms-visibilty",
  ),
  ...inParameters("ext-unknown-xms-name", "x-ms-sumary", { "x-ms-sumary": "Shelf" }, "/x-ms-sumary"),
  ...operation("ext-unknown-xms-name", "one nobody knows", "/x-ms-shelf", true),
  root("ext-unknown-xms-name", "at the root", "x-ms-connector-metdata", []),
  ...inParameters(
    "ext-wrong-location",
    "a trigger hint on a parameter",
    { "x-ms-trigger-hint": "Fill it." },
    "/x-ms-trigger-hint",
  ),
  ...operation("ext-wrong-location", "dynamic values on an operation", "/x-ms-dynamic-values", {
    operationId: "X",
    "value-path": "a",
  }),
  ...operation(
    "ext-wrong-location",
    "visibility on a response",
    "/responses/200/x-ms-visibility",
    "internal",
  ),
  ...inSchemas(
    "ext-wrong-location",
    "a trigger in a schema",
    { type: "string", "x-ms-trigger": "batch" },
    "/x-ms-trigger",
  ),
  ...inSchemas(
    "ext-autorest-ignored",
    "x-ms-client-name",
    { type: "string", "x-ms-client-name": "shelf" },
    "/x-ms-client-name",
  ),
  ...inSchemas(
    "ext-autorest-ignored",
    "x-ms-enum",
    { type: "string", enum: ["a"], "x-ms-enum": { name: "Shelf" } },
    "/x-ms-enum",
  ),
  ...operation("ext-autorest-ignored", "x-ms-long-running-operation", "/x-ms-long-running-operation", true),
  ...operation("ext-visibility-value", "hidden", "/x-ms-visibility", "hidden", "JsonValueNotInEnum"),
  ...inSchemas(
    "ext-visibility-value",
    "hidden",
    { type: "string", "x-ms-visibility": "hidden" },
    "/x-ms-visibility",
    ["JsonValueNotInEnum"],
  ),
  ...inParameters("ext-visibility-value", "a boolean", { "x-ms-visibility": true }, "/x-ms-visibility"),
  ...operation("ext-visibility-empty", "empty", "/x-ms-visibility", ""),
  ...inParameters("ext-visibility-empty", "empty", { "x-ms-visibility": "" }, "/x-ms-visibility"),
  ...operation("ext-visibility-case", "a capital", "/x-ms-visibility", "Important"),
  ...inSchemas(
    "ext-visibility-case",
    "capitals",
    { type: "string", "x-ms-visibility": "ADVANCED" },
    "/x-ms-visibility",
  ),
  ...inSchemas(
    "ext-media-kind-value",
    "video",
    { type: "string", format: "uri", "x-ms-media-kind": "video" },
    "/x-ms-media-kind",
  ),
  ...around(
    inSchemas(
      "ext-editor-dictionary",
      "on a text",
      { type: "string", "x-ms-editor": "dictionary" },
      "/x-ms-editor",
      ["InvalidCustomEditorExtensionDictionaryValue"],
    ),
  ),
  ...operation("ext-no-generic-test-boolean", "a text", "/x-ms-no-generic-test", "true"),
  ...operation("ext-safe-operation-boolean", "a text", "/x-ms-safe-operation", "true"),
  ...around(
    operation("ext-operation-context", "nobody", "/x-ms-operation-context", {
      simulate: { operationId: "ReadNobody" },
    }),
  ),
  ...operation("ext-operation-context", "no simulation", "/x-ms-operation-context", {
    operationId: "ReadShelf1",
  }).map(anywhere),
  anywhere(root("ext-capabilities-root", "one nobody knows", "x-ms-capabilities", { buttons: {} })),
  ...operation("ext-capabilities-operation", "one nobody knows", "/x-ms-capabilities", {
    pagination: true,
  }).map(anywhere),
  anywhere(
    root("ext-test-connection", "nobody", "x-ms-capabilities", {
      testConnection: { operationId: "ReadNobody" },
    }),
  ),
  fault("ext-test-connection", "a POST", (bed) => {
    const id = bed.d.get(`${bed.newPost()}/operationId`) ?? "";
    bed.d.set("/x-ms-capabilities/testConnection", { operationId: id, parameters: {} });
    return ANYWHERE;
  }),
  fault("ext-test-connection", "a parameter that is not given", (bed) => {
    const at = bed.newAction({ parameters: [parameter({ required: true })] });
    bed.d.set("/x-ms-capabilities/testConnection", {
      operationId: bed.d.get(`${at}/operationId`) ?? "",
      parameters: {},
    });
    return ANYWHERE;
  }),
  picker("ext-file-picker", "nobody", "/open/operationId", "ReadNobody"),
  picker("ext-file-picker", "no open", "/open", undefined),
  picker("ext-file-picker", "a number", "/value-title", 7),
  ...operation(
    "ext-pageable-shape",
    "another name",
    "/x-ms-pageable",
    { nextLinkName: "next" },
    "InvalidNextLinkNameValue",
  ).map(anywhere),
  ...operation("ext-pageable-shape", "a key nobody knows", "/x-ms-pageable", {
    nextLinkName: "nextLink",
    itemName: "value",
  }).map(anywhere),
  ...operation("ext-pageable-shape", "a text", "/x-ms-pageable", "nextLink"),
  ...operation("ext-pageable-property", "the answer has none", "/x-ms-pageable", { nextLinkName: "nextLink" })
    .slice(0, 1)
    .map(anywhere),
  anywhere(
    root("ext-openai-data", "nobody", "x-ms-openai-data", {
      "openai-enabled": true,
      operations: [{ operationId: "ReadNobody", "x-ms-require-user-confirmation": false }],
    }),
  ),
  anywhere(
    root("ext-openai-data", "an object", "x-ms-openai-data", { "openai-enabled": "yes", operations: {} }),
  ),
  anywhere(
    root("ext-openai-manifest", "no description", "x-ms-openai-manifest", {
      humanName: "Shelves",
      contactEmail: "help@fabrikam.com",
    }),
  ),
  anywhere(
    root("ext-openai-manifest", "a number", "x-ms-openai-manifest", {
      humanName: 7,
      modelDescription: "Shelves.",
      contactEmail: "help@fabrikam.com",
    }),
  ),
  ...operation("ext-ai-model-names", "a number", "/x-ms-name-for-model", 7),
  ...operation("ext-ai-model-names", "a text", "/x-ms-require-user-confirmation", "yes"),
  ...operation("ext-agentic-protocol", "on a GET", "/x-ms-agentic-protocol", "mcp-streamable-1.0").slice(
    0,
    1,
  ),
  fault("ext-agentic-protocol", "an unknown protocol", (bed) =>
    bed.d.set(`${bed.newPost()}/x-ms-agentic-protocol`, "mcp-sse-1.0"),
  ),
];

/** The host must not be replaced by a policy or a script for this to matter. */
function production(bed: Seedbed, host: string): string {
  bed.p.set("/properties/policyTemplateInstances", []);
  bed.files.delete("script.csx");
  bed.p.drop("/properties/scriptOperations");
  bed.checkpoint();
  return bare(bed.d.set("/host", host));
}

function anywhere(each: Fault): Fault {
  return { ...each, seed: (bed) => (each.seed(bed) === undefined ? undefined : ANYWHERE) };
}

/** Adds the definition that the reference leads to. */
function withSound(each: Fault): Fault {
  return {
    ...each,
    seed: (bed) => {
      bed.d.set("/definitions/RecallSound", { type: "object", properties: { a: text("A", "B.") } });
      return each.seed(bed);
    },
  };
}
