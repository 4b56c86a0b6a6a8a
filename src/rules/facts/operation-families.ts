/** Operations that are revisions of one another: `x-ms-api-annotation` with a common family. */

import type { Operation } from "../../definition/model.ts";
import { own, ownObject, ownString, scalarText } from "../../json/values.ts";
import { addTo } from "../language/add-to.ts";
import type { Subject } from "../language/context.ts";

export interface Revision {
  operation: Operation;
  /** Undefined if there is none. */
  revision: number | undefined;
  deprecated: boolean;
  /** The operation's own status or the connector's, lower case. */
  status: string | undefined;
}

/** Revisions by family, in the order of the file. */
export function operationFamilies(subject: Subject): Map<string, Revision[]> {
  const connectorStatus = statusOf(ownObject(subject.root, "info"));
  const families = new Map<string, Revision[]>();
  for (const operation of subject.model.operations) {
    const annotation = ownObject(operation.value, "x-ms-api-annotation");
    const family = ownString(annotation, "family");
    if (!annotation || family === undefined || family === "") continue;
    // A number in quotes is another fault; what it says is clear.
    const written = scalarText(own(annotation, "revision"));
    const revision = written === "" ? undefined : Number(written);
    const entry: Revision = {
      operation,
      revision: Number.isNaN(revision) ? undefined : revision,
      deprecated: own(operation.value, "deprecated") === true,
      status: statusOf(operation.value) ?? connectorStatus,
    };
    addTo(families, family, entry);
  }
  return families;
}

/** The status in the annotation of an operation or of `info`, lower case. */
export function statusOf(holder: Parameters<typeof ownString>[0]): string | undefined {
  return ownString(ownObject(holder, "x-ms-api-annotation"), "status")?.toLowerCase();
}
