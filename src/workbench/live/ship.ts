/** Packages over the server. Runs in the browser. */
import type { ShipSource } from "../api/ship.ts";
import type { Http } from "./http.ts";

/** @param base where the server is, without the slash at its end */
export function createShipSource({ post, part, query }: Http, base: string): ShipSource {
  return {
    build: (request) => post("ship", request),
    write: (build) => post(`ship/${part(build)}/write`),
    packageHref: (build, format) => `${base}/api/ship/${part(build)}/download${query({ format })}`,
    referenceHref: (kind) => `${base}/api/reference${query({ as: kind })}`,
    previewHref: () => `${base}/api/preview`,
  };
}
