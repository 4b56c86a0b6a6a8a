/** Connectors as tools write them: converters and generators leave keys and shapes behind that are right, if seldom typed by hand. */
import type { JsonObject } from "../../../src/json/values.ts";
import {
  answer,
  array,
  body,
  connector,
  entered,
  field,
  object,
  operation,
  parameter,
  policy,
  scope,
  setHeader,
  type Unusual,
} from "./connector.ts";

const key = (name: string, place = "header") => ({
  definition: {
    securityDefinitions: { api_key: { type: "apiKey", in: place, name } },
    security: [{ api_key: [] }],
  } as JsonObject,
  properties: { connectionParameters: { api_key: entered("securestring", "API key") } } as JsonObject,
});

const NSWAG = connector(
  "NSwag: x-nullable, guid, numbers with names, a discriminator, allOf",
  "Contoso Fleet",
  {
    "/api/v{version}/Vehicles/{id}": {
      get: operation("Vehicles_Get", "Get a vehicle", {
        tags: ["Vehicles"],
        parameters: [
          parameter("path", "version", "Version", { default: "2", "x-ms-visibility": "internal" }),
          parameter("path", "id", "Vehicle", { format: "guid", "x-nullable": false }),
        ],
        responses: {
          "200": {
            "x-nullable": false,
            description: "A vehicle.",
            schema: { $ref: "#/definitions/Vehicle" },
          },
        },
      }),
      put: operation("Vehicles_Put", "Replace a vehicle", {
        tags: ["Vehicles"],
        consumes: ["application/json-patch+json", "application/json", "text/json", "application/*+json"],
        parameters: [
          parameter("path", "version", "Version", { default: "2", "x-ms-visibility": "internal" }),
          parameter("path", "id", "Vehicle", { format: "guid" }),
          body({ $ref: "#/definitions/Lorry" }, { name: "dto" }),
        ],
        responses: { "204": { description: "It is replaced." } },
      }),
    },
  },
  {
    definition: {
      "x-generator": "NSwag v14.2.0.0 (NJsonSchema v11.1.0.0 (Newtonsoft.Json v13.0.0.0))",
      host: "fleet.contoso.com",
      ...key("X-Api-Key").definition,
      definitions: {
        Vehicle: object(
          {
            $type: field("Kind"),
            id: field("Vehicle", { format: "guid" }),
            state: field("State", {
              type: "integer",
              format: "int32",
              enum: [0, 1, 2],
              "x-enumNames": ["Parked", "Moving", "Broken"],
            }),
            length: field("Length", { type: "number", format: "decimal" }),
            firstUsed: field("First used", { format: "date-time", "x-nullable": true }),
            travelTime: field("Travel time", { format: "duration" }),
          },
          { discriminator: "$type", required: ["$type", "id"] },
        ),
        Lorry: {
          allOf: [
            { $ref: "#/definitions/Vehicle" },
            object({ load: field("Load", { type: "number", format: "double" }) }),
          ],
        },
      },
    },
    properties: key("X-Api-Key").properties,
  },
);

const SWASHBUCKLE = connector(
  "Swashbuckle in its older form: dotted names, readOnly, problem details, many media types",
  "Contoso Parts",
  {
    "/api/parts": {
      get: operation("GetParts", "List parts", {
        tags: ["Parts"],
        produces: ["text/plain", "application/json", "text/json"],
        parameters: [
          parameter("query", "Filter.Name", "Name"),
          parameter("query", "Filter.Ids", "Identifiers", {
            type: "array",
            items: { type: "integer", format: "int32" },
            collectionFormat: "csv",
          }),
          parameter("query", "Page", "Page", {
            type: "integer",
            format: "int32",
            default: 1,
            minimum: 1,
            maximum: 2147483647,
          }),
        ],
        responses: {
          "200": {
            description: "Success",
            schema: array({ $ref: "#/definitions/Contoso.Api.Models.Part" }),
          },
          "400": {
            description: "Bad Request",
            schema: { $ref: "#/definitions/Microsoft.AspNetCore.Mvc.ProblemDetails" },
          },
        },
      }),
    },
  },
  {
    definition: {
      host: "parts.contoso.com",
      tags: [{ name: "Parts", description: "Parts of machines." }],
      externalDocs: { url: "https://contoso.com/docs" },
      ...key("X-Api-Key").definition,
      definitions: {
        "Contoso.Api.Models.Part": object(
          {
            id: field("Part", { type: "integer", format: "int32", readOnly: true }),
            name: field("Name", { maxLength: 200, minLength: 1 }),
            price: field("Price", { type: "number", format: "double", minimum: 0, exclusiveMinimum: true }),
            supplier: { $ref: "#/definitions/Contoso.Api.Models.Supplier" },
          },
          { required: ["name"], example: { id: 1, name: "Nut", price: 0.1 } },
        ),
        "Contoso.Api.Models.Supplier": object({
          name: field("Name"),
          parts: array({ $ref: "#/definitions/Contoso.Api.Models.Part" }),
        }),
        "Microsoft.AspNetCore.Mvc.ProblemDetails": object(
          {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer", format: "int32" },
          },
          { additionalProperties: { type: "object" } },
        ),
      },
    },
    properties: key("X-Api-Key").properties,
  },
);

