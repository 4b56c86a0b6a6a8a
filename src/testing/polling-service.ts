/** A made-up service that is asked for news, for tests that need one and have none. */
import { stringifyExact } from "../json/exact-numbers.ts";
import type { Backend } from "../platform/backend.ts";

export interface PollingService {
  backend: Backend;
  /** Adds an item that the next poll finds. */
  add(item: Record<string, unknown>): void;
}

/**
 * Speaks the platform's polling protocol: 200 with what is new or 202 with nothing, `Location` with the state, and
 * `Retry-After`. An address without state is answered with 202: what was there before is no news.
 */
export function createPollingService(retryAfterSeconds = 60): PollingService {
  const items: Record<string, unknown>[] = [];
  return {
    add(item) {
      items.push(item);
    },
    backend(request) {
      const url = new URL(request.url);
      const state = url.searchParams.get("triggerState");
      const seen = state === null ? items.length : Number(state);
      const news = items.slice(seen);
      url.searchParams.set("triggerState", String(items.length));
      const headers = { location: url.href, "retry-after": String(retryAfterSeconds) };
      return news.length > 0
        ? new Response(stringifyExact(news), {
            status: 200,
            headers: { ...headers, "content-type": "application/json" },
          })
        : new Response(null, { status: 202, headers });
    },
  };
}
