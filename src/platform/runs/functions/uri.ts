/** Parts of addresses. Sourced: function reference. */
import { type FunctionCall, group, wrong } from "./function.ts";
import { text } from "./values.ts";

const PORTS: Record<string, number> = { "http:": 80, "https:": 443, "ftp:": 21, "ws:": 80, "wss:": 443 };

function url(call: FunctionCall): URL {
  const given = text(call, 0);
  try {
    return new URL(given);
  } catch {
    throw wrong(call, 0, "an absolute address", given);
  }
}

export const URI = group("Addresses", {
  "uriHost(uri)": (call) => url(call).hostname,
  "uriPath(uri)": (call) => url(call).pathname,
  "uriPathAndQuery(uri)": (call) => `${url(call).pathname}${url(call).search}`,
  "uriPort(uri)": (call) => {
    const { port, protocol } = url(call);
    return port === "" ? (PORTS[protocol] ?? -1) : Number(port);
  },
  "uriQuery(uri)": (call) => url(call).search,
  "uriScheme(uri)": (call) => url(call).protocol.replace(":", ""),
});