const FASTAPI = connector(
  "FastAPI through a converter: titles everywhere, errors of validation, a place that is text or number",
  "Contoso Forecast",
  {
    "/forecasts/{forecast_id}": {
      get: operation("read_forecast_forecasts__forecast_id__get", "Read a forecast", {
        tags: ["forecasts"],
        parameters: [parameter("path", "forecast_id", "Forecast", { format: "uuid" })],
        responses: {
          "200": { description: "Successful Response", schema: { $ref: "#/definitions/Forecast" } },
          "422": { description: "Validation Error", schema: { $ref: "#/definitions/HTTPValidationError" } },
        },
      }),
    },
  },
  {
    definition: {
      host: "forecast.contoso.com",
      ...key("Authorization").definition,
      definitions: {
        Forecast: object(
          {
            id: { title: "Id", type: "string", format: "uuid", description: "The forecast." },
            high: { title: "High", type: "number", description: "The highest value.", "x-nullable": true },
            tags: {
              title: "Tags",
              type: "array",
              items: { type: "string" },
              default: [],
              description: "Words.",
            },
            extra: { title: "Extra", description: "Anything else." },
          },
          { title: "Forecast", required: ["id"] },
        ),
        HTTPValidationError: object(
          { detail: { title: "Detail", type: "array", items: { $ref: "#/definitions/ValidationError" } } },
          { title: "HTTPValidationError" },
        ),
        ValidationError: object(
          {
            loc: { title: "Location", type: "array", items: {} },
            msg: { title: "Message", type: "string" },
            type: { title: "Error Type", type: "string" },
          },
          { title: "ValidationError", required: ["loc", "msg", "type"] },
        ),
      },
    },
    properties: key("Authorization").properties,
  },
);

const API_MANAGEMENT = connector(
  "an export of API Management: the same key in a header or in the query",
  "Contoso Weather",
  {
    "/current": {
      get: operation("GetCurrent", "Get the weather", {
        parameters: [
          parameter("query", "lat", "Latitude", {
            type: "number",
            format: "double",
            minimum: -90,
            maximum: 90,
            required: true,
          }),
          parameter("query", "lon", "Longitude", {
            type: "number",
            format: "double",
            minimum: -180,
            maximum: 180,
            required: true,
          }),
          parameter("query", "units", "Units", { enum: ["metric", "imperial"], default: "metric" }),
        ],
        responses: {
          "200": {
            description: "The weather.",
            schema: { $ref: "#/definitions/CurrentGet200ApplicationJsonResponse" },
            examples: { "application/json": { temperature: 21.5 } },
          },
        },
      }),
    },
  },
  {
    definition: {
      host: "contoso.azure-api.net",
      basePath: "/weather",
      securityDefinitions: {
        apiKeyHeader: { type: "apiKey", name: "Ocp-Apim-Subscription-Key", in: "header" },
        apiKeyQuery: { type: "apiKey", name: "subscription-key", in: "query" },
      },
      security: [{ apiKeyHeader: [] }, { apiKeyQuery: [] }],
      definitions: {
        CurrentGet200ApplicationJsonResponse: object({
          temperature: field("Temperature", { type: "number", format: "double" }),
        }),
      },
    },
    properties: { connectionParameters: { api_key: entered("securestring", "Subscription key") } },
  },
);

