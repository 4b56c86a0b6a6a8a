/** A made-up service with webhooks, for tests that need one and have none. */

import { parseOutside } from "../json/depth.ts";
import { stringifyExact } from "../json/exact-numbers.ts";
import { own } from "../json/values.ts";
import type { Backend } from "../platform/backend.ts";

export interface WebhookServiceOptions {
  /** Where the callback address is in the subscription's body, such as `["webhook", "url"]`; `["url"]` by default. */
  urlAt?: readonly string[];
  /** Whether answers carry `Location`; true by default. */
  location?: boolean;
  /** Status of a subscription's answer; 201 by default. */
  status?: number;
  /** Answers the service gives before it works, in order: to see retries. */
  firstAnswers?: (() => Response)[];
}

export interface WebhookService {
  backend: Backend;
  /** Callback addresses by subscription id. */
  subscriptions: Map<string, string>;
  /** Sends an event to every subscriber through a deliverer such as `bench.deliver`. */
  publish(payload: unknown, deliver: (request: Request) => Promise<Response>): Promise<Response[]>;
}

/** POST subscribes, DELETE on `…/<id>` ends a subscription; anything else is 404. */
export function createWebhookService(options: WebhookServiceOptions = {}): WebhookService {
  const subscriptions = new Map<string, string>();
  const waiting = [...(options.firstAnswers ?? [])];
  let count = 0;
  return {
    subscriptions,
    async backend(request) {
      const url = new URL(request.url);
      if (request.method === "DELETE") {
        const id = url.pathname.split("/").at(-1) ?? "";
        return subscriptions.delete(id)
          ? new Response(null, { status: 204 })
          : new Response(null, { status: 404 });
      }
      if (request.method !== "POST") return new Response(null, { status: 404 });
      const first = waiting.shift();
      if (first) return first();
      const body = parseOutside(await request.text());
      let callback: unknown = body;
      for (const name of options.urlAt ?? ["url"]) callback = own(callback, name);
      if (typeof callback !== "string" || callback === "")
        return Response.json({ message: "The subscription names no callback address." }, { status: 400 });
      const id = String(++count);
      subscriptions.set(id, callback);
      return Response.json(
        { id },
        {
          status: options.status ?? 201,
          headers:
            options.location === false
              ? {}
              : { location: `${url.origin}${url.pathname.replace(/\/$/, "")}/${id}` },
        },
      );
    },
    publish: (payload, deliver) =>
      Promise.all(
        [...subscriptions.values()].map((callback) =>
          deliver(
            new Request(callback, {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: stringifyExact(payload),
            }),
          ),
        ),
      ),
  };
}
