import { child } from "../../json/pointer.ts";
import { dynamicUses } from "./dynamic-uses.ts";
import type { Diagnosis } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** Sourced: the maker reads "APIM Operation not found" where the rows should be. */
export const dynamicOperationUnknown: Diagnosis = {
  id: "dynamic-operation-unknown",
  find(connector) {
    return dynamicUses(connector)
      .filter(({ target }) => target === undefined)
      .map(({ operation, input, name, pointer, targetId }) => {
        const near = nearest(targetId, connector.model.byId.keys());
        return {
          message: `${name} of "${input}" in ${operation.id ?? operation.path} calls "${targetId}", which the definition does not have.`,
          help: near ? `Did you mean "${near}"?` : "Correct the operation id.",
          ...(operation.id === undefined ? {} : { operation: operation.id }),
          pointer: child(pointer, "operationId"),
        };
      });
  },
};
