/** From the parameters of an operation to its flat list of fields, keys and labels included. */

import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../json/values.ts";
import { composeLabel, type Label, type Naming } from "../labels.ts";
import type { FoundOperation } from "../operations.ts";
import { type Cursor, objectAt, type Reader } from "../reading/cursor.ts";
import { brokenReference, ReaderFailure } from "../reading/failure.ts";
import { createKey, encodeSegment } from "../reading/keys.ts";
import { type Budget, weightOf } from "../reading/limits.ts";
import { type Property, rootFrame, sortByImportance } from "../reading/property.ts";
import { SchemaWalk } from "../reading/schema.ts";
import { present, same, textOf, wordOf } from "../reading/words.ts";

/** A field before editor and visibility are decided. */
export interface Field {
  key: string;
  name: string;
  in: string;
  type: string;
  format: string | undefined;
  label: Label;
  required: boolean;
  /** The parameter's or property's own word, or what it inherits. */
  visibility: string;
  /** The parameter itself, or the schema of the property. */
  schema: JsonObject;
  cursor: Cursor;
  /** The parameter the field belongs to. */
  parameter: Cursor;
  parameterName: string;
  /** Where a dynamic schema is looked for: on the parameter itself if the body is one field (sourced). */
  schemaSource: Cursor | undefined;
  /** What is where `items` is read; undefined for arrays outside a body, whose items the designer ignores. */
  items: Cursor | undefined;
  /** Outside a body there is no array editor. */
  inBody: boolean;
  description: string | undefined;
  default: JsonValue | undefined;
  hasDefault: boolean;
  /** The names on the way, from the root of the place. */
  trail: string[];
  /** The editor is fixed by the reader, whatever the definition says. */
  editor?: string;
}

const PLACES = new Set(["header", "path", "query"]);
const SIMPLE = new Set(["array", "boolean", "file", "integer", "number", "string"]);
const FORM = new Set(["boolean", "integer", "number", "string"]);
const BODY_SCALARS = new Set(["boolean", "integer", "null", "number", "string"]);

/**
 * The fields of an operation: required parameters first, then important, plain and advanced ones. Two with one key are one, the last.
 * @throws {ReaderFailure} where the designer throws
 */
export function fieldsOf(reader: Reader, operation: FoundOperation, naming: Naming, budget: Budget): Field[] {
  const parameters = operation.parameters.map((cursor) => {
    if (cursor.value === undefined || cursor.value === null) {
      throw brokenReference(cursor.usedAt, cursor.ref, "required");
    }
    const parameter = objectAt(cursor);
    return {
      cursor,
      required: present(own(parameter, "required")),
      visibility: wordOf(own(parameter, "x-ms-visibility") ?? ""),
    };
  });
  const byKey = new Map<string, Field>();
  for (const { cursor } of sortByImportance(parameters)) {
    if (!budget.take(0, cursor.usedAt, weightOf(objectAt(cursor)))) break;
    for (const field of fieldsOfParameter(reader, cursor, naming, budget)) {
      if (!isConnectionId(field)) byKey.set(field.key, field);
    }
  }
  return [...byKey.values()];
}

function fieldsOfParameter(reader: Reader, cursor: Cursor, naming: Naming, budget: Budget): Field[] {
  const parameter = objectAt(cursor);
  const place = own(parameter, "in");
  const type = own(parameter, "type");
  const known = typeof type === "string" ? type : "";
  if (place === "body") return bodyFields(reader, cursor, naming, budget);
  const name = nameOf(parameter);
  if (place === "formData") {
    if (known === "file") return fileFields(cursor);
    return FORM.has(known) ? [parameterField(cursor, createKey("formData", "$", name))] : [];
  }
  if (typeof place === "string" && PLACES.has(place) && SIMPLE.has(known)) {
    return [parameterField(cursor, createKey(place, "$", name))];
  }
  return [];
}

function bodyFields(reader: Reader, cursor: Cursor, naming: Naming, budget: Budget): Field[] {
  const parameter = objectAt(cursor);
  const schemaCursor = reader.child(cursor, "schema");
  if (schemaCursor.value === undefined || schemaCursor.value === null) {
    throw new ReaderFailure("body-without-schema", cursor.pointer, {
      designerSays: "Cannot read properties of undefined (reading 'type')",
      message: "A body parameter has no schema.",
      help: 'Describe the body in "schema".',
    });
  }
  const schema = objectAt(schemaCursor);
  const type = own(schema, "type");
  const name = nameOf(parameter);
  const walk = new SchemaWalk({ reader, budget, naming, input: true, excludeInternal: false });
  const required = own(parameter, "required");
  const frame = {
    keyPrefix: createKey("body", "$"),
    required: required === undefined ? undefined : present(required),
    prefix: naming === "manifest" ? name : undefined,
  };
  const toField = (property: Property) => bodyField(reader, property, cursor);
  if (type === "array") {
    return walk
      .properties(
        schemaCursor,
        rootFrame({
          ...frame,
          prefix: encodeSegment(name),
          parent: {
            isArray: false,
            arrayName: undefined,
            visibility: wordOf(own(parameter, "x-ms-visibility") ?? ""),
          },
        }),
      )
      .map(toField);
  }
  if (type === "object") {
    const dynamic = present(own(schema, "x-ms-dynamic-schema"));
    const properties = own(schema, "properties");
    if (dynamic || (isObject(properties) && Object.keys(properties).length > 0)) {
      const found = walk.properties(
        schemaCursor,
        rootFrame(dynamic ? { ...frame, prefix: encodeSegment(name) } : frame),
      );
      if (found.length > 0) return found.map(toField);
    }
    return [wholeBody(reader, cursor, schemaCursor, "object")];
  }
  if (typeof type === "string" && BODY_SCALARS.has(type)) {
    return [wholeBody(reader, cursor, schemaCursor, type)];
  }
  return [wholeBody(reader, cursor, schemaCursor, "any")];
}

