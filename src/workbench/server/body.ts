/** Reads the body of a request as JSON, within a limit. */
import { parseOutside } from "../../json/depth.ts";
import { InputError } from "../../json/problem.ts";

/** The largest request makes a trigger fire with a payload of somebody's own. */
export const MAX_BODY = 1024 * 1024;

/**
 * The JSON value of a body.
 * Only `application/json` is taken: a form of another site cannot send that without asking first.
 * @param optional an empty body counts as `{}`
 * @throws {InputError} `bad-body`, `too-deep`
 */
export async function readJson(request: Request, optional: boolean): Promise<unknown> {
  const bytes = await readAll(request);
  if (bytes.length === 0 && optional) return {};
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw bad("The Content-Type is not application/json.");
  try {
    return parseOutside(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw bad("The body is not JSON in UTF-8.");
  }
}

async function readAll(request: Request): Promise<Uint8Array> {
  const tooLarge = () => bad(`The body is larger than ${MAX_BODY / 1024} KiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY) {
    await request.body?.cancel().catch(() => undefined);
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > MAX_BODY) {
      await reader?.cancel().catch(() => undefined);
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function bad(message: string): InputError {
  return new InputError("bad-body", message, "Send JSON with Content-Type application/json.");
}