const POSTMAN = connector(
  "a collection of Postman: examples for everything, empty objects, dates as text, a body without names",
  "Contoso Tickets",
  {
    "/tickets": {
      post: operation("createTicket", "Create a ticket", {
        parameters: [
          body(
            object(
              {
                subject: field("Subject", { example: "My printer" }),
                priority: field("Priority", { type: "integer", format: "int32", example: 2 }),
                custom_fields: object({}, { "x-ms-summary": "Fields", description: "Fields of your own." }),
                cc_emails: array(
                  { type: "string", example: "jo@contoso.com" },
                  { example: ["jo@contoso.com"] },
                ),
              },
              { example: { subject: "My printer", priority: 2 } },
            ),
          ),
        ],
        responses: {
          "201": {
            description: "Created",
            headers: { "X-RateLimit-Remaining": { type: "integer", description: "Calls that are left." } },
            schema: object({
              id: field("Ticket", { type: "number", example: 12 }),
              created_at: field("Created", { example: "2026-01-02T03:04:05Z" }),
              attachments: array({}),
            }),
            examples: { "application/json": '{"id": 12}' },
          },
        },
      }),
    },
    "/tickets/{id}": {
      get: operation("viewTicket", "View a ticket", {
        parameters: [
          parameter("path", "id", "Ticket", { type: "integer", format: "int32", "x-example": 12 }),
          parameter("query", "include", "Include", { "x-example": "stats" }),
        ],
      }),
    },
    "/tickets/search": {
      get: operation("searchTickets", "Search for tickets", {
        parameters: [parameter("query", "q", "Query", { required: true })],
      }),
    },
  },
  {
    definition: {
      host: "contoso-tickets.com",
      basePath: "/api/v2",
      securityDefinitions: { basicAuth: { type: "basic" } },
      security: [{ basicAuth: [] }],
    },
    properties: {
      connectionParameters: {
        username: entered("securestring", "API key"),
        password: entered("securestring", "Password", {}, { required: "false" }),
      },
    },
  },
);

const CODES = connector(
  "answers of every kind: 207, ranges of errors, a default without a schema, a head, an option",
  "Contoso Batch",
  {
    "/batch": {
      post: operation("RunBatch", "Run a batch", {
        parameters: [
          body(array(object({ id: field("Call"), verb: field("Verb") }), { minItems: 1, maxItems: 20 })),
        ],
        responses: {
          "207": {
            description: "An answer for each call.",
            schema: array(
              object({ id: field("Call"), status: field("Status", { type: "integer", format: "int32" }) }),
            ),
          },
          "413": { description: "Too much." },
          "503": {
            description: "Later.",
            headers: { "Retry-After": { type: "string", description: "When." } },
          },
          default: { description: "Something else." },
        },
      }),
    },
    "/exists/{id}": {
      head: operation("Exists", "Find out whether a record exists", {
        parameters: [parameter("path", "id", "Record")],
        responses: { "200": { description: "It exists." }, "404": { description: "It does not." } },
      }),
    },
  },
  {
    definition: { host: "batch.contoso.com", ...key("X-Api-Key").definition },
    properties: key("X-Api-Key").properties,
    // The designer does not read 207.
    warned: ["resp-schema-ignored-code"],
  },
);

const DOCUMENTS = connector(
  "documents: base64 in and out, a choice of outputs, options that are advanced, a warning in the description",
  "Contoso Pages",
  {
    "/convert": {
      post: operation("Convert", "Convert a document", {
        parameters: [
          body(
            object(
              {
                fileContent: field("Content", { format: "byte" }),
                fileName: field("Name", { default: "document.docx", pattern: "^.+\\.(docx|html|md)$" }),
                options: object(
                  {
                    margin: field("Margin", {
                      type: "number",
                      format: "float",
                      default: 0,
                      "x-ms-visibility": "advanced",
                    }),
                    paper: field("Paper", {
                      enum: ["A4", "Letter"],
                      default: "A4",
                      "x-ms-visibility": "advanced",
                    }),
                  },
                  { "x-ms-visibility": "advanced" },
                ),
              },
              { required: ["fileContent", "fileName"] },
            ),
          ),
        ],
        responses: answer(
          object({
            fileContent: field("Content", { format: "byte" }),
            pages: field("Pages", { type: "integer", format: "int32" }),
          }),
        ),
      }),
    },
    "/render": {
      post: operation("Render", "Render a page", {
        consumes: ["application/json"],
        produces: ["application/pdf"],
        parameters: [body(object({ html: field("HTML", { format: "html" }) }, { required: ["html"] }))],
        responses: { "200": { description: "The document.", schema: { type: "file" } } },
      }),
    },
  },
  {
    definition: { host: "pages.contoso.com", ...key("X-Api-Key").definition },
    properties: key("X-Api-Key").properties,
  },
);

