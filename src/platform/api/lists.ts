/** Lists in pages, and tools of agents. */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { Answer } from "./answers.ts";

export interface PageOptions {
  /** Pages are asked for until there are so many items; all by default, at most 100,000. */
  minimumItems?: number;
}

export interface PagedList {
  /** The items of all pages. */
  items: JsonValue[];
  pages: Answer[];
  /** The link that was not followed, because there were enough items. */
  nextLink?: string;
  /** What is wrong with the pages: a link past the connector, a page that failed. */
  problems: string[];
}

/** A tool that an MCP server offers to agents. */
export interface AgentTool {
  name: string;
  description: string;
  inputSchema: JsonObject;
  /** What Copilot Studio refuses in it, or reads otherwise. */
  problems: string[];
}

/** A conversation with an MCP operation, begun with `initialize`. */
export interface AgentSession {
  /** What the server says of itself: `serverInfo`, `capabilities`, `protocolVersion`. */
  readonly server: JsonObject;
  /** All pages of `tools/list`. */
  tools(): Promise<AgentTool[]>;
  /** The result of `tools/call`: `content`, `isError`. @throws {InputError} `agent-failed` if the server answers with an error */
  call(name: string, values?: JsonObject): Promise<JsonObject>;
}
