/** What goes in and comes out: parameters, request bodies, answers and their headers. */
import { resolveObject } from "../../definition/reference.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import type { Losses } from "./losses.ts";
import type { Schemas } from "./schemas.ts";
import { extensionsOf, follow, followObject, pick, type Way } from "./source.ts";

/** Keywords of a schema that a parameter outside the body, or a header, may have. (Sourced: Swagger 2.0, parameter object.) */
const SIMPLE = [
  ...[
    "type",
    "format",
    "default",
    "enum",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
  ],
  ...["maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems"],
];

export interface Input {
  readonly parameters: JsonObject[];
  readonly consumes: string[];
}

export class Messages {
  readonly #root: JsonObject;
  readonly #schemas: Schemas;
  readonly #losses: Losses;
  readonly #converted: JsonObject;

  /** @param definitions the converted schemas of the components, which the references of other converted schemas lead to */
  constructor(root: JsonObject, schemas: Schemas, definitions: JsonObject, losses: Losses) {
    this.#root = root;
    this.#schemas = schemas;
    this.#losses = losses;
    this.#converted = { definitions };
  }

  parameters(listed: JsonValue[] | undefined, way: Way): JsonObject[] {
    return (listed ?? []).flatMap((value, index) => {
      const found = this.#parameter(followObject(this.#root, value), [...way, String(index)]);
      return found ? [found] : [];
    });
  }

