/** A connector of a library, with a place for every change of changes.ts. */
import { type ConnectorFolder, connectorFromFiles } from "../../src/definition/connector-folder.ts";
import type { Host } from "./changes.ts";

const text = (summary: string, more: object = {}) => ({
  type: "string",
  "x-ms-summary": summary,
  description: `${summary} of the book.`,
  ...more,
});

export const LIBRARY: Host = {
  definition: {
    swagger: "2.0",
    info: { title: "Library", description: "Lends books.", version: "1.2.0" },
    host: "library.example.com",
    basePath: "/api",
    schemes: ["https"],
    consumes: ["application/json"],
    produces: ["application/json"],
    securityDefinitions: {
      oauth2: {
        type: "oauth2",
        flow: "accessCode",
        authorizationUrl: "https://login.example.com/authorize",
        tokenUrl: "https://login.example.com/token",
        scopes: { "Books.Read": "Books.Read" },
      },
    },
    paths: {
      "/books": {
        get: {
          operationId: "ListBooks",
          summary: "List books",
          description: "Lists the books of a shelf.",
          parameters: [
            {
              name: "shelf",
              in: "query",
              type: "string",
              required: true,
              "x-ms-summary": "Shelf",
              description: "The shelf.",
              "x-ms-dynamic-values": {
                operationId: "ListShelves",
                "value-path": "id",
                "value-title": "name",
                "value-collection": "shelves",
              },
            },
            {
              name: "order",
              in: "query",
              type: "string",
              "x-ms-summary": "Order",
              description: "How they are sorted.",
              enum: ["title", "author"],
              default: "title",
            },
            {
              name: "filter",
              in: "query",
              type: "string",
              "x-ms-summary": "Filter",
              description: "Words of the title.",
            },
            { name: "top", in: "query", type: "integer", "x-ms-summary": "Top", description: "How many." },
            {
              name: "tags",
              in: "query",
              type: "array",
              items: { type: "string" },
              collectionFormat: "csv",
              "x-ms-summary": "Tags",
              description: "Only with these.",
            },
          ],
          responses: {
            200: {
              description: "OK",
              schema: {
                type: "object",
                properties: {
                  books: { type: "array", items: { $ref: "#/definitions/Book" } },
                  next: { type: "string", "x-ms-summary": "Next page" },
                },
              },
            },
            404: { description: "No such shelf" },
          },
        },
        post: {
          operationId: "AddBook",
          summary: "Add a book",
          description: "Adds a book.",
          parameters: [
            { name: "book", in: "body", required: true, schema: { $ref: "#/definitions/NewBook" } },
          ],
          responses: { 200: { description: "OK", schema: { $ref: "#/definitions/Book" } } },
        },
      },
      "/books/{id}/pages/{page}": {
        get: {
          operationId: "GetPage",
          summary: "Get a page",
          description: "Gets a page.",
          parameters: [
            {
              name: "id",
              in: "path",
              required: true,
              type: "string",
              "x-ms-summary": "Book",
              description: "The book.",
            },
            {
              name: "page",
              in: "path",
              required: true,
              type: "integer",
              "x-ms-summary": "Page",
              description: "Its number.",
            },
          ],
          responses: {
            200: {
              description: "OK",
              schema: { type: "object", properties: { text: { type: "string", "x-ms-summary": "Text" } } },
            },
          },
        },
      },
      "/shelves": {
        get: {
          operationId: "ListShelves",
          summary: "List shelves",
          description: "Lists the shelves.",
          "x-ms-visibility": "internal",
          parameters: [],
          responses: {
            200: {
              description: "OK",
              schema: {
                type: "object",
                properties: {
                  shelves: {
                    type: "array",
                    items: {
                      type: "object",
                      properties: { id: { type: "string" }, name: { type: "string" } },
                    },
                  },
                },
              },
            },
          },
        },
      },
      "/hooks": {
        "x-ms-notification-content": {
          description: "A book came back.",
          schema: { $ref: "#/definitions/Returned" },
        },
        post: {
          operationId: "WhenReturned",
          summary: "When a book is returned",
          description: "Starts a flow when a book comes back.",
          "x-ms-trigger": "single",
          "x-ms-trigger-hint": "Return a book.",
          parameters: [
            {
              name: "hook",
              in: "body",
              required: true,
              schema: {
                type: "object",
                required: ["url"],
                properties: {
                  url: { type: "string", "x-ms-notification-url": true, "x-ms-visibility": "internal" },
                  shelf: { type: "string", "x-ms-summary": "Shelf" },
                },
              },
            },
          ],
          responses: {
            201: {
              description: "Created",
              headers: { Location: { type: "string", description: "Where to unsubscribe." } },
            },
          },
        },
      },
    },
    definitions: {
      Book: {
        type: "object",
        required: ["id"],
        properties: {
          id: { type: "string", "x-ms-summary": "Id", description: "What the library calls it." },
          title: text("Title"),
          author: { $ref: "#/definitions/Author" },
          copies: { type: "integer", "x-ms-summary": "Copies", description: "How many there are." },
          chapters: { type: "array", items: { type: "object", properties: { heading: { type: "string" } } } },
        },
      },
      Author: {
        type: "object",
        properties: { name: { type: "string", "x-ms-summary": "Author", description: "Who wrote it." } },
      },
      NewBook: {
        type: "object",
        properties: {
          title: text("Title"),
          isbn: { type: "string", "x-ms-summary": "ISBN", description: "The number on its back." },
        },
      },
      Returned: {
        type: "object",
        properties: {
          book: { $ref: "#/definitions/Book" },
          when: { type: "string", "x-ms-summary": "When", description: "When it came back." },
        },
      },
    },
  },
  properties: {
    properties: {
      connectionParameters: {
        token: {
          type: "oauthSetting",
          oAuthSettings: {
            identityProvider: "oauth2",
            clientId: "library",
            scopes: ["Books.Read"],
            redirectMode: "Global",
            customParameters: { tokenUrl: { value: "https://login.example.com/token" } },
          },
        },
      },
      iconBrandColor: "#345678",
      capabilities: [],
      policyTemplateInstances: [
        {
          templateId: "setheader",
          title: "Name us",
          parameters: {
            "x-ms-apimTemplateParameter.name": "X-From",
            "x-ms-apimTemplateParameter.value": "flow",
            "x-ms-apimTemplateParameter.existsAction": "override",
            "x-ms-apimTemplate-policySection": "Request",
            "x-ms-apimTemplate-operationName": ["ListBooks"],
          },
        },
      ],
    },
  },
};

/** A copy that can be changed. */
export function copyOf(host: Host): Host {
  return structuredClone(host);
}

/** The connector that a host's two files make. */
export function connectorOf({ definition, properties }: Host, spaces = 2): ConnectorFolder {
  const files = new Map([
    ["apiDefinition.swagger.json", Buffer.from(JSON.stringify(definition, null, spaces))],
  ]);
  if (properties) files.set("apiProperties.json", Buffer.from(JSON.stringify(properties, null, spaces)));
  return connectorFromFiles("library", files);
}
