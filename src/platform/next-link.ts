/** Addresses that an answer gave out, followed: the next page, the state of a long operation. */
import { operationAt } from "./addresses.ts";
import type { PlatformConnection } from "./connections/connection.ts";
import { type Call, callTo } from "./invoke/call.ts";
import type { Services } from "./services.ts";

export interface NextLink {
  url: URL;
  call: Call;
  /** Whether it leads through the gateway, and so with credentials and policies. */
  through: boolean;
}

/** What an address leads to; undefined if it is none. One without a host is at the connector's. */
export function nextLink(
  { connector, gateway }: Services,
  link: string,
  connection: PlatformConnection,
): NextLink | undefined {
  const own = gateway.urlFor(connection);
  const base = `${connector.origin}${connector.basePath}`;
  const through = link.startsWith(`${own}/`);
  const text = through ? `${base}${link.slice(own.length)}` : link;
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  const below = url.origin === connector.origin && url.pathname.startsWith(`${connector.basePath}/`);
  const call = callTo(url, "GET", operationAt(connector, "GET", url), {
    by: through ? "gateway" : "service",
    basePath: below ? connector.basePath : "",
  });
  return { url, call, through };
}
