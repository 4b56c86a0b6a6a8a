/** What mutations start from: real connectors, and the keys and values that real connectors hold. */
import { readConnector } from "../../src/definition/connector-folder.ts";
import { findConnectors } from "../../src/definition/find-connectors.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, setOwn } from "../../src/json/values.ts";
import { BASE_DEFINITION, BASE_FILES, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { Survey } from "../../src/rules/facts/survey.ts";

/** Files of one connector by name. */
export type Files = Map<string, Buffer>;

export interface Pool {
  /** Connectors as they were found. */
  whole: { name: string; files: Files }[];
  /** Connectors cut down to a path or two: most faults need no more, and checking them is quick. */
  pieces: { name: string; files: Files }[];
  keys: string[];
  scalars: JsonValue[];
}

/** Larger connectors are left out: a million small cases find more than a thousand large ones. */
const MAX_SIZE = 24 * 1024;

const MAX_PIECE = 6 * 1024;
/** Pieces made of one connector. */
const PIECES = 6;
const DEFINITION = "apiDefinition.swagger.json";

/** Longer texts add nothing but time. */
const MAX_SCALAR = 120;

/** The connectors below a folder, whole if they are small and in pieces; without a folder the example connector alone. */
export function loadPool(folder: string | undefined): Pool {
  const example: Files = new Map([
    ["apiDefinition.swagger.json", Buffer.from(JSON.stringify(BASE_DEFINITION, null, 2))],
    ["apiProperties.json", Buffer.from(JSON.stringify(BASE_PROPERTIES, null, 2))],
    ...Object.entries(BASE_FILES).map(([name, content]): [string, Buffer] => [name, Buffer.from(content)]),
  ]);
  const whole = [{ name: "example", files: example }];
  const pieces = piecesOf(BASE_DEFINITION, "example", example);
  const keys = new Set<string>();
  const scalars = new Set<JsonValue>();
  for (const value of [BASE_DEFINITION, BASE_PROPERTIES]) harvest(value, keys, scalars);
  for (const target of folder ? findConnectors([folder]) : []) {
    const { definition, properties, settings, icon, script, readme, name } = readConnector(target);
    if (!definition?.strict || !isObject(definition.value)) continue;
    const files: Files = new Map();
    for (const part of [definition, properties, settings, icon, script, readme])
      if (part && part.bytes.length <= MAX_SIZE) files.set(part.file, part.bytes);
    if (definition.bytes.length <= MAX_SIZE) whole.push({ name, files });
    pieces.push(...piecesOf(definition.value, name, files));
    for (const document of [definition, properties])
      if (document?.value !== undefined && document.bytes.length <= 4 * MAX_SIZE)
        harvest(document.value, keys, scalars);
  }
  return { whole, pieces, keys: [...keys], scalars: [...scalars] };
}

/** A definition cut down to one or two of its paths and what they refer to, a few times. */
function piecesOf(definition: JsonObject, name: string, files: Files): Pool["pieces"] {
  const paths = ownObject(definition, "paths") ?? {};
  const names = Object.keys(paths);
  const step = Math.max(1, Math.ceil(names.length / PIECES));
  const pieces: Pool["pieces"] = [];
  for (let at = 0; at < names.length; at += step) {
    const kept = Object.fromEntries(
      names.slice(at, at + 1 + (at % 2)).map((path) => [path, own(paths, path)]),
    );
    const piece: JsonObject = { ...definition, paths: kept as JsonObject };
    for (const section of ["definitions", "parameters", "responses"]) delete piece[section];
    for (const section of ["parameters", "responses"]) {
      const shared = ownObject(definition, section);
      if (shared && JSON.stringify(shared).length < MAX_PIECE / 2) piece[section] = shared;
    }
    const reached = reachable(definition, piece);
    if (Object.keys(reached).length > 0) piece.definitions = reached;
    const text = JSON.stringify(piece);
    if (text.length > MAX_PIECE) continue;
    pieces.push({ name, files: new Map(files).set(DEFINITION, Buffer.from(text)) });
  }
  return pieces;
}

/** The entries of `definitions` that a part of the document leads to. */
function reachable(definition: JsonObject, part: JsonObject): JsonObject {
  const definitions = ownObject(definition, "definitions") ?? {};
  const found: JsonObject = {};
  const waiting = [...new Survey(part).refsIn(part)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = own(definitions, name);
    if (schema === undefined || Object.hasOwn(found, name)) continue;
    setOwn(found, name, schema);
    if (isObject(schema)) waiting.push(...new Survey(schema).refsIn(schema));
  }
  return found;
}

function harvest(value: JsonValue, keys: Set<string>, scalars: Set<JsonValue>): void {
  if (typeof value !== "object" || value === null) {
    if (typeof value !== "string" || value.length <= MAX_SCALAR) scalars.add(value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) keys.add(key);
    harvest(inner, keys, scalars);
  }
}
