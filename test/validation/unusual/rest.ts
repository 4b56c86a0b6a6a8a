/** Dynamic inputs, policies, agents, scripts, and who publishes the connector. */
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

const ITEM = object({ id: field("Record"), name: field("Name") });
const lists = {
  "/boards": {
    get: operation("ListBoards", "List boards", {
      "x-ms-visibility": "internal",
      responses: answer(object({ value: array(ITEM) })),
    }),
  },
  "/boards/{board}/lists": {
    get: operation("ListLists", "List lists", {
      "x-ms-visibility": "internal",
      parameters: [parameter("path", "board", "Board")],
      responses: answer(array(ITEM)),
    }),
  },
};
const both = (operationId: string, from: Record<string, string>, collection: string | undefined) => ({
  "x-ms-dynamic-values": {
    operationId,
    parameters: Object.fromEntries(
      Object.entries(from).map(([k, v]) => [k, { parameter: v.split("/").at(-1) as string }]),
    ),
    ...(collection && { "value-collection": collection }),
    "value-path": "id",
    "value-title": "name",
  },
  "x-ms-dynamic-list": {
    operationId,
    parameters: Object.fromEntries(Object.entries(from).map(([k, v]) => [k, { parameterReference: v }])),
    ...(collection && { itemsPath: collection }),
    itemValuePath: "id",
    itemTitlePath: "name",
  },
});
const SCRIPT = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        if (this.Context.OperationId == "InvokeMcp")
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK);
            response.Content = CreateJsonContent("{}");
            return response;
        }
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
    }
}
`;
const record = (more = {}) => ({
  "/records/{id}": {
    get: operation("GetRecord", "Get a record", {
      parameters: [parameter("path", "id", "Record")],
      responses: answer(ITEM),
    }),
    put: operation("ChangeRecord", "Change a record", {
      parameters: [
        parameter("path", "id", "Record"),
        body(object({ name: field("Name"), tags: field("Tags") })),
      ],
      responses: answer(ITEM),
    }),
    ...more,
  },
});

export const REST: Unusual[] = [
  connector("a drop-down that depends on another, in the query", "Contoso Boards", {
    ...lists,
    "/cards": {
      get: operation("ListCards", "List cards", {
        parameters: [
          parameter("query", "board", "Board", { required: true, ...both("ListBoards", {}, "value") }),
          parameter("query", "list", "List", both("ListLists", { board: "board" }, undefined)),
        ],
        responses: answer(array(ITEM)),
      }),
    },
  }),
  connector("drop-downs in a body that refer to the body", "Contoso Cards", {
    ...lists,
    "/cards": {
      post: operation("AddCard", "Add a card", {
        parameters: [
          body(
            object(
              {
                board: field("Board", both("ListBoards", {}, "value")),
                list: field("List", both("ListLists", { board: "body/board" }, undefined)),
                labels: array(
                  { type: "string", ...both("ListBoards", {}, "value") },
                  { "x-ms-summary": "Labels", description: "Some." },
                ),
              },
              { required: ["board"] },
            ),
          ),
        ],
        responses: answer(ITEM),
      }),
    },
  }),
  connector("inputs and outputs whose fields the service tells", "Contoso Records", {
    ...lists,
    "/boards/{board}/schema": {
      get: operation("GetSchema", "Get a schema", {
        "x-ms-visibility": "internal",
        parameters: [
          parameter("path", "board", "Board"),
          parameter("query", "kind", "Kind", { required: true }),
        ],
        responses: answer(object({ schema: object({}) })),
      }),
    },
    "/boards/{board}/items": {
      post: operation("AddItem", "Add an item", {
        parameters: [
          parameter("path", "board", "Board", both("ListBoards", {}, "value")),
          body({
            type: "object",
            "x-ms-dynamic-schema": {
              operationId: "GetSchema",
              parameters: { board: { parameter: "board" }, kind: "input" },
              "value-path": "schema",
            },
            "x-ms-dynamic-properties": {
              operationId: "GetSchema",
              parameters: { board: { parameterReference: "board" }, kind: { value: "input" } },
              itemValuePath: "schema",
            },
          }),
        ],
        responses: answer({
          type: "object",
          "x-ms-dynamic-schema": {
            operationId: "GetSchema",
            parameters: { board: { parameter: "board" }, kind: "output" },
            "value-path": "schema",
          },
          "x-ms-dynamic-properties": {
            operationId: "GetSchema",
            parameters: { board: { parameterReference: "board" }, kind: { value: "output" } },
            itemValuePath: "schema",
          },
        }),
      }),
    },
  }),
  connector("only the older, and only the newer dynamic extension", "Contoso Singles", {
    ...lists,
    "/cards": {
      get: operation("ListCards", "List cards", {
        parameters: [
          parameter("query", "old", "Old", {
            "x-ms-dynamic-values": {
              operationId: "ListBoards",
              parameters: {},
              "value-collection": "value",
              "value-path": "id",
              "value-title": "name",
            },
          }),
          parameter("query", "new", "New", {
            "x-ms-dynamic-list": {
              operationId: "ListBoards",
              parameters: {},
              itemsPath: "value",
              itemValuePath: "id",
              itemTitlePath: "name",
            },
          }),
        ],
        responses: answer(array(ITEM)),
      }),
    },
  }),
  connector("every policy on the body", "Contoso Bodies", record(), {
    properties: {
      policyTemplateInstances: [
        policy(
          "setproperty",
          {
            newPropertyParentPathTemplate: "@body()",
            newPropertySubPathTemplate: "source",
            propertyValuePathTemplate: "flow",
          },
          scope("Request", "ChangeRecord"),
        ),
        policy(
          "stringtoarray",
          {
            propertyParentPath: "@body()",
            propertySubPath: "tags",
            delimiterList: ",",
            childPropertyName: "tag",
            newPropertyPath: "tagList",
          },
          scope("Request", "ChangeRecord"),
        ),
        policy(
          "convertarraytoobject",
          {
            propertyParentPath: "@body()",
            propertySubPath: "fields",
            keyWithinCollectionPath: "key",
            newPropertyPath: "byKey",
            retainKey: "true",
          },
          scope("Response", "GetRecord"),
        ),
        policy(
          "convertobjecttoarray",
          {
            propertyParentPath: "@body()",
            propertySubPath: "byKey",
            newPropertyPath: "fields",
            keyName: "key",
            valueName: "value",
          },
          scope("Response", "GetRecord"),
        ),
        policy(
          "encodepropertyvalue",
          { propertyParentPath: "@body()", propertySubPath: "name", newPropertyPath: "encoded" },
          scope("Request", "ChangeRecord"),
        ),
        policy(
          "stringreplace",
          {
            propertyParentPath: "@body()",
            propertySubPath: "name",
            sourceString: "a",
            replacementString: "",
            newPropertyPath: "name",
          },
          scope("Response", "GetRecord"),
        ),
      ],
    },
  }),
  connector("policies on address, query, headers and method", "Contoso Routes", record(), {
    properties: {
      policyTemplateInstances: [
        policy(
          "routerequesttoendpoint",
          { newPath: "/v2/records/{id}", httpMethod: "@Request.OriginalHTTPMethod" },
          scope(undefined, "ChangeRecord"),
        ),
        policy("setqueryparameter", { name: "api-version", value: "2024-01-01", existsAction: "skip" }),
        setHeader("X-Trace", "@headers('x-ms-client-request-id')", "append"),
        policy(
          "setheader",
          { name: "Cache-Control", value: "no-store", existsAction: "override" },
          scope("Response"),
        ),
        policy("setheader", { name: "X-Failed", value: "yes", existsAction: "override" }, scope("Failure")),
        policy(
          "setvaluefromurl",
          {
            parameterTemplate: "@headers('x-record-name')",
            parameterValueUrl: "https://records.contoso.com/names/@{queryParameters('id','0')}",
            parameterValuePathTemplate: "@body().name",
            httpMethod: "GET",
          },
          scope("Request", "GetRecord"),
        ),
        policy("setconnectionstatustounauthenticated", { statusCode: 401 }, scope("Failure")),
      ],
    },
  }),
  connector("an environment variable in a policy", "Contoso Settings", record(), {
    properties: {
      policyTemplateInstances: [
        policy(
          "setheader",
          { name: "X-Plan", value: '@environmentVariables("contoso_Plan")', existsAction: "override" },
          scope("Request"),
        ),
      ],
    },
  }),
  connector(
    "an MCP server behind a script",
    "Contoso Agent Tools",
    {
      "/mcp": {
        post: operation("InvokeMcp", "Invoke the MCP server", {
          "x-ms-agentic-protocol": "mcp-streamable-1.0",
          parameters: [],
          responses: { "200": { description: "Answer." } },
        }),
      },
      ...record(),
    },
    { properties: { scriptOperations: ["InvokeMcp"] }, files: { "script.csx": SCRIPT } },
  ),
  connector("an MCP server with a body and a session header", "Contoso Agent Remote", {
    "/mcp": {
      post: operation("InvokeServer", "Invoke the MCP server", {
        "x-ms-agentic-protocol": "mcp-streamable-1.0",
        parameters: [
          parameter("header", "Mcp-Session-Id", "Session", { "x-ms-visibility": "internal" }),
          {
            name: "queryRequest",
            in: "body",
            required: false,
            "x-ms-summary": "Query",
            description: "What agents send.",
            schema: object({ jsonrpc: field("Version"), method: field("Method") }),
          },
        ],
        responses: {
          "200": { description: "Answer.", schema: object({ jsonrpc: field("Version") }) },
          "201": { description: "Created." },
        },
      }),
    },
  }),
  connector("an independent publisher", "Records and Files of Contoso X (Independent Publisher)", record(), {
    properties: { publisher: "Ada Lovelace", stackOwner: "Contoso Limited", iconBrandColor: "#da3b01" },
  }),
  connector("in preview, with a plug-in for a model", "Contoso Preview", record(), {
    definition: {
      "x-ms-openai-manifest": {
        humanName: "Contoso",
        modelDescription: "Records.",
        contactEmail: "support@contoso.com",
      },
    },
  }),
  connector(
    "a script for every operation, and one operation it does not serve",
    "Contoso Scripted",
    record(),
    {
      properties: { scriptOperations: ["ChangeRecord"] },
      files: { "script.csx": SCRIPT.replace("InvokeMcp", "ChangeRecord") },
    },
  ),
  connector(
    "capabilities, tabular and blob",
    "Contoso Tabular",
    {
      "/tables": {
        get: operation("GetTables", "Get tables", {
          "x-ms-visibility": "internal",
          responses: answer(
            object({ value: array(object({ Name: field("Name"), DisplayName: field("Display name") })) }),
          ),
        }),
      },
      "/tables/{table}/items": {
        get: operation("GetItems", "Get items", {
          "x-ms-pageable": { nextLinkName: "@odata.nextLink" },
          parameters: [
            parameter("path", "table", "Table", { "x-ms-url-encoding": "double" }),
            parameter("query", "$top", "Top", { type: "integer", format: "int32" }),
          ],
          responses: answer(
            object({
              value: array(object({}, { additionalProperties: true })),
              "@odata.nextLink": field("Next"),
            }),
          ),
        }),
      },
    },
    {
      properties: {
        capabilities: ["tabular", "blob", "cloud"],
        policyTemplateInstances: [
          policy("updatenextlink", { nextLinkPropertyName: "@odata.nextLink" }, scope(undefined, "GetItems")),
        ],
      },
    },
  ),
  connector("one path for each, told apart by a fixed segment", "Contoso Segments", {
    "/records/{id}": {
      get: operation("GetOne", "Get one record", {
        parameters: [parameter("path", "id", "Record")],
        responses: answer(ITEM),
      }),
    },
    "/records/all/{id}": {
      get: operation("GetAll", "Get all records", {
        parameters: [parameter("path", "id", "Record")],
        responses: answer(ITEM),
      }),
    },
    "/records(guid'{id}')": {
      get: operation("GetByGuid", "Get by id", {
        parameters: [parameter("path", "id", "Record")],
        responses: answer(ITEM),
      }),
    },
    "/records:search": {
      post: operation("Search", "Search records", {
        parameters: [body(object({ text: field("Text") }))],
        responses: answer(array(ITEM)),
      }),
    },
  }),
  connector("two keys in two headers", "Contoso Twins", record(), {
    definition: {
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "X-App-Key" } },
      security: [{ api_key: [] }],
    },
    properties: {
      connectionParameters: {
        api_key: entered("securestring", "App key"),
        account: entered("securestring", "Account key"),
      },
      policyTemplateInstances: [setHeader("X-Account-Key", "@connectionParameters('account')")],
    },
  }),
];
