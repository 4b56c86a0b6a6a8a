/** A step as a flow holds it, in both products' forms. Pure: the page uses it in offline files, too. */

import { logicAppsDefinition } from "../../designer/serialize/logic-apps.ts";
import { powerAutomateDefinition } from "../../designer/serialize/power-automate.ts";
import type { OperationView } from "../../designer/types.ts";
import { own, ownObject, ownString } from "../../json/values.ts";
import type { CodeAnswer, EnteredValues } from "../api.ts";

/** A step in both forms, with what the maker has entered. */
export function serialise(operation: OperationView, values: EnteredValues): CodeAnswer {
  const { inputs, recurrence, splitOn, powerAutomate } = operation;
  const written = operation.powerAutomate.definition;
  const host = ownObject(own(written, "inputs"), "host");
  const api = ownString(host, "apiId")?.split("/").at(-1) ?? "connector";
  return {
    logicApps: logicAppsDefinition(
      { head: operation, inputs, recurrence, splitOn, connection: connectionOf(operation) },
      values,
    ),
    powerAutomate: powerAutomateDefinition(
      {
        head: operation,
        view: powerAutomate,
        inputs,
        recurrence,
        api,
        connection: ownString(host, "connectionName") ?? api,
      },
      values,
    ),
  };
}

/** The name under which the designer's own view wrote the connection. */
function connectionOf(operation: OperationView): string {
  const host = ownObject(own(operation.logicApps.definition, "inputs"), "host");
  return ownString(ownObject(host, "connection"), "referenceName") ?? "connection";
}
