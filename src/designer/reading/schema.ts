/**
 * Flattens a schema into the properties a maker meets: one for each leaf, and for outputs one for each object, array and item.
 * The rules follow the designer's schema processor (sourced: read and run); names and structure are ours.
 */
import { isObject, type JsonValue, own } from "../../json/values.ts";
import {
  composeLabel,
  ITEM_NAME,
  type Naming,
  ownPart,
  ROOT_NAME,
  summaryPart,
  titlePart,
} from "../labels.ts";
import { type Cursor, objectAt, type Reader } from "./cursor.ts";
import { brokenReference } from "./failure.ts";
import { EVERY_ITEM, encodeSegment } from "./keys.ts";
import { type Budget, weightOf } from "./limits.ts";
import {
  aliasOf,
  type Frame,
  hasDynamicSchema,
  isInternal,
  isReadOnly,
  isRequired,
  type Property,
  size,
  sortByImportance,
  visibilityOf,
} from "./property.ts";
import { present, same, wordOf } from "./words.ts";

export interface WalkOptions {
  reader: Reader;
  budget: Budget;
  naming: Naming;
  /** Inputs: read-only is left out, arrays stay whole, objects themselves are not listed. Outputs: the opposite. */
  input: boolean;
  excludeInternal: boolean;
}

const SCALARS = new Set(["boolean", "integer", "null", "number", "string"]);

export class SchemaWalk {
  private readonly options: WalkOptions;

  constructor(options: WalkOptions) {
    this.options = options;
  }

  /**
   * The properties at and below a schema, in the designer's order.
   * @throws {ReaderFailure} where the designer throws
   */
  properties(cursor: Cursor, frame: Frame): Property[] {
    const type = own(cursor.value, "type");
    const found = Array.isArray(type)
      ? // Each type counts as a schema of its own; the last one wins later, because keys are the same.
        type.flatMap((one) => this.filtered(this.ofType(cursor, frame, one)))
      : this.ofType(cursor, frame, type);
    return this.filtered(found);
  }

  private filtered(properties: Property[]): Property[] {
    const kept = this.options.excludeInternal
      ? properties.filter((property) => !same(property.visibility, "internal"))
      : properties;
    return sortByImportance(kept);
  }

  private ofType(cursor: Cursor, frame: Frame, type: JsonValue | undefined): Property[] {
    if (type === "array") return this.array(cursor, frame);
    if (type === "object") return this.object(cursor, frame);
    if (type === undefined || (typeof type === "string" && SCALARS.has(type))) {
      return this.scalar(cursor, frame, type as string | undefined);
    }
    // A type the designer does not know ("date", "file") is not a property at all.
    return [];
  }

  private scalar(cursor: Cursor, frame: Frame, type = own(cursor.value, "type")): Property[] {
    const property = this.details(cursor, frame, { type });
    return property ? [property] : [];
  }

  private array(cursor: Cursor, frame: Frame, skipSelf = false): Property[] {
    const { input, naming, reader, budget } = this.options;
    const schema = objectAt(cursor);
    const self = skipSelf ? [] : this.scalar(cursor, frame, "array");
    if (input || isInternal(schema) || !budget.take(frame.trail.length, cursor.pointer, size(frame))) {
      return self;
    }

    const items = reader.child(cursor, "items");
    const itemSchema = objectAt(items);
    const visibility = visibilityOf(schema, frame);
    frame.parent = {
      isArray: true,
      arrayName: frame.parent ? frame.prefix : this.nameOf(frame),
      visibility,
    };
    frame.prefix = undefined;
    // The array's own words come before its items' labels only if the items have none themselves.
    const title = titlePart(schema, cursor.pointer, naming);
    const summary = summaryPart(schema, cursor.pointer, naming);
    if (title && !titlePart(itemSchema, items.pointer, naming)) frame.titles = [...frame.titles, title];
    if (summary && !summaryPart(itemSchema, items.pointer, naming)) {
      frame.summaries = [...frame.summaries, summary];
    }
    frame.currentKey = EVERY_ITEM;
    const arrayTrail = frame.trail;
    frame.trail = [...arrayTrail, EVERY_ITEM];
    const item = this.details(items, frame, { item: true });
    const own_ = item ? [...self, item] : self;

    const type = own(itemSchema, "type");
    if (type === "object") {
      if (present(own(itemSchema, "x-ms-dynamic-schema"))) return [...this.scalar(items, frame), ...own_];
      const keyPrefix = `${frame.keyPrefix ?? "$"}.${EVERY_ITEM}`;
      return [...this.objectProperties(items, frame, keyPrefix), ...own_];
    }
    if (type === "array" && item) {
      frame.keyPrefix = item.key;
      frame.prefix = item.name;
      return [...this.array(items, frame, true), ...own_];
    }
    return own_;
  }

