/** One of the two versions: its model, its documents and the places in them. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { buildModel, type ConnectorModel } from "../definition/model.ts";
import { valueAt } from "../definition/reference.ts";
import { ShapeReader } from "../definition/schema-shape.ts";
import type { JsonDocument } from "../json/json-document.ts";
import { parentOf } from "../json/pointer.ts";
import { isObject, type JsonObject, ownObject } from "../json/values.ts";
import type { ChangePlace } from "./change.ts";

export class Side {
  readonly connector: ConnectorFolder;
  readonly model: ConnectorModel;
  readonly shapes: ShapeReader;
  /** The value under `properties` of apiProperties.json; empty if there is none. */
  readonly properties: JsonObject;

  readonly #carries: readonly string[] | undefined;

  constructor(connector: ConnectorFolder, carries?: readonly string[]) {
    this.connector = connector;
    this.#carries = carries;
    this.model = buildModel(connector.definition?.value);
    this.shapes = new ShapeReader(this.model.root);
    this.properties = ownObject(connector.properties?.value, "properties") ?? {};
  }

  get root(): JsonObject {
    return this.model.root;
  }

  /** Whether apiProperties.json was there to be read: what it lacks is lacking only then. */
  get hasProperties(): boolean {
    return isObject(this.connector.properties?.value);
  }

  /** Whether the version's format has a place for a key of apiProperties.json. */
  carries(key: string): boolean {
    return this.#carries === undefined || this.#carries.includes(key);
  }

  /** A place in the definition. */
  at(pointer: string): ChangePlace {
    return placeIn(this.connector.definition, pointer, "apiDefinition.swagger.json");
  }

  /** What this version has at a place of the other one, or around it. */
  around(place: ChangePlace | undefined): ChangePlace {
    if (!place) return this.at("");
    const isProperties = /properties\.json$/i.test(place.file);
    const found = isProperties ? this.inProperties(place.pointer) : this.at(place.pointer);
    return { ...found, pointer: this.#existing(found.pointer, isProperties) };
  }

  #existing(pointer: string, isProperties: boolean): string {
    const root = isProperties ? this.connector.properties?.value : this.root;
    let rest = pointer;
    while (rest !== "" && valueAt(root, rest) === undefined) rest = parentOf(rest) ?? "";
    return rest;
  }

  /** A place in apiProperties.json. */
  inProperties(pointer: string): ChangePlace {
    return placeIn(this.connector.properties, pointer, "apiProperties.json");
  }
}

function placeIn(document: JsonDocument | undefined, pointer: string, name: string): ChangePlace {
  if (!document) return { file: name, pointer, line: 1 };
  return { file: document.file, pointer, line: document.span(pointer).start.line };
}
