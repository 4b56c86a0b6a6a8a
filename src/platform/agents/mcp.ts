/**
 * An MCP operation, played as an agent does: `initialize`, `notifications/initialized`, `tools/list`, `tools/call`, as JSON-RPC over
 * the connector. Source: Model Context Protocol, streamable HTTP transport; `x-ms-agentic-protocol` of Copilot Studio.
 */

import { AGENTIC_PROTOCOL as PROTOCOL } from "../../definition/extensions.ts";
import { parseExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import type { AgentSession, AgentTool, Answer } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { assembleCall } from "../invoke/assemble.ts";
import { textOfContent } from "../invoke/content.ts";
import type { Services } from "../services.ts";
import { toolProblems } from "./tool-problems.ts";

const VERSION = "2025-03-26";
/** Pages of tools that are asked for. */
const MOST_PAGES = 100;

/** @throws {InputError} `not-agentic`, `agent-failed` */
export async function connectAgent(
  services: Services,
  operationId: string,
  connection: PlatformConnection,
): Promise<AgentSession> {
  const session = new McpSession(services, operationId, connection);
  await session.initialize();
  return session;
}

class McpSession implements AgentSession {
  server: JsonObject = {};
  readonly #services: Services;
  readonly #operation: string;
  readonly #connection: PlatformConnection;
  #sessionId: string | undefined;
  #count = 0;

  constructor(services: Services, operation: string, connection: PlatformConnection) {
    this.#services = services;
    this.#operation = operation;
    this.#connection = connection;
    const protocol = ownString(this.#found().value, PROTOCOL);
    if (!protocol?.startsWith("mcp-streamable")) {
      throw new InputError(
        "not-agentic",
        `${operation} is not an MCP operation${protocol === undefined ? "" : `: its ${PROTOCOL} is "${protocol}"`}.`,
        `Declare "${PROTOCOL}": "mcp-streamable-1.0" on a POST operation.`,
      );
    }
  }

  async initialize(): Promise<void> {
    this.server = await this.#request("initialize", {
      protocolVersion: VERSION,
      capabilities: {},
      clientInfo: { name: "connector workbench", version: "0.1.0" },
    });
    await this.#post({ jsonrpc: "2.0", method: "notifications/initialized" });
  }

  async tools(): Promise<AgentTool[]> {
    const tools: AgentTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const result = await this.#request("tools/list", cursor === undefined ? {} : { cursor });
      for (const tool of ownArray(result, "tools") ?? []) {
        const schema = ownObject(tool, "inputSchema") ?? {};
        tools.push({
          name: ownString(tool, "name") ?? "",
          description: ownString(tool, "description") ?? "",
          inputSchema: schema,
          problems: toolProblems(tool),
        });
      }
      cursor = ownString(result, "nextCursor");
      if (cursor === undefined) break;
    }
    return tools;
  }

  async call(name: string, values: JsonObject = {}): Promise<JsonObject> {
    return await this.#request("tools/call", { name, arguments: values });
  }

  #found() {
    const { byId } = this.#services.connector.model;
    const operation = byId.get(this.#operation);
    if (operation) return operation;
    throw new InputError(
      "operation-unknown",
      `There is no operation "${this.#operation}".`,
      `The definition has: ${[...byId.keys()].slice(0, 12).join(", ")}.`,
    );
  }

  async #request(method: string, params: JsonObject): Promise<JsonObject> {
    const id = ++this.#count;
    const answer = await this.#post({ jsonrpc: "2.0", id, method, params });
    const message = messagesOf(answer).find((one) => own(one, "id") === id);
    const error = ownObject(message, "error");
    const result = ownObject(message, "result");
    if (answer.ok && result) return result;
    const why = error
      ? `${ownString(error, "message") ?? "an error"} (${String(own(error, "code"))})`
      : answer.ok
        ? "the answer is not a JSON-RPC result"
        : `status ${answer.status}`;
    throw new InputError(
      "agent-failed",
      `${method} failed: ${why}.`,
      "Read the exchange in platform.exchanges().",
    );
  }

  async #post(message: JsonObject): Promise<Answer> {
    const { connector, gateway, ids, product } = this.#services;
    const operation = this.#found();
    const call = assembleCall(connector, operation, {}, undefined, ids.later(24), product);
    call.body = { kind: "json", value: message };
    call.headers.set("content-type", "application/json");
    call.headers.set("accept", "application/json, text/event-stream");
    if (this.#sessionId !== undefined) call.headers.set("mcp-session-id", this.#sessionId);
    const answer = await gateway.send(call, this.#connection, { phase: "invoke" });
    this.#sessionId ??= answer.headers["mcp-session-id"];
    return answer;
  }
}

/** The JSON-RPC messages of an answer: JSON, a batch of it, or events of a stream. */
function messagesOf(answer: Answer): JsonValue[] {
  const text = textOfContent(answer.body);
  if (text === undefined)
    return Array.isArray(answer.body) ? answer.body : isObject(answer.body) ? [answer.body] : [];
  const messages: JsonValue[] = [];
  for (const event of text.split(/\r?\n\r?\n/)) {
    const data = event
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart())
      .join("\n");
    if (data === "") continue;
    try {
      messages.push(parseExact(data));
    } catch {
      // An event that is not JSON is none of the protocol's.
    }
  }
  return messages;
}
