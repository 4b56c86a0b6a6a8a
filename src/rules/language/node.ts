/** A place in a connector that rules look at, with what the walk knows about it. */

import type { Operation } from "../../definition/model.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { child, escapeToken, type PointerToken } from "../../json/pointer.ts";
import type { JsonObject } from "../../json/values.ts";
import { ANCESTORS, MODEL, OUTSIDE, observed } from "./observed.ts";

/** The kinds of node of apiDefinition.swagger.json. */
export const DEFINITION_KINDS = [
  /** The whole definition. */
  "root",
  "info",
  "contact",
  "license",
  "tag",
  "securityDefinition",
  /** One object of a `security` array, at the root or on an operation. */
  "securityRequirement",
  "pathItem",
  "operation",
  /** A parameter where it is written: in an operation, a path item, or under `#/parameters`. References are kind `reference`. */
  "parameter",
  /** The `items` of a parameter or header that is not a body. */
  "items",
  "response",
  "header",
  /** Any schema: body, response, notification content, definition, and everything nested in them. */
  "schema",
  /** The object under `x-ms-notification-content`, wherever it is. */
  "notificationContent",
  /** An object with `$ref`, in place of a parameter, response, schema or path item. */
  "reference",
] as const;

/** The kinds of node of apiProperties.json. */
export const PROPERTIES_KINDS = [
  /** The whole file. */
  "propertiesFile",
  /** What is under `properties`. */
  "properties",
  /** A connection parameter, flat or in a set (`node.set`). */
  "connectionParameter",
  "oAuthSettings",
  /** `connectionParameterSets`, and one of its `values`. */
  "parameterSets",
  "parameterSet",
  "policy",
] as const;

/** The kinds of node of settings.json. */
export const SETTINGS_KINDS = ["settings"] as const;

/** All kinds of node. */
export const NODE_KINDS = [...DEFINITION_KINDS, ...PROPERTIES_KINDS, ...SETTINGS_KINDS] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** Where a schema is used: a definition can be several of these at once. */
export const USED_AS = { input: 1, output: 2, notification: 4 } as const;

/** What a schema is to its parent. */
export type SchemaPosition = "root" | "property" | "items" | "additionalProperties" | "allOf" | "other";

/** A place to report at: a file, and a pointer into it. */
export interface Place {
  file: string;
  pointer: string;
}

export class Node implements Place {
  readonly kind: NodeKind;
  readonly value: JsonObject;
  readonly file: string;
  /** The last token of the pointer. */
  readonly key: string | number;
  #parent: Node | undefined;
  readonly #base: string;
  #pointer: string | undefined;
  #document: JsonDocument | undefined;
  #number = 0;

  /** Operations: where the model has them. In a running validator nodes outlive the model that they were made with. */
  operations: ReadonlyMap<JsonObject, Operation> | undefined;
  /** Schemas: how they are used, as {@link USED_AS} bits; 0 for a definition that nothing refers to. */
  usage = 0;
  /** Schemas: what they are to their parent. */
  position: SchemaPosition = "root";
  /** Schemas that are properties: whether the parent requires them. Parameters: whether required is true. */
  required = false;
  /** Whether it or something around it is `x-ms-visibility: internal`. */
  internal = false;
  /** Responses: the status as written. */
  status: string | undefined;
  /** References: what is in this place if it is not a reference. */
  expected: "parameter" | "response" | "schema" | "pathItem" | undefined;
  /** Connection parameters: the name of the set around them, if any. */
  set: string | undefined;
  /** How many schemas are around this one. */
  depth = 0;

  constructor(
    kind: NodeKind,
    value: JsonObject,
    parent: Node | undefined,
    file: string,
    base: string,
    key: string | number,
  ) {
    this.kind = kind;
    this.value = value;
    this.#parent = parent;
    this.file = file;
    this.key = key;
    this.#base = base;
  }

  /** What it is in. */
  get parent(): Node | undefined {
    observed.what |= ANCESTORS;
    return this.#parent;
  }

  /** Puts it into another node, which stands for what the one before stood for. */
  moveInto(parent: Node | undefined): void {
    this.#parent = parent;
  }

  /** What tells it from its neighbours. */
  get name(): string {
    return `${this.kind} ${this.#base}/${this.key}`;
  }

  /** Whether checks that look at nothing but the node see the same in another one, which is at the same place. */
  isLike(other: Node): boolean {
    return (
      this.value === other.value &&
      this.usage === other.usage &&
      this.required === other.required &&
      this.internal === other.internal &&
      this.position === other.position &&
      this.depth === other.depth &&
      this.status === other.status &&
      this.expected === other.expected
    );
  }

  /** Has it noted when somebody looks at the value: that of the root is nearly all there is. */
  watchValue(): void {
    const { value } = this;
    Object.defineProperty(this, "value", {
      get() {
        observed.what |= OUTSIDE;
        return value;
      },
    });
  }

  /** Schemas: what holds the schema tree: parameter, response, notificationContent, or root for a definition. */
  get holder(): Node | undefined {
    observed.what |= ANCESTORS;
    let around: Node | undefined = this;
    while (around?.kind === "schema") around = around.#parent;
    return around;
  }

  /** The operation around it; undefined in shared definitions and in apiProperties.json. */
  get operation(): Operation | undefined {
    let around: Node | undefined = this;
    while (around && around.kind !== "operation") around = around.#parent;
    if (around === undefined) return undefined;
    observed.what |= MODEL;
    return around.operations?.get(around.value);
  }

  /** Built when first asked for: most nodes are never reported. */
  get pointer(): string {
    if (this.#pointer === undefined) {
      // `#base` holds fixed tokens between the parent and the key, such as "/properties" or "/parameters".
      const before = this.#parent ? this.#parent.pointer + this.#base : this.#base;
      // A key can be the empty text; only the roots have none.
      this.#pointer = this.#parent === undefined ? before : `${before}/${escapeToken(this.key)}`;
    }
    return this.#pointer;
  }

  /** A place below this node: `operation.at("responses", "200")`. */
  at(...tokens: PointerToken[]): Place {
    return new Below(this, tokens);
  }

  /** The number by which the document knows it. Found through the nodes around it: pointers need not be made and read again. */
  numberIn(document: JsonDocument): number {
    if (this.#document !== document) {
      const around = this.#parent?.numberIn(document) ?? 0;
      const base = this.#base === "" ? around : document.below(around, this.#base.slice(1));
      this.#number = this.#parent === undefined ? base : document.below(base, this.key);
      this.#document = document;
    }
    return this.#number;
  }
}

/** A place below a node. */
class Below implements Place {
  readonly file: string;
  readonly #node: Node;
  readonly #tokens: readonly PointerToken[];

  constructor(node: Node, tokens: readonly PointerToken[]) {
    this.file = node.file;
    this.#node = node;
    this.#tokens = tokens;
  }

  get pointer(): string {
    return child(this.#node.pointer, ...this.#tokens);
  }

  numberIn(document: JsonDocument): number {
    return this.#tokens.reduce<number>(
      (at, token) => document.below(at, token),
      this.#node.numberIn(document),
    );
  }
}

/** The number by which a document knows a place in it. */
export function numberOf(place: Place, document: JsonDocument): number {
  return place instanceof Node || place instanceof Below
    ? place.numberIn(document)
    : document.find(place.pointer);
}
