/**
 * The small, sound connector that the examples of the rules change: a made-up parcel service. It has one of everything
 * that rules look at, so that an example is a few lines: an action with a path parameter, one with a body and a dynamic
 * drop-down, one with a dynamic schema, a webhook trigger with its unsubscribe operation, and a polling batch trigger.
 */
import type { JsonObject } from "../../json/values.ts";

const label = (summary: string, description: string, more: JsonObject = {}): JsonObject => ({
  type: "string",
  "x-ms-summary": summary,
  description,
  ...more,
});

const errorAnswer = (description: string): JsonObject => ({ description });

export const BASE_DEFINITION: JsonObject = {
  swagger: "2.0",
  info: {
    title: "Fabrikam Parcels",
    description:
      "Fabrikam Parcels sends parcels and tells where they are. Create a parcel, follow it, and react when it arrives.",
    version: "1.0",
    contact: {
      name: "Fabrikam Support",
      url: "https://parcels.fabrikam.com/help",
      email: "help@fabrikam.com",
    },
  },
  host: "api.fabrikam.com",
  basePath: "/",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  paths: {
    "/depots": {
      get: {
        operationId: "ListDepots",
        summary: "List depots",
        description: "Lists the depots that accept parcels.",
        "x-ms-visibility": "internal",
        parameters: [],
        responses: {
          "200": {
            description: "The depots.",
            schema: {
              type: "array",
              items: {
                type: "object",
                properties: {
                  code: label("Depot code", "Short code of the depot."),
                  city: label("Depot city", "City where the depot stands."),
                },
              },
            },
          },
        },
      },
    },
    "/parcels/{parcelId}": {
      get: {
        operationId: "GetParcel",
        summary: "Get a parcel",
        description: "Gets one parcel with its state.",
        "x-ms-visibility": "important",
        parameters: [
          {
            name: "parcelId",
            in: "path",
            required: true,
            type: "string",
            "x-ms-summary": "Parcel number",
            description: "Number printed on the parcel.",
            "x-ms-url-encoding": "single",
          },
        ],
        responses: {
          "200": { description: "The parcel.", schema: { $ref: "#/definitions/Parcel" } },
          "404": errorAnswer("There is no such parcel."),
        },
      },
    },
    "/parcels": {
      post: {
        operationId: "CreateParcel",
        summary: "Create a parcel",
        description: "Registers a parcel that will be handed in at a depot.",
        "x-ms-visibility": "important",
        parameters: [
          {
            name: "body",
            in: "body",
            required: true,
            "x-ms-summary": "Parcel",
            description: "The parcel to register.",
            schema: {
              type: "object",
              required: ["receiver", "depot"],
              properties: {
                receiver: label("Receiver", "Name of the person who gets the parcel."),
                depot: label("Depot", "Depot where the parcel is handed in.", {
                  "x-ms-dynamic-values": {
                    operationId: "ListDepots",
                    parameters: {},
                    "value-path": "code",
                    "value-title": "city",
                  },
                  "x-ms-dynamic-list": {
                    operationId: "ListDepots",
                    parameters: {},
                    itemsPath: "",
                    itemValuePath: "code",
                    itemTitlePath: "city",
                  },
                }),
                weight: {
                  type: "number",
                  format: "double",
                  "x-ms-summary": "Weight",
                  description: "Weight in kilograms.",
                },
                speed: label("Speed", "How fast the parcel travels.", {
                  enum: ["normal", "express"],
                  default: "normal",
                }),
              },
            },
          },
        ],
        responses: { "201": { description: "The new parcel.", schema: { $ref: "#/definitions/Parcel" } } },
      },
      get: {
        operationId: "OnParcelCreated",
        summary: "When a parcel is created",
        description: "This operation triggers when a parcel is registered.",
        "x-ms-visibility": "important",
        "x-ms-trigger": "batch",
        "x-ms-trigger-hint": "To see it work now, register a parcel.",
        "x-ms-trigger-metadata": { kind: "query", mode: "polling" },
        parameters: [
          {
            name: "depotCode",
            in: "query",
            type: "string",
            "x-ms-summary": "Depot code",
            description: "Only parcels of this depot.",
          },
        ],
        responses: {
          "200": {
            description: "Parcels registered since the last call.",
            schema: { type: "array", items: { $ref: "#/definitions/Parcel" } },
          },
          "202": errorAnswer("Nothing new."),
        },
      },
    },
    "/hooks": {
      "x-ms-notification-content": {
        description: "A delivered parcel.",
        schema: {
          type: "object",
          properties: {
            parcelId: label("Parcel number", "Number of the delivered parcel."),
            deliveredAt: label("Delivered at", "When the parcel was delivered.", { format: "date-time" }),
          },
        },
      },
      post: {
        operationId: "OnParcelDelivered",
        summary: "When a parcel is delivered",
        description: "This operation triggers when a parcel reaches its receiver.",
        "x-ms-visibility": "important",
        "x-ms-trigger": "single",
        "x-ms-trigger-hint": "To see it work now, have a parcel delivered.",
        parameters: [
          {
            name: "body",
            in: "body",
            required: true,
            "x-ms-summary": "Subscription",
            description: "What to announce, and where.",
            schema: {
              type: "object",
              required: ["callbackUrl"],
              properties: {
                callbackUrl: label("Callback URL", "Where deliveries are announced.", {
                  "x-ms-notification-url": true,
                  "x-ms-visibility": "internal",
                }),
              },
            },
          },
        ],
        responses: {
          "201": {
            description: "The subscription.",
            schema: {
              type: "object",
              properties: { hookId: label("Subscription id", "Id of the new subscription.") },
            },
            headers: { Location: { type: "string", description: "Address that ends the subscription." } },
          },
        },
      },
    },
    "/hooks/{hookId}": {
      delete: {
        operationId: "DeleteHook",
        summary: "Delete a subscription",
        description: "Ends a subscription to deliveries.",
        "x-ms-visibility": "internal",
        parameters: [
          {
            name: "hookId",
            in: "path",
            required: true,
            type: "string",
            "x-ms-summary": "Subscription id",
            description: "Id of the subscription to end.",
            "x-ms-url-encoding": "single",
          },
        ],
        responses: { "200": { description: "The subscription has ended." } },
      },
    },
  },
  definitions: {
    Parcel: {
      type: "object",
      properties: {
        id: label("Number", "Number printed on the parcel."),
        state: label("State", "Where the parcel is on its way."),
      },
    },
  },
  securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "X-Parcel-Key" } },
  security: [{ api_key: [] }],
  "x-ms-connector-metadata": [
    { propertyName: "Website", propertyValue: "https://parcels.fabrikam.com" },
    { propertyName: "Privacy policy", propertyValue: "https://parcels.fabrikam.com/privacy" },
    { propertyName: "Categories", propertyValue: "Commerce;Business Management" },
  ],
};

