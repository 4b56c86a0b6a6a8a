/** Connectors for families of services that many makers wrap: payments, messages, issues, shops, files, devices, and services of the public. */
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

const FORM = ["application/x-www-form-urlencoded"];
const count = (title: string, more = {}) => field(title, { type: "integer", format: "int32", ...more });
const bearer = (name: string) => setHeader("Authorization", `Bearer @connectionParameters('${name}')`);

const CHARGE = object({
  id: field("Payment"),
  object: field("Kind", { "x-ms-visibility": "internal" }),
  amount: field("Amount", { type: "integer", format: "int64" }),
  currency: field("Currency"),
  created: field("Created", { type: "integer", format: "int64" }),
  livemode: field("Live mode", { type: "boolean" }),
  metadata: object({}, { title: "Metadata", additionalProperties: { type: "string" } }),
  last_payment_error: object({ code: field("Error code"), message: field("Error message") }),
});

/** Forms with nested names, cursors, and a key that makes repeated calls safe. */
const PAYMENTS = connector(
  "payments: forms with names in brackets, cursors, a key for repeated calls",
  "Contoso Payments",
  {
    "/v1/payment_intents": {
      get: operation("ListPayments", "List payments", {
        parameters: [
          parameter("query", "limit", "Limit", {
            type: "integer",
            format: "int32",
            minimum: 1,
            maximum: 100,
            default: 10,
          }),
          parameter("query", "starting_after", "Starting after", { "x-ms-visibility": "advanced" }),
          parameter("query", "created[gte]", "Created from", { type: "integer", format: "int64" }),
          parameter("query", "created[lt]", "Created before", { type: "integer", format: "int64" }),
        ],
        responses: {
          ...answer(object({ data: array(CHARGE), has_more: field("Has more", { type: "boolean" }) })),
          "402": {
            description: "The card was declined.",
            schema: object({ error: object({ code: field("Code") }) }),
          },
        },
      }),
      post: operation("CreatePayment", "Create a payment", {
        consumes: FORM,
        parameters: [
          parameter("header", "Idempotency-Key", "Repetition key", { "x-ms-visibility": "advanced" }),
          parameter("formData", "amount", "Amount", {
            type: "integer",
            format: "int64",
            required: true,
            minimum: 1,
          }),
          parameter("formData", "currency", "Currency", {
            required: true,
            enum: ["eur", "usd", "jpy"],
            default: "eur",
          }),
          parameter("formData", "metadata[order]", "Order"),
          parameter("formData", "shipping[address][line1]", "Street", { "x-ms-visibility": "advanced" }),
          parameter("formData", "confirm", "Confirm", { type: "boolean", default: false }),
        ],
        responses: answer(CHARGE),
      }),
    },
    "/v1/payment_intents/{intent}": {
      get: operation("GetPayment", "Get a payment", {
        parameters: [parameter("path", "intent", "Payment")],
        responses: answer(CHARGE),
      }),
    },
    "/v1/payment_intents/{intent}/cancel": {
      post: operation("CancelPayment", "Cancel a payment", {
        consumes: FORM,
        parameters: [
          parameter("path", "intent", "Payment"),
          parameter("formData", "cancellation_reason", "Reason", {
            enum: ["duplicate", "fraudulent", "abandoned"],
          }),
        ],
        responses: answer(CHARGE),
      }),
    },
  },
  {
    definition: { host: "api.contoso-payments.com" },
    properties: {
      connectionParameters: { secretKey: entered("securestring", "Secret key") },
      policyTemplateInstances: [
        bearer("secretKey"),
        setHeader("Contoso-Version", "2025-10-29.clover", "skip"),
      ],
    },
  },
);