  private object(cursor: Cursor, frame: Frame): Property[] {
    const found = this.objectProperties(cursor, frame, frame.keyPrefix);
    if (hasDynamicSchema(objectAt(cursor))) {
      const property = this.details(cursor, frame, {});
      return property ? [property] : [];
    }
    return found.length > 0 ? found : this.scalar(cursor, frame, "object");
  }

  private objectProperties(cursor: Cursor, frame: Frame, keyPrefix: string | undefined): Property[] {
    const { input, naming, reader, budget } = this.options;
    const schema = objectAt(cursor);
    const permission = own(schema, "x-ms-permission") ?? frame.permission;
    const readOnlyInput = input && isReadOnly(schema, frame);
    const title = titlePart(schema, cursor.pointer, naming);
    const summary = summaryPart(schema, cursor.pointer, naming);
    const titles = title ? [...frame.titles, title] : frame.titles;
    const summaries = summary ? [...frame.summaries, summary] : frame.summaries;
    const found: Property[] = [];

    const properties = reader.child(cursor, "properties");
    const keys = isObject(properties.value) ? Object.keys(properties.value) : [];
    if (keys.length > 0 && !isInternal(schema) && !readOnlyInput) {
      for (const key of keys) {
        const property = reader.child(properties, key);
        if (property.value === undefined || property.value === null) {
          throw brokenReference(property.usedAt, property.ref, "x-ms-property-name-alias");
        }
        const characters = size({ ...frame, titles, summaries }) + key.length + weightOf(objectAt(property));
        if (!budget.take(frame.trail.length, property.usedAt, characters)) break;
        const parentKey = keyPrefix ?? frame.keyPrefix ?? "$";
        const segment = this.segmentFor(key, frame);
        found.push(
          ...this.properties(property, {
            currentKey: key,
            prefix: this.prefixFor(key, frame),
            keyPrefix: `${parentKey}.${segment}`,
            titles,
            summaries,
            parent: {
              isArray: frame.parent?.isArray ?? false,
              arrayName: frame.parent?.arrayName,
              visibility: visibilityOf(schema, frame),
            },
            permission,
            required: isRequired(schema, cursor, key, frame.required),
            trail: [...frame.trail, key],
          }),
        );
      }
    }

    if (!input) {
      const key = keyPrefix ?? frame.keyPrefix ?? "$";
      const property = this.details(cursor, frame, { type: "object", key });
      if (property) found.push(property);
    }
    return sortByImportance(found);
  }

  private segmentFor(key: string, frame: Frame): string {
    return this.options.naming === "manifest" ? encodeSegment(aliasOf(key, frame)) : encodeSegment(key);
  }

  private prefixFor(key: string, frame: Frame): string {
    if (this.options.naming === "manifest") return aliasOf(key, frame);
    return frame.prefix ? `${frame.prefix}.${encodeSegment(key)}` : encodeSegment(key);
  }

  private nameOf(frame: Frame): string | undefined {
    if (frame.prefix || this.options.input) return frame.prefix || frame.currentKey;
    if (!frame.parent?.isArray) return ROOT_NAME;
    const array = frame.parent.arrayName;
    return array && array !== ROOT_NAME ? `${array}-${ITEM_NAME}` : ITEM_NAME;
  }

  private details(
    cursor: Cursor,
    frame: Frame,
    how: { type?: JsonValue | undefined; key?: string; item?: boolean },
  ): Property | undefined {
    const { input, naming } = this.options;
    const schema = objectAt(cursor);
    if (input && isReadOnly(schema, frame)) return undefined;
    const base = how.key ?? frame.keyPrefix ?? "$";
    const key = how.item ? `${base}.${EVERY_ITEM}` : base;
    const name = this.nameOf(frame);
    const prefixes = frame.titles.length > 0 ? frame.titles : frame.summaries;
    let label = composeLabel(ownPart(schema, cursor.pointer, naming, frame.currentKey, key, name), prefixes);
    if (label.text === "" && input) {
      label = composeLabel({ text: "Body", source: "designer", pointer: undefined }, []);
    }
    const type = "type" in how ? how.type : own(schema, "type");
    return {
      key,
      name: name || label.text,
      type: present(type) ? wordOf(type) : "any",
      label,
      required: frame.required,
      visibility: visibilityOf(schema, frame),
      isInsideArray: frame.parent?.isArray ?? false,
      parentArray: frame.parent?.arrayName,
      schema,
      cursor,
      trail: frame.trail,
    };
  }
}
