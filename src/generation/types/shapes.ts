/** What goes in and out of a connector's operations as types, before they are TypeScript or JSON Schema. */
import { outputResponse } from "../../definition/answers.ts";
import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { isInternal, isNotificationUrl, summaryOf } from "../../definition/extensions.ts";
import { buildModel, type Operation } from "../../definition/model.ts";
import { refOf } from "../../definition/reference.ts";
import { type Located, type Shape, ShapeReader } from "../../definition/schema-shape.ts";
import { child } from "../../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import { Names } from "./names.ts";

export type Type = { nullable?: boolean } & (
  | { kind: "string"; format: string | undefined }
  | { kind: "integer" | "number"; format: string | undefined }
  | { kind: "boolean" }
  | { kind: "enum"; values: JsonValue[]; base: string }
  | { kind: "array"; items: Type }
  | { kind: "object"; members: Member[]; rest: Type | "none" | "any" }
  | { kind: "reference"; name: string }
  /** Anything; `why` is a word for readers. */
  | { kind: "unknown"; why: string | undefined }
);

export interface Member {
  name: string;
  type: Type;
  required: boolean;
  description: string;
}

export interface NamedType {
  name: string;
  type: Type;
  description: string;
}

export interface OperationTypes {
  id: string;
  trigger: boolean;
  description: string;
  /** Names of the types of what goes in and what comes out; undefined if nothing does. */
  input: string;
  output: string | undefined;
  /** The name of the body parameter, whose fields flows also name one by one; undefined if there is none. */
  body: string | undefined;
}

export interface ConnectorTypes {
  title: string;
  version: string;
  types: NamedType[];
  operations: OperationTypes[];
}

/** Types nested deeper say `unknown`: hostile files have no end. */
const MAX_DEPTH = 40;
const MAX_MEMBERS = 50_000;

/** Describes all operations that have an id, internal ones left out: nobody picks them. */
export function connectorTypes(definition: JsonValue | undefined): ConnectorTypes {
  return new Describer(definition).describe();
}

/** Inputs leave out what the platform fills in; outputs have all that is sent. */
type Direction = "input" | "output";

class Describer {
  readonly #root: JsonObject;
  readonly #operations: Operation[];
  readonly #shapes: ShapeReader;
  readonly #names = new Names();
  /** Names of definitions by direction, and their types in the order in which they were met. */
  readonly #known = { input: new Map<string, string>(), output: new Map<string, string>() };
  readonly #types: NamedType[] = [];
  readonly #above = new Set<string>();
  #members = 0;

