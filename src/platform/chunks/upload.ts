/**
 * Large files in pieces. Sourced (Logic Apps, large messages, upload in chunks): a first request without a body, which announces
 * `x-ms-transfer-mode: chunked` and `x-ms-content-length`; the service answers with `Location` and perhaps `x-ms-chunk-size`; then
 * one PATCH a piece with `Content-Range: bytes=0-1023/10100`. The answer to the last one is the answer of the action.
 */
import { CHUNK_TRANSFER } from "../../definition/extensions.ts";
import { InputError } from "../../json/problem.ts";
import { own } from "../../json/values.ts";
import { addressIn, isTrusted, operationAt } from "../addresses.ts";
import type { Answer } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { bytesOf, type Call, callTo, nameOf } from "../invoke/call.ts";
import { refusalOf } from "../network-guard.ts";
import type { Purpose } from "../purpose.ts";
import type { Services } from "../services.ts";

/** A piece where the service names no size. Chosen. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** A service that asks for pieces of a byte is given no more than so many. Chosen. */
const MOST_CHUNKS = 10_000;

/** @throws {InputError} `not-chunked` if the operation takes no pieces, or there is nothing to cut */
export async function sendInChunks(
  services: Services,
  call: Call,
  connection: PlatformConnection,
  purpose: Purpose,
): Promise<Answer> {
  const { connector, gateway } = services;
  const bytes = bytesOf(call.body);
  if (!call.operation || own(call.operation.value, CHUNK_TRANSFER) !== true || !bytes) {
    throw new InputError(
      "not-chunked",
      `${nameOf(call)} cannot be sent in pieces: ${bytes ? `it has no ${CHUNK_TRANSFER}` : "it has no body"}.`,
      `Declare "${CHUNK_TRANSFER}": true on the operation, or send it in one piece.`,
    );
  }
  const type = call.headers.get("content-type");
  call.body = { kind: "none" };
  call.headers.delete("content-type");
  call.headers.set("x-ms-transfer-mode", "chunked");
  call.headers.set("x-ms-content-length", String(bytes.byteLength));
  const from = new URL(`${call.origin}${call.basePath}${call.path}`);
  let answer = await gateway.send(call, connection, purpose);
  let location = answer.ok ? addressIn(answer.headers["location"], from) : undefined;
  let at = 0;
  for (let count = 0; answer.ok && location && at < bytes.byteLength && count < MOST_CHUNKS; count++) {
    if (refusalOf(location) !== undefined) break;
    const size = sizeOf(answer);
    const piece = bytes.subarray(at, at + size);
    const next = callTo(location, "PATCH", operationAt(connector, "PATCH", location));
    next.body = { kind: "bytes", bytes: piece };
    if (type !== null) next.headers.set("content-type", type);
    next.headers.set("content-range", `bytes=${at}-${at + piece.byteLength - 1}/${bytes.byteLength}`);
    answer = await gateway.send(next, connection, {
      ...purpose,
      credentials: isTrusted(connector, location, from.host),
    });
    at = Math.max(at, received(answer) ?? at + piece.byteLength);
    location = addressIn(answer.headers["location"], location) ?? location;
  }
  return answer;
}

/**
 * How many bytes the service says that it has. Sourced: it confirms each piece with `Range: bytes=0-1023`; one that leaves the header
 * out is taken to have all (chosen), one that took less is sent the rest again.
 */
function received(answer: Answer): number | undefined {
  const last = /^\s*bytes[= ]0-(\d+)/i.exec(answer.headers["range"] ?? "")?.[1];
  return last === undefined ? undefined : Number(last) + 1;
}

function sizeOf(answer: Answer): number {
  const asked = Number(answer.headers["x-ms-chunk-size"]);
  return Number.isInteger(asked) && asked > 0 ? asked : CHUNK_BYTES;
}
