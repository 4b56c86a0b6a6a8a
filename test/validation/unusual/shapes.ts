/** Parameters, bodies, schemas and answers that are rare. */
import {
  answer,
  array,
  body,
  connector,
  field,
  object,
  operation,
  parameter,
  policy,
  scope,
  type Unusual,
} from "./connector.ts";

const ITEM = object({ id: field("Record") });
export const SHAPES: Unusual[] = [
  connector("a file and its name in a form", "Contoso Files", {
    "/files": {
      post: operation("Upload", "Upload a file", {
        consumes: ["multipart/form-data"],
        parameters: [
          parameter("formData", "file", "File", { type: "file", required: true, "x-ms-media-kind": "image" }),
          parameter("formData", "note", "Note"),
          parameter("formData", "tries", "Tries", { type: "integer", format: "int32", default: 3 }),
        ],
      }),
    },
  }),
  connector("a form of fields, encoded in the address's way", "Contoso Forms Post", {
    "/token": {
      post: operation("Exchange", "Exchange a code", {
        consumes: ["application/x-www-form-urlencoded"],
        parameters: [
          parameter("formData", "grant_type", "Grant", {
            default: "code",
            required: true,
            "x-ms-visibility": "internal",
          }),
          parameter("formData", "code", "Code", { required: true }),
        ],
      }),
    },
  }),
  connector("bytes in and bytes out, in chunks", "Contoso Blobs", {
    "/blobs/{name}": {
      put: operation("WriteBlob", "Write a blob", {
        consumes: ["application/octet-stream"],
        "x-ms-capabilities": { chunkTransfer: true },
        parameters: [
          parameter("path", "name", "Name", { "x-ms-url-encoding": "double" }),
          body({ type: "string", format: "binary", "x-ms-summary": "Content", description: "The bytes." }),
        ],
        responses: { "204": { description: "Written." } },
      }),
      get: operation("ReadBlob", "Read a blob", {
        produces: ["application/octet-stream"],
        parameters: [parameter("path", "name", "Name", { "x-ms-url-encoding": "double" })],
        responses: answer({ type: "string", format: "binary" }),
      }),
      head: operation("BlobExists", "Check a blob", {
        parameters: [parameter("path", "name", "Name")],
        responses: {
          "200": {
            description: "It is there.",
            headers: { "Content-Length": { type: "integer", description: "Its size." } },
          },
        },
      }),
      options: operation("BlobOptions", "Get the options of a blob", {
        parameters: [parameter("path", "name", "Name")],
        responses: { "204": { description: "The options." } },
      }),
      patch: operation("RenameBlob", "Rename a blob", {
        parameters: [parameter("path", "name", "Name"), body(object({ name: field("New name") }))],
        responses: answer(ITEM),
      }),
      delete: operation("DeleteBlob", "Delete a blob", {
        parameters: [parameter("path", "name", "Name")],
        responses: { "204": { description: "Deleted." } },
      }),
    },
  }),
  connector("the type file as an answer, from an image", "Contoso Images", {
    "/images/{id}": {
      get: operation("GetImage", "Get an image", {
        produces: ["image/png"],
        parameters: [parameter("path", "id", "Image")],
        responses: answer({ type: "file" }),
      }),
    },
  }),
  connector("a body of text, an answer of text", "Contoso Text", {
    "/translate": {
      post: operation("Translate", "Translate a text", {
        consumes: ["text/plain"],
        produces: ["text/plain"],
        parameters: [body({ type: "string", "x-ms-summary": "Text", description: "The text." })],
        responses: answer({ type: "string" }),
      }),
    },
  }),
  connector("a body that is a list", "Contoso Bulk", {
    "/bulk": {
      post: operation("AddRecords", "Add records", {
        parameters: [body(array(ITEM))],
        responses: answer(array(ITEM)),
      }),
    },
  }),
  connector("a body of any shape, and a dictionary", "Contoso Bags", {
    "/bags": {
      post: operation("AddBag", "Add a bag", {
        parameters: [
          body({
            type: "object",
            "x-ms-summary": "Bag",
            description: "Anything.",
            additionalProperties: { type: "string" },
          }),
        ],
        responses: answer(
          object({
            values: {
              type: "object",
              additionalProperties: { type: "number" },
              "x-ms-summary": "Values",
              description: "Numbers by name.",
            },
          }),
        ),
      }),
    },
  }),
  connector(
    "shared parameters, of the path and of the definition",
    "Contoso Shared",
    {
      "/tenants/{tenant}/records": {
        parameters: [{ $ref: "#/parameters/tenant" }],
        get: operation("ListRecords", "List records", {
          parameters: [{ $ref: "#/parameters/top" }],
          responses: answer(array(ITEM)),
        }),
        post: operation("AddRecord", "Add a record", {
          parameters: [body({ $ref: "#/definitions/Item" })],
          responses: { "201": { $ref: "#/responses/Created" } },
        }),
      },
    },
    {
      definition: {
        parameters: {
          tenant: parameter("path", "tenant", "Tenant"),
          top: parameter("query", "$top", "Count", {
            type: "integer",
            format: "int32",
            minimum: 1,
            maximum: 100,
            default: 10,
          }),
        },
        responses: { Created: { description: "The new record.", schema: { $ref: "#/definitions/Item" } } },
        definitions: { Item: ITEM },
      },
    },
  ),
  connector("choices by number, with names, and a default", "Contoso Levels", {
    "/records": {
      get: operation("ListByLevel", "List by level", {
        parameters: [
          parameter("query", "level", "Level", {
            type: "integer",
            format: "int32",
            enum: [1, 2, 3],
            default: 2,
            "x-ms-enum-values": [
              { value: 1, displayName: "Low" },
              { value: 2, displayName: "Middle" },
              { value: 3, displayName: "High" },
            ],
          }),
          parameter("query", "exact", "Exact", { type: "boolean", default: false }),
          parameter("query", "from", "From", { format: "date" }),
          parameter("query", "rate", "Rate", {
            type: "number",
            format: "double",
            minimum: 0,
            exclusiveMinimum: true,
            multipleOf: 0.5,
          }),
        ],
        responses: answer(array(ITEM)),
      }),
    },
  }),
  connector("lists in the query, separated by commas and by bars", "Contoso Filters", {
    "/records": {
      get: operation("FilterRecords", "Filter records", {
        parameters: [
          parameter("query", "ids", "Ids", {
            type: "array",
            items: { type: "string" },
            collectionFormat: "csv",
          }),
          parameter("query", "tags", "Tags", {
            type: "array",
            items: { type: "string", enum: ["a", "b"] },
            collectionFormat: "pipes",
          }),
        ],
        responses: answer(array(ITEM)),
      }),
    },
  }),
  connector(
    "a tree that holds itself",
    "Contoso Trees",
    {
      "/tree": {
        get: operation("GetTree", "Get the tree", { responses: answer({ $ref: "#/definitions/Node" }) }),
      },
    },
    {
      definition: {
        definitions: {
          Node: object({
            name: field("Name"),
            children: array(
              { $ref: "#/definitions/Node" },
              { "x-ms-summary": "Children", description: "Below it." },
            ),
          }),
        },
      },
    },
  ),
  connector(
    "composition and a discriminator",
    "Contoso Animals",
    {
      "/animals": {
        get: operation("ListAnimals", "List animals", {
          responses: answer(array({ $ref: "#/definitions/Animal" })),
        }),
      },
    },
    {
      definition: {
        definitions: {
          Animal: object(
            { kind: field("Kind"), name: field("Name") },
            { required: ["kind"], discriminator: "kind" },
          ),
          Cat: {
            allOf: [
              { $ref: "#/definitions/Animal" },
              object({
                lives: { type: "integer", format: "int32", "x-ms-summary": "Lives", description: "Left." },
              }),
            ],
          },
        },
      },
    },
  ),
  connector("arrays of arrays, and items without a shape", "Contoso Tables", {
    "/table": {
      get: operation("GetTable", "Get a table", {
        responses: answer(
          object({
            rows: array(array({ type: "string" }), { "x-ms-summary": "Rows", description: "The rows." }),
            any: array({}, { "x-ms-summary": "Anything", description: "What comes." }),
          }),
        ),
      }),
    },
  }),
  connector("answers without a body, accepted ones, and errors with names", "Contoso Jobs", {
    "/jobs": {
      post: operation("StartJob", "Start a job", {
        parameters: [],
        responses: {
          "202": {
            description: "Started.",
            headers: {
              Location: { type: "string", description: "Where it can be asked for." },
              "Retry-After": { type: "integer", description: "Seconds." },
            },
          },
          "429": { description: "Too many." },
          default: { description: "Failed." },
        },
      }),
    },
    "/jobs/{id}": {
      get: operation("GetJob", "Get a job", {
        parameters: [parameter("path", "id", "Job")],
        responses: {
          "200": {
            description: "Done.",
            schema: ITEM,
            headers: { "X-Rate-Limit": { type: "integer", description: "Left." } },
            examples: { "application/json": { id: "7" } },
          },
          "202": { description: "Still running." },
          "404": { description: "Not found." },
        },
      }),
    },
  }),
  connector(
    "every kind of visibility, formats of the designer, passwords and long texts",
    "Contoso Letters",
    {
      "/letters": {
        post: operation("SendLetter", "Send a letter", {
          "x-ms-visibility": "important",
          parameters: [
            body(
              object(
                {
                  to: field("To", { format: "email", "x-ms-visibility": "important" }),
                  text: field("Text", { format: "html", "x-ms-editor": "html" }),
                  pin: field("Pin", {
                    format: "password",
                    minLength: 4,
                    maxLength: 8,
                    pattern: "^[0-9]+$",
                    "x-ms-visibility": "advanced",
                  }),
                  version: field("Version", { default: "2", "x-ms-visibility": "internal" }),
                  at: field("At", { format: "date-time" }),
                },
                { required: ["to", "version"] },
              ),
            ),
          ],
          responses: answer(ITEM),
        }),
      },
    },
  ),
  connector("names in other scripts, with dots, dollars and spaces", "Contoso World", {
    "/données/{clé}": {
      get: operation("GetData", "Get data", {
        parameters: [
          parameter("path", "clé", "Key"),
          parameter("query", "$filter", "Filter"),
          parameter("query", "search.field", "Field"),
          parameter("header", "X-Grüße".replace("ü", "u").replace("ß", "ss"), "Greeting"),
        ],
        responses: answer(
          object({
            名前: field("Name"),
            "naïve café": field("Café"),
            "@odata.type": field("Type"),
            "a.b": field("Dotted"),
            "it's": field("Quoted"),
          }),
        ),
      }),
    },
  }),
  connector(
    "pages by nextLink and the policy for them",
    "Contoso Paged",
    {
      "/records": {
        get: operation("ListPages", "List records", {
          "x-ms-pageable": { nextLinkName: "@odata.nextLink" },
          responses: answer(object({ value: array(ITEM), "@odata.nextLink": field("Next page") })),
        }),
      },
    },
    {
      properties: {
        policyTemplateInstances: [
          policy(
            "updatenextlink",
            { nextLinkPropertyName: "@odata.nextLink" },
            scope(undefined, "ListPages"),
          ),
        ],
      },
    },
  ),
  connector("revisions of an operation, an old one deprecated with its replacement", "Contoso Revisions", {
    "/v1/records": {
      get: operation("ListItems", "List items (deprecated)", {
        description: "Lists items (deprecated).",
        deprecated: true,
        "x-ms-api-annotation": {
          family: "ListItems",
          revision: 1,
          status: "Production",
          replacement: { api: "contosorevisions", operationId: "ListItems_V2" },
        },
      }),
    },
    "/v2/records": {
      get: operation("ListItems_V2", "List items", {
        "x-ms-api-annotation": { family: "ListItems", revision: 2, status: "Production" },
      }),
    },
  }),
  connector(
    "http beside https, a port, a base path, no consumes",
    "Contoso Old",
    { "/records": { get: operation("GetOld", "Get old records") } },
    {
      definition: {
        schemes: ["https", "http"],
        basePath: "/api/v1",
        consumes: [],
        host: "records.contoso.com:8443",
      },
      warned: ["sec-https"],
    },
  ),
  connector(
    "an operation that a person has to confirm, texts for models",
    "Contoso Assist",
    {
      "/records/{id}": {
        delete: operation("DeleteRecord", "Delete a record", {
          "x-ms-require-user-confirmation": true,
          "x-ms-name-for-model": "delete_record",
          "x-ms-description-for-model": "Deletes one record for good.",
          parameters: [
            parameter("path", "id", "Record", {
              "x-ms-explicit-input": true,
              "x-ms-name-for-model": "record",
            }),
          ],
          responses: { "204": { description: "Deleted." } },
        }),
        get: operation("ReadRecord", "Read a record", {
          "x-ms-safe-operation": true,
          "x-ms-no-generic-test": true,
          externalDocs: { url: "https://contoso.com/docs" },
          tags: ["records"],
          parameters: [parameter("path", "id", "Record", { "x-ms-test-value": "7" })],
        }),
      },
    },
    {
      definition: {
        tags: [
          { name: "records", description: "Records.", externalDocs: { url: "https://contoso.com/docs" } },
        ],
        externalDocs: { url: "https://contoso.com/docs" },
      },
    },
  ),
  connector(
    "a connection test and a file picker",
    "Contoso Picker",
    {
      "/me": {
        get: operation("WhoAmI", "Get my profile", {
          "x-ms-visibility": "internal",
          responses: answer(ITEM),
        }),
      },
      "/roots": {
        get: operation("ListRoots", "List roots", {
          "x-ms-visibility": "internal",
          responses: answer(
            object({
              value: array(
                object({
                  Id: field("Id"),
                  DisplayName: field("Name"),
                  IsFolder: { type: "boolean", "x-ms-summary": "Folder", description: "Whether." },
                  MediaType: field("Type"),
                }),
              ),
            }),
          ),
        }),
      },
      "/folders/{id}": {
        get: operation("ListFolder", "List a folder", {
          "x-ms-visibility": "internal",
          parameters: [parameter("path", "id", "Folder")],
          responses: answer(
            object({
              value: array(
                object({
                  Id: field("Id"),
                  DisplayName: field("Name"),
                  IsFolder: { type: "boolean", "x-ms-summary": "Folder", description: "Whether." },
                  MediaType: field("Type"),
                }),
              ),
            }),
          ),
        }),
      },
      "/files/{file}": {
        get: operation("GetFile", "Get a file", {
          parameters: [
            parameter("path", "file", "File", {
              "x-ms-dynamic-tree": {
                settings: { canSelectParentNodes: false, canSelectLeafNodes: true },
                open: {
                  operationId: "ListRoots",
                  itemValuePath: "Id",
                  itemTitlePath: "DisplayName",
                  itemsPath: "value",
                  itemIsParent: "(IsFolder eq true)",
                  parameters: {},
                },
                browse: {
                  operationId: "ListFolder",
                  itemValuePath: "Id",
                  itemTitlePath: "DisplayName",
                  itemsPath: "value",
                  itemIsParent: "(IsFolder eq true)",
                  parameters: { id: { selectedItemValuePath: "Id" } },
                },
              },
            }),
          ],
        }),
      },
    },
    {
      definition: {
        "x-ms-capabilities": {
          testConnection: { operationId: "WhoAmI" },
          "file-picker": {
            open: { operationId: "ListRoots", parameters: {} },
            browse: { operationId: "ListFolder", parameters: { id: { "value-property": "Id" } } },
            "value-title": "DisplayName",
            "value-collection": "value",
            "value-folder-property": "IsFolder",
            "value-media-property": "MediaType",
          },
        },
      },
    },
  ),
];
