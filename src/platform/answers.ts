/** Reading answers. */
import { ownString } from "../json/values.ts";
import type { Answer } from "./api.ts";
import { textOfContent } from "./invoke/content.ts";

/** `Retry-After` in seconds: a number or a date (RFC 9110). */
export function secondsOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** The text in an error answer that a person would read. */
export function messageOf(answer: Pick<Answer, "body" | "status">): string {
  const body = textOfContent(answer.body) ?? answer.body;
  const error = typeof body === "object" && body !== null && !Array.isArray(body) ? body["error"] : undefined;
  const inner = ownString(error, "message") ?? ownString(body, "message");
  const deeper = ownString((error as Record<string, unknown> | undefined)?.["innerError"], "message");
  const text =
    deeper ?? inner ?? (typeof body === "string" ? body : typeof error === "string" ? error : undefined);
  return text?.split(/\r?\n/)[0]?.slice(0, 300) || `status ${answer.status}`;
}
