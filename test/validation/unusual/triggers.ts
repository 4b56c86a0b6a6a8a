/** Triggers by polling and by webhook, in all their forms. */
import {
  answer,
  array,
  body,
  callback,
  connector,
  entered,
  field,
  object,
  operation,
  parameter,
  policy,
  scope,
  type Unusual,
  webhook,
} from "./connector.ts";

const EVENT = object({ id: field("Event"), createdAt: field("Created at", { format: "date-time" }) });
const poll = (more = {}) =>
  operation("OnRecord", "When a record is created", {
    description: "This operation triggers when a record is created.",
    "x-ms-trigger": "batch",
    "x-ms-trigger-hint": "To see it work, create a record.",
    "x-ms-trigger-metadata": { kind: "query", mode: "polling" },
    parameters: [parameter("query", "since", "Since", { "x-ms-visibility": "internal" })],
    responses: answer(object({ value: array(EVENT) })),
    ...more,
  });
const pollingPolicy = (config = {}, more = {}) =>
  policy(
    "pollingtrigger",
    {
      triggerConfig: { since: "@{triggerBody().value[0].createdAt}", ...config },
      triggerDataPath: "@triggerBody().value",
      ...more,
    },
    scope(undefined, "OnRecord"),
  );

export const TRIGGERS: Unusual[] = [
  connector(
    "polling by policy, the next value taken from the newest item",
    "Contoso Feed",
    { "/records": { get: poll() } },
    { properties: { policyTemplateInstances: [pollingPolicy()] } },
  ),
  connector(
    "polling by policy over an answer that is a list itself",
    "Contoso List",
    {
      "/records": { get: poll({ responses: answer(array(EVENT)) }) },
    },
    {
      properties: {
        policyTemplateInstances: [
          policy(
            "pollingtrigger",
            { triggerConfig: { since: "@{triggerBody()[0].createdAt}" }, triggerDataPath: "@triggerBody()" },
            scope(undefined, "OnRecord"),
          ),
        ],
      },
    },
  ),
  connector(
    "polling with a next link and two changing parameters",
    "Contoso Pages Feed",
    {
      "/records": {
        get: poll({
          parameters: [
            parameter("query", "since", "Since", { "x-ms-visibility": "internal" }),
            parameter("query", "cursor", "Cursor", { "x-ms-visibility": "internal" }),
          ],
          responses: answer(
            object({
              value: array(EVENT),
              cursor: field("Cursor", { "x-ms-visibility": "internal" }),
              "@odata.nextLink": field("Next link", { "x-ms-visibility": "internal" }),
            }),
          ),
        }),
      },
    },
    {
      properties: {
        policyTemplateInstances: [
          pollingPolicy({
            cursor: "@{triggerBody().cursor}",
            "x-ms-triggerConfig-nextLink": "@{triggerBody()['@odata.nextLink']}",
          }),
        ],
      },
    },
  ),
  connector("polling that keeps its state in the Location header", "Contoso Header Feed", {
    "/records": {
      get: poll({
        parameters: [parameter("query", "triggerState", "State", { "x-ms-visibility": "internal" })],
        responses: {
          ...answer(array(EVENT)),
          "202": {
            description: "Nothing new.",
            headers: {
              Location: { type: "string", description: "Where to ask next." },
              "Retry-After": { type: "integer", description: "Seconds to wait." },
            },
          },
        },
      }),
    },
  }),
  connector("a trigger that takes one event a poll", "Contoso Single Feed", {
    "/records/next": {
      get: poll({
        "x-ms-trigger": "single",
        responses: { ...answer(EVENT), "202": { description: "Nothing new." } },
      }),
    },
  }),
  connector(
    "polling with a POST that carries a filter",
    "Contoso Search Feed",
    {
      "/records/search": {
        post: poll({
          parameters: [body(object({ filter: field("Filter") }))],
          responses: answer(array(EVENT)),
        }),
      },
    },
    { warned: ["polling-get"] },
  ),
  connector("a webhook with its Location", "Contoso Hooks", webhook("/hooks", EVENT)),
  connector(
    "a webhook that sends a list, a run for each",
    "Contoso Batches",
    webhook("/hooks", array(EVENT), {}, { "x-ms-trigger": "batch" }),
  ),
  connector(
    "a webhook whose notification is one text",
    "Contoso Texts",
    webhook("/hooks", { type: "string", "x-ms-summary": "Message", description: "The message." }),
  ),
  connector(
    "a webhook whose content may be anything",
    "Contoso Anything",
    webhook("/hooks", { type: "object", additionalProperties: true } as never),
    {},
  ),
  connector("a webhook whose content depends on a choice", "Contoso Forms", {
    ...webhook(
      "/forms/{formId}/hooks",
      {
        "x-ms-dynamic-schema": {
          operationId: "GetFields",
          parameters: { formId: { parameter: "formId" } },
          "value-path": "schema",
        },
        "x-ms-dynamic-properties": {
          operationId: "GetFields",
          parameters: { formId: { parameterReference: "formId" } },
          itemValuePath: "schema",
        },
        type: "object",
        properties: {},
      },
      { parameters: [parameter("path", "formId", "Form"), parameter("path", "id", "Subscription")] },
      { parameters: [parameter("path", "formId", "Form"), callback()] },
    ),
    "/forms/{formId}/fields": {
      get: operation("GetFields", "Get fields", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "formId", "Form")],
        responses: answer(object({ schema: object({}) })),
      }),
    },
  }),
  connector(
    "a webhook with a secret of the maker's and kinds of events to choose",
    "Contoso Signed",
    webhook(
      "/hooks",
      EVENT,
      {},
      {
        parameters: [
          callback({
            secret: field("Secret", { format: "password", "x-ms-visibility": "advanced" }),
            events: array(
              { type: "string", enum: ["created", "deleted"] },
              { "x-ms-summary": "Events", description: "What to announce." },
            ),
          }),
        ],
      },
    ),
  ),
  connector(
    "a callback address deep in the subscription",
    "Contoso Deep",
    webhook(
      "/hooks",
      EVENT,
      {},
      {
        parameters: [
          body(
            object(
              {
                target: object(
                  {
                    http: object(
                      {
                        url: field("Address", {
                          "x-ms-notification-url": true,
                          "x-ms-visibility": "internal",
                        }),
                      },
                      { required: ["url"] },
                    ),
                  },
                  { required: ["http"] },
                ),
              },
              { required: ["target"] },
            ),
          ),
        ],
      },
    ),
  ),
  connector("a webhook action: it waits for an answer by callback", "Contoso Approvals", {
    "/approvals": {
      "x-ms-notification-content": {
        description: "The decision.",
        schema: object({ outcome: field("Outcome") }),
      },
      post: operation("AskAndWait", "Ask and wait for an approval", {
        parameters: [callback({ question: field("Question") })],
        responses: {
          "201": {
            description: "The question was asked.",
            headers: { Location: { type: "string", description: "Where the question is withdrawn." } },
          },
        },
      }),
    },
    "/approvals/{id}": {
      delete: operation("Withdraw", "Withdraw a question", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "id", "Question")],
        responses: { "204": { description: "Withdrawn." } },
      }),
    },
  }),
  connector(
    "a webhook that the service ends by itself",
    "Contoso Expiring",
    {
      "/hooks": {
        "x-ms-notification-content": { schema: EVENT },
        post: operation("OnExpiring", "When an event happens", {
          description: "This operation triggers when an event happens.",
          "x-ms-trigger": "single",
          "x-ms-trigger-hint": "Make one happen.",
          parameters: [callback()],
          responses: { "200": { description: "Subscribed." } },
        }),
      },
    },
    {
      warned: ["webhook-delete-operation"],
    },
  ),
  connector(
    "a polling trigger that a webhook wakes",
    "Contoso Doorbell",
    {
      ...webhook(
        "/bells",
        object({}),
        {},
        { operationId: "SubscribeBell", summary: "Subscribe to the bell", "x-ms-visibility": "internal" },
      ),
      "/records": {
        get: poll({ "x-ms-notification": { operationId: "SubscribeBell" }, responses: answer(array(EVENT)) }),
      },
    },
    {},
  ),
  connector("a trigger that is tested with the answer of an action", "Contoso Rehearsal", {
    "/records": {
      get: poll({
        "x-ms-operation-context": { simulate: { operationId: "ListRecords", parameters: { $top: 1 } } },
        responses: answer(array(EVENT)),
      }),
    },
    "/list": {
      get: operation("ListRecords", "List records", {
        parameters: [parameter("query", "$top", "Count", { type: "integer", format: "int32" })],
        responses: answer(array(EVENT)),
      }),
    },
  }),
  connector(
    "a webhook in a tenant of its own, host and path by policy",
    "Contoso Tenants",
    webhook("/hooks", EVENT),
    {
      definition: {
        securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "X-Key" } },
        security: [{ api_key: [] }],
      },
      properties: {
        connectionParameters: {
          api_key: entered("securestring", "Key"),
          tenant: entered("string", "Tenant"),
        },
        policyTemplateInstances: [
          policy("dynamichosturl", { urlTemplate: "https://@connectionParameters('tenant').contoso.com" }),
        ],
      },
    },
  ),
];