const REGIONS = connector(
  "regions: a choice of hosts, a key per region, a version header that people may override",
  "Contoso Voice",
  {
    "/calls": {
      post: operation("StartCall", "Start a call", {
        parameters: [body(object({ to: field("To") }, { required: ["to"] }))],
      }),
    },
  },
  {
    definition: { host: "api.eu.contoso-voice.com", ...key("X-Voice-Key").definition },
    properties: {
      connectionParameters: {
        region: entered(
          "string",
          "Region",
          {
            allowedValues: [
              { value: "https://api.eu.contoso-voice.com" },
              { value: "https://api.us.contoso-voice.com" },
            ],
          },
          {
            allowedValues: [
              { text: "Europe", value: "https://api.eu.contoso-voice.com" },
              { text: "America", value: "https://api.us.contoso-voice.com" },
            ],
          },
        ),
        api_key: entered("securestring", "Key"),
      },
      policyTemplateInstances: [
        policy("dynamichosturl", { urlTemplate: "@connectionParameters('region')" }),
        setHeader("X-Voice-Version", "2026-01", "skip"),
      ],
    },
  },
);

const DEEP = connector(
  "paths that overlap, names in snake and kebab case, the same text in several places",
  "Contoso Contacts",
  {
    "/contacts/{contact-id}": {
      get: operation("GetContact", "Get a contact", {
        parameters: [parameter("path", "contact-id", "Contact")],
      }),
    },
    "/contacts/search": {
      get: operation("SearchContacts", "Search for contacts", {
        parameters: [parameter("query", "page[size]", "Size", { type: "integer", format: "int32" })],
      }),
    },
    "/contacts/{contact-id}/notes/{note_id}": {
      get: operation("GetNote", "Get a note", {
        parameters: [{ $ref: "#/parameters/ContactId" }, parameter("path", "note_id", "Note")],
        responses: { "200": { $ref: "#/responses/Note" }, "404": { $ref: "#/responses/Missing" } },
      }),
    },
    "/contacts/{contact-id}/notes/{note_id}/attachments/{attachmentId}/versions/{v}": {
      get: operation("GetVersion", "Get a version of an attachment", {
        parameters: [
          { $ref: "#/parameters/ContactId" },
          parameter("path", "note_id", "Note"),
          parameter("path", "attachmentId", "Attachment"),
          parameter("path", "v", "Version"),
        ],
      }),
    },
  },
  {
    definition: {
      host: "contacts.contoso.com",
      ...key("X-Api-Key").definition,
      parameters: { ContactId: parameter("path", "contact-id", "Contact") },
      responses: {
        Note: {
          description: "The note.",
          schema: object({
            data: object({
              id: field("Note"),
              type: field("Type"),
              attributes: object({ "body-text": field("Text") }),
            }),
          }),
        },
        Missing: { description: "There is none." },
      },
    },
    properties: key("X-Api-Key").properties,
    warned: ["path-partial-duplicate"],
  },
);

const TENANTS = connector(
  "a tenant in a header from the connection, a language as a header of the maker, a number as text",
  "Contoso Payroll",
  {
    "/employees": {
      get: operation("ListEmployees", "List employees", {
        parameters: [
          parameter("header", "Accept-Language", "Language", {
            default: "en-GB",
            "x-ms-visibility": "advanced",
          }),
          parameter("query", "ids", "Employees", {
            type: "array",
            items: { type: "string" },
            collectionFormat: "pipes",
          }),
          parameter("query", "active", "Active", { type: "boolean" }),
        ],
        responses: answer(
          array(
            object({
              number: field("Number"),
              salary: field("Salary", { type: "number" }),
              "date-of-birth": field("Born", { format: "date" }),
            }),
          ),
        ),
      }),
    },
  },
  {
    definition: { host: "payroll.contoso.com", ...key("X-Api-Key").definition },
    properties: {
      connectionParameters: {
        tenant: entered("string", "Tenant"),
        api_key: entered("securestring", "Key"),
      },
      policyTemplateInstances: [setHeader("X-Tenant", "@connectionParameters('tenant')")],
    },
  },
);