  constructor(definition: JsonValue | undefined) {
    const model = buildModel(definition);
    this.#root = model.root;
    this.#operations = model.operations.filter(
      (operation) => operation.id !== undefined && !operation.internal,
    );
    this.#shapes = new ShapeReader(model.root);
  }

  describe(): ConnectorTypes {
    const info = ownObject(this.#root, "info");
    this.#names.take("Connector");
    const operations = this.#operations.map((operation) => this.#operation(operation));
    return {
      title: ownString(info, "title") ?? "",
      version: ownString(info, "version") ?? "",
      types: this.#types,
      operations,
    };
  }

  #operation(operation: Operation): OperationTypes {
    const id = operation.id ?? "";
    const trigger = operation.trigger !== undefined;
    const summary = ownString(operation.value, "summary") ?? id;
    const input = this.#names.take(`${id}Input`);
    const place = this.#types.push({
      name: input,
      type: { kind: "unknown", why: undefined },
      description: `What makers fill in for "${summary}".`,
    });
    const { members, body } = this.#inputs(operation);
    (this.#types[place - 1] as NamedType).type = { kind: "object", members, rest: "none" };
    const answer = this.#answer(operation);
    let output: string | undefined;
    if (answer) {
      output = this.#names.take(`${id}${trigger ? "Payload" : "Output"}`);
      const at = this.#types.push({
        name: output,
        type: { kind: "unknown", why: undefined },
        description: trigger ? `What "${summary}" brings.` : `What "${summary}" answers.`,
      });
      (this.#types[at - 1] as NamedType).type = this.#type(answer, "output", 0);
    }
    const description = ownString(operation.value, "description") ?? summary;
    return { id, trigger, description, input, output, body };
  }

  #inputs(operation: Operation): { members: Member[]; body: string | undefined } {
    const members: Member[] = [];
    let body: string | undefined;
    const known = new Set<string>();
    for (const parameter of operation.parameters) {
      if (isInternal(parameter.value) || isNotificationUrl(parameter.value) || parameter.name === "")
        continue;
      if (known.has(parameter.name)) continue;
      const schema = own(parameter.value, "schema");
      const at =
        schema === undefined
          ? { value: parameter.value, pointer: parameter.pointer }
          : { value: schema, pointer: child(parameter.pointer, "schema") };
      const type = this.#type(at, "input", 0);
      const isBody = parameter.in === "body";
      // Of a body without a visible field the platform fills in everything.
      if (isBody && this.#isEmpty(type)) continue;
      if (isBody) body = parameter.name;
      known.add(parameter.name);
      members.push({
        name: parameter.name,
        type,
        required:
          (parameter.in === "path" || own(parameter.value, "required") === true) &&
          (!isBody || this.#asks(type)),
        description: describe(parameter.value),
      });
    }
    return { members, body };
  }

  #resolved(type: Type): Type {
    let current = type;
    for (let step = 0; step < 10 && current.kind === "reference"; step++) {
      const { name } = current;
      current = this.#types.find((candidate) => candidate.name === name)?.type ?? {
        kind: "unknown",
        why: undefined,
      };
    }
    return current;
  }

  #isEmpty(type: Type): boolean {
    const found = this.#resolved(type);
    return (
      found.kind === "object" &&
      found.rest === "none" &&
      found.members.every((member) => this.#isEmpty(member.type))
    );
  }

  /** Whether something has to be filled in. */
  #asks(type: Type): boolean {
    const found = this.#resolved(type);
    return found.kind !== "object" || found.members.some(({ required }) => required);
  }

  #answer(operation: Operation): Located | undefined {
    const holder = operation.kind === "webhook" ? operation.notificationContent : outputResponse(operation);
    const schema = own(holder?.value, "schema");
    return holder && isObject(schema)
      ? { value: schema, pointer: child(holder.pointer, "schema") }
      : undefined;
  }

  #type(at: Located, direction: Direction, depth: number): Type {
    const shape = this.#shapes.read(at);
    if (!shape) return { kind: "unknown", why: "Its reference leads nowhere." };
    const definition = definitionOf(at.value);
    if (definition !== undefined && shape.properties.size > 0)
      return this.#named(definition, shape, direction);
    if (depth > MAX_DEPTH || this.#above.has(shape.pointer))
      return { kind: "unknown", why: "It contains itself." };
    this.#above.add(shape.pointer);
    try {
      const type = this.#plain(shape, direction, depth);
      return own(shape.value, "x-nullable") === true ? { ...type, nullable: true } : type;
    } finally {
      this.#above.delete(shape.pointer);
    }
  }

  /** A definition of an object is a type of its own, so that it may contain itself. */
  #named(definition: string, shape: Shape, direction: Direction): Type {
    // What makers fill in differs only where something is hidden from them.
    const side = direction === "input" && this.#hidesSomething(shape, new Set()) ? "input" : "output";
    const known = this.#known[side].get(definition);
    if (known !== undefined) return { kind: "reference", name: known };
    const name = this.#names.take(side === "input" ? `${definition}Fields` : definition);
    this.#known[side].set(definition, name);
    const at = this.#types.push({
      name,
      type: { kind: "unknown", why: undefined },
      description: describe(shape.value),
    });
    (this.#types[at - 1] as NamedType).type = this.#object(shape, side, 0);
    return { kind: "reference", name };
  }

  #hidesSomething(shape: Shape, seen: Set<string>): boolean {
    if (seen.has(shape.pointer)) return false;
    seen.add(shape.pointer);
    const inner = [...shape.properties.values(), ...(shape.items ? [shape.items] : [])];
    return inner.some((at) => {
      const found = this.#shapes.read(at);
      return found !== undefined && (isHidden(found) || this.#hidesSomething(found, seen));
    });
  }

  #plain(shape: Shape, direction: Direction, depth: number): Type {
    const { value } = shape;
    const { schema, properties } = DYNAMIC_EXTENSIONS;
    const dynamic = ownObject(value, schema) ?? ownObject(value, properties);
    if (dynamic) {
      const source = ownString(dynamic, "operationId");
      return { kind: "unknown", why: `Dynamic: known only once ${source ?? "the service"} answers.` };
    }
    const values = ownArray(value, "enum");
    if (values && values.length > 0 && values.every((one) => one === null || typeof one !== "object"))
      return { kind: "enum", values, base: shape.type };
    const format = ownString(value, "format")?.toLowerCase();
    if (shape.type === "string" || shape.type === "file")
      return { kind: "string", format: shape.type === "file" ? "binary" : format };
    if (shape.type === "integer" || shape.type === "number") return { kind: shape.type, format };
    if (shape.type === "boolean") return { kind: "boolean" };
    if (shape.type === "array")
      return {
        kind: "array",
        items: shape.items
          ? this.#type(shape.items, direction, depth + 1)
          : { kind: "unknown", why: undefined },
      };
    if (shape.type === "object") return this.#object(shape, direction, depth);
    return { kind: "unknown", why: undefined };
  }

  #object(shape: Shape, direction: Direction, depth: number): Type {
    const members: Member[] = [];
    for (const [name, at] of shape.properties) {
      const inner = this.#shapes.read(at);
      if (this.#members++ > MAX_MEMBERS) break;
      if (direction === "input" && inner && isHidden(inner)) continue;
      members.push({
        name,
        type: this.#type(at, direction, depth + 1),
        required: shape.required.has(name),
        description: inner ? describe(inner.value) : "",
      });
    }
    return { kind: "object", members, rest: this.#rest(shape, direction, depth) };
  }

  #rest(shape: Shape, direction: Direction, depth: number): Type | "none" | "any" {
    const { additional } = shape;
    if (additional && isObject(additional.value) && Object.keys(additional.value).length > 0)
      return this.#type(additional, direction, depth + 1);
    if (additional?.value === true || (additional && isObject(additional.value))) return "any";
    return shape.properties.size === 0 ? "any" : "none";
  }
}

function isHidden(shape: Shape): boolean {
  return isInternal(shape.value) || isNotificationUrl(shape.value);
}

function definitionOf(value: JsonValue | undefined): string | undefined {
  const ref = refOf(value);
  const name = ref?.startsWith("#/definitions/") ? ref.slice("#/definitions/".length) : undefined;
  return name?.includes("/") ? undefined : name;
}

/** Label and description, where they are not the same. */
function describe(value: JsonObject): string {
  const label = summaryOf(value) ?? "";
  const description = ownString(value, "description") ?? "";
  if (description === "" || description === label) return label || description;
  return label === "" ? description : `${label}: ${description}`;
}
