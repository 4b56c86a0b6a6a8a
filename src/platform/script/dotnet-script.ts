/** The real script: compiled with the SDK of this machine and run in a child process, which talks over its standard streams. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, own, ownArray, ownString } from "../../json/values.ts";
import { GATEWAY_HOST } from "../gateway-host.ts";
import { readBytes } from "../invoke/read-body.ts";
import { requestOf } from "../request-with-body.ts";
import { isBodiless } from "../response.ts";
import { compileScript } from "./compile.ts";
import { type DotnetSdk, findSdk } from "./dotnet.ts";
import { childEnvironment } from "./environment.ts";
import { type Script, type ScriptCall, ScriptFailure } from "./script.ts";

export interface DotnetScriptOptions {
  text: string;
  /** Name of the script's file in messages. */
  file: string;
  /** Operations it runs for; all if undefined. */
  operations: ReadonlySet<string> | undefined;
  /** Seconds that one call may take. */
  timeoutSeconds: number;
  /** Whether HTTP calls that do not go through `SendAsync` may leave the process. */
  network: boolean;
  /** Whether the operation id arrives in base64. */
  encodedId: boolean;
}

interface Waiting {
  call: ScriptCall;
  resolve(response: Response): void;
  reject(error: Error): void;
}

export function dotnetScript(options: DotnetScriptOptions): Script {
  return new DotnetScript(options);
}

class DotnetScript implements Script {
  readonly #options: DotnetScriptOptions;
  readonly #waiting = new Map<string, Waiting>();
  #child: Promise<ChildProcessWithoutNullStreams> | undefined;
  #count = 0;
  #closed = false;

  constructor(options: DotnetScriptOptions) {
    this.#options = options;
  }

  async ready(): Promise<void> {
    await this.#start();
  }

  covers(operation: string): boolean {
    return this.#options.operations?.has(operation) ?? true;
  }

  async answer(call: ScriptCall): Promise<Response> {
    const child = await this.#start();
    const id = String(++this.#count);
    const body = await readBytes(call.request);
    const ended = Promise.withResolvers<Response>();
    this.#waiting.set(id, { call, resolve: ended.resolve, reject: ended.reject });
    hold(child, true);
    // Of real time: what computes without end cannot be stopped by a clock that a test moves.
    const timer = setTimeout(() => this.#overdue(id, child), this.#options.timeoutSeconds * 1000);
    const cancelled = () => write(child, { type: "cancel", id });
    call.signal.addEventListener("abort", cancelled, { once: true });
    write(child, {
      type: "execute",
      id,
      operationId: this.#options.encodedId
        ? Buffer.from(call.operation, "utf8").toString("base64")
        : call.operation,
      correlationId: call.correlationId,
      originalUri: call.request.url,
      notificationBase: `https://${GATEWAY_HOST}`,
      request: messageOf(call.request, body),
    });
    try {
      return await ended.promise;
    } finally {
      clearTimeout(timer);
      call.signal.removeEventListener("abort", cancelled);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) hold(child, false);
    }
  }

  close(): void {
    this.#closed = true;
    const child = this.#child;
    this.#child = undefined;
    child?.then((process) => process.kill("SIGKILL")).catch(() => undefined);
  }

  #overdue(id: string, child: ChildProcessWithoutNullStreams): void {
    const message = `${this.#options.file} ran longer than the ${this.#options.timeoutSeconds} s that custom code has.`;
    this.#waiting.get(id)?.reject(new ScriptFailure(message, 504));
    this.#child = undefined;
    child.kill("SIGKILL");
  }

