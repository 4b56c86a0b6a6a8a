/** The Logic Apps custom connector, as an ARM template and as Bicep, with a connection. (Sourced: reference 4.) */
import { type Format, utf8 } from "../artifact.ts";
import { get, isEmpty } from "../json/json-tree.ts";
import { canonicalJson, compactJson } from "../json/write-json.ts";
import { armTemplate } from "../logic-apps/arm.ts";
import { bicepFile } from "../logic-apps/bicep.ts";
import type { Notice } from "../notice.ts";
import type { PackageSource } from "../source.ts";

/** Members of apiProperties.json that are shipped, or whose loss is said on its own. */
const SHIPPED = [
  "connectionParameters",
  "connectionParameterSets",
  "iconBrandColor",
  "capabilities",
  "policyTemplateInstances",
  "scriptOperations",
];

/** Limits of Logic Apps. */
const MAX_DEFINITION = 1024 * 1024;
const MAX_OPERATIONS = 256;

export const logicApps: Format = {
  id: "logic-apps",
  title: "Logic Apps templates",
  build(source) {
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

/** What the resource type has no place for. */
function losses(source: PackageSource): Notice[] {
  const notices: Notice[] = [];
  const size = utf8(compactJson(source.definition)).length;
  if (size >= MAX_DEFINITION)
    notices.push({
      code: "definition-too-large",
      severity: "error",
      message: `The definition has ${(size / 1024 / 1024).toFixed(1)} MiB; Logic Apps takes less than 1 MiB.`,
      help: "Split the connector, or leave the format out with --only.",
    });
  const operations = source.model.operations.length;
  if (operations > MAX_OPERATIONS)
    notices.push({
      code: "too-many-operations",
      severity: "error",
      message: `The definition has ${operations} operations; Logic Apps takes ${MAX_OPERATIONS}.`,
      help: "Split the connector, or leave the format out with --only.",
    });
  const policies = get(source.properties, "policyTemplateInstances");
  const count = policies?.kind === "array" ? policies.items.length : 0;
  const lost = [
    ...(count > 0 ? [`${count} ${count === 1 ? "policy" : "policies"}`] : []),
    ...(source.script ? ["the script"] : []),
    ...(get(source.properties, "connectionParameterSets") ? ["the choice of sign-ins"] : []),
  ];
  if (lost.length > 0)
    notices.push({
      code: "not-in-logic-apps",
      severity: "warning",
      message: `Logic Apps has no place for ${lost.join(", ")}: operations that depend on that will not work there.`,
      help: "Check which operations those are before you use the connector in Logic Apps.",
    });
  const also = [
    ...(source.icon ? ["the icon (set iconUri to an address of it)"] : []),
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
