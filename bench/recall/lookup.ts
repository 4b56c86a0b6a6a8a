/** A sound dynamic drop-down and a sound dynamic schema, in a query parameter and in a body. */
import type { JsonObject } from "../../src/json/values.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

export interface Lookups {
  /** The operations that are asked. */
  list: string;
  schema: string;
  /** The operation that asks. */
  user: string;
  /** The query parameter with a drop-down that depends on another parameter. */
  query: string;
  /** The body's property with a drop-down. */
  property: string;
  /** The body's property with a dynamic schema. */
  dynamic: string;
}

export function lookups(bed: Seedbed): Lookups {
  const list = bed.newAction({
    operationId: "ListRecallShelves",
    "x-ms-visibility": "internal",
    parameters: [
      parameter({ name: "building", required: true }),
      parameter({ name: "floor", type: "integer" }),
    ],
    responses: {
      "200": {
        description: "Shelves.",
        schema: {
          type: "object",
          properties: {
            total: { type: "integer", "x-ms-summary": "Total", description: "How many there are." },
            rows: {
              type: "array",
              "x-ms-summary": "Rows",
              description: "The shelves.",
              items: {
                type: "object",
                properties: { code: text("Code", "Its code."), title: text("Title", "Its title.") },
              },
            },
          },
        },
      },
    },
  });
  const schema = bed.newAction({
    operationId: "GetRecallSchema",
    "x-ms-visibility": "internal",
    parameters: [parameter({ name: "building", required: true })],
    responses: {
      "200": {
        description: "A schema.",
        schema: {
          type: "object",
          properties: { schema: { type: "object", "x-ms-summary": "Schema", description: "It." } },
        },
      },
    },
  });
  const user = bed.newPost({ note: text("Note", "What to remember."), room: text("Room", "Where.") });
  const ask = (below: string, more: JsonObject): string => bare(bed.d.set(`${user}${below}`, more));
  bed.d.append(`${user}/parameters`, parameter({ name: "building", required: true }));
  const query = bare(bed.d.append(`${user}/parameters`, parameter({ name: "shelf", ...dropDown() })));
  const property = ask("/parameters/0/schema/properties/shelfCode", text("Shelf", "Which one.", dropDown()));
  const dynamic = ask("/parameters/0/schema/properties/content", {
    type: "object",
    "x-ms-summary": "Content",
    description: "What is on it.",
    "x-ms-dynamic-schema": {
      operationId: "GetRecallSchema",
      parameters: { building: { parameter: "building" } },
      "value-path": "schema",
    },
    "x-ms-dynamic-properties": {
      operationId: "GetRecallSchema",
      parameters: { building: { parameterReference: "building" } },
      itemValuePath: "schema",
    },
  });
  bed.checkpoint();
  return { list, schema, user, query, property, dynamic };
}

function dropDown(): JsonObject {
  return {
    "x-ms-dynamic-values": {
      operationId: "ListRecallShelves",
      parameters: { building: { parameter: "building" } },
      "value-collection": "rows",
      "value-path": "code",
      "value-title": "title",
    },
    "x-ms-dynamic-list": {
      operationId: "ListRecallShelves",
      parameters: { building: { parameterReference: "building" } },
      itemsPath: "rows",
      itemValuePath: "code",
      itemTitlePath: "title",
    },
  };
}
