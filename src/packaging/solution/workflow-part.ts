/** One cloud flow inside a solution: its element in customizations.xml and its file. (Sourced: server exports.) */
import type { Operation } from "../../definition/model.ts";
import { treeOf } from "../../json/tree.ts";
import { write } from "../../json/write-json.ts";
import type { PackageSource } from "../source.ts";
import { CRLF, element, type XmlElement } from "../xml/write-xml.ts";
import type { ZipEntry } from "../zip/write-zip.ts";
import type { ConnectorPart } from "./connector-part.ts";
import { type FlowHost, type FlowSteps, stepsOfAction, stepsOfTrigger } from "./flow-steps.ts";
import { apiName, connectionReferenceName, workflowId } from "./names.ts";
import type { SolutionSettings } from "./settings.ts";

export interface WorkflowPart {
  id: string;
  name: string;
  /** The operation the flow is for. */
  operationId: string;
  element: XmlElement;
  file: ZipEntry;
}

const SCHEMA =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/** One flow for each trigger makers see; for a connector without triggers, one that is started by hand. */
export function workflowParts(
  source: PackageSource,
  part: ConnectorPart,
  settings: SolutionSettings,
): WorkflowPart[] {
  const usable = source.model.operations.filter(
    (operation) => operation.id !== undefined && !operation.internal,
  );
  const triggers = usable.filter((operation) => operation.trigger !== undefined);
  const host: FlowHost = { apiName: apiName(part.name), connector: part.name };
  if (triggers.length > 0)
    return triggers.map((trigger) =>
      workflowPart(source, part, settings, trigger, stepsOfTrigger(source, trigger, host)),
    );
  const [action] = usable;
  return action ? [workflowPart(source, part, settings, action, stepsOfAction(source, action, host))] : [];
}

function workflowPart(
  source: PackageSource,
  part: ConnectorPart,
  settings: SolutionSettings,
  operation: Operation,
  steps: FlowSteps,
): WorkflowPart {
  const operationId = operation.id ?? "";
  const id = workflowId(part.name, operationId);
  const name = `${source.title}: ${steps.title}`.slice(0, 100);
  const file = `Workflows/${name.replace(/[^A-Za-z0-9]/g, "")}-${id.toUpperCase()}.json`;
  const reference = connectionReferenceName(settings.publisher.prefix, part.name);
  const api = apiName(part.name);
  const content = {
    properties: {
      connectionReferences: {
        [api]: {
          runtimeSource: "embedded",
          connection: { connectionReferenceLogicalName: reference },
          api: { name: api, logicalName: part.name },
        },
      },
      definition: {
        $schema: SCHEMA,
        contentVersion: "1.0.0.0",
        parameters: {
          $connections: { defaultValue: {}, type: "Object" },
          $authentication: { defaultValue: {}, type: "SecureObject" },
        },
        triggers: steps.triggers,
        actions: steps.actions,
      },
      templateName: null,
    },
    schemaVersion: "1.0.0.0",
  };
  const json = write(treeOf(content), { indent: "  ", newline: CRLF, ascii: false });
  return {
    id,
    name,
    operationId,
    element: workflowElement(id, name, `/${file}`, settings),
    file: { name: file, bytes: Buffer.from(json, "utf8") },
  };
}

function workflowElement(id: string, name: string, file: string, settings: SolutionSettings): XmlElement {
  const languagecode = String(settings.language);
  const fields: [string, string][] = [
    ["JsonFileName", file],
    ["Type", "1"],
    ["Subprocess", "0"],
    ["Category", "5"],
    ["Mode", "0"],
    ["Scope", "4"],
    ["OnDemand", "0"],
    ["TriggerOnCreate", "0"],
    ["TriggerOnDelete", "0"],
    ["AsyncAutodelete", "0"],
    ["SyncWorkflowLogOnFailure", "0"],
    // Off: a flow that starts without a connection would only fail.
    ["StateCode", "0"],
    ["StatusCode", "1"],
    ["RunAs", "1"],
    ["IsTransacted", "1"],
    ["IntroducedVersion", settings.version],
    ["IsCustomizable", "1"],
    ["BusinessProcessType", "0"],
    ["IsCustomProcessingStepAllowedForOtherPublishers", "1"],
    ["ModernFlowType", "0"],
    ["PrimaryEntity", "none"],
  ];
  return element(
    "Workflow",
    [
      ...fields.map(([field, value]) => element(field, value)),
      element("LocalizedNames", [element("LocalizedName", undefined, { languagecode, description: name })]),
    ],
    { WorkflowId: `{${id}}`, Name: name },
  );
}
