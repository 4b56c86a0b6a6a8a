/** Real exchanges kept in a HAR file, and played again as a backend. Source: HAR 1.2. */
import { InputError } from "../json/problem.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownObject, ownString } from "../json/values.ts";
import { readNamed } from "../machine/files/read-inside.ts";
import { writeWhole } from "../machine/files/write-whole.ts";
import { Redactor } from "../machine/redaction/redactor.ts";
import { HIDDEN } from "../machine/redaction/url.ts";
import type { Backend } from "../platform/backend.ts";
import { isBodiless } from "../platform/response.ts";
import { said } from "./said.ts";

export interface Recorder {
  backend: Backend;
  /** What was recorded so far, secrets taken out. */
  har(): JsonObject;
  /** Values that must not get into the file, known only later. */
  hide(secrets: readonly string[]): void;
  /** Writes it, whole or not at all. */
  save(file: string): void;
}

/** Hours of exchanges. (Chosen.) */
const MAX_RECORDING = 256 * 1024 * 1024;

/** Puts a recorder in front of a backend. @param secrets values that must not get into the file */
export function recordHar(backend: Backend, secrets: readonly string[] = []): Recorder {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.addSecret(secret);
  const entries: JsonObject[] = [];
  const har = () => ({
    log: { version: "1.2", creator: { name: "connector workbench", version: "0.1.0" }, entries },
  });
  return {
    async backend(request, signal) {
      const startedAt = Date.now();
      const sent = request.body ? new Uint8Array(await request.clone().arrayBuffer()) : undefined;
      const response = await backend(request, signal);
      const bytes = new Uint8Array(await response.clone().arrayBuffer());
      entries.push(entryOf(redactor, request, sent, response, bytes, startedAt));
      return response;
    },
    har,
    hide(found) {
      for (const secret of found) redactor.addSecret(secret);
      const text = redactor.text(JSON.stringify(entries));
      entries.splice(0, entries.length, ...(JSON.parse(text) as JsonObject[]));
    },
    save: (file) => void writeWhole(file, said(`${JSON.stringify(har(), undefined, 2)}\n`)),
  };
}

function entryOf(
  redactor: Redactor,
  request: Request,
  sent: Uint8Array | undefined,
  response: Response,
  bytes: Uint8Array,
  startedAt: number,
): JsonObject {
  const time = Date.now() - startedAt;
  const url = redactor.url(request.url);
  const type = response.headers.get("content-type") ?? "";
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    request: {
      method: request.method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(redactor.headers(request.headers)),
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(sent
        ? {
            postData: {
              mimeType: request.headers.get("content-type") ?? "",
              text: redactor.text(new TextDecoder().decode(sent)),
            },
          }
        : {}),
      headersSize: -1,
      bodySize: sent?.byteLength ?? 0,
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(redactor.headers(response.headers)),
      content: { size: bytes.byteLength, mimeType: type, ...contentOf(redactor, bytes, type) },
      redirectURL: response.headers.get("location") ?? "",
      headersSize: -1,
      bodySize: bytes.byteLength,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

function contentOf(redactor: Redactor, bytes: Uint8Array, type: string): JsonObject {
  if (bytes.byteLength === 0) return {};
  if (/^text\/|json|xml|urlencoded|javascript/i.test(type))
    return { text: redactor.text(new TextDecoder().decode(bytes)) };
  return { text: Buffer.from(bytes).toString("base64"), encoding: "base64" };
}

function pairs(headers: Record<string, string>): JsonObject[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

export interface Replay {
  backend: Backend;
  /** Requests that were not recorded; they were answered 404. */
  readonly unmatched: string[];
  /** Recorded exchanges that nobody has asked for. */
  unused(): string[];
}

interface Recorded {
  line: string;
  method: string;
  path: string;
  query: [string, string][];
  response: JsonObject;
  used: number;
}

/** Headers of an answer that belong to how it once travelled. */
const NOT_REPLAYED = /^(content-encoding|content-length|transfer-encoding|connection|keep-alive|date)$/i;

/**
 * A backend that answers as was recorded: by method, path and query (values that were taken out as secrets fit any). Recorded
 * more than once, answers come in their order, the last one again and again. Hosts are not compared.
 * @param har a file, or the document itself
 * @throws {InputError} `har-unreadable`
 */
export function replayHar(har: string | JsonObject): Replay {
  const recorded = entriesOf(har);
  const unmatched: string[] = [];
  return {
    unmatched,
    unused: () => recorded.filter(({ used }) => used === 0).map(({ line }) => line),
    async backend(request) {
      const url = new URL(request.url);
      const fitting = recorded.filter((one) => fits(one, request.method, url));
      const next = fitting.find(({ used }) => used === 0) ?? fitting.at(-1);
      if (!next) {
        const line = `${request.method} ${url.pathname}${url.search}`;
        unmatched.push(line);
        return Response.json({ message: `The recording has no ${line}.` }, { status: 404 });
      }
      next.used++;
      return responseOf(next.response);
    },
  };
}

function entriesOf(har: string | JsonObject): Recorded[] {
  let document: JsonValue | JsonObject = har;
  const name = typeof har === "string" ? har : "The recording";
  if (typeof har === "string") {
    const read = readNamed(har, MAX_RECORDING);
    if (!read.ok) throw unreadable(`${name} cannot be read: ${read.problem.message}`);
    try {
      document = JSON.parse(read.bytes.toString("utf8")) as JsonValue;
    } catch (error) {
      throw unreadable(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const entries = ownArray(ownObject(document, "log"), "entries");
  if (!entries) throw unreadable(`${name} is not a HAR document: it has no log.entries.`);
  return entries.flatMap((entry) => {
    const request = ownObject(entry, "request");
    const response = ownObject(entry, "response");
    const address = ownString(request, "url");
    if (!response || address === undefined || !URL.canParse(address)) return [];
    const url = new URL(address);
    const method = (ownString(request, "method") ?? "GET").toUpperCase();
    return [
      {
        line: `${method} ${url.pathname}${url.search}`,
        method,
        path: url.pathname,
        query: [...url.searchParams],
        response,
        used: 0,
      },
    ];
  });
}

function unreadable(message: string): InputError {
  return new InputError(
    "har-unreadable",
    message,
    'Give a HAR 1.2 file, such as a bench records with { record: "file.har" }.',
  );
}

function fits(one: Recorded, method: string, url: URL): boolean {
  if (one.method !== method || one.path !== url.pathname) return false;
  const given = [...url.searchParams];
  return (
    given.length === one.query.length &&
    one.query.every(([name, value]) =>
      given.some(([other, text]) => other === name && (value === HIDDEN || text === value)),
    )
  );
}

function responseOf(response: JsonObject): Response {
  const status = Number(own(response, "status"));
  const content = ownObject(response, "content");
  const text = ownString(content, "text");
  const headers = new Headers();
  for (const pair of ownArray(response, "headers") ?? []) {
    const name = ownString(pair, "name") ?? "";
    if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !NOT_REPLAYED.test(name))
      headers.append(name, (ownString(pair, "value") ?? "").replace(/[\r\n\0]/g, " "));
  }
  const code = status >= 200 && status <= 599 ? status : 502;
  const empty = isBodiless(code) || text === undefined;
  const bytes =
    ownString(content, "encoding") === "base64"
      ? Buffer.from(text ?? "", "base64")
      : Buffer.from(text ?? "", "utf8");
  return new Response(empty ? null : bytes, { status: code, headers });
}
