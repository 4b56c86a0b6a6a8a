/** What a seeded fault is, and the places a schema or a parameter with a fault can stand in. */
import type { JsonObject } from "../../src/json/values.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

/** Given for a place: the fault is one of the whole connector, and any place will do. */
export const ANYWHERE = "*";

/** The places where a finding is expected; undefined if this connector has no room for the fault. */
export type Seed = (bed: Seedbed) => string | string[] | undefined;

export interface Fault {
  /** The rule that must find it. */
  rule: string;
  /** What is wrong, in a few words. */
  what: string;
  seed: Seed;
  /** Official codes that the finding must carry. */
  codes: readonly string[];
}

export function fault(rule: string, what: string, seed: Seed, ...codes: string[]): Fault {
  return { rule, what, seed, codes };
}

/** Places of the schemas of what makers see of answers. */
function answers(bed: Seedbed): string[] {
  return (
    bed
      .operations()
      // What a webhook answers to a subscription never becomes dynamic content.
      .filter((operation) => !operation.internal && operation.notificationContent === undefined)
      .flatMap((operation) => operation.responses)
      .filter((response) => response.status === "200" || response.status === "201")
      .map((response) => `${response.pointer}/schema`)
  );
}

/** Where a schema can stand; each gives the pointer of the schema put there. */
const SCHEMA_PLACES = {
  body: (bed: Seedbed, schema: JsonObject) => {
    const operation = bed.newPost();
    return bare(bed.d.set(`${operation}/parameters/0/schema/properties/seeded`, schema));
  },
  "array in body": (bed: Seedbed, schema: JsonObject) => {
    const operation = bed.newPost();
    const list = `${operation}/parameters/0/schema/properties/rows`;
    bed.d.set(list, {
      type: "array",
      "x-ms-summary": "Rows",
      description: "The rows.",
      items: { type: "object", properties: { name: text("Name", "Name of the row.") } },
    });
    bed.checkpoint();
    return bare(bed.d.set(`${list}/items/properties/seeded`, schema));
  },
  "referenced definition": (bed: Seedbed, schema: JsonObject) => {
    const operation = bed.newPost();
    bed.d.set("/definitions/RecallShelf", {
      type: "object",
      properties: { name: text("Name", "Name of the shelf.") },
    });
    bed.d.set(`${operation}/parameters/0/schema`, { $ref: "#/definitions/RecallShelf" });
    bed.checkpoint();
    return bare(bed.d.set("/definitions/RecallShelf/properties/seeded", schema));
  },
  response: (bed: Seedbed, schema: JsonObject) => {
    const at = answers(bed).find((answer) => bed.d.has(`${answer}/properties`));
    return bare(bed.d.set(`${at ?? `${bed.newAction()}/responses/200/schema`}/properties/seeded`, schema));
  },
  "existing definition": (bed: Seedbed, schema: JsonObject) => {
    const name = answers(bed)
      .map((answer) => /^#\/definitions\/(\w+)$/.exec(String(bed.d.get(`${answer}/$ref`)))?.[1])
      .find((name) => name !== undefined && bed.d.has(`/definitions/${name}/properties`));
    if (!name) return undefined;
    return bare(bed.d.set(`/definitions/${name}/properties/seeded`, schema));
  },
  "all-of part": (bed: Seedbed, schema: JsonObject) => {
    const operation = bed.newAction();
    const at = `${operation}/responses/200/schema`;
    bed.d.set(at, {
      type: "object",
      allOf: [{ type: "object", properties: { name: text("Name", "Name of the shelf.") } }],
    });
    bed.checkpoint();
    return bare(bed.d.set(`${at}/allOf/0/properties/seeded`, schema));
  },
  notification: (bed: Seedbed, schema: JsonObject) => {
    const found = bed.operation((operation) =>
      bed.d.has(`${operation.pathPointer}/x-ms-notification-content/schema/properties`),
    );
    const pathItem = found?.pathPointer ?? bed.newWebhook();
    return bare(bed.d.set(`${pathItem}/x-ms-notification-content/schema/properties/seeded`, schema));
  },
} as const;

export type SchemaPlace = keyof typeof SCHEMA_PLACES;
export const INPUT: SchemaPlace[] = ["body", "array in body", "referenced definition"];
export const OUTPUT: SchemaPlace[] = ["response", "existing definition", "all-of part", "notification"];

/** One fault in a schema, in several places. `at` is where inside the schema it is found. */
export function inSchemas(
  rule: string,
  what: string,
  schema: JsonObject,
  at = "",
  codes: string[] = [],
  places: readonly SchemaPlace[] = [...INPUT, ...OUTPUT],
): Fault[] {
  return places.map((place) =>
    fault(
      rule,
      `${what} (${place})`,
      (bed) => {
        const found = SCHEMA_PLACES[place](bed, structuredClone(sound(schema)));
        return found === undefined ? undefined : found + at;
      },
      ...codes,
    ),
  );
}

function sound(schema: JsonObject): JsonObject {
  return "$ref" in schema
    ? schema
    : { "x-ms-summary": "Seeded thing", description: "What was put here.", ...schema };
}

/** Puts a parameter into an operation, a path item or among the shared ones; gives its pointer. */
export const PARAMETER_PLACES = {
  operation: (bed: Seedbed, value: JsonObject) => {
    const operation = bed.action();
    return bare(bed.d.append(`${operation}/parameters`, value));
  },
  "path item": (bed: Seedbed, value: JsonObject) => {
    const operation = bed.newAction();
    const pathItem = operation.slice(0, operation.lastIndexOf("/"));
    return bare(bed.d.append(`${pathItem}/parameters`, value));
  },
  shared: (bed: Seedbed, value: JsonObject) => {
    const operation = bed.newAction();
    const at = bare(bed.d.set("/parameters/RecallSeed", value));
    bed.d.append(`${operation}/parameters`, { $ref: "#/parameters/RecallSeed" });
    return at;
  },
} as const;

export type ParameterPlace = keyof typeof PARAMETER_PLACES;

/** One fault in a parameter, in several places. `change` is laid over a sound query parameter; undefined values drop keys. */
export function inParameters(
  rule: string,
  what: string,
  change: Record<string, JsonObject[string] | undefined>,
  at = "",
  codes: string[] = [],
  places: readonly ParameterPlace[] = ["operation", "path item", "shared"],
): Fault[] {
  return places.map((place) =>
    fault(
      rule,
      `${what} (${place})`,
      (bed) => {
        const value = parameter(structuredClone(change) as JsonObject);
        for (const [key, content] of Object.entries(change)) if (content === undefined) delete value[key];
        return PARAMETER_PLACES[place](bed, value) + at;
      },
      ...codes,
    ),
  );
}
