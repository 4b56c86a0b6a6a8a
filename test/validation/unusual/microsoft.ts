/** Connectors for Microsoft's own services and for what is behind them: Entra ID, functions, Graph, SharePoint, Fabric, agents, gateways. */
import type { JsonObject } from "../../../src/json/values.ts";
import {
  answer,
  array,
  body,
  connector,
  entered,
  field,
  oauth,
  object,
  operation,
  parameter,
  policy,
  scope,
  setHeader,
  signIn,
  type Unusual,
} from "./connector.ts";

const ENTRA = "https://login.microsoftonline.com/common/oauth2/authorize";
const entra = (resourceUri: string, custom: JsonObject = {}, more: JsonObject = {}) => ({
  definition: oauth(ENTRA, "https://login.windows.net/common/oauth2/authorize"),
  connectionParameters: signIn(
    "aad",
    {
      loginUri: "https://login.windows.net",
      tenantId: "common",
      resourceUri,
      enableOnbehalfOfLogin: "false",
      ...custom,
    },
    more,
  ),
});

const FUNCTIONS = connector(
  "functions behind Entra ID: a long job with a Location to poll, an answer of text, a timer that answers nothing",
  "Contoso Orders",
  {
    "/api/orders": {
      post: operation("StartImport", "Start an import", {
        parameters: [
          body(object({ file: field("Address of the file", { format: "uri" }) }, { required: ["file"] })),
        ],
        responses: {
          "200": {
            description: "It has ended.",
            schema: object({ imported: field("Imported", { type: "integer", format: "int32" }) }),
          },
          "202": {
            description: "It has begun; ask at the Location.",
            headers: {
              Location: { type: "string", description: "Where to ask." },
              "Retry-After": { type: "integer", description: "Seconds to wait." },
            },
          },
        },
      }),
    },
    "/api/health": {
      get: operation("GetHealth", "Get the state", {
        produces: ["text/plain"],
        responses: { "200": { description: "A word.", schema: { type: "string", "x-ms-summary": "State" } } },
      }),
    },
    "/api/wake": {
      post: operation("Wake", "Wake the service", { responses: { "202": { description: "It wakes up." } } }),
    },
  },
  {
    definition: { host: "contoso-orders.azurewebsites.net", ...entra("").definition },
    properties: {
      connectionParameters: entra("api://11111111-2222-3333-4444-555555555555").connectionParameters,
    },
  },
);

const SHAREPOINT = connector(
  "lists of SharePoint: functions and quotes in a path, OData names, an Accept header, a tenant's host",
  "Contoso Lists",
  {
    "/_api/web/lists/getbytitle('{list}')/items": {
      get: operation("ListItems", "List items", {
        parameters: [
          parameter("path", "list", "List"),
          parameter("query", "$filter", "Filter"),
          parameter("query", "$top", "Count", { type: "integer", format: "int32", default: 100 }),
          parameter("header", "Accept", "Accept", {
            default: "application/json;odata=nometadata",
            "x-ms-visibility": "internal",
            required: true,
          }),
        ],
        responses: answer(
          object({
            value: array(
              object({ "odata.etag": field("Version"), Id: field("Item"), Title: field("Title") }),
            ),
            "@odata.nextLink": field("Next page"),
          }),
        ),
        "x-ms-pageable": { nextLinkName: "@odata.nextLink" },
      }),
    },
    "/_api/web/lists(guid'{listId}')/items({itemId})": {
      get: operation("GetItem", "Get an item", {
        parameters: [
          parameter("path", "listId", "List", { format: "uuid" }),
          parameter("path", "itemId", "Item", { type: "integer", format: "int32" }),
        ],
      }),
    },
  },
  {
    definition: { host: "contoso.sharepoint.com", ...entra("").definition },
    properties: {
      connectionParameters: {
        tenant: entered("string", "Tenant"),
        ...entra("https://contoso.sharepoint.com").connectionParameters,
      },
      policyTemplateInstances: [
        policy("dynamichosturl", { urlTemplate: "https://@connectionParameters('tenant').sharepoint.com" }),
        policy("updatenextlink", { nextLinkPropertyName: "@odata.nextLink" }, scope(undefined, "ListItems")),
      ],
    },
  },
);

