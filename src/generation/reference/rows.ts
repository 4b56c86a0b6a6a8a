/** Schemas as rows of a table: what Microsoft Learn shows of inputs and outputs. */
import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { isInternal, isNotificationUrl, summaryOf } from "../../definition/extensions.ts";
import type { Parameter } from "../../definition/model.ts";
import { refOf } from "../../definition/reference.ts";
import type { Located, Shape, ShapeReader } from "../../definition/schema-shape.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";

/** A type in words: `array of ` and the name of a definition, which a page links. */
export interface TypeText {
  text: string;
  definition?: string;
}

export interface Row {
  /** What makers read. */
  name: string;
  /** Names from the root, with dots. */
  path: string;
  type: TypeText;
  description: string;
  required: boolean;
  /** What the connector fills in; undefined if makers do. */
  fixed?: JsonValue | undefined;
}

/** Deeper schemas are cut: nobody reads such a table. */
const MAX_DEPTH = 12;
/** A page with more rows in one table is not a page; hostile files would have them. */
const MAX_ROWS = 2_000;
/** All tables of a page together, in characters: far more than any published connector has. */
const MAX_PAGE = 5_000_000;
/** Schemas that one operation's inputs are read from: references that fan out would have no end. */
const MAX_VISITS = 20_000;