/** The account is the user name, and also a part of each address. */
const MESSAGES = connector(
  "text messages: the user name is part of the path, capitals in a form, a path that ends in .json",
  "Contoso Messages",
  {
    "/Messages.json": {
      post: operation("SendMessage", "Send a message", {
        consumes: FORM,
        parameters: [
          parameter("formData", "To", "To", { required: true }),
          parameter("formData", "From", "From", { required: true }),
          parameter("formData", "Body", "Text", { required: true, maxLength: 1600 }),
          parameter("formData", "MediaUrl", "Picture", { format: "uri", "x-ms-visibility": "advanced" }),
        ],
        responses: {
          "201": {
            description: "The message is queued.",
            schema: object({
              sid: field("Message"),
              num_segments: field("Segments"),
              price: field("Price"),
              subresource_uris: object({ media: field("Media address") }),
            }),
          },
        },
      }),
    },
    "/Messages/{sid}.json": {
      get: operation("GetMessage", "Get a message", { parameters: [parameter("path", "sid", "Message")] }),
      delete: operation("DeleteMessage", "Delete a message", {
        parameters: [parameter("path", "sid", "Message")],
        responses: { "204": { description: "The message is gone." } },
      }),
    },
  },
  {
    definition: {
      host: "api.contoso-messages.com",
      securityDefinitions: { basic: { type: "basic" } },
      security: [{ basic: [] }],
    },
    properties: {
      connectionParameters: {
        username: entered("string", "Account"),
        password: entered("securestring", "Token"),
      },
      policyTemplateInstances: [
        policy("dynamichosturl", {
          urlTemplate:
            "https://api.contoso-messages.com/2010-04-01/Accounts/@connectionParameters('username')",
        }),
      ],
    },
  },
);

const ISSUE_KEY = parameter("path", "issueIdOrKey", "Issue");

/** A cloud site for each customer, two ways to sign in, and fields that the service tells. */
const ISSUES = connector(
  "issues: a site for each customer, two ways to sign in, fields that the service tells",
  "Contoso Issues",
  {
    "/rest/api/3/issue": {
      post: operation("CreateIssue", "Create an issue", {
        parameters: [
          parameter("query", "projectKey", "Project", {
            required: true,
            "x-ms-dynamic-values": {
              operationId: "ListProjects",
              parameters: {},
              "value-collection": "values",
              "value-path": "key",
              "value-title": "name",
            },
            "x-ms-dynamic-list": {
              operationId: "ListProjects",
              parameters: {},
              itemsPath: "values",
              itemValuePath: "key",
              itemTitlePath: "name",
            },
          }),
          body({
            type: "object",
            "x-ms-dynamic-schema": {
              operationId: "GetIssueSchema",
              parameters: { projectKey: { parameter: "projectKey" } },
              "value-path": "schema",
            },
            "x-ms-dynamic-properties": {
              operationId: "GetIssueSchema",
              parameters: { projectKey: { parameterReference: "projectKey" } },
              itemValuePath: "schema",
            },
          }),
        ],
        responses: {
          "201": { description: "The issue.", schema: object({ id: field("Issue"), key: field("Key") }) },
        },
      }),
    },
    "/rest/api/3/issue/{issueIdOrKey}": {
      parameters: [ISSUE_KEY],
      get: operation("GetIssue", "Get an issue", {
        parameters: [
          parameter("query", "fields", "Fields", {
            type: "array",
            items: { type: "string" },
            collectionFormat: "csv",
          }),
          parameter("query", "expand", "Expand", {
            "x-ms-visibility": "advanced",
            default: "renderedFields,names",
          }),
        ],
        responses: answer(
          object({
            key: field("Key"),
            fields: object(
              {
                summary: field("Summary"),
                description: object({}, { title: "Description", additionalProperties: true }),
                customfield_10010: field("Sprint"),
              },
              { additionalProperties: true },
            ),
          }),
        ),
      }),
      put: operation("EditIssue", "Edit an issue", {
        parameters: [
          body(object({ fields: object({ summary: field("Summary") }, { additionalProperties: true }) })),
        ],
        responses: { "204": { description: "The issue is changed." } },
      }),
    },
    "/rest/api/3/project/search": {
      get: operation("ListProjects", "List projects", {
        "x-ms-visibility": "internal",
        responses: answer(object({ values: array(object({ key: field("Key"), name: field("Name") })) })),
      }),
    },
    "/rest/api/3/issue/createmeta/{projectKey}": {
      get: operation("GetIssueSchema", "Get the fields of an issue", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "projectKey", "Project")],
        responses: answer(object({ schema: object({}) })),
      }),
    },
  },
  {
    definition: {
      host: "contoso.atlassian.example.com",
      securityDefinitions: {
        basic: { type: "basic" },
        oauth: {
          type: "oauth2",
          flow: "accessCode",
          authorizationUrl: "https://auth.contoso.com/authorize",
          tokenUrl: "https://auth.contoso.com/oauth/token",
          scopes: {
            "read:issues": "Read issues.",
            "write:issues": "Write issues.",
            offline_access: "Stay signed in.",
          },
        },
      },
      security: [{ basic: [] }, { oauth: ["read:issues", "write:issues", "offline_access"] }],
    },
    properties: {
      connectionParameters: undefined as never,
      connectionParameterSets: {
        uiDefinition: { displayName: "Authentication type", description: "How you sign in." },
        values: [
          {
            name: "basic",
            uiDefinition: { displayName: "Address and API token", description: "Sign in with an API token." },
            parameters: {
              site: entered("string", "Site"),
              username: entered("string", "Address"),
              password: entered("securestring", "API token"),
            },
          },
          {
            name: "oauth",
            uiDefinition: { displayName: "Sign in", description: "Sign in with your account." },
            parameters: {
              site: entered("string", "Site"),
              ...signIn(
                "oauth2",
                {
                  authorizationUrl:
                    "https://auth.contoso.com/authorize?audience=api.contoso.com&prompt=consent",
                  tokenUrl: "https://auth.contoso.com/oauth/token",
                  refreshUrl: "https://auth.contoso.com/oauth/token",
                },
                { scopes: ["read:issues", "write:issues", "offline_access"] },
              ),
            },
          },
        ],
      },
      policyTemplateInstances: [
        policy("dynamichosturl", { urlTemplate: "https://@connectionParameters('site').contoso-issues.com" }),
      ],
    },
  },
);