const GRAPH = connector(
  "Graph: dollar names, headers for counting, names with @odata, an action in the path",
  "Contoso People",
  {
    "/users": {
      get: operation("ListUsers", "List users", {
        parameters: [
          parameter("query", "$select", "Fields", { default: "id,displayName,mail" }),
          parameter("query", "$search", "Search"),
          parameter("query", "$count", "Count", {
            type: "boolean",
            required: true,
            default: true,
            "x-ms-visibility": "internal",
          }),
          parameter("header", "ConsistencyLevel", "Consistency", {
            required: true,
            default: "eventual",
            "x-ms-visibility": "internal",
          }),
        ],
        responses: answer(
          object({
            "@odata.context": field("Context", { "x-ms-visibility": "internal" }),
            "@odata.count": field("Count", { type: "integer", format: "int64" }),
            value: array(
              object({
                id: field("User"),
                displayName: field("Name"),
                businessPhones: array({ type: "string" }),
                "@odata.type": field("Type", { "x-ms-visibility": "internal" }),
              }),
            ),
          }),
        ),
      }),
    },
    "/users/{id}/photo/$value": {
      get: operation("GetPhoto", "Get a photo", {
        produces: ["image/jpeg"],
        parameters: [parameter("path", "id", "User")],
        responses: { "200": { description: "The picture.", schema: { type: "string", format: "binary" } } },
      }),
    },
    "/me/sendMail": {
      post: operation("SendMail", "Send a message", {
        parameters: [
          body(
            object({
              message: object({
                subject: field("Subject"),
                body: object({
                  contentType: field("Type", { enum: ["text", "html"], default: "html" }),
                  content: field("Text", { format: "html" }),
                }),
                toRecipients: array(
                  object({ emailAddress: object({ address: field("Address", { format: "email" }) }) }),
                ),
              }),
              saveToSentItems: field("Keep a copy", { type: "boolean", default: true }),
            }),
          ),
        ],
        responses: { "202": { description: "It is on its way." } },
      }),
    },
    "/users/microsoft.graph.delta()": {
      get: operation("GetChanges", "Get changes", {
        parameters: [parameter("query", "$deltatoken", "Token")],
        responses: answer(
          object({ "@odata.deltaLink": field("Next changes"), value: array(object({ id: field("User") })) }),
        ),
      }),
    },
  },
  {
    definition: {
      host: "graph.microsoft.com",
      basePath: "/v1.0",
      ...entra("").definition,
    },
    properties: {
      connectionParameters: entra(
        "https://graph.microsoft.com",
        {},
        { scopes: ["User.Read.All", "Mail.Send"] },
      ).connectionParameters,
    },
  },
);

