/** Where a faulty node can be in a foreign connector. Each plant first makes sound surroundings, the same with and without the fault. */
import { child } from "../../src/json/pointer.ts";
import { isObject, type JsonObject, own, ownObject, setOwn } from "../../src/json/values.ts";
import type { Node, NodeKind } from "../../src/rules/language/node.ts";

export interface Plant {
  where: string;
  /** Plants the value, or with undefined only what is around it; gives the pointer of the value. */
  put: (definition: JsonObject, value: JsonObject | undefined, node: Node) => string;
}

const text = (summary: string): JsonObject => ({
  type: "string",
  "x-ms-summary": summary,
  description: `${summary} of the shelf.`,
});

const object = (properties: JsonObject): JsonObject => ({ type: "object", properties });

/** Adds a sound operation on a path of its own; gives its pointer. */
function addOperation(definition: JsonObject, method: string, path: string, more: JsonObject): string {
  const paths = ownObject(definition, "paths") ?? {};
  setOwn(definition, "paths", paths);
  const item = ownObject(paths, path) ?? {};
  setOwn(paths, path, item);
  item[method] = {
    operationId: `Seeded${method}Shelf`,
    summary: "Tidy a shelf",
    description: "Tidies what stands on a shelf.",
    parameters: [],
    responses: { "200": { description: "The shelf.", schema: object({ name: text("Name") }) } },
    ...more,
  };
  return child("/paths", path, method);
}

function addBody(definition: JsonObject, schema: JsonObject): string {
  const body = {
    name: "body",
    in: "body",
    required: true,
    "x-ms-summary": "Shelf",
    description: "A shelf.",
    schema,
  };
  return addOperation(definition, "post", "/seeded/shelves", {
    consumes: ["application/json"],
    parameters: [body],
  });
}

/** A plant of a schema: as a property beside a sound one. `stands` puts the object with both somewhere; gives its pointer. */
function schemaPlant(where: string, stands: (definition: JsonObject, holder: JsonObject) => string): Plant {
  return {
    where,
    put(definition, value) {
      const properties: JsonObject = { name: text("Name") };
      if (value) properties["seeded"] = value;
      return `${stands(definition, object(properties))}/properties/seeded`;
    },
  };
}

function define(definition: JsonObject, schema: JsonObject): string {
  const definitions = ownObject(definition, "definitions") ?? {};
  setOwn(definition, "definitions", definitions);
  definitions["SeededShelf"] = schema;
  return "/definitions/SeededShelf";
}

const TO_SHELF: JsonObject = { $ref: "#/definitions/SeededShelf" };

function addAnswer(definition: JsonObject, schema: JsonObject): string {
  const responses: JsonObject = { "200": { description: "The shelf.", schema } };
  return `${addOperation(definition, "get", "/seeded/shelves", { responses })}/responses/200/schema`;
}

const SCHEMAS: Plant[] = [
  schemaPlant("in a body", (definition, holder) => `${addBody(definition, holder)}/parameters/0/schema`),
  schemaPlant("in the rows of a body", (definition, holder) => {
    const rows: JsonObject = { type: "array", "x-ms-summary": "Rows", description: "Rows.", items: holder };
    return `${addBody(definition, object({ rows }))}/parameters/0/schema/properties/rows/items`;
  }),
  schemaPlant("in a definition of a body", (definition, holder) => {
    addBody(definition, { ...TO_SHELF });
    return define(definition, holder);
  }),
  schemaPlant("in an answer", addAnswer),
  schemaPlant("in a definition of an answer", (definition, holder) => {
    addAnswer(definition, { ...TO_SHELF });
    return define(definition, holder);
  }),
  schemaPlant(
    "in a part of allOf",
    (definition, holder) => `${addAnswer(definition, { type: "object", allOf: [holder] })}/allOf/0`,
  ),
  schemaPlant("in a notification", (definition, holder) => {
    const url = { ...text("Callback"), "x-ms-notification-url": true, "x-ms-visibility": "internal" };
    const post = addBody(definition, { ...object({ url }), required: ["url"] });
    const item = ownObject(ownObject(definition, "paths"), "/seeded/shelves") ?? {};
    (item["post"] as JsonObject)["x-ms-trigger"] = "single";
    item["x-ms-notification-content"] = { description: "A shelf.", schema: holder };
    return `${post.slice(0, -"/post".length)}/x-ms-notification-content/schema`;
  }),
];

/** The path that a parameter needs: one with its name in it, if it belongs into the path. */
function pathFor(value: JsonObject | undefined): string {
  return own(value, "in") === "path" ? `/seeded/shelf/{${String(own(value, "name"))}}` : "/seeded/shelf";
}

const PARAMETERS: Plant[] = [
  {
    where: "of an operation",
    put(definition, value) {
      const parameters = value ? [value] : [];
      return `${addOperation(definition, "post", pathFor(value), { parameters })}/parameters/0`;
    },
  },
  {
    where: "of a path item",
    put(definition, value) {
      const path = pathFor(value);
      addOperation(definition, "post", path, {});
      const item = ownObject(ownObject(definition, "paths"), path) ?? {};
      if (value) item["parameters"] = [value];
      return child("/paths", path, "parameters", 0);
    },
  },
  {
    where: "shared",
    put(definition, value) {
      const parameters: JsonObject[] = value ? [{ $ref: "#/parameters/SeededParameter" }] : [];
      addOperation(definition, "post", pathFor(value), { parameters });
      const shared = ownObject(definition, "parameters") ?? {};
      setOwn(definition, "parameters", shared);
      if (value) shared["SeededParameter"] = value;
      return "/parameters/SeededParameter";
    },
  },
];

const ANSWER: Plant = {
  where: "of an operation",
  put(definition, value, node) {
    const responses: JsonObject = {
      "200": { description: "The shelf.", schema: object({ name: text("Name") }) },
    };
    if (value) responses[node.status ?? String(node.key)] = value;
    const at = addOperation(definition, "get", "/seeded/shelves", { responses });
    return child(at, "responses", node.status ?? node.key);
  },
};

/** A path of the example, out of the way of the host's own. */
function seededPath(pathItem: Node | undefined): string {
  const path = String(pathItem?.key);
  return path.startsWith("/") ? `/seeded${path}` : path;
}

const OPERATION: Plant = {
  where: "on a path of its own",
  put(definition, value, node) {
    const path = seededPath(node.parent);
    const paths = ownObject(definition, "paths") ?? {};
    setOwn(definition, "paths", paths);
    const around = structuredClone(node.parent?.value ?? {});
    for (const key of Object.keys(around))
      if (key !== "parameters" && isOperation(around, key)) delete around[key];
    if (value) around[String(node.key)] = value;
    setOwn(paths, path, around);
    return child("/paths", path, String(node.key));
  },
};

const PATH: Plant = {
  where: "beside those of the host",
  put(definition, value, node) {
    const path = seededPath(node);
    const paths = ownObject(definition, "paths") ?? {};
    setOwn(definition, "paths", paths);
    if (value) setOwn(paths, path, value);
    return child("/paths", path);
  },
};

function isOperation(item: JsonObject, key: string): boolean {
  return isObject(own(item, key)) && !key.startsWith("x-");
}

export const PLANTS: Partial<Record<NodeKind, readonly Plant[]>> = {
  schema: SCHEMAS,
  parameter: PARAMETERS,
  response: [ANSWER],
  operation: [OPERATION],
  pathItem: [PATH],
};