const SHOP = connector(
  "a shop: its own host, a version in the base path, the key in a header of its own, ids beyond 32 bits",
  "Contoso Shop",
  {
    "/orders.json": {
      get: operation("ListOrders", "List orders", {
        parameters: [
          parameter("query", "status", "Status", {
            enum: ["open", "closed", "cancelled", "any"],
            default: "open",
            "x-ms-enum": { name: "OrderStatus", modelAsString: true },
          }),
          parameter("query", "since_id", "After order", { type: "integer", format: "int64" }),
          parameter("query", "updated_at_min", "Changed since", { format: "date-time" }),
        ],
        responses: {
          "200": {
            description: "Orders.",
            headers: { Link: { type: "string", description: "Addresses of the pages around this one." } },
            schema: object({
              orders: array(
                object({
                  id: field("Order", { type: "integer", format: "int64" }),
                  admin_graphql_api_id: field("Global identifier", { "x-ms-visibility": "advanced" }),
                  total_price: field("Total"),
                  line_items: array(object({ sku: field("Article"), quantity: count("Quantity") })),
                  note_attributes: array(object({ name: field("Name"), value: field("Value") })),
                }),
              ),
            }),
          },
        },
      }),
    },
    "/orders/{order_id}/fulfillments.json": {
      post: operation("FulfilOrder", "Fulfil an order", {
        parameters: [
          parameter("path", "order_id", "Order", { type: "integer", format: "int64" }),
          body(
            object({
              fulfillment: object(
                { tracking_number: field("Tracking number") },
                { required: ["tracking_number"] },
              ),
            }),
          ),
        ],
      }),
    },
  },
  {
    definition: {
      host: "shop.contoso.com",
      basePath: "/admin/api/2025-10",
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "X-Contoso-Access-Token" } },
      security: [{ api_key: [] }],
    },
    properties: {
      connectionParameters: {
        shop: entered("string", "Shop"),
        api_key: entered("securestring", "Access token"),
      },
      policyTemplateInstances: [
        policy("dynamichosturl", {
          urlTemplate: "https://@connectionParameters('shop').contoso-shop.com/admin/api/2025-10",
        }),
      ],
    },
  },
);