const FABRIC = connector(
  "Fabric: a version in the base path, long jobs, names of enumerations, tokens for more",
  "Contoso Lake",
  {
    "/workspaces/{workspaceId}/items": {
      get: operation("ListItems", "List items", {
        parameters: [
          parameter("path", "workspaceId", "Workspace", { format: "uuid" }),
          parameter("query", "type", "Type", {
            enum: ["Lakehouse", "Notebook", "SemanticModel"],
            "x-ms-enum": {
              name: "ItemType",
              modelAsString: true,
              values: [{ value: "Lakehouse", description: "A lake.", name: "Lakehouse" }],
            },
          }),
          parameter("query", "continuationToken", "Token", { "x-ms-visibility": "advanced" }),
        ],
        responses: answer(
          object({
            value: array(object({ id: field("Item"), displayName: field("Name"), type: field("Type") })),
            continuationToken: field("Token"),
            continuationUri: field("Address of the next page"),
          }),
        ),
      }),
    },
    "/workspaces/{workspaceId}/items/{itemId}/jobs/instances": {
      post: operation("RunJob", "Run a job", {
        "x-ms-long-running-operation": true,
        "x-ms-long-running-operation-options": { "final-state-via": "location" },
        parameters: [
          parameter("path", "workspaceId", "Workspace"),
          parameter("path", "itemId", "Item"),
          parameter("query", "jobType", "Job", { required: true, default: "RunNotebook" }),
          body(object({ executionData: object({}, { title: "Parameters", additionalProperties: true }) }), {
            required: false,
          }),
        ],
        responses: {
          "202": {
            description: "It has begun.",
            headers: {
              Location: { type: "string", description: "Where to ask." },
              "Retry-After": { type: "integer", format: "int32", description: "Seconds to wait." },
            },
          },
          "429": {
            description: "Too many calls.",
            headers: { "Retry-After": { type: "integer", description: "Seconds." } },
          },
        },
      }),
    },
  },
  {
    definition: { host: "api.fabric.microsoft.com", basePath: "/v1", ...entra("").definition },
    properties: { connectionParameters: entra("https://api.fabric.microsoft.com").connectionParameters },
  },
);

const MCP_ONLY = connector(
  "an MCP server and nothing else: discovered sign-in, no client, no addresses",
  "Contoso Tools",
  {
    "/mcp": {
      post: {
        operationId: "InvokeServer",
        summary: "Contoso tools",
        description: "Tools for orders and customers of Contoso, for agents.",
        "x-ms-agentic-protocol": "mcp-streamable-1.0",
        parameters: [],
        responses: { "200": { description: "Immediate Response" } },
      },
    },
  },
  {
    definition: {
      host: "mcp.contoso.com",
      securityDefinitions: {
        "oauth2-auth": {
          type: "oauth2",
          flow: "accessCode",
          authorizationUrl: "https://mcp.contoso.com/authorize",
          tokenUrl: "https://mcp.contoso.com/token",
          scopes: {},
        },
      },
      security: [{ "oauth2-auth": [] }],
    },
    properties: {
      connectionParameters: {
        token: {
          type: "oauthSetting",
          oAuthSettings: {
            identityProvider: "oauth2pkcewithprm",
            scopes: [],
            redirectMode: "GlobalPerConnector",
            redirectUrl: "https://global.consent.azure-apim.net/redirect/tools",
            properties: { IsFirstParty: "False" },
            customParameters: { resourceUri: { value: "https://mcp.contoso.com/mcp" } },
          },
        },
      },
    },
  },
);

const AGENTS = connector(
  "an agent: a chat that streams to nobody, two MCP servers beside plain actions, a key",
  "Contoso Assistant",
  {
    "/sales/mcp": {
      post: {
        operationId: "InvokeSalesServer",
        summary: "Sales tools",
        description: "Tools for offers and orders.",
        "x-ms-agentic-protocol": "mcp-streamable-1.0",
        parameters: [
          parameter("header", "Mcp-Session-Id", "Session", { "x-ms-visibility": "internal" }),
          {
            in: "body",
            name: "queryRequest",
            required: false,
            schema: { $ref: "#/definitions/QueryRequest" },
          },
        ],
        responses: {
          "200": {
            description: "Success",
            schema: { type: "array", items: { $ref: "#/definitions/QueryResponse" } },
          },
        },
      },
    },
    "/service/mcp": {
      post: {
        operationId: "InvokeServiceServer",
        summary: "Service tools",
        description: "Tools for tickets.",
        "x-ms-agentic-protocol": "mcp-streamable-1.0",
        parameters: [],
        responses: { "200": { description: "Success" } },
      },
    },
    "/v1/chat/completions": {
      post: operation("CompleteChat", "Complete a chat", {
        "x-openai-isConsequential": false,
        parameters: [
          body(
            object(
              {
                model: field("Model", { default: "contoso-1" }),
                messages: array(
                  object(
                    {
                      role: field("Role", { enum: ["system", "user", "assistant"] }),
                      content: field("Text"),
                    },
                    { required: ["role", "content"] },
                  ),
                ),
                temperature: field("Temperature", {
                  type: "number",
                  format: "float",
                  minimum: 0,
                  maximum: 2,
                  default: 1,
                }),
                stream: field("Stream", { type: "boolean", default: false, "x-ms-visibility": "internal" }),
              },
              { required: ["model", "messages", "stream"] },
            ),
          ),
        ],
        responses: answer(
          object({
            choices: array(
              object({ message: object({ content: field("Text") }), finish_reason: field("Reason") }),
            ),
          }),
        ),
      }),
    },
  },
  {
    definition: {
      host: "agents.contoso.com",
      definitions: {
        QueryRequest: object({
          jsonrpc: { type: "string" },
          id: { type: "string" },
          method: { type: "string" },
          params: { type: "object" },
        }),
        QueryResponse: object({
          jsonrpc: { type: "string" },
          id: { type: "string" },
          result: { type: "object" },
        }),
      },
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } },
      security: [{ api_key: [] }],
    },
    properties: { connectionParameters: { api_key: entered("securestring", "API key") } },
  },
);

