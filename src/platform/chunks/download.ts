/**
 * Large files that come in pieces. Sourced (Logic Apps, large messages, download in chunks): a GET that is answered 206 has a part
 * of the content, `Content-Range` says which of how much, and the engine goes on with one GET a piece until it has all.
 */
import { CHUNK_TRANSFER } from "../../definition/extensions.ts";
import { own } from "../../json/values.ts";
import { operationAt } from "../addresses.ts";
import type { Answer } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { type Call, callTo, urlOf } from "../invoke/call.ts";
import { bytesOfContent, isContent } from "../invoke/content.ts";
import { readValue } from "../invoke/read-body.ts";
import { MAX_BODY_BYTES } from "../limits.ts";
import type { Purpose } from "../purpose.ts";
import type { Services } from "../services.ts";
import { sendInChunks } from "./upload.ts";

/** A service that hands out single bytes is asked no more often. Chosen. */
const MOST_PIECES = 10_000;

/**
 * Sends a call; what goes or comes in pieces is sent and received as a whole.
 * @param asked whether the caller turned chunking on
 * @throws {InputError} `not-chunked`
 */
export async function sendWhole(
  services: Services,
  call: Call,
  connection: PlatformConnection,
  purpose: Purpose,
  asked: boolean,
): Promise<Answer> {
  if (asked && call.method !== "GET") return await sendInChunks(services, call, connection, purpose);
  const answer = await services.gateway.send(call, connection, purpose);
  return await receiveInChunks(services, answer, call, connection, purpose, asked);
}

/**
 * The whole of a file whose first piece has been answered; any other answer as it is. Only where the operation has
 * `x-ms-chunk-transfer`, or the caller asks for it: a service may mean a part and nothing more.
 * The joined answer has the status 200 (chosen), since the run has the whole content. A piece that fails is the answer.
 */
async function receiveInChunks(
  services: Services,
  first: Answer,
  call: Call,
  connection: PlatformConnection,
  purpose: Purpose,
  asked: boolean,
): Promise<Answer> {
  const wanted = asked || own(call.operation?.value, CHUNK_TRANSFER) === true;
  let range = wanted && call.method === "GET" && first.status === 206 ? rangeOf(first) : undefined;
  if (range?.from !== 0) return first;
  const url = urlOf({ ...call, credentialQuery: [] });
  const size = range.to - range.from + 1;
  const pieces = [bytesIn(first)];
  let answer = first;
  for (let count = 1; range && range.to + 1 < range.total && count < MOST_PIECES; count++) {
    if (range.to >= MAX_BODY_BYTES) break;
    const from: number = range.to + 1;
    const next = callTo(url, "GET", operationAt(services.connector, "GET", url) ?? call.operation);
    for (const [name, value] of call.headers)
      if (!/^(authorization|content-)/.test(name)) next.headers.set(name, value);
    next.headers.set("range", `bytes=${from}-${Math.min(from + size, range.total) - 1}`);
    answer = await services.gateway.send(next, connection, purpose);
    const got = answer.status === 206 ? rangeOf(answer) : undefined;
    if (!got || got.from !== from || got.to < from) return answer;
    pieces.push(bytesIn(answer));
    range = got;
  }
  const { "content-range": _, "content-length": __, ...rest } = first.headers;
  const whole = readValue(Buffer.concat(pieces), rest["content-type"] ?? null);
  if (whole.kind === "broken") return answer;
  return { ...answer, status: 200, headers: rest, body: whole.value };
}

function rangeOf(answer: Answer): { from: number; to: number; total: number } | undefined {
  const match = /^\s*bytes[ =](\d+)-(\d+)\/(\d+)\s*$/i.exec(answer.headers["content-range"] ?? "");
  return match ? { from: Number(match[1]), to: Number(match[2]), total: Number(match[3]) } : undefined;
}

function bytesIn(answer: Answer): Uint8Array {
  return isContent(answer.body) ? bytesOfContent(answer.body).bytes : new Uint8Array();
}