/** Files: bytes in a body, what to do with them as JSON in a header, folders as a tree. */
const FILES = connector(
  "files: bytes in a body, arguments as JSON in a header, several parts in a form, a picker for folders",
  "Contoso Drive",
  {
    "/2/files/upload": {
      post: operation("UploadFile", "Upload a file", {
        consumes: ["application/octet-stream"],
        parameters: [
          parameter("header", "Drive-API-Arg", "Arguments", {
            required: true,
            default: '{"mode":"add","autorename":true}',
          }),
          {
            name: "file",
            in: "body",
            required: true,
            "x-ms-summary": "Content",
            description: "The bytes of the file.",
            schema: { type: "string", format: "binary" },
          },
        ],
      }),
    },
    "/2/files/batch": {
      post: operation("UploadSeveral", "Upload two files", {
        consumes: ["multipart/form-data"],
        parameters: [
          parameter("formData", "first", "First file", { type: "file", required: true }),
          parameter("formData", "second", "Second file", { type: "file" }),
          parameter("formData", "folder", "Folder"),
        ],
      }),
    },
    "/2/files/{path}/content": {
      get: operation("DownloadFile", "Get the content of a file", {
        produces: ["application/octet-stream"],
        parameters: [
          parameter("path", "path", "File", {
            "x-ms-url-encoding": "double",
            "x-ms-dynamic-tree": {
              settings: { canSelectParentNodes: false, canSelectLeafNodes: true },
              open: {
                operationId: "ListRoot",
                itemValuePath: "path",
                itemTitlePath: "name",
                itemIsParent: "(folder eq true)",
                itemFullTitlePath: "path",
              },
              browse: {
                operationId: "ListFolder",
                itemValuePath: "path",
                itemTitlePath: "name",
                itemIsParent: "(folder eq true)",
                itemFullTitlePath: "path",
                parameters: { folder: { selectedItemValuePath: "path" } },
              },
            },
          }),
          parameter("header", "Range", "Range", { "x-ms-visibility": "advanced" }),
        ],
        responses: {
          "200": {
            description: "The bytes.",
            schema: { type: "string", format: "binary", "x-ms-summary": "Content" },
          },
          "206": { description: "A part of the bytes.", schema: { type: "string", format: "binary" } },
        },
      }),
    },
    "/2/root": {
      get: operation("ListRoot", "List the root", {
        "x-ms-visibility": "internal",
        responses: answer(
          array(
            object({
              path: field("Path"),
              name: field("Name"),
              folder: field("Folder", { type: "boolean" }),
            }),
          ),
        ),
      }),
    },
    "/2/folders/{folder}": {
      get: operation("ListFolder", "List a folder", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "folder", "Folder")],
        responses: answer(
          array(
            object({
              path: field("Path"),
              name: field("Name"),
              folder: field("Folder", { type: "boolean" }),
            }),
          ),
        ),
      }),
    },
  },
  {
    definition: {
      host: "content.contoso-drive.com",
      ...oauth(
        "https://www.contoso-drive.com/oauth2/authorize",
        "https://api.contoso-drive.com/oauth2/token",
        {
          "files.content.write": "Write files.",
        },
      ),
    },
    properties: {
      connectionParameters: signIn(
        "oauth2",
        {
          authorizationUrl: "https://www.contoso-drive.com/oauth2/authorize?token_access_type=offline",
          tokenUrl: "https://api.contoso-drive.com/oauth2/token",
          refreshUrl: "https://api.contoso-drive.com/oauth2/token",
        },
        { scopes: ["files.content.write"] },
      ),
    },
  },
);

