/** Reads the body of a request, with a limit, and says in words what is wrong with it. */
import { parseOutside } from "../../json/depth.ts";
import { InputError } from "../../json/problem.ts";

/** Requests to our servers take some hundred bytes, a callback address at most 16 KiB; beyond this nothing is read on. */
export const MAX_BODY = 64 * 1024;

/** `error` where the fault has a code of its own. */
export type BodyRead = { ok: true; value: unknown } | { ok: false; why: string; error?: InputError };

/**
 * The JSON value of a body. Only `application/json` is taken: a form of another site cannot send that without asking first.
 * Never throws. What is longer than the limit is refused without being kept.
 * @param limit in bytes
 * @param optional an empty body counts as `{}`
 */
export async function readJsonBody(
  request: Request,
  limit: number = MAX_BODY,
  optional = false,
): Promise<BodyRead> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const bytes = await readBytes(request, limit);
  if (typeof bytes === "string") return { ok: false, why: bytes };
  if (bytes.length === 0)
    return optional ? { ok: true, value: {} } : { ok: false, why: "The body is empty." };
  if (type !== "application/json") return { ok: false, why: "The Content-Type is not application/json." };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, why: "The body is not UTF-8." };
  }
  try {
    return { ok: true, value: parseOutside(text) };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, why: error.message, error };
    return { ok: false, why: "The body is not JSON." };
  }
}

/** Reads a form (`application/x-www-form-urlencoded`); a text says why it cannot be read. */
export async function readForm(request: Request): Promise<URLSearchParams | string> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const bytes = await readBytes(request, MAX_BODY);
  if (typeof bytes === "string") return bytes;
  if (type !== "application/x-www-form-urlencoded")
    return "The Content-Type is not application/x-www-form-urlencoded.";
  return new URLSearchParams(new TextDecoder().decode(bytes));
}

/** The bytes of a body, or a text that says why they are not read. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array | string> {
  const tooLong = `The body is longer than ${limit / 1024} KiB.`;
  const reader = request.body?.getReader();
  // Not awaited: a request that was cloned before only gives up its stream when every copy does.
  const giveUp = () => void reader?.cancel().catch(() => undefined);
  if (Number(request.headers.get("content-length") ?? 0) > limit) {
    giveUp();
    return tooLong;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      length += part.value.length;
      if (length > limit) {
        giveUp();
        return tooLong;
      }
      chunks.push(part.value);
    }
  } catch {
    return "The body ends too early.";
  }
  return Buffer.concat(chunks);
}
