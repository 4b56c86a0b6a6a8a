/**
 * Every place where a drop-down, a file picker or a schema is filled by another operation (the x-ms-dynamic-* extensions),
 * with the operations that reach it. Each place is found once, however many operations share its definition.
 */

import { DYNAMIC_EXTENSIONS, type DynamicKind } from "../../definition/dynamic-sources.ts";
import type { Operation } from "../../definition/model.ts";
import { pointerOfRef, valueAt } from "../../definition/reference.ts";
import { schemaParts } from "../../definition/schema-parts.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { MARKS, type Survey, survey } from "./survey.ts";

const KINDS = Object.keys(DYNAMIC_EXTENSIONS) as DynamicKind[];

/** Steps through shared definitions, over all operations: far beyond any real connector, soon reached by hostile ones. */
const MAX_STEPS = 500_000;

/** One value that a call passes on. */
export interface DynamicArgument {
  /** The parameter of the target operation that it is for. */
  name: string;
  /** Where the value is. */
  pointer: string;
  value: JsonValue;
  /** The input of the operation around it that it refers to, as written. */
  reference: string | undefined;
  /** Where that name is written. */
  referencePointer: string;
  /** A fixed value; undefined for references and for what is neither. */
  constant: JsonValue | undefined;
}

/** One call of an operation that fills a place. A tree has two: `open` and `browse`. */
export interface DynamicUse {
  kind: DynamicKind;
  /** Trees: which of the two calls. */
  step: "open" | "browse" | undefined;
  site: DynamicSite;
  /** The object that describes the call, and where it is. */
  value: JsonObject;
  pointer: string;
  operationId: string | undefined;
  target: Operation | undefined;
  arguments: DynamicArgument[];
}

/** A parameter, item or schema with at least one of the extensions. */
export interface DynamicSite {
  value: JsonObject;
  pointer: string;
  isParameter: boolean;
  /** The operations that have it among their inputs, outputs or notifications; none for an unused definition. */
  owners: Operation[];
  uses: DynamicUse[];
}

export interface DynamicUsages {
  sites: DynamicSite[];
  uses: DynamicUse[];
  /** False if the definition is too entangled to find all owners: then the absence of one means nothing. */
  complete: boolean;
}

/** A part of the document that is entered in one place: a parameter, a response, a definition. */
interface Island {
  pointer: string;
  value: JsonValue;
  sites: DynamicSite[];
  /** Pointers of the islands it refers to. */
  refs: Set<string>;
}

export function dynamicUsages(subject: Subject): DynamicUsages {
  const text = subject.connector.definition?.text ?? "";
  // Half of all connectors have none. A key can also be written with escapes, which nobody does.
  if (!text.includes("x-ms-dynamic-") && !text.includes("\\u00"))
    return { sites: [], uses: [], complete: true };
  return new Finder(subject).find();
}

class Finder {
  readonly #subject: Subject;
  readonly #survey: Survey;
  readonly #islands = new Map<string, Island>();
  readonly #waiting: Island[] = [];
  /** Where the island is that is being read, and the way from there to the value at hand. */
  #base = "";
  readonly #tokens: (string | number)[] = [];

  constructor(subject: Subject) {
    this.#subject = subject;
    this.#survey = subject.fact(survey);
  }

