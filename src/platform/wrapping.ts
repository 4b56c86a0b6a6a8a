/** Error answers as the gateway words them. */

import { stringifyExact } from "../json/exact-numbers.ts";
import type { JsonObject, JsonValue } from "../json/values.ts";
import { textOfContent } from "./invoke/content.ts";

export interface WrapContext {
  /** Host of the gateway, such as `emulated.azure-apim.net`. */
  source: string;
  clientRequestId: string;
}

/** Names of the statuses that the gateway itself answers with. Only BadGateway is sourced, the others follow it (chosen). */
const NAMES: Record<number, string> = {
  400: "BadRequest",
  401: "Unauthorized",
  413: "RequestEntityTooLarge",
  500: "InternalServerError",
  502: "BadGateway",
  503: "ServiceUnavailable",
  504: "GatewayTimeout",
};

/**
 * The wrapper around failures of the service behind the gateway.
 * Sourced for 502, whose `innerError` holds status, message and source; 503 and 504 are taken to look alike (inferred).
 * @param inner what the service answered, or why it could not be asked
 */
export function wrapFailure(
  status: number,
  inner: JsonValue | undefined,
  host: string,
  context: WrapContext,
): JsonObject {
  const text =
    typeof inner === "string"
      ? inner
      : inner === undefined
        ? ""
        : (textOfContent(inner) ?? stringifyExact(inner));
  return {
    error: {
      code: status,
      source: context.source,
      clientRequestId: context.clientRequestId,
      message: NAMES[status] ?? "Error",
      innerError: {
        status,
        message: `${text}\r\nclientRequestId: ${context.clientRequestId}`,
        source: host,
      },
    },
  };
}

/** What a flow gets where JSON was expected and something else came (sourced: status 400, the raw text inside). */
export function wrapNotJson(text: string, context: WrapContext): JsonObject {
  return {
    error: {
      code: 400,
      source: context.source,
      clientRequestId: context.clientRequestId,
      message: "The response is not in a JSON format.",
      innerError: text,
    },
  };
}

/** Whether the gateway puts its wrapper around a status of the service; 500 and all 4xx pass as they are (chosen). */
export function isWrapped(status: number): boolean {
  return status >= 502 && status <= 504;
}