const COMMERCE = connector(
  "a search: filters as a tree that contains itself, facets by name, points and distances",
  "Contoso Search",
  {
    "/indexes/{index}/query": {
      post: operation("Search", "Search", {
        parameters: [
          parameter("path", "index", "Index"),
          body(
            object({
              q: field("Text"),
              filter: { $ref: "#/definitions/Filter" },
              sort: array({ type: "string" }),
              vector: array({ type: "number", format: "float" }),
            }),
          ),
        ],
        responses: answer(
          object({
            hits: array({ $ref: "#/definitions/Hit" }),
            facets: object(
              {},
              {
                title: "Facets",
                additionalProperties: { type: "object", additionalProperties: { type: "integer" } },
              },
            ),
            took: field("Time", { type: "integer", format: "int64" }),
          }),
        ),
      }),
    },
  },
  {
    definition: {
      host: "search.contoso.com",
      ...key("X-Api-Key").definition,
      definitions: {
        Filter: object({
          and: array({ $ref: "#/definitions/Filter" }, { "x-ms-visibility": "advanced" }),
          field: field("Field"),
          value: { "x-ms-summary": "Value", description: "Text, number or switch." },
        }),
        Hit: object(
          {
            id: field("Hit"),
            score: field("Score", { type: "number", format: "float" }),
            geo: array({ type: "number", format: "double" }, { minItems: 2, maxItems: 2 }),
          },
          { additionalProperties: true },
        ),
      },
    },
    properties: key("X-Api-Key").properties,
  },
);

const TREES = connector(
  "values that depend on each other in a body, outputs by the chosen table, a description for each value",
  "Contoso Sheets",
  {
    "/rows": {
      post: operation("AddRow", "Add a row", {
        parameters: [
          body(
            object(
              {
                sheet: field("Sheet", {
                  "x-ms-dynamic-values": {
                    operationId: "ListSheets",
                    parameters: {},
                    "value-collection": "sheets",
                    "value-path": "id",
                    "value-title": "title",
                  },
                  "x-ms-dynamic-list": {
                    operationId: "ListSheets",
                    parameters: {},
                    itemsPath: "sheets",
                    itemValuePath: "id",
                    itemTitlePath: "title",
                  },
                }),
                row: {
                  type: "object",
                  "x-ms-summary": "Row",
                  description: "A value for each column.",
                  "x-ms-dynamic-schema": {
                    operationId: "GetColumns",
                    parameters: { sheet: { parameter: "sheet" } },
                    "value-path": "schema",
                  },
                  "x-ms-dynamic-properties": {
                    operationId: "GetColumns",
                    parameters: { sheet: { parameterReference: "body/sheet" } },
                    itemValuePath: "schema",
                  },
                },
              },
              { required: ["sheet", "row"] },
            ),
          ),
        ],
      }),
    },
    "/sheets": {
      get: operation("ListSheets", "List sheets", {
        "x-ms-visibility": "internal",
        responses: answer(object({ sheets: array(object({ id: field("Sheet"), title: field("Title") })) })),
      }),
    },
    "/sheets/{sheet}/columns": {
      get: operation("GetColumns", "Get columns", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "sheet", "Sheet")],
        responses: answer(object({ schema: object({}, { additionalProperties: true }) })),
      }),
    },
  },
  {
    definition: { host: "sheets.contoso.com", ...key("X-Api-Key").definition },
    properties: key("X-Api-Key").properties,
  },
);

const PLACES = connector(
  "no certificate of identity: a key in the query that a policy adds, with a fixed client id beside it",
  "Contoso Maps",
  {
    "/geocode/json": {
      get: operation("Geocode", "Find an address", {
        parameters: [
          parameter("query", "address", "Address", { required: true }),
          parameter("query", "bounds", "Bounds", { "x-ms-visibility": "advanced" }),
          parameter("query", "client", "Client", {
            default: "power-platform",
            "x-ms-visibility": "internal",
            required: true,
          }),
        ],
        responses: answer(
          object({
            results: array(
              object({
                formatted_address: field("Address"),
                geometry: object({
                  location: object({
                    lat: field("Latitude", { type: "number" }),
                    lng: field("Longitude", { type: "number" }),
                  }),
                }),
                types: array({ type: "string" }),
              }),
            ),
            status: field("Status"),
          }),
        ),
      }),
    },
  },
  {
    definition: { host: "maps.contoso.com" },
    properties: {
      connectionParameters: { mapsKey: entered("securestring", "Key") },
      policyTemplateInstances: [
        policy(
          "setqueryparameter",
          { name: "key", value: "@connectionParameters('mapsKey')", existsAction: "override" },
          scope(undefined),
        ),
      ],
    },
  },
);

export const GENERATED: readonly Unusual[] = [
  NSWAG,
  SWASHBUCKLE,
  FASTAPI,
  API_MANAGEMENT,
  POSTMAN,
  CODES,
  DOCUMENTS,
  REGIONS,
  DEEP,
  TENANTS,
  COMMERCE,
  TREES,
  PLACES,
];
