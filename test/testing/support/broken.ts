/** The parcels connector with one thing changed: what a slip of the author would look like. */
import { readFileSync } from "node:fs";
import type { JsonObject } from "../../../src/json/values.ts";

interface Documents {
  definition: JsonObject;
  properties: JsonObject;
  name: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reaches into a document whose shape it knows
type Open = any;

export function parcelsWith(change: (definition: Open, properties: Open) => void): Documents {
  const read = (file: string) =>
    JSON.parse(readFileSync(new URL(`../fixtures/parcels/${file}`, import.meta.url), "utf8")) as JsonObject;
  const definition = read("apiDefinition.swagger.json");
  const properties = read("apiProperties.json");
  change(definition, properties);
  return { definition, properties, name: "parcels" };
}

export const HOOKS = "/depots/{depot}/hooks";
