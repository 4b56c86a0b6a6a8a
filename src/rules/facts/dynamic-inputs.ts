/** Finds the input of an operation that a dynamic extension names: a parameter, or a field of the body. */

import type { Operation, Parameter } from "../../definition/model.ts";
import { type JsonObject, own } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { type InputBody, type InputField, type InputLeaves, ITEMS, inputLeaves } from "./input-leaves.ts";

export interface DynamicInput {
  parameter: Parameter;
  /** The field of the body, if it is not the parameter itself. */
  field: InputField | undefined;
}

export interface InputLookup {
  found: DynamicInput[];
  /** False where nothing was found but the operation may have it all the same: a body too large, free or dynamic to tell. */
  certain: boolean;
}

/** The parameters of an operation by name: many extensions can ask an operation that has many. */
type ParameterIndex = ReadonlyMap<string, readonly Parameter[]>;

/** More fields of one name make a reference to it no more ambiguous. */
const MAX_OF_ONE_NAME = 20;
/** More names are not suggested from. */
const MAX_NAMES = 500;

interface BodyIndex {
  body: InputBody;
  byPath: Map<string, InputField>;
  byName: Map<string, InputField[]>;
  /** The fields that can hold more than the definition says, by path; the empty path is the whole body. */
  open: Map<string, JsonObject>;
}

export class DynamicInputs {
  readonly #leaves: InputLeaves;
  readonly #bodies = new Map<Operation, BodyIndex | undefined>();
  readonly #parameters = new Map<Operation, ParameterIndex>();

  constructor(leaves: InputLeaves) {
    this.#leaves = leaves;
  }

  /**
   * A plain name, as x-ms-dynamic-values and -schema write it: a parameter, or a body property by its path or, failing
   * both, by its own name. A parameter and a path at once are both returned: the name is ambiguous then.
   * @param from the schema that refers to it: what is not known before it is asked for cannot be referred to from there
   */
  byName(operation: Operation, name: string, from?: JsonObject): InputLookup {
    const found: DynamicInput[] = this.#named(operation, name).map((parameter) => ({
      parameter,
      field: undefined,
    }));
    const index = this.#index(operation);
    if (index) {
      // Older definitions write paths with full stops.
      const exact = index.byPath.get(name) ?? index.byPath.get(name.replaceAll(".", "/"));
      const fields = exact ? [exact] : found.length > 0 ? [] : (index.byName.get(name) ?? []);
      for (const field of fields) found.push({ parameter: index.body.parameter, field });
    }
    const whole = index?.open.get("");
    return { found, certain: whole === undefined || whole === from };
  }

  /** A path, as `parameterReference` and the keys of x-ms-dynamic-list write it: `parameter` or `body/property/property`. */
  byPath(operation: Operation, path: string, from?: JsonObject): InputLookup {
    const named = this.#named(operation, path);
    if (named.length > 0) {
      return { found: named.map((parameter) => ({ parameter, field: undefined })), certain: true };
    }
    const index = this.#index(operation);
    const start = index ? `${index.body.parameter.name}/` : "";
    if (!index || !path.startsWith(start)) return { found: [], certain: true };
    const field = index.byPath.get(path.slice(start.length));
    if (field) return { found: [{ parameter: index.body.parameter, field }], certain: true };
    return { found: [], certain: !isInside(index.open, path.slice(start.length), from) };
  }

  /** Every name by which {@link byPath} finds something, for suggestions. */
  paths(operation: Operation): string[] {
    const names = [...this.#byName(operation).keys()].slice(0, MAX_NAMES);
    const index = this.#index(operation);
    for (const path of index?.byPath.keys() ?? []) {
      if (names.length === MAX_NAMES) break;
      names.push(`${index?.body.parameter.name}/${path}`);
    }
    return names;
  }

  /** Every name by which {@link byName} finds something, for suggestions. */
  names(operation: Operation): string[] {
    const names = [...this.#byName(operation).keys()].slice(0, MAX_NAMES);
    for (const name of this.#index(operation)?.byName.keys() ?? []) {
      if (names.length === MAX_NAMES) break;
      names.push(name);
    }
    return names;
  }

  body(operation: Operation): InputBody | undefined {
    return this.#index(operation)?.body;
  }

  #named(operation: Operation, name: string): readonly Parameter[] {
    return this.#byName(operation).get(name) ?? [];
  }

  #byName(operation: Operation): ParameterIndex {
    let index = this.#parameters.get(operation);
    if (!index) {
      index = Map.groupBy(operation.parameters, ({ name }) => name);
      this.#parameters.set(operation, index);
    }
    return index;
  }

  #index(operation: Operation): BodyIndex | undefined {
    if (!this.#bodies.has(operation)) this.#bodies.set(operation, indexBody(this.#leaves.of(operation)));
    return this.#bodies.get(operation);
  }
}

export function dynamicInputs(subject: Subject): DynamicInputs {
  return new DynamicInputs(subject.fact(inputLeaves));
}

function indexBody(body: InputBody | undefined): BodyIndex | undefined {
  if (!body) return undefined;
  const index: BodyIndex = {
    body,
    byPath: new Map(),
    byName: new Map(),
    open: new Map(body.truncated ? [["", {}]] : []),
  };
  for (const field of body.fields) {
    // What another operation describes, or what nothing describes, can hold any name.
    if (
      own(field.value, "x-ms-dynamic-schema") !== undefined ||
      own(field.value, "x-ms-dynamic-properties") !== undefined ||
      (field.leaf && (own(field.value, "type") === "object" || own(field.value, "type") === undefined))
    ) {
      const path = field.names.filter((name) => name !== ITEMS).join("/");
      if (!index.open.has(path)) index.open.set(path, field.value);
    }
    const last = field.names.at(-1);
    if (last === undefined) continue;
    // References go through the items of arrays without saying so.
    const path = field.names.filter((name) => name !== ITEMS).join("/");
    if (!index.byPath.has(path)) index.byPath.set(path, field);
    const same = index.byName.get(last);
    if (same) {
      if (same.length < MAX_OF_ONE_NAME) same.push(field);
    } else index.byName.set(last, [field]);
  }
  return index;
}

/** Whether a path leads through one of the open fields other than the one that refers to it. */
function isInside(
  open: ReadonlyMap<string, JsonObject>,
  path: string,
  from: JsonObject | undefined,
): boolean {
  const leadsThrough = (part: string) => (open.get(part) ?? from) !== from;
  if (leadsThrough("")) return true;
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1))
    if (leadsThrough(path.slice(0, slash))) return true;
  return false;
}
