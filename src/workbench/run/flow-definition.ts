/** A flow as it is saved: the workflow definition that the platform's code view shows. */
import { parameterKey } from "../../designer/serialize/power-automate.ts";
import type { JsonObject } from "../../json/values.ts";
import { MANUAL } from "../../platform/flows/trigger-names.ts";
import type { EnteredValues, FlowDefinitionAnswer } from "../api.ts";
import { define } from "../project/views.ts";
import type { Workbench } from "../workbench.ts";
import { triggerOf } from "./flow-trigger.ts";

const SCHEMA =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/** @throws {InputError} `flow-unknown` */
export function flowDefinition(workbench: Workbench, id: string): FlowDefinitionAnswer {
  const { session, project, views } = workbench;
  const { name, request, values } = session.flows.entry(id);
  const { operationId, definition, recurrenceSeconds } = request;
  const builtIn = triggerOf(request);
  const operation = project.shown.view.operation(operationId);
  const entered: EnteredValues = {};
  // Flows are made with either key.
  for (const [key, value] of Object.entries(values)) {
    const input = operation?.inputs.find((one) => one.key === key || parameterKey(one) === key);
    define(entered, input?.key ?? key, value);
  }
  const trigger = views.code(operationId, entered)?.powerAutomate ?? {};
  const workflow: JsonObject = {
    $schema: SCHEMA,
    contentVersion: "1.0.0.0",
    parameters: {
      $connections: { defaultValue: {}, type: "Object" },
      $authentication: { defaultValue: {}, type: "SecureObject" },
    },
    triggers: {
      ...(typeof builtIn === "string"
        ? {
            [(operation?.title || operationId).replaceAll(" ", "_")]: {
              ...trigger,
              ...(recurrenceSeconds === undefined
                ? {}
                : { recurrence: { interval: recurrenceSeconds, frequency: "Second" } }),
            },
          }
        : // As the platform calls its own triggers.
          { [operationId === MANUAL ? "manual" : "Recurrence"]: builtIn as unknown as JsonObject }),
    },
    actions: (definition?.actions ?? {}) as unknown as JsonObject,
  };
  return session.clean({
    flow: id,
    name,
    operation: operationId,
    values: entered,
    recurrenceSeconds,
    ...(typeof builtIn === "string" ? {} : { trigger: builtIn }),
    definition,
    workflow,
  });
}