export const BASE_PROPERTIES: JsonObject = {
  properties: {
    connectionParameters: {
      api_key: {
        type: "securestring",
        uiDefinition: {
          displayName: "API key",
          description: "The key of your Fabrikam account.",
          tooltip: "Your account page shows the key.",
          constraints: { tabIndex: 2, clearText: false, required: "true" },
        },
      },
    },
    iconBrandColor: "#1f6f54",
    capabilities: [],
    policyTemplateInstances: [],
    publisher: "Fabrikam Incorporated",
    stackOwner: "Fabrikam Incorporated",
  },
};

/** Files that accompany the base connector, so that rules about missing files stay silent. */
export const BASE_FILES: Record<string, string> = {
  "readme.md": `# Fabrikam Parcels

Fabrikam Parcels sends parcels and tells where they are.

## Publisher: Fabrikam Incorporated

## Prerequisites

A Fabrikam account.

## Supported Operations

### Get a parcel

Gets one parcel with its state.

## Obtaining Credentials

Your account page shows the key.

## Known Issues and Limitations

None.

## Deployment Instructions

Import the connector and create a connection with your key.
`,
  "intro.md": `# Fabrikam Parcels

Fabrikam Parcels sends parcels and tells where they are.

## Prerequisites

A Fabrikam account.

## How to get credentials

Your account page shows the key.

## Get started with your connector

Create a connection with your key.

## Known issues and limitations

None.

## Common errors and remedies

"There is no such parcel": check the number.

## FAQ

### How long does a parcel take?

A day.
`,
};