const ERP = connector(
  "an ERP by OData behind the gateway: keys in parentheses, a token against forgery, results below d",
  "Contoso Ledger",
  {
    "/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner('{BusinessPartner}')": {
      get: operation("GetPartner", "Get a business partner", {
        parameters: [
          parameter("path", "BusinessPartner", "Business partner", { maxLength: 10 }),
          parameter("query", "$expand", "Expand", { "x-ms-visibility": "advanced" }),
          parameter("query", "$format", "Format", {
            default: "json",
            "x-ms-visibility": "internal",
            required: true,
          }),
          parameter("header", "sap-client", "Client", { "x-ms-visibility": "advanced" }),
        ],
        responses: answer(
          object({
            d: object({
              __metadata: object({ uri: field("Address"), etag: field("Version") }),
              BusinessPartner: field("Business partner"),
              CreationDate: field("Created"),
              to_BusinessPartnerAddress: object({
                __deferred: object({ uri: field("Address of addresses") }),
              }),
            }),
          }),
        ),
      }),
      patch: operation("ChangePartner", "Change a business partner", {
        parameters: [
          parameter("path", "BusinessPartner", "Business partner"),
          parameter("header", "x-csrf-token", "Token", { required: true }),
          parameter("header", "If-Match", "Version", { required: true }),
          body(object({ d: object({ OrganizationBPName1: field("Name") }) })),
        ],
        responses: { "204": { description: "It is changed." } },
      }),
    },
    "/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder(SalesOrder='{order}',Item='{item}')": {
      get: operation("GetOrderItem", "Get an item of an order", {
        parameters: [parameter("path", "order", "Order"), parameter("path", "item", "Item")],
      }),
    },
  },
  {
    definition: {
      host: "ledger.contoso.local",
      schemes: ["http"],
      securityDefinitions: { basic: { type: "basic" } },
      security: [{ basic: [] }],
    },
    properties: {
      capabilities: ["gateway"],
      connectionParameters: {
        username: entered("securestring", "User"),
        password: entered("securestring", "Password"),
        gateway: {
          type: "gatewaySetting",
          gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
          uiDefinition: {
            displayName: "Gateway",
            description: "The gateway to the network of the ledger.",
            tooltip: "Choose a gateway.",
            constraints: { tabIndex: 4, required: "true", capability: ["gateway"] },
          },
        },
      },
    },
  },
);