  #parameter(value: JsonObject | undefined, way: Way): JsonObject | undefined {
    const place = ownString(value, "in");
    if (!value || place === undefined) return undefined;
    // OpenAPI 3 itself says that these three are to be ignored: sign-in and MIME types say them.
    if (place === "header" && /^(?:accept|content-type|authorization)$/i.test(ownString(value, "name") ?? ""))
      return undefined;
    if (place === "cookie") {
      this.#losses.add(
        way,
        "Parameters in cookies are lost: connectors send none.",
        "Ask the service for another way, or set the header Cookie by a policy.",
      );
      return undefined;
    }
    const content = preferred(ownObject(value, "content"));
    const schema = this.#schemas.convert(content ? own(content.value, "schema") : own(value, "schema"), [
      ...way,
      "schema",
    ]);
    const simple = content ? { type: "string" } : this.#simple(schema, value, way);
    if (content)
      this.#losses.add(
        way,
        "A parameter that is JSON in itself has become a text.",
        "Say in its description what to write into it.",
      );
    return {
      ...pick(value, ["name", "in", "description"]),
      ...(place === "path" ? { required: true } : pick(value, ["required"])),
      ...simple,
      ...(place === "query" ? pick(value, ["allowEmptyValue"]) : {}),
      ...extensionsOf(value),
    };
  }

  /** Outside the body there are no schemas, and nothing but single values and lists of them. */
  #simple(schema: JsonObject, value: JsonObject, way: Way): JsonObject {
    const resolved = this.#resolved(schema);
    const simple = pick(resolved, SIMPLE);
    const type = ownString(simple, "type");
    if (type === "array") {
      simple.items = this.#simple(ownObject(resolved, "items") ?? {}, {}, way);
      if (own(value, "in") !== undefined) simple.collectionFormat = this.#listFormat(value, way);
      return simple;
    }
    if (type === undefined || type === "object") {
      if (type === "object")
        this.#losses.add(
          way,
          "A parameter outside the body that is an object has become a text.",
          "Split it into single parameters, or let a script build it.",
        );
      return { ...pick(simple, ["enum", "default"]), type: "string" };
    }
    return simple;
  }

  /** A converted schema with its references into the definitions followed. */
  #resolved(schema: JsonObject): JsonObject {
    return resolveObject(this.#converted, schema, "")?.value ?? {};
  }

  #listFormat(value: JsonObject, way: Way): string {
    const style = ownString(value, "style");
    if (style === "spaceDelimited") return "ssv";
    if (style === "pipeDelimited") return "pipes";
    // By default a query repeats the parameter for each entry, which the platform cannot.
    if (own(value, "in") === "query" && own(value, "explode") !== false)
      this.#losses.add(
        way,
        "A list that the service takes as one parameter repeated has become one list with commas.",
        "Check that the service takes it; if not, let a script repeat the parameter.",
      );
    return "csv";
  }

  /** The body as a body parameter, or as form fields. */
  body(given: JsonValue | undefined, method: string, way: Way): Input {
    const value = followObject(this.#root, given);
    const content = ownObject(value, "content");
    const chosen = preferred(content);
    if (!value || !chosen) return { parameters: [], consumes: [] };
    if (method === "get" || method === "head") {
      this.#losses.add(
        way,
        "The body of a GET is lost: the platform sends none.",
        "Use the operation of the service that takes a POST, or query parameters.",
      );
      return { parameters: [], consumes: [] };
    }
    if (Object.keys(content ?? {}).length > 1)
      this.#losses.add(
        way,
        "Of several forms of a body one has been kept, JSON if there is one.",
        "Check that it is the one that makers need.",
      );
    const schema = own(chosen.value, "schema");
    const at = [...way, "content", chosen.type, "schema"];
    if (/^multipart\/|^application\/x-www-form-urlencoded/i.test(chosen.type))
      return { parameters: this.#fields(schema, at), consumes: [chosen.type] };
    const converted = this.#schemas.convert(schema, at);
    const bytes = !isJson(chosen.type) && Object.keys(converted).length === 0;
    return {
      parameters: [
        {
          name: "body",
          in: "body",
          ...pick(value, ["description"]),
          required: own(value, "required") === true,
          schema: bytes ? { type: "string", format: "binary" } : converted,
          ...extensionsOf(value),
        },
      ],
      consumes: [chosen.type === "*/*" ? "application/json" : chosen.type],
    };
  }

  #fields(schema: JsonValue | undefined, way: Way): JsonObject[] {
    const whole = this.#resolved(this.#schemas.convert(schema, way));
    const properties = ownObject(whole, "properties") ?? {};
    const required = ownArray(whole, "required") ?? [];
    return Object.keys(properties).map((name) => {
      const field = this.#resolved(ownObject(properties, name) ?? {});
      const at = [...way, "properties", name];
      const file = ownString(field, "format") === "binary";
      const many =
        ownString(field, "type") === "array" && ownString(ownObject(field, "items"), "format") === "binary";
      if (many)
        this.#losses.add(
          at,
          "A form field for several files has become one for a single file.",
          "Offer several fields, or send one file at a time.",
        );
      return {
        name,
        in: "formData",
        ...pick(field, ["description"]),
        required: required.includes(name),
        ...(file || many ? { type: "file" } : this.#simple(field, { in: "formData" }, at)),
        ...extensionsOf(field),
      };
    });
  }

  responses(given: JsonObject | undefined, way: Way): { responses: JsonObject; produces: string[] } {
    const produces = new Set<string>();
    const responses: [string, JsonObject][] = [];
    const codes = Object.keys(given ?? {});
    for (const code of codes) {
      const value = own(given, code) as JsonValue;
      const at = [...way, code];
      if (code.startsWith("x-")) continue;
      const target = this.#code(code, codes, at);
      if (target !== undefined) responses.push([target, this.#response(value, at, produces)]);
    }
    if (responses.length === 0) responses.push(["default", { description: "The answer." }]);
    return { responses: Object.fromEntries(responses), produces: [...produces] };
  }

  /** 2XX and the like do not exist in 2.0. */
  #code(code: string, codes: readonly string[], way: Way): string | undefined {
    if (!/^[1-5]xx$/i.test(code)) return code;
    const target = code.startsWith("2") ? "200" : "default";
    const free =
      !codes.includes(target) &&
      !codes.some(
        (other) =>
          other !== code &&
          /^[1345]xx$/i.test(other) &&
          /^[1345]xx$/i.test(code) &&
          codes.indexOf(other) < codes.indexOf(code),
      );
    this.#losses.add(
      way,
      "Ranges of status codes (2XX) have become 200 or default, or are lost where there is one already.",
      "Write the codes that the service answers with.",
    );
    return free ? target : undefined;
  }

  #response(given: JsonValue, way: Way, produces: Set<string>): JsonObject {
    const value = followObject(this.#root, given) ?? {};
    const content = ownObject(value, "content");
    const chosen = preferred(content);
    if (own(value, "links") !== undefined)
      this.#losses.add(
        way,
        "Links between answers and operations are lost.",
        "Nothing: makers connect steps by dynamic content.",
      );
    const result: JsonObject = { description: ownString(value, "description") ?? "", ...extensionsOf(value) };
    if (chosen) {
      for (const type of Object.keys(content ?? {})) if (type !== "*/*") produces.add(type);
      const schema = this.#schemas.convert(own(chosen.value, "schema"), [
        ...way,
        "content",
        chosen.type,
        "schema",
      ]);
      const bytes = Object.keys(schema).length === 0 && !isJson(chosen.type);
      if (own(chosen.value, "schema") !== undefined || bytes)
        result.schema = bytes ? { type: "string", format: "binary" } : schema;
      const example =
        own(chosen.value, "example") ??
        own(
          Object.values(ownObject(chosen.value, "examples") ?? {}).map((one) => follow(this.#root, one))[0],
          "value",
        );
      if (example !== undefined && chosen.type !== "*/*") result.examples = { [chosen.type]: example };
    }
    const headers = ownObject(value, "headers");
    if (headers)
      result.headers = Object.fromEntries(
        Object.keys(headers).map((name) => {
          const header = followObject(this.#root, own(headers, name)) ?? {};
          const at = [...way, "headers", name];
          const { collectionFormat: _, ...simple } = this.#simple(
            this.#schemas.convert(own(header, "schema"), at),
            {},
            at,
          );
          return [name, { ...pick(header, ["description"]), ...simple, ...extensionsOf(header) }];
        }),
      );
    return result;
  }
}

/** The MIME type to keep: JSON, then forms, then what comes first. */
function preferred(content: JsonObject | undefined): { type: string; value: JsonObject } | undefined {
  const types = Object.keys(content ?? {});
  const type =
    types.find((name) => /^application\/json/i.test(name)) ??
    types.find(isJson) ??
    types.find((name) => /^multipart\/form-data/i.test(name)) ??
    types.find((name) => /urlencoded/i.test(name)) ??
    types[0];
  if (type === undefined) return undefined;
  const value = own(content, type);
  return { type, value: isObject(value) ? value : {} };
}

function isJson(type: string): boolean {
  return /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i.test(type) || type === "*/*";
}