const DEVICES = connector(
  "devices: a signature in the header, a version in each query, merge patches, etags, free twins",
  "Contoso Devices",
  {
    "/twins/{deviceId}": {
      parameters: [
        parameter("path", "deviceId", "Device"),
        {
          name: "api-version",
          in: "query",
          required: true,
          type: "string",
          default: "2021-04-12",
          enum: ["2021-04-12"],
          "x-ms-summary": "API version",
          description: "The version of the service.",
          "x-ms-visibility": "internal",
        },
      ],
      get: operation("GetTwin", "Get a twin", {
        responses: {
          "200": {
            description: "The twin.",
            headers: { ETag: { type: "string", description: "Its version." } },
            schema: object({
              deviceId: field("Device"),
              etag: field("Version"),
              cloudToDeviceMessageCount: count("Messages"),
              properties: object({
                desired: object({}, { title: "Desired", additionalProperties: true }),
                reported: object({}, { title: "Reported", additionalProperties: {} }),
              }),
            }),
          },
          "404": { description: "There is no such device." },
        },
      }),
      patch: operation("PatchTwin", "Change a twin", {
        consumes: ["application/merge-patch+json"],
        parameters: [
          parameter("header", "If-Match", "Version", { default: "*", "x-ms-visibility": "advanced" }),
          body({ type: "object", additionalProperties: true }),
        ],
      }),
    },
    "/twins/{deviceId}/methods": {
      post: operation("CallMethod", "Call a method", {
        parameters: [
          parameter("path", "deviceId", "Device"),
          body(
            object(
              {
                methodName: field("Method"),
                responseTimeoutInSeconds: count("Time-out", { minimum: 5, maximum: 300, default: 30 }),
                payload: { "x-ms-summary": "Payload", description: "Any JSON that the device understands." },
              },
              { required: ["methodName"] },
            ),
          ),
        ],
        responses: answer(object({ status: count("Status"), payload: {} })),
      }),
    },
  },
  {
    definition: {
      host: "contoso.azure-devices.net",
      securityDefinitions: { signature: { type: "apiKey", in: "header", name: "Authorization" } },
      security: [{ signature: [] }],
    },
    properties: { connectionParameters: { api_key: entered("securestring", "Shared access signature") } },
  },
);