const SETS = connector(
  "four ways to sign in: a person, an application, a key, and nothing",
  "Contoso Catalog",
  { "/products": { get: operation("ListProducts", "List products") } },
  {
    definition: {
      host: "catalog.contoso.com",
      securityDefinitions: {
        oauth2_auth: {
          type: "oauth2",
          flow: "accessCode",
          authorizationUrl: ENTRA,
          tokenUrl: ENTRA,
          scopes: {},
        },
        api_key: { type: "apiKey", in: "header", name: "X-Catalog-Key" },
      },
      security: [{ oauth2_auth: [] }, { api_key: [] }],
    },
    properties: {
      connectionParameters: undefined as never,
      connectionParameterSets: {
        uiDefinition: { displayName: "Authentication type", description: "How you sign in." },
        values: [
          {
            name: "person",
            uiDefinition: { displayName: "Sign in", description: "Sign in with your work account." },
            parameters: entra("api://catalog.contoso.com").connectionParameters,
            metadata: { allowSharing: false },
          },
          {
            name: "application",
            uiDefinition: { displayName: "Service principal", description: "Sign in as an application." },
            parameters: {
              token: {
                type: "oauthSetting",
                oAuthSettings: {
                  identityProvider: "aad",
                  scopes: [],
                  redirectMode: "GlobalPerConnector",
                  redirectUrl: "https://global.consent.azure-apim.net/redirect/catalog",
                  customParameters: {
                    resourceUri: { value: "api://catalog.contoso.com" },
                    loginUri: { value: "https://login.windows.net" },
                  },
                },
              },
              "token:clientId": entered("string", "Client"),
              "token:clientSecret": entered("securestring", "Secret"),
              "token:TenantId": entered("string", "Tenant", {
                metadata: { sourceType: "AzureActiveDirectoryTenant" },
              }),
            },
            metadata: { allowSharing: true },
          },
          {
            name: "key",
            uiDefinition: { displayName: "Key", description: "Sign in with a key." },
            parameters: { api_key: entered("securestring", "Key") },
          },
          {
            name: "anonymous",
            uiDefinition: { displayName: "None", description: "Read what is public." },
            parameters: {},
          },
        ],
      },
    },
  },
);

const cloud = (about: string, title: string, host: string, login: string, resource: string) =>
  connector(
    about,
    title,
    { "/v1.0/me": { get: operation("GetMe", "Get my profile") } },
    {
      definition: {
        host,
        ...oauth(`${login}/common/oauth2/v2.0/authorize`, `${login}/common/oauth2/v2.0/token`),
      },
      properties: {
        connectionParameters: signIn(
          "aad",
          { loginUri: login, tenantId: "common", resourceUri: resource, enableOnbehalfOfLogin: "false" },
          { scopes: ["User.Read"] },
        ),
      },
    },
  );

const GCC_DOD = cloud(
  "the cloud of the department of defence",
  "Contoso Defence",
  "dod-graph.microsoft.us",
  "https://login.microsoftonline.us",
  "https://dod-graph.microsoft.us",
);

const GCC = cloud(
  "GCC: hosts of the government, sign-in of the commercial cloud",
  "Contoso County",
  "graph.microsoft.com",
  "https://login.microsoftonline.com",
  "https://graph.microsoft.com",
);

const GATEWAY = connector(
  "a service in one's own network without any sign-in, at a port",
  "Contoso Plant",
  {
    "/api/machines": { get: operation("ListMachines", "List machines") },
    "/api/machines/{machine}/stop": {
      put: operation("StopMachine", "Stop a machine", {
        parameters: [parameter("path", "machine", "Machine")],
        responses: { "204": { description: "It stops." } },
      }),
    },
  },
  {
    definition: {
      host: "plant.contoso.local:8443",
    },
    properties: {
      capabilities: ["gateway"],
      connectionParameters: {
        gateway: {
          type: "gatewaySetting",
          gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
          uiDefinition: {
            displayName: "Gateway",
            description: "The gateway to the plant.",
            tooltip: "Choose a gateway.",
            constraints: { tabIndex: 4, required: "true", capability: ["gateway"] },
          },
        },
      },
    },
  },
);

