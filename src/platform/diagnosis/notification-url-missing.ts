import { notificationUrls } from "../../definition/triggers.ts";
import type { Diagnosis } from "./finding.ts";

/** Sourced: without the extension nothing tells the platform where to put the callback address. */
export const notificationUrlMissing: Diagnosis = {
  id: "notification-url-missing",
  find({ model }) {
    return model.operations
      .filter((operation) => operation.kind === "webhook")
      .filter((operation) => notificationUrls(model.root, operation).length === 0)
      .map((operation) => ({
        message: `${operation.id ?? operation.path} is a webhook trigger without x-ms-notification-url: the service is never told where to send notifications.`,
        help: 'Mark the property that takes the callback address with "x-ms-notification-url": true.',
        ...(operation.id === undefined ? {} : { operation: operation.id }),
        pointer: operation.pointer,
      }));
  },
};
