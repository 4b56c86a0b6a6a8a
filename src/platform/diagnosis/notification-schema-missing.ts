import { ownObject } from "../../json/values.ts";
import type { Diagnosis } from "./finding.ts";

/** Sourced: without `schema` inside, the trigger has one output of any type and no fields. */
export const notificationSchemaMissing: Diagnosis = {
  id: "notification-schema-missing",
  find({ model }) {
    return model.operations
      .filter(
        ({ trigger, notificationContent }) =>
          trigger !== undefined && notificationContent && !ownObject(notificationContent.value, "schema"),
      )
      .map((operation) => ({
        message: `The notification content of ${operation.id ?? operation.path} has no schema: the trigger has no outputs, and nothing can be checked.`,
        help: 'Put the payload\'s schema under "schema" inside x-ms-notification-content.',
        ...(operation.id === undefined ? {} : { operation: operation.id }),
        pointer: operation.notificationContent?.pointer ?? operation.pathPointer,
      }));
  },
};
