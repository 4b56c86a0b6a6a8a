/** Ways to sign in, and connection parameters of every kind. */
import {
  connector,
  entered,
  oauth,
  operation,
  parameter,
  policy,
  scope,
  setHeader,
  signIn,
  type Unusual,
} from "./connector.ts";

const get = (id = "GetRecord", more = {}) => ({
  "/records/{id}": {
    get: operation(id, "Get a record", { parameters: [parameter("path", "id", "Record")], ...more }),
  },
});
const AAD = "https://login.microsoftonline.com/common/oauth2";

export const CONNECTIONS: Unusual[] = [
  connector("no sign-in at all", "Contoso Holidays", get()),
  connector("user name and password, with help of its own", "Contoso Ledger", get(), {
    definition: { securityDefinitions: { basic_auth: { type: "basic" } }, security: [{ basic_auth: [] }] },
    properties: {
      connectionParameters: {
        username: entered("securestring", "User name"),
        password: entered("securestring", "Password"),
      },
    },
  }),
  connector(
    "basic where the key is the user name and the password is hidden and fixed",
    "Contoso Desk",
    get(),
    {
      definition: { securityDefinitions: { basic: { type: "basic" } }, security: [{ basic: [] }] },
      properties: {
        connectionParameters: {
          username: entered("securestring", "API token"),
          password: entered(
            "securestring",
            "Not needed",
            { defaultValue: "X" },
            { hidden: "true", required: "false" },
          ),
        },
      },
    },
  ),
  connector("a key in the query, under a name with brackets", "Contoso Weather", get(), {
    definition: {
      securityDefinitions: { api_key: { type: "apiKey", in: "query", name: "appid" } },
      security: [{ api_key: [] }],
    },
    properties: { connectionParameters: { api_key: entered("securestring", "App id") } },
  }),
  connector("a prefix before the key, set by a policy that overrides", "Contoso Mail", get(), {
    definition: {
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "Authorization" } },
      security: [{ api_key: [] }],
    },
    properties: {
      connectionParameters: { api_key: entered("securestring", "Access token") },
      policyTemplateInstances: [
        policy(
          "setheader",
          {
            name: "Authorization",
            value: "Bearer @connectionParameters('api_key')",
            existsAction: "override",
          },
          scope("Request"),
        ),
      ],
    },
    warned: ["x-auth-header-double"],
  }),
  connector("a token that is no api_key, written by a policy alone", "Contoso Vault", get(), {
    properties: {
      connectionParameters: {
        accessToken: entered("securestring", "Access token"),
        tenant: entered("string", "Tenant"),
      },
      policyTemplateInstances: [
        policy(
          "setheader",
          {
            name: "Authorization",
            value: "Bearer @connectionParameters('accessToken')",
            existsAction: "override",
          },
          scope("Request"),
        ),
        setHeader("X-Tenant", "@connectionParameters('tenant', 'default')", "skip"),
      ],
    },
  }),
  connector("numbers, switches and choices as connection parameters", "Contoso Meter", get(), {
    definition: { host: "eu.contoso.com" },
    properties: {
      connectionParameters: {
        region: entered(
          "string",
          "Region",
          { allowedValues: [{ value: "eu" }, { value: "us" }] },
          {
            allowedValues: [
              { text: "Europe", value: "eu" },
              { text: "United States", value: "us" },
            ],
          },
        ),
        port: entered("int", "Port"),
        sandbox: entered("bool", "Sandbox", {}, { required: "false" }),
      },
      policyTemplateInstances: [
        policy("dynamichosturl", {
          urlTemplate: "https://@connectionParameters('region').contoso.com:@connectionParameters('port')",
        }),
        setHeader("X-Sandbox", "@connectionParameters('sandbox', 'false')"),
      ],
    },
  }),
  connector("generic OAuth 2 with scopes separated by spaces in one entry", "Contoso Social", get(), {
    definition: oauth("https://contoso.com/oauth/authorize", "https://contoso.com/oauth/token", {
      "read write": "Read and write.",
    }),
    properties: {
      connectionParameters: signIn(
        "oauth2",
        {
          authorizationUrl: "https://contoso.com/oauth/authorize",
          tokenUrl: "https://contoso.com/oauth/token",
          refreshUrl: "https://contoso.com/oauth/token",
        },
        { scopes: ["read write"] },
      ),
    },
  }),
  connector("oauth2generic with every template and a host for each customer", "Contoso Commerce", get(), {
    definition: {
      host: "shops.contoso.com",
      ...oauth("https://contoso.com/authorize", "https://contoso.com/token"),
    },
    properties: {
      connectionParameters: {
        ...signIn("oauth2generic", {
          authorizationUrlTemplate: "https://{shop}.contoso.com/authorize",
          authorizationUrlQueryStringTemplate:
            "?client_id={ClientId}&response_type=code&redirect_uri={RedirectUrl}&scope={Scopes}&state={State}",
          tokenUrlTemplate: "https://{shop}.contoso.com/token",
          tokenUrlQueryStringTemplate: "",
          tokenBodyTemplate:
            "client_id={ClientId}&client_secret={ClientSecret}&code={Code}&grant_type=authorization_code&redirect_uri={RedirectUrl}",
          refreshUrlTemplate: "https://{shop}.contoso.com/token",
          refreshUrlQueryStringTemplate: "",
          refreshBodyTemplate:
            "client_id={ClientId}&client_secret={ClientSecret}&refresh_token={RefreshToken}&grant_type=refresh_token",
          scopeListDelimiter: ",",
        }),
        "token:shop": entered("string", "Shop", { metadata: { sourceType: "ConnectionParameter" } }),
      },
      policyTemplateInstances: [
        policy("dynamichosturl", { urlTemplate: "https://@connectionParameters('token:shop').contoso.com" }),
      ],
    },
  }),
  connector("Entra ID with one tenant, version 1 scopes", "Contoso Graph", get(), {
    definition: {
      host: "graph.microsoft.com",
      basePath: "/v1.0",
      ...oauth(`${AAD}/authorize`, `${AAD}/token`),
    },
    properties: {
      connectionParameters: signIn("aad", {
        loginUri: "https://login.microsoftonline.com",
        tenantId: "11111111-2222-3333-4444-555555555555",
        resourceUri: "https://graph.microsoft.com",
        enableOnbehalfOfLogin: "false",
      }),
    },
  }),
  connector("on-behalf-of sign-in, turned on in both places", "Contoso Payroll", get(), {
    definition: oauth(`${AAD}/authorize`, `${AAD}/token`),
    properties: {
      connectionParameters: signIn(
        "aad",
        {
          loginUri: "https://login.windows.net",
          tenantId: "common",
          resourceUri: "api://99999999-1111-2222-3333-444444444444",
          enableOnbehalfOfLogin: "true",
        },
        { properties: { IsFirstParty: "False", IsOnbehalfofLoginSupported: true } },
      ),
    },
  }),
  connector("the tenant of each connection", "Contoso Directory", get(), {
    definition: oauth(`${AAD}/authorize`, `${AAD}/token`),
    properties: {
      connectionParameters: {
        ...signIn("aad", {
          loginUri: "https://login.windows.net",
          tenantId: "common",
          resourceUri: "https://management.azure.com/",
        }),
        "token:TenantId": {
          type: "string",
          metadata: { sourceType: "AzureActiveDirectoryTenant" },
          uiDefinition: {
            displayName: "Tenant",
            description: "The tenant ID of for the Azure Active Directory application.",
            tooltip: "Identifier of the tenant.",
            constraints: { required: "false", hidden: "true" },
          },
        },
      },
    },
  }),
  connector("the cloud of the US government", "Contoso Agency", get(), {
    definition: {
      host: "graph.microsoft.us",
      ...oauth(
        "https://login.microsoftonline.us/common/oauth2/authorize",
        "https://login.microsoftonline.us/common/oauth2/token",
      ),
    },
    properties: {
      connectionParameters: signIn("aad", {
        loginUri: "https://login.microsoftonline.us",
        tenantId: "common",
        resourceUri: "https://graph.microsoft.us",
      }),
    },
  }),
  connector("the cloud in China", "Contoso Shanghai", get(), {
    definition: {
      host: "microsoftgraph.chinacloudapi.cn",
      ...oauth(
        "https://login.partner.microsoftonline.cn/common/oauth2/authorize",
        "https://login.partner.microsoftonline.cn/common/oauth2/token",
      ),
    },
    properties: {
      connectionParameters: signIn("aad", {
        loginUri: "https://login.partner.microsoftonline.cn",
        tenantId: "common",
        resourceUri: "https://microsoftgraph.chinacloudapi.cn",
      }),
    },
  }),
  connector("Entra ID through the generic provider, with offline_access", "Contoso Teams Tools", get(), {
    definition: oauth(
      "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize",
      "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
      { "User.Read": "Read.", offline_access: "Stay." },
    ),
    properties: {
      connectionParameters: signIn(
        "oauth2",
        {
          authorizationUrl: "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize",
          tokenUrl: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
          refreshUrl: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
        },
        { scopes: ["User.Read", "offline_access"] },
      ),
    },
  }),
  connector("people bring a client of their own", "Contoso Bring Own", get(), {
    definition: oauth("https://contoso.com/authorize", "https://contoso.com/token"),
    properties: {
      connectionParameters: {
        ...signIn(
          "oauth2",
          {
            authorizationUrl: "https://contoso.com/authorize",
            tokenUrl: "https://contoso.com/token",
            refreshUrl: "https://contoso.com/token",
          },
          { clientId: undefined as never },
        ),
        "token:clientId": entered("string", "Client id", { metadata: { sourceType: "ConnectionParameter" } }),
        "token:clientSecret": entered("securestring", "Client secret", {
          metadata: { sourceType: "ConnectionParameter" },
        }),
      },
    },
  }),
  connector(
    "dynamic discovery for an MCP server",
    "Contoso Notes",
    {
      "/mcp": {
        post: operation("InvokeServer", "Invoke the server", {
          "x-ms-agentic-protocol": "mcp-streamable-1.0",
          parameters: [],
          responses: { "200": { description: "Immediate answer." } },
        }),
      },
    },
    {
      properties: {
        connectionParameters: {
          token: {
            type: "oauthSetting",
            oAuthSettings: { identityProvider: "oauth2pkcewithprm", redirectMode: "Global", scopes: [] },
          },
        },
      },
    },
  ),
  connector("a provider that is newer than the rules", "Contoso Novel", get(), {
    definition: oauth("https://contoso.com/authorize", "https://contoso.com/token"),
    properties: { connectionParameters: signIn("oauth2pkce", {}) },
    warned: ["oauth-identity-provider"],
  }),
  connector("sets: a key, a password, Entra ID", "Contoso Choice", get(), {
    properties: {
      connectionParameterSets: {
        uiDefinition: { displayName: "Authentication type", description: "How to sign in." },
        values: [
          {
            name: "key-auth",
            uiDefinition: { displayName: "Key", description: "With a key." },
            parameters: {
              api_key: {
                type: "securestring",
                uiDefinition: {
                  displayName: "Key",
                  schema: { type: "securestring", description: "The key." },
                  tooltip: "The key.",
                  constraints: { required: "true", clearText: false },
                },
              },
            },
          },
          {
            name: "basic-auth",
            uiDefinition: { displayName: "Password", description: "With a password." },
            parameters: {
              username: {
                type: "string",
                uiDefinition: {
                  displayName: "User",
                  schema: { type: "string", description: "The name." },
                  tooltip: "The name.",
                  constraints: { required: "true" },
                },
              },
              password: {
                type: "securestring",
                uiDefinition: {
                  displayName: "Password",
                  schema: { type: "securestring", description: "The password." },
                  tooltip: "The password.",
                  constraints: { required: "true" },
                },
              },
            },
          },
          {
            name: "aad-auth",
            uiDefinition: { displayName: "Entra ID", description: "With your account." },
            parameters: signIn("aad", {
              loginUri: "https://login.windows.net",
              tenantId: "common",
              resourceUri: "https://graph.microsoft.com",
            }),
          },
          {
            name: "anonymous",
            uiDefinition: { displayName: "None", description: "Without." },
            parameters: {},
          },
        ],
      },
      connectionParameters: undefined as never,
      policyTemplateInstances: [setHeader("X-Api-Key", "@connectionParameters('api_key','')")],
    },
  }),
  connector("sets with values only, and a policy for each set", "Contoso Hosts", get(), {
    properties: {
      connectionParameters: undefined as never,
      connectionParameterSets: {
        values: ["eu", "us"].map((name) => ({
          name,
          uiDefinition: { displayName: name.toUpperCase(), description: `Accounts of ${name}.` },
          parameters: {
            [`host_${name}`]: entered("string", "Host"),
            api_key: entered("securestring", "Key"),
          },
        })),
      },
      policyTemplateInstances: [
        policy("dynamichosturl", {
          urlTemplate: "https://@connectionParameters('host_eu',,{'eu':'host_eu','us':'host_us'})",
        }),
        setHeader("X-Key", "@connectionParameters('api_key')"),
      ],
    },
  }),
  connector("an on-premises gateway with Windows authentication", "Contoso Plant", get(), {
    definition: { host: "plant.contoso.com" },
    properties: {
      capabilities: ["gateway"],
      connectionParameters: {
        gateway: {
          type: "gatewaySetting",
          gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
          uiDefinition: {
            displayName: "Gateway",
            description: "The gateway.",
            tooltip: "The gateway.",
            constraints: { tabIndex: 4, required: "true", capability: ["gateway"] },
          },
        },
        authType: {
          type: "string",
          allowedValues: [{ value: "windows" }],
          uiDefinition: {
            displayName: "Authentication type",
            description: "How to sign in.",
            tooltip: "How to sign in.",
            constraints: {
              tabIndex: 1,
              required: "true",
              allowedValues: [{ text: "windows", value: "windows" }],
              capability: ["gateway"],
            },
          },
        },
        username: entered("securestring", "User name", {}, { capability: ["gateway"] }),
        password: entered("securestring", "Password", {}, { capability: ["gateway"] }),
      },
    },
  }),
  connector(
    "the address of each customer's server, with the base path in the policy",
    "Contoso Servers",
    get(),
    {
      definition: { host: "yourinstance.contoso.com", basePath: "/api/v2" },
      properties: {
        connectionParameters: { host: entered("string", "Server"), api_key: entered("securestring", "Key") },
        policyTemplateInstances: [
          policy("dynamichosturl", { urlTemplate: "https://@connectionParameters('host')/api/v2" }),
          setHeader("X-Key", "@connectionParameters('api_key')"),
        ],
      },
    },
  ),
  connector("environment variables for host, client and secret", "Contoso Variables", get(), {
    definition: {
      host: `@environmentVariables("contoso_Host")`,
      ...oauth("https://contoso.com/authorize", "https://contoso.com/token"),
    },
    properties: {
      connectionParameters: signIn(
        "oauth2",
        {
          authorizationUrl: '@environmentVariables("contoso_AuthUrl")',
          tokenUrl: '@environmentVariables("contoso_TokenUrl")',
          refreshUrl: '@environmentVariables("contoso_TokenUrl")',
        },
        {
          clientId: '@environmentVariables("contoso_ClientId")',
          clientSecret: '@environmentVariables("contoso_ClientSecret")',
        },
      ),
    },
  }),
  connector("a client certificate", "Contoso Bank", get(), {
    properties: {
      connectionParameters: {
        clientCertificate: {
          type: "clientCertificate",
          uiDefinition: {
            displayName: "Certificate",
            description: "The certificate.",
            tooltip: "The certificate.",
            constraints: { required: "true" },
          },
        },
      },
    },
    warned: ["x-parameters-without-use"],
  }),
  connector("Facebook, with nothing to configure", "Contoso Pages", get(), {
    definition: oauth(
      "https://www.facebook.com/dialog/oauth",
      "https://graph.facebook.com/oauth/access_token",
    ),
    properties: { connectionParameters: signIn("facebook", {}, { scopes: ["email"] }) },
  }),
  connector(
    "client credentials that a script exchanges; the definition names the flow",
    "Contoso Machine",
    get(),
    {
      definition: {
        securityDefinitions: {
          machine: { type: "oauth2", flow: "application", tokenUrl: "https://contoso.com/token", scopes: {} },
        },
        security: [{ machine: [] }],
      },
      properties: {
        connectionParameters: {
          client_id: entered("securestring", "Client id"),
          client_secret: entered("securestring", "Client secret"),
        },
        policyTemplateInstances: [
          setHeader("X-Client", "@connectionParameters('client_id')"),
          setHeader("X-Secret", "@connectionParameters('client_secret')"),
        ],
        scriptOperations: ["GetRecord"],
      },
      files: {
        "script.csx": `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        var form = "grant_type=client_credentials";
        var request = new HttpRequestMessage(HttpMethod.Post, "https://contoso.com/token") { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        var response = await this.Context.SendAsync(request, this.CancellationToken).ConfigureAwait(false);
        return response;
    }
}
`,
      },
      warned: ["oauth-client-credentials", "x-oauth-correspondence"],
    },
  ),
];