/** As repository hosts do it: the address in an object of its own, a list of events, the list of hooks below a repository. */
const REPOSITORIES = connector(
  "repositories: the callback below config, a list of events, two steps of choices, a custom media type",
  "Contoso Repositories",
  {
    "/repos/{owner}/{repo}/hooks": {
      "x-ms-notification-content": {
        description: "The event.",
        schema: { $ref: "#/definitions/IssueEvent" },
      },
      post: operation("OnIssueEvent", "When an issue changes", {
        description: "This operation triggers when an issue of a repository changes.",
        "x-ms-trigger": "single",
        "x-ms-trigger-hint": "To see it work, open an issue.",
        parameters: [
          parameter("path", "owner", "Owner"),
          parameter("path", "repo", "Repository", {
            "x-ms-dynamic-values": {
              operationId: "ListRepositories",
              parameters: { owner: { parameter: "owner" } },
              "value-path": "name",
              "value-title": "full_name",
            },
            "x-ms-dynamic-list": {
              operationId: "ListRepositories",
              parameters: { owner: { parameterReference: "owner" } },
              itemValuePath: "name",
              itemTitlePath: "full_name",
            },
          }),
          parameter("header", "X-Contoso-Api-Version", "API version", {
            required: true,
            default: "2022-11-28",
            "x-ms-visibility": "internal",
          }),
          body(
            object(
              {
                name: field("Name", { default: "web", "x-ms-visibility": "internal" }),
                active: field("Active", { type: "boolean", default: true, "x-ms-visibility": "internal" }),
                events: array(
                  { type: "string", enum: ["issues", "issue_comment"] },
                  {
                    default: ["issues"],
                    "x-ms-visibility": "internal",
                  },
                ),
                config: object(
                  {
                    url: field("Callback address", {
                      "x-ms-notification-url": true,
                      "x-ms-visibility": "internal",
                    }),
                    content_type: field("Content type", { default: "json", "x-ms-visibility": "internal" }),
                  },
                  { required: ["url", "content_type"], "x-ms-visibility": "internal" },
                ),
              },
              { required: ["config", "name", "events", "active"] },
            ),
          ),
        ],
        responses: {
          "201": {
            description: "The hook.",
            headers: { Location: { type: "string", description: "Where the hook ends." } },
            schema: object({ id: field("Hook", { type: "integer", format: "int64" }) }),
          },
        },
      }),
    },
    "/repos/{owner}/{repo}/hooks/{hook_id}": {
      delete: operation("DeleteHook", "Delete a hook", {
        "x-ms-visibility": "internal",
        parameters: [
          parameter("path", "owner", "Owner"),
          parameter("path", "repo", "Repository"),
          parameter("path", "hook_id", "Hook", { type: "integer", format: "int64" }),
        ],
        responses: { "204": { description: "The hook is gone." } },
      }),
    },
    "/users/{owner}/repos": {
      get: operation("ListRepositories", "List repositories", {
        "x-ms-visibility": "internal",
        produces: ["application/vnd.contoso.v3+json"],
        parameters: [parameter("path", "owner", "Owner")],
        responses: answer(array(object({ name: field("Name"), full_name: field("Full name") }))),
      }),
    },
  },
  {
    definition: {
      host: "api.contoso-repositories.com",
      definitions: {
        User: object({ login: field("User"), avatar_url: field("Picture", { format: "uri" }) }),
        Label: object({ name: field("Label"), color: field("Colour") }),
        IssueEvent: object({
          action: field("Action"),
          issue: object({
            number: count("Number"),
            title: field("Title"),
            user: { $ref: "#/definitions/User" },
            labels: array({ $ref: "#/definitions/Label" }),
            "+1": count("Thumbs up"),
          }),
          sender: { $ref: "#/definitions/User" },
        }),
      },
      ...oauth(
        "https://contoso-repositories.com/login/oauth/authorize",
        "https://contoso-repositories.com/login/oauth/access_token",
        {
          "repo:hooks": "Hooks.",
        },
      ),
    },
    properties: {
      connectionParameters: signIn(
        "oauth2",
        {
          authorizationUrl: "https://contoso-repositories.com/login/oauth/authorize",
          tokenUrl: "https://contoso-repositories.com/login/oauth/access_token",
          refreshUrl: "https://contoso-repositories.com/login/oauth/access_token",
        },
        { scopes: ["repo:hooks"] },
      ),
    },
  },
);

const subscriptionOf = (event: string) =>
  body(
    object(
      {
        target: field("Callback address", { "x-ms-notification-url": true, "x-ms-visibility": "internal" }),
        event: field("Event", { default: event, "x-ms-visibility": "internal" }),
      },
      { required: ["target", "event"] },
    ),
  );

/** Many webhooks at one address: distinguished by the value of a field that nobody sees. */
const EVENTS = connector(
  "many triggers: a batch, a subscription without a Location that a script adds, a shared path for ending",
  "Contoso Events",
  {
    "/hooks/orders": {
      "x-ms-notification-content": {
        description: "The orders.",
        schema: array(
          object({ id: field("Order"), total: field("Total", { type: "number", format: "double" }) }),
        ),
      },
      post: operation("OnOrders", "When orders arrive", {
        description: "This operation triggers when orders arrive.",
        "x-ms-trigger": "batch",
        "x-ms-trigger-hint": "To see it work, order something.",
        parameters: [subscriptionOf("order.created")],
        responses: {
          "201": { description: "The subscription.", schema: object({ id: field("Subscription") }) },
        },
      }),
    },
    "/hooks/refunds": {
      "x-ms-notification-content": { schema: object({ id: field("Refund") }) },
      post: operation("OnRefund", "When a refund is made", {
        description: "This operation triggers when a refund is made.",
        "x-ms-trigger": "single",
        "x-ms-trigger-hint": "To see it work, refund something.",
        parameters: [subscriptionOf("refund.created")],
        responses: {
          "201": { description: "The subscription.", schema: object({ id: field("Subscription") }) },
        },
      }),
    },
    "/hooks/{id}": {
      delete: operation("EndSubscription", "End a subscription", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "id", "Subscription")],
        responses: { "200": { description: "The subscription has ended." } },
      }),
    },
  },
  {
    definition: {
      host: "events.contoso.com",
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "X-Api-Key" } },
      security: [{ api_key: [] }],
    },
    properties: {
      connectionParameters: { api_key: entered("securestring", "API key") },
      scriptOperations: ["OnOrders", "OnRefund"],
    },
    files: {
      "script.csx": `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        var response = await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            var answer = JObject.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
            response.Headers.Location = new Uri("https://events.contoso.com/hooks/" + (string)answer["id"]);
            response.Content = CreateJsonContent(answer.ToString());
        }
        return response;
    }
}
`,
    },
  },
);

