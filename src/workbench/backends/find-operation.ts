/** Which operation a call is meant for, as it arrives behind the gateway. */

import type { ConnectorModel, Operation } from "../../definition/model.ts";
import { ownString } from "../../json/values.ts";
import { createMatcher } from "../../platform/operation-match.ts";

/** Segments that may be in front of the path which the definition names. */
const MAX_SKIPPED = 6;

/** `/v1` for `v1/`; empty for none. */
export function basePathOf(model: ConnectorModel): string {
  return (ownString(model.root, "basePath") ?? "").replace(/\/+$/, "").replace(/^(?=[^/])/, "/");
}

/** Finds by method and path. Policies may have put something in front of the path: it is skipped, segment by segment. */
export function createFinder(model: ConnectorModel): (method: string, path: string) => Operation | undefined {
  const match = createMatcher(model);
  const base = basePathOf(model);
  return (method, path) => {
    const below = path.startsWith(base) ? path.slice(base.length) : path;
    const segments = below.split("/").slice(1);
    for (let skipped = 0; skipped <= Math.min(segments.length, MAX_SKIPPED); skipped++) {
      const found = match(method, `/${segments.slice(skipped).join("/")}`);
      if (found) return found;
    }
    return undefined;
  };
}
