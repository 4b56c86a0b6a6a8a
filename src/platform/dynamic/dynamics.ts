/** Dynamic inputs, resolved and called as the designer does. */

import { dropDownOf, hasTree, type RowSource, treeLevelOf } from "../../definition/dynamic-sources.ts";
import type { Operation } from "../../definition/model.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { sizeOf } from "../../json/size.ts";
import type { JsonObject } from "../../json/values.ts";
import { NewestByKey } from "../../machine/memory/newest.ts";
import type { Answer, DynamicList, DynamicOptions, DynamicRow, DynamicSchema, Dynamics } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { assembleCall } from "../invoke/assemble.ts";
import { KEPT_ANSWERS } from "../limits.ts";
import type { Services } from "../services.ts";
import { DynamicError, failureText, resolveArguments, targetOf } from "./call.ts";
import { inputOf, inputSchemas, outputSchemas } from "./places.ts";
import { rowsOf } from "./rows.ts";
import { schemaIn } from "./schema.ts";

/** Sourced: the designer keeps an answer for a day. */
const CACHE_MS = 24 * 3_600_000;

export class DynamicInputs implements Dynamics {
  readonly #services: Services;
  readonly #connectionOf: (given: DynamicOptions["connection"]) => PlatformConnection;
  readonly #cache = new NewestByKey<string, { at: number; answer: Answer }>(KEPT_ANSWERS);

  constructor(services: Services, connectionOf: (given: DynamicOptions["connection"]) => PlatformConnection) {
    this.#services = services;
    this.#connectionOf = connectionOf;
  }

  async list(id: string, key: string, options: DynamicOptions = {}): Promise<DynamicList> {
    const { operation, input } = this.#input(id, key);
    const { root } = this.#services.connector.model;
    const source = dropDownOf(root, input);
    if (source) return await this.#rows(operation, source, options);
    if (hasTree(root, input)) return await this.tree(id, key, options);
    throw new InputError(
      "input-not-dynamic",
      `The input "${key}" of ${id} has no dynamic values.`,
      "Give its value directly.",
    );
  }

  async tree(
    id: string,
    key: string,
    options: DynamicOptions & { below?: DynamicRow } = {},
  ): Promise<DynamicList> {
    const { operation, input } = this.#input(id, key);
    const { root } = this.#services.connector.model;
    const below = options.below !== undefined;
    const level = treeLevelOf(root, input, below);
    if (!level) {
      throw new InputError(
        "input-not-a-tree",
        `The input "${key}" of ${id} has no dynamic tree${below ? " to browse" : ""}.`,
        "Use list() for drop-downs.",
      );
    }
    return await this.#rows(operation, level, options);
  }

  async schema(id: string, key?: string, options: DynamicOptions = {}): Promise<DynamicSchema> {
    const { connector, checker } = this.#services;
    const { root } = connector.model;
    const operation = this.#operation(id);
    const [place, ...others] =
      key === undefined ? outputSchemas(root, operation) : inputSchemas(root, operation, key);
    if (!place) {
      if (key !== undefined) this.#input(id, key);
      throw new InputError(
        "schema-not-dynamic",
        `The ${key === undefined ? "output" : `input "${key}"`} of ${id} has no dynamic schema.`,
        "Its fields are those of the definition.",
      );
    }
    const about = key === undefined ? "outputs" : "inputs";
    const at = place.at.map((step) => `/${step}`).join("");
    try {
      const answer = await this.#call(operation, place.source.call, options);
      const { schema, problems } = schemaIn(answer.body, place.source.path);
      for (const other of others)
        problems.push(
          `There is a further dynamic schema at ${other.at.map((step) => `/${step}`).join("") || "the root"}.`,
        );
      if (!schema) return { error: wordSchema(about, problems[0] ?? ""), problems, at };
      // What comes from now on is held against it.
      if (key === undefined) checker.learn(id, place.at, schema);
      return { schema, problems, at };
    } catch (error) {
      if (!(error instanceof DynamicError)) throw error;
      return { error: wordSchema(about, error.message), problems: [], at };
    }
  }

  async #rows(
    operation: Operation,
    source: RowSource,
    options: DynamicOptions & { below?: DynamicRow },
  ): Promise<DynamicList> {
    try {
      const answer = await this.#call(operation, source.call, options);
      return rowsOf(answer.body, source.paths);
    } catch (error) {
      if (!(error instanceof DynamicError)) throw error;
      return { rows: [], error: error.message, problems: [] };
    }
  }

  async #call(
    operation: Operation,
    extension: JsonObject,
    options: DynamicOptions & { below?: DynamicRow },
  ): Promise<Answer> {
    const { connector, clock, gateway, ids, product } = this.#services;
    const connection = this.#connectionOf(options.connection);
    const target = targetOf(connector.model.byId, extension);
    const values = resolveArguments(operation, extension, options.arguments ?? {}, options.below?.item);
    const cacheKey = stringifyExact([connection.id, target.id, values]);
    const cached = this.#cache.get(cacheKey);
    if (cached && !options.refresh && clock.now() - cached.at < CACHE_MS) return cached.answer;
    const call = this.#assemble(() =>
      assembleCall(connector, target.operation, values, undefined, ids.later(24), product),
    );
    const answer = await gateway.send(call, connection, { phase: "dynamic" });
    if (!answer.ok) throw new DynamicError(failureText(answer, gateway.urlFor(connection)));
    this.#cache.set(cacheKey, { at: clock.now(), answer }, sizeOf(answer) + 2 * cacheKey.length);
    return answer;
  }

  /** What the extension passes does not fit its operation: the maker reads it as a failure of the list. */
  #assemble<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw error instanceof InputError ? new DynamicError(error.message) : error;
    }
  }

  #operation(id: string): Operation {
    const operation = this.#services.connector.model.byId.get(id);
    if (operation) return operation;
    throw new InputError("operation-unknown", `There is no operation "${id}".`, "Check the operation id.");
  }

  #input(id: string, key: string): { operation: Operation; input: JsonObject } {
    const operation = this.#operation(id);
    const input = inputOf(this.#services.connector.model.root, operation, key);
    if (input) return { operation, input };
    throw new InputError("input-unknown", `${id} has no input "${key}".`, "Check the name of the parameter.");
  }
}

/** Sourced texts. */
function wordSchema(about: "inputs" | "outputs", message: string): string {
  return about === "inputs"
    ? `Failed to retrieve dynamic inputs. Error details: '${message}'`
    : `Failed to retrieve dynamic outputs. As a result, this operation's outputs might not be visible in subsequent actions. Error details: ${message}`;
}