/** New items since a token that the service hands out: the policy keeps it. */
const CHANGES = connector(
  "polling with a token: the next query comes from the last answer, one list for the trigger and the action",
  "Contoso Changes",
  {
    "/trigger/changes": {
      get: operation("OnChange", "When a record changes", {
        description: "This operation triggers when a record changes.",
        "x-ms-trigger": "batch",
        "x-ms-trigger-hint": "To see it work, change a record.",
        parameters: [
          parameter("query", "since", "Since", { "x-ms-visibility": "internal" }),
          parameter("query", "type", "Type", { enum: ["contact", "deal"], required: true }),
        ],
        responses: {
          ...answer(
            object({
              results: array(
                object({ id: field("Record"), token: field("Token", { "x-ms-visibility": "internal" }) }),
              ),
            }),
          ),
          "202": { description: "Nothing has changed." },
        },
      }),
    },
    "/changes": {
      get: operation("ListChanges", "List changes", {
        parameters: [parameter("query", "since", "Since")],
        responses: answer(object({ results: array(object({ id: field("Record"), token: field("Token") })) })),
      }),
    },
  },
  {
    definition: {
      host: "changes.contoso.com",
      securityDefinitions: { api_key: { type: "apiKey", in: "query", name: "hapikey" } },
      security: [{ api_key: [] }],
    },
    properties: {
      connectionParameters: { api_key: entered("securestring", "API key") },
      policyTemplateInstances: [
        policy(
          "routerequesttoendpoint",
          { newPath: "/changes", httpMethod: "GET" },
          scope("Request", "OnChange"),
        ),
        policy(
          "pollingtrigger",
          {
            triggerConfig: { since: "@{triggerBody().results[0].token}" },
            triggerDataPath: "@triggerBody().results",
          },
          scope(undefined, "OnChange"),
        ),
      ],
    },
  },
);

const VAT = connector(
  "a public service of the European Union: no sign-in, words of many languages, codes of countries",
  "VIES Checks (Independent Publisher)",
  {
    "/ms/{countryCode}/vat/{vatNumber}": {
      get: operation("CheckVat", "Check a VAT number", {
        description: "Checks a VAT number (USt-IdNr., n° TVA, ΑΦΜ, DIČ) against the register of its country.",
        parameters: [
          parameter("path", "countryCode", "Country", {
            enum: ["AT", "BE", "DE", "EL", "FR", "XI"],
            default: "DE",
          }),
          parameter("path", "vatNumber", "VAT number", { pattern: "^[0-9A-Z+*.]{2,12}$" }),
          parameter("query", "requesterMemberStateCode", "Country of the requester"),
        ],
        responses: answer(
          object({
            isValid: field("Valid", { type: "boolean" }),
            requestDate: field("Date", { format: "date-time" }),
            userError: field("Result", { enum: ["VALID", "INVALID", "MS_UNAVAILABLE"] }),
            name: field("Name"),
            address: field("Address"),
          }),
        ),
      }),
    },
    "/check-status": {
      get: operation("GetStatus", "Get the state of all countries", {
        responses: answer(
          object({
            vow: object({ available: field("Available", { type: "boolean" }) }),
            countries: array(object({ countryCode: field("Country"), availability: field("Availability") })),
          }),
        ),
      }),
    },
  },
  {
    definition: { host: "ec.europa.eu", basePath: "/taxation_customs/vies/rest-api" },
    properties: { publisher: "Jo Doe", stackOwner: "European Commission", iconBrandColor: "#da3b01" },
  },
);