/** The name of the definition that a schema is written by, as `#/definitions/NAME`. */
export function definitionName(value: JsonValue | undefined): string | undefined {
  const ref = refOf(value);
  if (!ref?.startsWith("#/definitions/")) return undefined;
  const name = ref.slice("#/definitions/".length);
  return name.includes("/") ? undefined : name.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Whether a value is known only while a maker edits. */
export function isDynamic(value: JsonValue | undefined): boolean {
  const { schema, properties } = DYNAMIC_EXTENSIONS;
  return own(value, schema) !== undefined || own(value, properties) !== undefined;
}

export class RowReader {
  readonly #shapes: ShapeReader;
  /** Definitions that rows refer to, to be listed on the page. */
  readonly used = new Set<string>();
  /** Whether rows were left out, because the page would have become too long. */
  isCut = false;
  #left = MAX_PAGE;
  #visits = 0;

  constructor(shapes: ShapeReader) {
    this.#shapes = shapes;
  }

  shape(at: Located | undefined): Shape | undefined {
    return this.#shapes.read(at);
  }

  /** The type of a schema in words. Definitions of objects are named, all else is spelt out. */
  type(at: Located, depth = 0): TypeText {
    const shape = this.#shapes.read(at);
    if (!shape) return { text: "any" };
    if (isDynamic(shape.value)) return { text: "dynamic" };
    if (shape.type === "array") {
      if (!shape.items || depth > MAX_DEPTH) return { text: "array" };
      const inner = this.type(shape.items, depth + 1);
      return { ...inner, text: `array of ${inner.text}` };
    }
    const name = definitionName(at.value);
    if (name !== undefined && shape.properties.size > 0) {
      this.used.add(name);
      return { text: name, definition: name };
    }
    return { text: scalarType(shape) };
  }

  /**
   * The properties of an object schema: objects written in place are not rows but parts of the path, and so are the items
   * of lists that are written in place. What is internal is left out.
   */
  properties(shape: Shape, prefix = "", required = true, depth = 0): Row[] {
    const rows: Row[] = [];
    if (depth > MAX_DEPTH) return rows;
    for (const [name, at] of shape.properties) {
      const inner = this.#shapes.read(at);
      if (!inner || isInternal(inner.value)) continue;
      if (rows.length > MAX_ROWS) {
        this.isCut = true;
        break;
      }
      const path = prefix === "" ? name : `${prefix}.${name}`;
      const isRequired = required && shape.required.has(name);
      const isInPlace = definitionName(at.value) === undefined;
      if (isInPlace && inner.type === "object" && inner.properties.size > 0 && !isDynamic(inner.value)) {
        rows.push(...this.properties(inner, path, isRequired, depth + 1));
        continue;
      }
      this.#add(rows, {
        name: nameOf(inner, name),
        path,
        type: this.type(at),
        description: ownString(inner.value, "description") ?? "",
        required: isRequired,
      });
      rows.push(...this.items(inner, path, depth + 1));
    }
    return rows;
  }

  /** Rows for what is inside of a list whose items are objects written in place. */
  items(list: Shape, path: string, depth = 0): Row[] {
    if (list.type !== "array" || !list.items || definitionName(list.items.value) !== undefined) return [];
    const item = this.#shapes.read(list.items);
    if (!item || isDynamic(item.value)) return [];
    if (item.type === "array") return this.items(item, path, depth + 1);
    return item.properties.size > 0 ? this.properties(item, path, false, depth) : [];
  }

  /** The inputs of an operation: those that makers fill in, then those that the connector does. */
  inputs(parameters: readonly Parameter[]): { asked: Row[]; fixed: Row[] } {
    const asked: Row[] = [];
    const fixed: Row[] = [];
    this.#visits = 0;
    for (const parameter of parameters) {
      if (isNotificationUrl(parameter.value)) continue;
      const required = parameter.in === "path" || own(parameter.value, "required") === true;
      const schema = own(parameter.value, "schema");
      if (schema === undefined) {
        const at = { value: parameter.value, pointer: parameter.pointer };
        const shape = this.#shapes.read(at);
        if (!shape) continue;
        const row = this.#row(at, shape, parameter.name, parameter.name, required);
        this.#add(row.fixed === undefined ? asked : fixed, row);
        continue;
      }
      this.#body(
        parameter,
        { value: schema, pointer: child(parameter.pointer, "schema") },
        required,
        asked,
        fixed,
      );
    }
    shortenPaths([...asked, ...fixed]);
    return { asked, fixed };
  }

  /** The headers of an answer; what is internal is left out. */
  headers(response: Located | undefined): Row[] {
    const found: Row[] = [];
    if (!response) return found;
    const pointer = child(response.pointer, "headers");
    for (const [name, value] of Object.entries(ownObject(response.value, "headers") ?? {})) {
      const at = { value, pointer: child(pointer, name) };
      const shape = this.#shapes.read(at);
      if (!shape || isInternal(shape.value)) continue;
      const row = this.#row(at, shape, name, name, false);
      if (found.length < MAX_ROWS) this.#add(found, row);
    }
    return found;
  }

  #body(parameter: Parameter, at: Located, required: boolean, asked: Row[], fixed: Row[]): void {
    const shape = this.#shapes.read(at);
    if (!shape) return;
    if (isInternal(parameter.value)) return;
    if (shape.properties.size === 0 || isDynamic(shape.value) || shape.type !== "object") {
      this.#add(asked, {
        name: summaryOf(parameter.value) ?? nameOf(shape, parameter.name),
        path: parameter.name,
        type: this.type(at),
        description: ownString(parameter.value, "description") ?? ownString(shape.value, "description") ?? "",
        required,
      });
      asked.push(...this.items(shape, parameter.name));
      return;
    }
    this.#fields(shape, "", required, asked, fixed, 0);
  }

  #fields(shape: Shape, prefix: string, required: boolean, asked: Row[], fixed: Row[], depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const [name, at] of shape.properties) {
      if (asked.length + fixed.length > MAX_ROWS || ++this.#visits > MAX_VISITS) {
        this.isCut = true;
        return;
      }
      const inner = this.#shapes.read(at);
      if (!inner || isNotificationUrl(inner.value)) continue;
      const path = prefix === "" ? name : `${prefix}.${name}`;
      const isRequired = required && shape.required.has(name);
      // An object's fields are inputs of their own, by whatever it is written.
      if (inner.type === "object" && inner.properties.size > 0 && !isDynamic(inner.value)) {
        if (!isInternal(inner.value)) this.#fields(inner, path, isRequired, asked, fixed, depth + 1);
        continue;
      }
      const row = this.#row(at, inner, name, path, isRequired);
      if (row.fixed !== undefined) this.#add(fixed, row);
      else if (!isInternal(inner.value)) {
        this.#add(asked, row);
        asked.push(...this.items(inner, path, depth + 1));
      }
    }
  }

  /** Adds a row, unless the page is full. */
  #add(rows: Row[], row: Row): void {
    this.#left -= row.name.length + row.path.length + row.type.text.length + row.description.length;
    if (this.#left < 0) this.isCut = true;
    else rows.push(row);
  }

  #row(at: Located, shape: Shape, name: string, path: string, required: boolean): Row {
    const row: Row = {
      name: nameOf(shape, name),
      path,
      type: this.type(at),
      description: ownString(shape.value, "description") ?? "",
      required,
    };
    // Without a default nothing is sent: then there is nothing to show.
    if (isInternal(shape.value)) row.fixed = own(shape.value, "default") ?? null;
    return row;
  }
}

/** Learn names an input by its own name; where two have the same, only the path tells them apart. */
function shortenPaths(rows: Row[]): void {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const counts = new Map<string, number>();
  for (const { path } of rows) counts.set(last(path), (counts.get(last(path)) ?? 0) + 1);
  for (const row of rows) if (counts.get(last(row.path)) === 1) row.path = last(row.path);
}

function nameOf(shape: Shape, name: string): string {
  return summaryOf(shape.value) || ownString(shape.value, "title") || name;
}

/** Formats that Learn shows in place of the type. */
const SHOWN_FORMATS = new Set([
  ...["date-time", "date", "date-no-tz", "email", "uri", "url", "uuid", "html", "password", "byte", "binary"],
  ...["double", "float", "decimal", "duration", "time"],
]);

function scalarType(shape: Shape): string {
  const format = ownString(shape.value, "format")?.toLowerCase();
  if (format && SHOWN_FORMATS.has(format)) return format;
  return shape.type;
}

/** Whether there is anything to show of a value. */
export function isSomething(value: JsonValue | undefined): boolean {
  return value !== undefined && !(isObject(value) && Object.keys(value).length === 0);
}