/** A body that is one field: a scalar, an object without properties, something without a type. */
function wholeBody(reader: Reader, cursor: Cursor, schemaCursor: Cursor, type: string): Field {
  const schema = objectAt(schemaCursor);
  return {
    ...parameterField(cursor, createKey("body", "$")),
    type,
    format: textOf(schema, "format"),
    schema,
    cursor: schemaCursor,
    schemaSource: cursor,
    items: present(own(schema, "items")) ? reader.child(schemaCursor, "items") : undefined,
    inBody: true,
    default: own(schema, "default"),
    hasDefault: own(schema, "default") !== undefined,
    trail: [],
  };
}

function bodyField(reader: Reader, property: Property, parameter: Cursor): Field {
  const { schema, cursor } = property;
  return {
    key: property.key,
    name: property.name,
    in: "body",
    type: property.type,
    format: textOf(schema, "format"),
    label: property.label,
    required: property.required ?? false,
    visibility: property.visibility,
    schema,
    cursor,
    schemaSource: cursor,
    parameter,
    parameterName: nameOf(objectAt(parameter)),
    items: present(own(schema, "items")) ? reader.child(cursor, "items") : undefined,
    inBody: true,
    description: textOf(schema, "description"),
    default: own(schema, "default"),
    hasDefault: own(schema, "default") !== undefined,
    trail: property.trail,
  };
}

/** A field that is a whole parameter outside the schema of a body. */
function parameterField(cursor: Cursor, key: string): Field {
  const parameter = objectAt(cursor);
  const name = nameOf(parameter);
  return {
    key,
    name,
    in: wordOf(own(parameter, "in")),
    type: wordOf(own(parameter, "type") ?? "any"),
    format: textOf(parameter, "format"),
    label: parameterLabel(cursor, name),
    required: present(own(parameter, "required")),
    visibility: wordOf(own(parameter, "x-ms-visibility") ?? ""),
    schema: parameter,
    cursor,
    schemaSource: undefined,
    parameter: cursor,
    parameterName: name,
    items: undefined,
    inBody: false,
    description: textOf(parameter, "description"),
    default: own(parameter, "default"),
    hasDefault: own(parameter, "default") !== undefined,
    trail: [name],
  };
}

/** A file is two fields, its content and its name, unless the definition wants the content alone. */
function fileFields(cursor: Cursor): Field[] {
  const parameter = objectAt(cursor);
  const name = nameOf(parameter);
  // Both characters mean something where the file is sent: the designer leaves such a parameter out.
  if (name.includes('"') || name.includes("@")) return [];
  const content = parameterField(cursor, createKey("formData", "$", name, "$content"));
  if (own(parameter, "x-ms-format") === "contentOnly") return [content];
  const summary = textOf(parameter, "x-ms-summary");
  return [
    content,
    {
      ...content,
      key: createKey("formData", "$", name, "$filename"),
      type: "string",
      format: undefined,
      label: composeLabel(
        { text: `${summary ?? ""} (file name)`.trimStart(), source: "designer", pointer: undefined },
        [],
      ),
      required: false,
      visibility: "",
      schema: {},
      description: undefined,
      default: undefined,
      hasDefault: false,
    },
  ];
}

function parameterLabel(cursor: Cursor, name: string): Label {
  const summary = textOf(cursor.value, "x-ms-summary");
  return composeLabel(
    summary === undefined
      ? { text: name, source: "name", pointer: child(cursor.pointer, "name") }
      : { text: summary, source: "summary", pointer: child(cursor.pointer, "x-ms-summary") },
    [],
  );
}

function nameOf(parameter: JsonObject): string {
  return wordOf(own(parameter, "name") ?? "");
}

/** The platform's own parameter, which older definitions carry in every path. */
function isConnectionId(field: Field): boolean {
  return (
    same(field.name, "connectionId") &&
    field.required &&
    field.in === "path" &&
    same(field.visibility, "internal") &&
    field.type === "string"
  );
}
