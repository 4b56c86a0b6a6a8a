/** What the service was asked, for assertions: calls of a bench that match. */
import type { ExchangeRecord } from "../platform/api.ts";
import { holds } from "./holds.ts";
import type { TestBench } from "./test-connector.ts";

/** A path, with or without what is before it in every address of the service; or a pattern of path and query. */
export type CalledPath = string | RegExp;

/** Calls that reached the service: what the gateway answered itself is none. */
export function serviceCalls(bench: Pick<TestBench, "platform">): ExchangeRecord[] {
  return bench.platform
    .exchanges()
    .filter(({ phase, answeredBy }) => phase !== "notify" && answeredBy === "service");
}

/** The calls of a method, to a path, with a body that holds what is given. */
export function matchingCalls(
  bench: Pick<TestBench, "platform">,
  method: string,
  path: CalledPath,
  body?: unknown,
): ExchangeRecord[] {
  return serviceCalls(bench).filter(
    ({ request }) =>
      request.method === method.toUpperCase() &&
      isAt(new URL(request.url), path) &&
      (body === undefined || holds(bodyOf(request.body), body)),
  );
}

function isAt(url: URL, path: CalledPath): boolean {
  const whole = `${url.pathname}${url.search}`;
  if (typeof path !== "string") return path.test(whole) || path.test(decoded(whole));
  const [wantedPath = "", wantedQuery] = path.split("?");
  const fits = [url.pathname, decoded(url.pathname)].some(
    (one) => one === wantedPath || one.endsWith(wantedPath.startsWith("/") ? wantedPath : `/${wantedPath}`),
  );
  if (!fits || wantedQuery === undefined) return fits;
  return [...new URLSearchParams(wantedQuery)].every(([name, value]) =>
    url.searchParams.getAll(name).includes(value),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function bodyOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The calls in one line each, for messages. */
export function callLines(calls: readonly ExchangeRecord[]): string[] {
  return calls.slice(-8).map(({ request, response }) => {
    const url = new URL(request.url);
    return `${request.method} ${url.pathname}${url.search} -> ${response?.status ?? "no answer"}${request.body ? ` with ${request.body.slice(0, 200)}` : ""}`;
  });
}
