/** Which response of an operation gives its tokens. */
import type { JsonValue } from "../../json/values.ts";
import type { FoundOperation } from "../operations.ts";
import { type Cursor, objectAt, type Reader } from "../reading/cursor.ts";
import { brokenReference } from "../reading/failure.ts";
import { present, same } from "../reading/words.ts";

export interface Answer {
  /** The status code, `default`, or `notification`. */
  status: string;
  cursor: Cursor;
}

/**
 * The answer that gives the tokens: the notification content of a webhook; the only response if it tells of success;
 * else 200, 201 or default, in this order (sourced: run). 202 beside 400 gives nothing.
 */
export function answerOf(reader: Reader, operation: FoundOperation): Answer | undefined {
  if (operation.isWebhook) return { status: "notification", cursor: operation.notificationContent };
  const responses = reader.child(operation.cursor, "responses");
  if (responses.value === undefined || responses.value === null) {
    throw brokenReference(operation.cursor.pointer, responses.ref, "responses");
  }
  const statuses = Object.keys(objectAt(responses));
  const only = statuses.length === 1 ? (statuses[0] as string) : undefined;
  if (only !== undefined && (same(only, "default") || only.startsWith("2"))) {
    return checked(reader, responses, only);
  }
  for (const status of ["200", "201", "default"]) {
    const answer = reader.child(responses, status);
    if (present(answer.value as JsonValue | undefined)) return { status, cursor: answer };
  }
  return undefined;
}

function checked(reader: Reader, responses: Cursor, status: string): Answer {
  const cursor = reader.child(responses, status);
  if (cursor.value === undefined || cursor.value === null) {
    throw brokenReference(cursor.usedAt, cursor.ref, "schema");
  }
  return { status, cursor };
}