const DATAVERSE = connector(
  "Dataverse: an environment for each connection, keys in parentheses, an action with a dot, a batch of changes",
  "Contoso Tables",
  {
    "/{entitySet}({rowId})": {
      patch: operation("ChangeRow", "Change a row", {
        parameters: [
          parameter("path", "entitySet", "Table"),
          parameter("path", "rowId", "Row"),
          parameter("header", "Prefer", "Prefer", {
            default: "return=representation",
            "x-ms-visibility": "advanced",
          }),
          parameter("header", "If-Match", "Only if", { default: "*", "x-ms-visibility": "advanced" }),
          body({ type: "object", additionalProperties: true }),
        ],
        responses: {
          ...answer({ type: "object", additionalProperties: true }),
          "204": { description: "It is changed." },
        },
      }),
    },
    "/{entitySet}": {
      get: operation("ListRows", "List rows", {
        parameters: [
          parameter("path", "entitySet", "Table"),
          parameter("query", "fetchXml", "Fetch"),
          parameter("query", "$orderby", "Order"),
        ],
        responses: answer(object({ value: array({ type: "object", additionalProperties: true }) })),
      }),
    },
    "/accounts({rowId})/Microsoft.Dynamics.CRM.Merge": {
      post: operation("MergeAccounts", "Merge accounts", {
        parameters: [
          parameter("path", "rowId", "Account"),
          body(
            object({
              Target: object({
                accountid: field("Account"),
                "@odata.type": field("Type", { default: "Microsoft.Dynamics.CRM.account" }),
              }),
            }),
          ),
        ],
        responses: { "204": { description: "They are one." } },
      }),
    },
  },
  {
    definition: { host: "org.crm4.dynamics.com", basePath: "/api/data/v9.2", ...entra("").definition },
    properties: {
      connectionParameters: {
        environment: entered("string", "Environment"),
        ...entra("https://org.crm4.dynamics.com").connectionParameters,
      },
      policyTemplateInstances: [
        policy("dynamichosturl", {
          urlTemplate: "https://@connectionParameters('environment')/api/data/v9.2",
        }),
      ],
    },
  },
);

const APPLICATION_KEY = connector(
  "API Management: a key of a subscription and a person, both in one connection",
  "Contoso Claims",
  { "/claims": { get: operation("ListClaims", "List claims") } },
  {
    definition: {
      host: "contoso.azure-api.net",
      basePath: "/claims/v1",
      securityDefinitions: {
        oauth2_auth: {
          type: "oauth2",
          flow: "accessCode",
          authorizationUrl: ENTRA,
          tokenUrl: ENTRA,
          scopes: {},
        },
      },
      security: [{ oauth2_auth: [] }],
    },
    properties: {
      connectionParameters: {
        ...entra("api://claims.contoso.com").connectionParameters,
        subscription: entered("securestring", "Subscription key"),
      },
      policyTemplateInstances: [
        policy(
          "setheader",
          {
            name: "Ocp-Apim-Subscription-Key",
            value: "@connectionParameters('subscription')",
            existsAction: "override",
          },
          scope("Request"),
        ),
      ],
    },
  },
);

const SIGNING = connector(
  "a script that signs each request, over all operations",
  "Contoso Bank",
  {
    "/accounts": { get: operation("ListAccounts", "List accounts") },
    "/payments": {
      post: operation("CreatePayment", "Create a payment", {
        parameters: [body(object({ amount: field("Amount") }))],
      }),
    },
  },
  {
    definition: { host: "api.contoso-bank.com" },
    properties: {
      connectionParameters: { keyId: entered("string", "Key"), secret: entered("securestring", "Secret") },
      scriptOperations: [],
      policyTemplateInstances: [
        setHeader("X-Key-Id", "@connectionParameters('keyId')"),
        setHeader("X-Signing-Secret", "@connectionParameters('secret')"),
      ],
    },
    files: {
      "script.csx": `using System.Security.Cryptography;

public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        var request = this.Context.Request;
        var secret = request.Headers.GetValues("X-Signing-Secret").First();
        request.Headers.Remove("X-Signing-Secret");
        var text = request.Content == null ? string.Empty : await request.Content.ReadAsStringAsync().ConfigureAwait(false);
        using (var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)))
        {
            request.Headers.Add("X-Signature", Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes(text))));
        }
        return await this.Context.SendAsync(request, this.CancellationToken).ConfigureAwait(false);
    }
}
`,
    },
  },
);

