import { child } from "../../json/pointer.ts";
import { own } from "../../json/values.ts";
import type { Diagnosis, Finding } from "./finding.ts";

/** Sourced: the designer reads the content of the path item and overwrites the operation's; the trigger then polls. */
export const notificationContentMisplaced: Diagnosis = {
  id: "notification-content-misplaced",
  find({ model }) {
    const findings: Finding[] = [];
    for (const operation of model.operations) {
      if (operation.notificationContent) continue;
      const places: [string, string][] = [];
      if (own(operation.value, "x-ms-notification-content") !== undefined)
        places.push([operation.pointer, "on the operation"]);
      for (const response of operation.responses)
        if (own(response.value, "x-ms-notification-content") !== undefined)
          places.push([response.pointer, `on the response ${response.status}`]);
      for (const [pointer, place] of places) {
        findings.push({
          message: `${operation.id ?? operation.path} has its x-ms-notification-content ${place}; the platform reads it from the path item only and takes the trigger for a polling one.`,
          help: `Move x-ms-notification-content up, beside "${operation.method}" of ${operation.path}.`,
          ...(operation.id === undefined ? {} : { operation: operation.id }),
          pointer: child(pointer, "x-ms-notification-content"),
        });
      }
    }
    return findings;
  },
};