  find(): DynamicUsages {
    const { root } = this.#subject;
    const entries = this.#subject.model.operations.map((operation) => ({
      operation,
      islands: this.#entriesOf(operation),
    }));
    for (const section of ["definitions", "parameters", "responses"]) {
      const holder = ownObject(root, section) ?? {};
      for (const name of Object.keys(holder)) this.#enter(child("", section, name), own(holder, name));
    }
    for (let island = this.#waiting.pop(); island; island = this.#waiting.pop()) this.#scan(island);
    const complete = this.#findOwners(entries);
    const sites = [...this.#islands.values()].flatMap((island) => island.sites);
    return { sites, uses: sites.flatMap((site) => site.uses), complete };
  }

  #entriesOf(operation: Operation): string[] {
    const entries: { value: JsonValue; pointer: string }[] = [
      ...operation.parameters,
      ...operation.responses,
    ];
    if (operation.notificationContent) entries.push(operation.notificationContent);
    const useful = entries.filter(({ value }) => this.#survey.leadsTo(value, MARKS.dynamic));
    for (const { value, pointer } of useful) this.#enter(pointer, value);
    return useful.map(({ pointer }) => pointer);
  }

  /** Most parts of a definition neither hold what is looked for nor lead to it. */
  #enter(pointer: string, value: JsonValue | undefined): void {
    if (value === undefined || this.#islands.has(pointer) || !this.#survey.leadsTo(value, MARKS.dynamic))
      return;
    const island: Island = { pointer, value, sites: [], refs: new Set() };
    this.#islands.set(pointer, island);
    this.#waiting.push(island);
  }

  #refer(pointer: string, island: Island): void {
    island.refs.add(pointer);
    this.#enter(pointer, valueAt(this.#subject.root, pointer));
  }

  #scan(island: Island): void {
    const { pointer, value } = island;
    if (!isObject(value)) return;
    if (!this.#survey.holds(value, MARKS.dynamic)) {
      // Where it leads is all that counts.
      for (const name of this.#survey.refsIn(value)) this.#refer(child("/definitions", name), island);
      return;
    }
    this.#base = pointer;
    const isDefinition = /^\/definitions\/[^/]*$/.test(pointer);
    if (!isDefinition && own(value, "in") !== undefined && own(value, "name") !== undefined) {
      this.#site(value, true, island);
      const depth = this.#tokens.length;
      for (let items = ownObject(value, "items"); items; items = ownObject(items, "items")) {
        this.#tokens.push("items");
        this.#site(items, true, island);
      }
      this.#tokens.length = depth;
      this.#schema(own(value, "schema"), "schema", undefined, island);
    } else if (isDefinition || own(value, "schema") === undefined)
      this.#schema(value, undefined, undefined, island);
    else this.#schema(own(value, "schema"), "schema", undefined, island);
  }

  /** A schema that is under one or two tokens of what was read before. */
  #schema(
    value: JsonValue | undefined,
    first: string | undefined,
    second: string | number | undefined,
    island: Island,
  ): void {
    if (!isObject(value)) return;
    const { ref, properties, items, additionalProperties, allOf } = schemaParts(value);
    if (typeof ref === "string") {
      const target = pointerOfRef(ref);
      if (!("fault" in target)) this.#refer(target.pointer, island);
      return;
    }
    const depth = this.#tokens.length;
    if (first !== undefined) this.#tokens.push(first);
    if (second !== undefined) this.#tokens.push(second);
    this.#site(value, false, island);
    if (isObject(properties))
      for (const name of Object.keys(properties))
        this.#schema(own(properties, name), "properties", name, island);
    if (Array.isArray(items))
      for (const [index, item] of items.entries()) this.#schema(item, "items", index, island);
    else this.#schema(items, "items", undefined, island);
    this.#schema(additionalProperties, "additionalProperties", undefined, island);
    if (Array.isArray(allOf))
      for (const [index, part] of allOf.entries()) this.#schema(part, "allOf", index, island);
    this.#tokens.length = depth;
  }

  #site(value: JsonObject, isParameter: boolean, island: Island): void {
    if (!hasExtension(value)) return;
    let site: DynamicSite | undefined;
    for (const kind of KINDS) {
      const extension = own(value, DYNAMIC_EXTENSIONS[kind]);
      if (extension === undefined) continue;
      // Places are written out only here: most schemas have none of the extensions.
      const pointer = site?.pointer ?? child(this.#base, ...this.#tokens);
      site ??= { value, pointer, isParameter, owners: [], uses: [] };
      if (!isObject(extension)) continue;
      const at = child(pointer, DYNAMIC_EXTENSIONS[kind]);
      if (kind !== "tree") site.uses.push(this.#use(kind, undefined, site, extension, at));
      else
        for (const step of ["open", "browse"] as const) {
          const call = ownObject(extension, step);
          if (call) site.uses.push(this.#use(kind, step, site, call, child(at, step)));
        }
    }
    if (site) island.sites.push(site);
  }

  #use(
    kind: DynamicKind,
    step: DynamicUse["step"],
    site: DynamicSite,
    value: JsonObject,
    pointer: string,
  ): DynamicUse {
    const operationId = ownString(value, "operationId");
    const target = operationId === undefined ? undefined : this.#subject.model.byId.get(operationId);
    const parameters = ownObject(value, "parameters") ?? {};
    const args = Object.keys(parameters).map((name) =>
      readArgument(kind, name, own(parameters, name) ?? null, child(pointer, "parameters", name)),
    );
    return { kind, step, site, value, pointer, operationId, target, arguments: args };
  }

  /** Follows the references from each operation; what leads to no extension is not an island. */
  #findOwners(entries: { operation: Operation; islands: string[] }[]): boolean {
    let steps = 0;
    for (const { operation, islands } of entries) {
      const seen = new Set<string>();
      const waiting = [...islands];
      for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
        if (seen.has(pointer)) continue;
        seen.add(pointer);
        const island = this.#islands.get(pointer);
        if (!island) continue;
        for (const site of island.sites) site.owners.push(operation);
        for (const ref of island.refs) {
          if (++steps > MAX_STEPS) return false;
          waiting.push(ref);
        }
      }
    }
    return true;
  }
}

/** Most schemas have none: one look at the keys is quicker than asking for each by name. */
function hasExtension(value: JsonObject): boolean {
  for (const key in value) if (key.startsWith("x-ms-dynamic-")) return true;
  return false;
}

/** Whether an extension names inputs by plain name (`parameter`) or by path (`parameterReference`). */
export function refersByName(kind: DynamicKind): boolean {
  return kind === "values" || kind === "schema";
}

function readArgument(kind: DynamicKind, name: string, value: JsonValue, pointer: string): DynamicArgument {
  const key = refersByName(kind) ? "parameter" : "parameterReference";
  const reference = ownString(value, key);
  const constant = isObject(value)
    ? refersByName(kind)
      ? undefined
      : own(value, "value")
    : refersByName(kind)
      ? value
      : undefined;
  return {
    name,
    pointer,
    value,
    reference,
    referencePointer: child(pointer, key),
    constant: reference === undefined ? constant : undefined,
  };
}
