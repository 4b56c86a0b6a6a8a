/** Reading answers. */
import { beginning } from "../json/cut.ts";
import { ownString } from "../json/values.ts";
import { retryAfterSeconds } from "../machine/http/retry-after.ts";
import type { Answer } from "./api.ts";
import { textOfContent } from "./invoke/content.ts";
import { LONGEST_RETRY_AFTER } from "./limits.ts";

/** `Retry-After` in seconds. */
export function secondsOf(header: string | null, now: number): number | undefined {
  return retryAfterSeconds(header, now, LONGEST_RETRY_AFTER);
}

/** The text in an error answer that a person would read. */
export function messageOf(answer: Pick<Answer, "body" | "status">): string {
  const body = textOfContent(answer.body) ?? answer.body;
  const error = typeof body === "object" && body !== null && !Array.isArray(body) ? body["error"] : undefined;
  const inner = ownString(error, "message") ?? ownString(body, "message");
  const deeper = ownString((error as Record<string, unknown> | undefined)?.["innerError"], "message");
  const text =
    deeper ?? inner ?? (typeof body === "string" ? body : typeof error === "string" ? error : undefined);
  const [line = ""] = text?.split(/\r?\n/) ?? [];
  return beginning(line, 300) || `status ${answer.status}`;
}
