/** A backend written down as routes, which notes what no route was there for. */
import { escapeRegExp } from "../json/escape-reg-exp.ts";
import { stringifyExact } from "../json/exact-numbers.ts";
import { InputError } from "../json/problem.ts";
import type { Backend } from "../platform/backend.ts";
import { isResponse } from "../platform/response.ts";

/** Answers one route. `parameters` are the values of `{name}` in its path, decoded. */
export type RouteHandler = (
  request: Request,
  parameters: Record<string, string>,
) => Response | JsonLike | Promise<Response | JsonLike>;

type JsonLike = object | string | number | boolean | null;

export interface RoutedBackend {
  backend: Backend;
  /** Requests that no route was there for, such as `GET /v1/items?x=1`. They were answered 404. */
  readonly unmatched: string[];
}

/**
 * Makes a backend of routes such as `{ "POST /v1/hooks": () => …, "GET /v1/items/{id}": (_, { id }) => ({ id }) }`. What a
 * handler answers that is not a Response is sent as JSON, null as 204. The first route that fits answers.
 * @throws {InputError} `route` for what is not a method and path
 */
export function createRoutes(routes: Record<string, RouteHandler>): RoutedBackend {
  const patterns = Object.keys(routes).map((route) => {
    const [method = "", path = ""] = route.trim().split(/\s+/);
    if (!/^[A-Za-z]+$/.test(method) || !path.startsWith("/") || /[?#]/.test(path))
      throw new InputError(
        "route",
        `"${route}" is not a route.`,
        'Write a method and a path without a query, such as "GET /v1/items/{id}"; a handler finds the query in request.url.',
      );
    const names: string[] = [];
    const pattern = path
      .split(/(\{[^{}]+\})/)
      .map((part) => {
        if (!/^\{.*\}$/.test(part)) return escapeRegExp(part);
        names.push(part.slice(1, -1));
        return "([^/]+)";
      })
      .join("");
    return {
      route,
      method: method.toUpperCase(),
      names,
      pattern: new RegExp(`^${pattern}/?$`),
      handler: routes[route],
    };
  });
  const unmatched: string[] = [];
  return {
    unmatched,
    async backend(request) {
      const url = new URL(request.url);
      for (const { route, method, names, pattern, handler } of patterns) {
        const match = method === request.method ? pattern.exec(url.pathname) : null;
        if (!match || !handler) continue;
        const parameters = Object.fromEntries(
          names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]),
        );
        const answer = await handler(request, parameters);
        if (answer === null) return new Response(null, { status: 204 });
        if (answer === undefined)
          throw new TypeError(
            `The route "${route}" answered nothing. Return a Response, a value to send as JSON, or null for 204.`,
          );
        return isResponse(answer) ? answer : jsonAnswer(answer);
      }
      const line = `${request.method} ${url.pathname}${url.search}`;
      unmatched.push(line);
      return Response.json({ message: `The backend of the test has no route for ${line}.` }, { status: 404 });
    },
  };
}

function jsonAnswer(value: unknown): Response {
  return new Response(stringifyExact(value), { headers: { "content-type": "application/json" } });
}
