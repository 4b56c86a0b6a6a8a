import { notificationUrls } from "../../definition/triggers.ts";
import { lastToken } from "../../json/pointer.ts";
import type { Diagnosis, Finding } from "./finding.ts";

/** Sourced: the designer does not look into an internal object, so that the callback address in it is never filled in. */
export const internalObject: Diagnosis = {
  id: "internal-object",
  find({ model }) {
    const findings: Finding[] = [];
    for (const operation of model.operations) {
      for (const { hiddenBy } of notificationUrls(model.root, operation)) {
        if (hiddenBy === undefined) continue;
        findings.push({
          message: `In ${operation.id ?? operation.path} the object "${lastToken(hiddenBy) ?? "body"}" around the notification URL is internal: the designer does not look into it, and the callback address is lost.`,
          help: 'Take "x-ms-visibility": "internal" off the object and put it on each property in it.',
          ...(operation.id === undefined ? {} : { operation: operation.id }),
          pointer: hiddenBy,
        });
      }
    }
    return findings;
  },
};