  #start(): Promise<ChildProcessWithoutNullStreams> {
    if (this.#closed) throw new ScriptFailure("The platform was closed.");
    if (!this.#child) {
      const started = this.#spawn();
      this.#child = started;
      started.catch(() => {
        if (this.#child === started) this.#child = undefined;
      });
    }
    return this.#child;
  }

  async #spawn(): Promise<ChildProcessWithoutNullStreams> {
    const sdk: DotnetSdk = findSdk();
    const program = await compileScript(sdk, this.#options.text, this.#options.file);
    const folder = path.dirname(program);
    const child = spawn(sdk.program, ["exec", program], {
      cwd: folder,
      env: childEnvironment(sdk, folder, this.#options.network),
      windowsHide: true,
    });
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    const ready = Promise.withResolvers<void>();
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors = `${errors}${chunk.toString("utf8")}`.slice(-4_000);
    });
    // A child that has gone says so by its end, not by the pipe that breaks.
    child.stdin.on("error", () => undefined);
    child.once("error", (error) => ready.reject(error));
    child.once("close", () => {
      process.removeListener("exit", kill);
      const gone = new ScriptFailure(
        `The process of ${this.#options.file} has ended. ${errors.trim().slice(0, 500)}`.trim(),
      );
      ready.reject(gone);
      for (const waiting of this.#waiting.values()) waiting.reject(gone);
      this.#child = undefined;
    });
    createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) =>
      this.#take(child, line, ready),
    );
    await ready.promise;
    if (this.#closed) child.kill("SIGKILL");
    if (this.#waiting.size === 0) hold(child, false);
    return child;
  }

  #take(child: ChildProcessWithoutNullStreams, line: string, ready: PromiseWithResolvers<void>): void {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      // Something wrote past the host to the stream: no message of ours.
      return;
    }
    if (!isObject(message)) return;
    const waiting = this.#waiting.get(ownString(message, "id") ?? "");
    const type = ownString(message, "type");
    if (type === "ready") ready.resolve();
    else if (type === "log") this.#log(message);
    else if (type === "send") void this.#send(child, message);
    else if (type === "done") waiting?.resolve(responseOf(own(message, "response")));
    else if (type === "failed") waiting?.reject(new ScriptFailure(this.#failureText(message)));
    else if (type === "broken")
      ready.reject(
        new InputError(
          "script-compile",
          `${this.#options.file}: ${ownString(message, "message")}`,
          "Custom code is a class Script that derives from ScriptBase and has ExecuteAsync.",
        ),
      );
  }

  #log(message: JsonObject): void {
    const run = ownString(message, "run");
    const waiting = run === undefined ? [...this.#waiting.values()].at(-1) : this.#waiting.get(run);
    waiting?.call.log(ownString(message, "level") ?? "", ownString(message, "message") ?? "");
  }

  async #send(child: ChildProcessWithoutNullStreams, message: JsonObject): Promise<void> {
    const id = ownString(message, "id");
    const waiting = this.#waiting.get(ownString(message, "run") ?? "");
    try {
      if (!waiting) throw new Error("The call that the script belongs to has ended.");
      const response = await waiting.call.send(requestFrom(own(message, "request")));
      const body = await readBytes(response);
      write(child, {
        type: "sent",
        id,
        response: { status: response.status, headers: [...response.headers], body: base64(body) },
      });
    } catch (error) {
      write(child, { type: "sent", id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The exception with its place in the script: `at Script.M() in …/script.csx:line 12`. */
  #failureText(message: JsonObject): string {
    const stack = ownString(message, "stack") ?? "";
    const line = /script\.csx:line (\d+)/.exec(stack)?.[1];
    const place = line === undefined ? this.#options.file : `${this.#options.file}:${line}`;
    return `The script failed at ${place}: ${ownString(message, "exception")}: ${ownString(message, "message")}`;
  }
}

/** Keeps this process alive for the child's sake, or not. */
function hold(child: ChildProcessWithoutNullStreams, held: boolean): void {
  for (const one of [child, child.stdin, child.stdout, child.stderr] as { ref?(): void; unref?(): void }[])
    held ? one.ref?.() : one.unref?.();
}

function write(child: ChildProcessWithoutNullStreams, message: object): void {
  child.stdin.write(`${JSON.stringify(message)}\n`);
}

function base64(bytes: Uint8Array | undefined): string | null {
  return bytes ? Buffer.from(bytes).toString("base64") : null;
}

function messageOf(request: Request, body: Uint8Array | undefined): object {
  return { method: request.method, url: request.url, headers: [...request.headers], body: base64(body) };
}

/** Headers that belong to one connection, not to a message. */
const NOT_PASSED = /^(content-length|host|connection|transfer-encoding|expect)$/i;

function headersOf(value: unknown): Headers {
  const headers = new Headers();
  for (const pair of ownArray(value, "headers") ?? []) {
    const [name, text] = Array.isArray(pair) ? pair : [];
    if (typeof name === "string" && typeof text === "string" && !NOT_PASSED.test(name))
      headers.append(name, text);
  }
  return headers;
}

function requestFrom(value: unknown): Request {
  const body = ownString(value, "body");
  return requestOf(ownString(value, "url") ?? "", {
    method: ownString(value, "method") ?? "GET",
    headers: headersOf(value),
    redirect: "manual",
    ...(body ? { body: Buffer.from(body, "base64") } : {}),
  });
}

function responseOf(value: unknown): Response {
  const status = Number(own(value, "status"));
  const body = ownString(value, "body");
  // Statuses that a Response cannot have are failures of the script.
  if (!(status >= 200 && status <= 599))
    return new Response(`The script answered the status ${status}.`, { status: 500 });
  return new Response(isBodiless(status) || body === undefined ? null : Buffer.from(body, "base64"), {
    status,
    headers: headersOf(value),
  });
}
