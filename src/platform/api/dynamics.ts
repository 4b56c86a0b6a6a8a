/** Drop-downs, trees and schemas that the service is asked for. */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { Connection } from "./connections.ts";
import type { Arguments } from "./flows.ts";

export interface DynamicRow {
  value: JsonValue | undefined;
  title: string;
  description?: string;
  /** False for a row that is shown but cannot be chosen. */
  selectable: boolean;
  /** True for a row of a tree that can be opened. */
  folder?: boolean;
  /** The whole item of the answer, by which the level below is asked for. */
  item: JsonValue;
}

export interface DynamicList {
  /** In the order in which the maker sees them: A to Z by title. */
  rows: DynamicRow[];
  /** What the maker reads instead of rows. */
  error?: string;
  /** What the author should fix; the maker does not see it. */
  problems: string[];
}

export interface DynamicSchema {
  schema?: JsonObject;
  /** What the schema describes: empty for the whole value, `/value/*` for the items of the list `value`. */
  at?: string;
  error?: string;
  problems: string[];
}

export interface DynamicOptions {
  connection?: Connection | string;
  /** Current values of the operation's other inputs. */
  arguments?: Arguments;
  /** Ask again instead of answering from the cache (24 h). */
  refresh?: boolean;
}

export interface Dynamics {
  /** Rows of the drop-down of one input; `key` is the parameter's name or the designer's flat key. */
  list(operation: string, key: string, options?: DynamicOptions): Promise<DynamicList>;
  /** One level of a tree: the root, or what is below a row. */
  tree(
    operation: string,
    key: string,
    options?: DynamicOptions & { below?: DynamicRow },
  ): Promise<DynamicList>;
  /**
   * Schema of a dynamic input (`key`; `body` for the whole body, whatever it is called), or of the outputs (`key` left out). A schema
   * of the outputs that was asked for is what later answers and notifications of the operation are checked against.
   */
  schema(operation: string, key?: string, options?: DynamicOptions): Promise<DynamicSchema>;
}
