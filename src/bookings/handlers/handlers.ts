/** The service as handlers of Mock Service Worker: for `setupServer`, for a server of our own, for anything that has requests. */
import { type HttpHandler, http } from "msw";
import type { ServiceContext } from "../context.ts";
import { list } from "./list.ts";
import { type Call, toResponse } from "./respond.ts";
import { signInHandlers } from "./sign-in.ts";
import { subscribe } from "./subscribe.ts";
import { unsubscribe } from "./unsubscribe.ts";

/** Everything under this path is the service's; what it does not know there is answered with 404 instead of passed on. */
const ROOT = "/BookingsService";

/**
 * @param origin where the service is: that of the definition, or a server on this machine
 * @param signInOrigin where sign-in stands
 */
export function createHandlers(context: ServiceContext, origin: string, signInOrigin: string): HttpHandler[] {
  const { endpoints, changes } = context.contract;
  const at = (path: string) => origin + path.replace(/\{(\w+)\}/g, ":$1");
  const call = (request: Request): Call => ({ number: context.nextRequest(), request, origin });
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const handlers: HttpHandler[] = [
    http.get(at(endpoints.list.path), ({ request }) => list(context, call(request))),
    http.delete(at(endpoints.unsubscribe.path), ({ request, params }) =>
      unsubscribe(context, call(request), text(params.SMTPAddress), text(params.WebhookId)),
    ),
  ];
  // With and without the slash at its end: the policy writes it, people forget it.
  const { path } = endpoints.subscribe;
  for (const spelling of new Set([path, path.replace(/\/$/, "")]))
    handlers.push(
      http.post(at(spelling), ({ request, params }) =>
        subscribe(context, call(request), text(params.SMTPAddress), undefined),
      ),
    );
  for (const { trigger } of changes) {
    const operation = context.definition.model.byId.get(trigger);
    if (!operation) continue;
    handlers.push(
      http.post(at(operation.path), ({ request, params }) =>
        subscribe(context, call(request), text(params.SMTPAddress), trigger),
      ),
    );
  }
  handlers.push(
    http.all(`${origin}${ROOT}/*`, ({ request }) => notFound(context, call(request))),
    ...signInHandlers(context, signInOrigin),
  );
  return handlers;
}

function notFound(context: ServiceContext, { number, request }: Call): Response {
  const { method } = request;
  const path = new URL(request.url).pathname;
  context.events.emit("request", { request: number, method, path, operation: undefined });
  context.events.emit("answered", { request: number, status: 404, operation: undefined });
  return toResponse({
    status: 404,
    headers: { "x-mock-reason": "no such operation" },
    body: {
      error: {
        code: "NotFound",
        message: `The service has no operation ${method} ${path.slice(0, 200)}. Compare the paths of the definition with connector/service.yaml.`,
      },
    },
  });
}