const PREMIUM = connector(
  "a premium publisher: an operation in two versions, a preview, a deprecated one",
  "Contoso Sign",
  {
    "/v1/envelopes": {
      post: operation("CreateEnvelope", "Create an envelope (deprecated)", {
        deprecated: true,
        "x-ms-api-annotation": {
          family: "CreateEnvelope",
          revision: 1,
          status: "Production",
          replacement: { api: "ContosoSign", operationId: "CreateEnvelopeV2" },
        },
        parameters: [body(object({ title: field("Title") }))],
      }),
    },
    "/v2/envelopes": {
      post: operation("CreateEnvelopeV2", "Create an envelope (V2)", {
        "x-ms-api-annotation": { family: "CreateEnvelope", revision: 2, status: "Production" },
        externalDocs: { url: "https://contoso.com/docs/envelopes", description: "All fields." },
        parameters: [
          body(
            object(
              {
                title: field("Title"),
                recipients: array(
                  object({
                    address: field("Address", { format: "email" }),
                    order: field("Order", { type: "integer", format: "int32" }),
                  }),
                ),
                documents: array(
                  object({ name: field("Name"), content: field("Content", { format: "byte" }) }),
                ),
              },
              { required: ["title"] },
            ),
          ),
        ],
      }),
    },
    "/v2/envelopes/{id}/remind": {
      post: operation("RemindSigners", "Remind signers (Preview)", {
        "x-ms-api-annotation": { family: "RemindSigners", revision: 1, status: "Preview" },
        parameters: [parameter("path", "id", "Envelope")],
        responses: { "204": { description: "They are reminded." } },
      }),
    },
  },
  {
    definition: {
      host: "api.contoso-sign.com",
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "X-Sign-Key" } },
      security: [{ api_key: [] }],
      "x-ms-connector-metadata": [
        { propertyName: "Website", propertyValue: "https://contoso.com" },
        { propertyName: "Privacy policy", propertyValue: "https://contoso.com/privacy" },
        { propertyName: "Categories", propertyValue: "Productivity;Content and Files" },
      ],
    },
    properties: { connectionParameters: { api_key: entered("securestring", "Key") } },
  },
);

const BOTH_WAYS = connector(
  "a service that connections reach directly or through a gateway, as each chooses",
  "Contoso Desk",
  { "/requests": { get: operation("ListRequests", "List requests") } },
  {
    definition: {
      host: "desk.contoso.com",
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "authtoken" } },
      security: [{ api_key: [] }],
    },
    properties: {
      capabilities: ["gateway", "cloud"],
      connectionParameters: {
        api_key: entered("securestring", "Key"),
        gateway: {
          type: "gatewaySetting",
          gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
          uiDefinition: {
            displayName: "Gateway",
            description: "The gateway to the desk.",
            tooltip: "Choose a gateway.",
            constraints: { tabIndex: 4, required: "false", capability: ["gateway"] },
          },
        },
      },
    },
    warned: ["x-gateway-auth"],
  },
);

export const MICROSOFT: readonly Unusual[] = [
  FUNCTIONS,
  SHAREPOINT,
  GRAPH,
  FABRIC,
  MCP_ONLY,
  AGENTS,
  ERP,
  SETS,
  BOTH_WAYS,
  GCC_DOD,
  GCC,
  GATEWAY,
  DATAVERSE,
  APPLICATION_KEY,
  SIGNING,
  PREMIUM,
];
