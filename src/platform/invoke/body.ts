/** The body of a call: what the maker gave, completed from the schema as the designer and the runtime do. */

import { isInternal, isNotificationUrl, summaryOf } from "../../definition/extensions.ts";
import type { Parameter } from "../../definition/model.ts";
import { propertiesOf, resolveObject, type SchemaProperty } from "../../definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString, setOwn } from "../../json/values.ts";
import type { Product } from "../api.ts";
import { isContent } from "./content.ts";

export interface Completed {
  body: JsonValue | undefined;
  /** Required inputs that have neither a value nor a default: `'Label' (body/key)`, or the label alone where it is the key. */
  missing: string[];
}

/**
 * Completes a body.
 * - Defaults are filled in at every level, internal ones too (sourced: the designer copies every default into the value).
 * - Required is what is required at every level up to the parameter (sourced).
 * - An internal object: the designer of Logic Apps takes it for one hidden input, fills nothing in it, and sends its own
 *   default or `""` (sourced). Power Automate's runtime fills what is internal from the definition (inferred: dozens of
 *   published triggers have their whole body internal).
 * - The notification URL is put where `x-ms-notification-url` stands (sourced).
 */
export function completeBody(
  root: JsonObject,
  parameter: Parameter,
  given: JsonValue | undefined,
  callbackUrl: string | undefined,
  product: Product,
): Completed {
  const schema = resolveObject(root, own(parameter.value, "schema"), `${parameter.pointer}/schema`);
  const missing: string[] = [];
  const required = own(parameter.value, "required") === true;
  if (!schema)
    return { body: given, missing: given === undefined && required ? [`'${parameter.name}'`] : [] };
  const filler = new Filler(root, callbackUrl, product, missing);
  const body = filler.fill(
    schema.value,
    schema.pointer,
    given,
    required,
    { label: parameter.name, key: parameter.name },
    [],
  );
  return { body, missing };
}

/** What an input is called: to makers, and in the arguments of a call. */
interface Named {
  label: string;
  key: string;
}

function shown({ label, key }: Named): string {
  return label === key ? `'${label}'` : `'${label}' (${key})`;
}

/**
 * Properties that are filled in at most: definitions that name each other twice a level double with every level. No published
 * body has a thousandth of them (inferred from the corpus). What is beyond is not filled in.
 */
const MAX_FILLED = 100_000;

class Filler {
  /** By pointer: whether completing the schema from nothing can give a value. */
  readonly #gives = new Map<string, boolean>();
  #filled = 0;
  readonly #root: JsonObject;
  readonly #callbackUrl: string | undefined;
  readonly #product: Product;
  readonly #missing: string[];

  constructor(root: JsonObject, callbackUrl: string | undefined, product: Product, missing: string[]) {
    this.#root = root;
    this.#callbackUrl = callbackUrl;
    this.#product = product;
    this.#missing = missing;
  }

  /**
   * The value of one schema.
   * @param required whether every level up to here is required
   * @param above pointers of the schemas this one is in: a schema that contains itself is not descended into
   */
  fill(
    schema: JsonObject,
    pointer: string,
    given: JsonValue | undefined,
    required: boolean,
    named: Named,
    above: readonly string[],
  ): JsonValue | undefined {
    if (isNotificationUrl(schema) && this.#callbackUrl !== undefined) return this.#callbackUrl;
    if (given !== undefined && (!isObject(given) || isContent(given))) return given;
    const properties = propertiesOf(this.#root, schema, pointer);
    const internal = isInternal(schema);
    if (given === undefined) {
      const fallback = own(schema, "default");
      if (fallback !== undefined) return structuredClone(fallback);
      if (internal && this.#product === "logic-apps" && (properties.length > 0 || required)) return "";
      if (!required && !this.#mayGive(schema, pointer)) return undefined;
      if (properties.length === 0 || above.includes(pointer) || this.#filled > MAX_FILLED) {
        // What is internal no maker can give: it is left out, and what the service says of that is its answer.
        if (required && !internal) this.#missing.push(shown(named));
        return undefined;
      }
    }
    return this.#fillProperties(given, properties, required, pointer, named.key, above);
  }

  /** Whether anything in a schema fills itself in: each schema is looked at once, however many ways lead to it. */
  #mayGive(schema: JsonObject, pointer: string): boolean {
    const known = this.#gives.get(pointer);
    if (known !== undefined) return known;
    const seen = new Set([pointer]);
    const open = [{ value: schema, pointer }];
    let gives = false;
    for (let next = open.pop(); next !== undefined && !gives; next = open.pop()) {
      gives =
        this.#gives.get(next.pointer) === true ||
        own(next.value, "default") !== undefined ||
        (isNotificationUrl(next.value) && this.#callbackUrl !== undefined) ||
        (isInternal(next.value) && this.#product === "logic-apps");
      if (this.#gives.has(next.pointer)) continue;
      for (const property of propertiesOf(this.#root, next.value, next.pointer)) {
        if (seen.has(property.pointer)) continue;
        seen.add(property.pointer);
        open.push(property);
      }
    }
    // Where nothing gives, nothing below does either; where something does, that is known of the schema asked for alone.
    if (gives) this.#gives.set(pointer, true);
    else for (const each of seen) this.#gives.set(each, false);
    return gives;
  }

  #fillProperties(
    given: JsonObject | undefined,
    properties: readonly SchemaProperty[],
    required: boolean,
    pointer: string,
    key: string,
    above: readonly string[],
  ): JsonValue | undefined {
    const result: JsonObject = given ?? {};
    for (const property of properties) {
      if (own(property.value, "readOnly") === true) continue;
      this.#filled++;
      const value = this.fill(
        property.value,
        property.pointer,
        own(result, property.name),
        required && property.required,
        { label: labelOf(property), key: `${key}/${property.name}` },
        [...above, pointer],
      );
      if (value !== undefined) setOwn(result, property.name, value);
    }
    // A required object is sent even if nothing in it has a value; an optional one only if something does.
    return given !== undefined || required || Object.keys(result).length > 0 ? result : undefined;
  }
}

/** Sourced: `title`, else `x-ms-summary`, else the name. */
function labelOf(property: SchemaProperty): string {
  return ownString(property.value, "title") ?? summaryOf(property.value) ?? property.name;
}
