/** Comparing versions over the server. Runs in the browser. */
import type { CompareSource } from "../api/compare.ts";
import type { Http } from "./http.ts";

export function createCompareSource({ get, post, part }: Http): CompareSource {
  return {
    versions: () => get("versions"),
    compare: (request) => post("compare", request),
    operation: (comparison, operationId) => get(`compare/${part(comparison)}/${part(operationId)}`),
  };
}
