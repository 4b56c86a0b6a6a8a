/** Opening another connector over the server. Runs in the browser. */
import type { ConnectorsSource } from "../api/connectors.ts";
import type { Http } from "./http.ts";

export function createConnectorsSource({ get, post, part }: Http): ConnectorsSource {
  return {
    list: () => get("connectors"),
    open: (id) => post(`connectors/${part(id)}/open`),
  };
}
