/** The Logic Apps custom connector, as an ARM template and as Bicep, with a connection. (Sourced: Logic Apps.) */

import { policiesOf, writtenOperations } from "../../definition/policies.ts";
import { get, isEmpty, type JsonNode } from "../../json/tree.ts";
import { canonicalJson, compactJson, plainOf } from "../../json/write-json.ts";
import { type Format, utf8 } from "../artifact.ts";
import { armTemplate } from "../logic-apps/arm.ts";
import { bicepFile } from "../logic-apps/bicep.ts";
import { holdsIcon } from "../logic-apps/connector-resource.ts";
import type { Notice } from "../notice.ts";
import type { PackageSource } from "../source.ts";

/** Members of apiProperties.json that the resource type has a place for. (Sourced: Logic Apps.) */
export const LOGIC_APPS_MEMBERS: readonly string[] = [
  "connectionParameters",
  "iconBrandColor",
  "capabilities",
];

/** Members of apiProperties.json that are shipped, or whose loss is said on its own. */
const SHIPPED = [
  ...LOGIC_APPS_MEMBERS,
  "connectionParameterSets",
  "policyTemplateInstances",
  "scriptOperations",
];

/** Limits of Logic Apps. */
const MAX_DEFINITION = 1024 * 1024;
const MAX_OPERATIONS = 256;

/** Operations that one message names. */
const MAX_NAMED = 6;

export const logicApps: Format = {
  id: "logic-apps",
  title: "Logic Apps templates",
  build(source) {
    // Code that is gone without having been given up is found out by the users of the connector.
    if (source.script && !source.options.leaveOut?.includes("script"))
      return {
        files: [],
        notices: [],
        next: [],
        impossible: {
          code: "script-not-carried",
          message: `Logic Apps has no place for the script of ${operationList([textsOf(get(source.properties, "scriptOperations"))])}.`,
          help: "Without it they call the service as the definition says. If that is of use: --leave-out script.",
        },
      };
    return {
      files: [
        {
          path: "logic-apps/azuredeploy.json",
          bytes: utf8(`${canonicalJson(armTemplate(source))}\n`),
        },
        { path: "logic-apps/main.bicep", bytes: utf8(bicepFile(source)) },
      ],
      notices: losses(source),
      next: [
        "az deployment group create --resource-group GROUP --template-file {out}/logic-apps/azuredeploy.json",
        "az deployment group create --resource-group GROUP --template-file {out}/logic-apps/main.bicep    # the same in Bicep",
      ],
    };
  },
};

/** What operations need and the resource type has no place for: policies by template, the script, parameter sets. */
function lostParts(source: PackageSource): { what: string; help: string }[] {
  const lost: { what: string; help: string }[] = [];
  const groups = Map.groupBy(
    policiesOf(plainOf(source.properties)).map(({ policy }) => policy),
    ({ id = "no template" }) => id,
  );
  for (const [template, members] of groups) {
    const named = members.map((policy) => writtenOperations(policy).names);
    lost.push({
      what: `${members.length === 1 ? "the policy" : `${members.length} policies`} ${template} of ${operationList(named)}`,
      help: "Without it they send and return something else there, or fail: let the service do this itself, or leave the format out with --only.",
    });
  }
  if (source.script)
    lost.push({
      what: `the script of ${operationList([textsOf(get(source.properties, "scriptOperations"))])}`,
      help: "Without it they call the service exactly as the definition says: leave the format out with --only if that does not help you.",
    });
  if (get(source.properties, "connectionParameterSets"))
    lost.push({
      what: "the choice of sign-ins",
      help: "A connection there asks only for the connection parameters, if there are any.",
    });
  return lost;
}

function textsOf(node: JsonNode | undefined): string[] {
  if (node?.kind === "string") return [node.value];
  return node?.kind === "array"
    ? node.items.flatMap((item) => (item.kind === "string" ? item.value : []))
    : [];
}

/** The operations of several lists; an empty list stands for all of them. */
function operationList(lists: string[][]): string {
  if (lists.some((list) => list.length === 0)) return "all operations";
  const names = [...new Set(lists.flat())];
  const shown = names.slice(0, MAX_NAMED).join(", ");
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more` : shown;
}

/** What the resource type has no place for. */
function losses(source: PackageSource): Notice[] {
  const notices: Notice[] = [];
  const size = utf8(compactJson(source.definition)).length;
  if (size >= MAX_DEFINITION)
    notices.push({
      code: "definition-too-large",
      severity: "error",
      message: `The definition has ${(size / 1024 / 1024).toFixed(1)} MiB; Logic Apps accepts less than 1 MiB.`,
      help: "Split the connector, or leave the format out with --only.",
    });
  const operations = source.model.operations.length;
  if (operations > MAX_OPERATIONS)
    notices.push({
      code: "too-many-operations",
      severity: "error",
      message: `The definition has ${operations} operations; Logic Apps accepts at most ${MAX_OPERATIONS}.`,
      help: "Split the connector, or leave the format out with --only.",
    });
  for (const { what, help } of lostParts(source))
    notices.push({
      code: "not-in-logic-apps",
      severity: "warning",
      message: `Logic Apps has no place for ${what}.`,
      help,
    });
  const also = [
    ...(source.icon && !holdsIcon(source)
      ? ["the icon, which is too large (set iconUri to an address of it)"]
      : []),
    ...source.properties.members
      .filter(({ key, value }) => !SHIPPED.includes(key) && !isEmpty(value))
      .map(({ key }) => key),
  ];
  if (also.length > 0)
    notices.push({
      code: "dropped-in-logic-apps",
      severity: "note",
      message: `Not in the Logic Apps templates: ${also.join(", ")}.`,
      help: "Nothing depends on it at run time.",
    });
  return notices;
}
