/**
 * Shapes of JSON that come from outside, each declared once: its JSON schema checks values and documents them, its type
 * follows from the same declaration.
 */
import type { JsonValue } from "../../json/values.ts";

export interface Shape<T> {
  /** JSON schema, as OpenAPI 3.1 takes it. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Never set: carries the type. */
  readonly type?: T;
}

/** The type of the values that a shape lets through. */
export type Of<S> = S extends Shape<infer T> ? T : never;

type Members = Readonly<Record<string, Shape<unknown>>>;
type Object<R extends Members, O extends Members> = { -readonly [K in keyof R]: Of<R[K]> } & {
  -readonly [K in keyof O]?: Of<O[K]>;
};

/** An object with these members and no others; the second ones may be missing. */
export function object<R extends Members, O extends Members = Record<never, never>>(
  required: R,
  optional = {} as O,
): Shape<Object<R, O>> {
  const properties = Object.entries({ ...required, ...optional }).map(([name, { schema }]) => [name, schema]);
  return {
    schema: {
      type: "object",
      additionalProperties: false,
      required: Object.keys(required),
      properties: Object.fromEntries(properties),
    },
  };
}

/** An object with any names for members, all of one shape. */
export function map<T>(value: Shape<T>, maxProperties: number): Shape<Record<string, T>> {
  const { schema } = value;
  const any = Object.keys(schema).length === 0;
  return { schema: { type: "object", maxProperties, ...(any ? {} : { additionalProperties: schema }) } };
}

export function list<T>(item: Shape<T>, maxItems: number, minItems = 0): Shape<T[]> {
  return {
    schema: { type: "array", items: item.schema, maxItems, ...(minItems > 0 ? { minItems } : {}) },
  };
}

/** A string with lengths in characters. */
export function text(maxLength: number, minLength = 0): Shape<string> {
  return { schema: { type: "string", maxLength, ...(minLength > 0 ? { minLength } : {}) } };
}

export function integer(minimum: number, maximum: number): Shape<number> {
  return { schema: { type: "integer", minimum, maximum } };
}

export function number(minimum: number, maximum: number): Shape<number> {
  return { schema: { type: "number", minimum, maximum } };
}

export const truth: Shape<boolean> = { schema: { type: "boolean" } };

/** Any value at all. */
export const anything: Shape<JsonValue> = { schema: {} };

export function oneOf<const T extends string | number | true>(...values: readonly T[]): Shape<T> {
  return { schema: values.length === 1 ? { const: values[0] } : { enum: values } };
}

export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return { schema: { anyOf: [first.schema, second.schema] } };
}

/** The same shape with a sentence for whoever reads the documentation. */
export function described<T>(shape: Shape<T>, description: string): Shape<T> {
  return { schema: { ...shape.schema, description } };
}

/** A shape whose schema is declared elsewhere; that the type fits it is the author's word. */
export function trusted<T>(schema: object): Shape<T> {
  return { schema: schema as Record<string, unknown> };
}