const ENVELOPE = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body/></soapenv:Envelope>`;
const SOAP = connector(
  "SOAP by hand: an envelope as text, a SOAPAction header, XML as the answer",
  "Contoso Register",
  {
    "/Register.svc": {
      post: operation("SendEnvelope", "Send an envelope", {
        consumes: ["text/xml"],
        produces: ["text/xml"],
        parameters: [
          parameter("header", "SOAPAction", "Action", {
            required: true,
            default: '"http://contoso.com/register/Find"',
          }),
          body({ type: "string", default: ENVELOPE }),
        ],
        responses: { "200": { description: "The envelope of the answer.", schema: { type: "string" } } },
      }),
    },
  },
  {
    definition: {
      host: "register.contoso.com",
      basePath: "/services",
      securityDefinitions: { basic_auth: { type: "basic" } },
      security: [{ basic_auth: [] }],
    },
    properties: {
      connectionParameters: {
        username: entered("string", "User"),
        password: entered("securestring", "Password"),
      },
    },
  },
);

const GRAPHQL = connector(
  "GraphQL: one address behind several paths that exist only in the connector",
  "Contoso Boards",
  {
    "/boards/list": {
      post: operation("ListBoards", "List boards", {
        parameters: [body(object({ limit: count("Limit", { default: 25 }) }))],
        responses: answer(
          object({ data: object({ boards: array(object({ id: field("Board"), name: field("Name") })) }) }),
        ),
      }),
    },
    "/query": {
      post: operation("RunQuery", "Run a query", {
        parameters: [
          body(
            object(
              {
                query: field("Query", { default: "query ($ids: [ID!]) { boards (ids: $ids) { id name } }" }),
                variables: object(
                  {},
                  {
                    "x-ms-summary": "Variables",
                    description: "A value for each variable.",
                    additionalProperties: true,
                  },
                ),
                operationName: field("Operation", { "x-ms-visibility": "advanced" }),
              },
              { required: ["query"] },
            ),
          ),
        ],
        responses: answer(
          object({
            data: object({}, { title: "Data", additionalProperties: true }),
            errors: array(
              object({
                message: field("Message"),
                path: array({}),
                extensions: object({ code: field("Code") }),
              }),
            ),
          }),
        ),
      }),
    },
  },
  {
    definition: {
      host: "api.contoso-boards.com",
      basePath: "/v2",
      securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "Authorization" } },
      security: [{ api_key: [] }],
    },
    properties: {
      connectionParameters: { api_key: entered("securestring", "API token") },
      scriptOperations: ["ListBoards"],
      policyTemplateInstances: [
        policy(
          "routerequesttoendpoint",
          { newPath: "/graphql", httpMethod: "POST" },
          scope("Request", "RunQuery"),
        ),
      ],
    },
    files: {
      "script.csx": `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        var input = JObject.Parse(await this.Context.Request.Content.ReadAsStringAsync().ConfigureAwait(false));
        var query = new JObject { ["query"] = "query ($n: Int) { boards (limit: $n) { id name } }", ["variables"] = new JObject { ["n"] = input["limit"] } };
        this.Context.Request.RequestUri = new UriBuilder(this.Context.Request.RequestUri) { Path = "/v2/graphql" }.Uri;
        this.Context.Request.Content = CreateJsonContent(query.ToString());
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
    }
}
`,
    },
  },
);

export const SERVICES: readonly Unusual[] = [
  PAYMENTS,
  MESSAGES,
  ISSUES,
  SHOP,
  FILES,
  DEVICES,
  REPOSITORIES,
  EVENTS,
  CHANGES,
  VAT,
  SOAP,
  GRAPHQL,
];
