/** Sound policies and scripts for faults to be put into. */
import type { JsonObject } from "../../src/json/values.ts";
import type { Seedbed } from "./seedbed.ts";

export const POLICIES = "/properties/policyTemplateInstances";

const PARAMETERS: Record<string, JsonObject> = {
  dynamichosturl: { "x-ms-apimTemplateParameter.urlTemplate": "https://eu.fabrikam.com" },
  routerequesttoendpoint: {
    "x-ms-apimTemplateParameter.newPath": "/v2/shelves",
    "x-ms-apimTemplateParameter.httpMethod": "@Request.OriginalHTTPMethod",
  },
  setheader: {
    "x-ms-apimTemplateParameter.name": "X-Shelf",
    "x-ms-apimTemplateParameter.value": "upper",
    "x-ms-apimTemplateParameter.existsAction": "override",
    "x-ms-apimTemplate-policySection": "Request",
  },
  setqueryparameter: {
    "x-ms-apimTemplateParameter.name": "shelf",
    "x-ms-apimTemplateParameter.value": "upper",
    "x-ms-apimTemplateParameter.existsAction": "skip",
  },
  setproperty: {
    "x-ms-apimTemplateParameter.newPropertyParentPathTemplate": "@body()",
    "x-ms-apimTemplateParameter.newPropertySubPathTemplate": "shelf",
    "x-ms-apimTemplateParameter.propertyValuePathTemplate": "@headers('X-Shelf')",
    "x-ms-apimTemplate-policySection": "Request",
  },
  pollingtrigger: {
    "x-ms-apimTemplateParameter.triggerConfig": { since: "{@triggerBody().last}" },
    "x-ms-apimTemplateParameter.triggerDataPath": "@triggerBody().rows",
  },
};

/** Adds a policy for all operations, or for those given; gives its pointer in apiProperties.json. */
export function addPolicy(
  bed: Seedbed,
  template: string,
  operations?: string[],
  change: Record<string, JsonObject[string] | undefined> = {},
): string {
  const parameters: JsonObject = structuredClone(PARAMETERS[template] ?? {});
  if (operations) parameters["x-ms-apimTemplate-operationName"] = operations;
  bed.p.append(POLICIES, { templateId: template, title: `Recall ${template}`, parameters });
  bed.checkpoint();
  const at = `${POLICIES}/${bed.p.list(POLICIES).length - 1}`;
  for (const [name, value] of Object.entries(change)) {
    const key = name.startsWith("x-ms-") ? name : `x-ms-apimTemplateParameter.${name}`;
    if (value === undefined) delete parameters[key];
    else parameters[key] = value;
  }
  return at;
}

/** The place of a policy's parameter. */
export function parameterOf(at: string, name: string): string {
  return `apiProperties.json#${at}/parameters/${name.startsWith("x-ms-") ? name : `x-ms-apimTemplateParameter.${name}`}`;
}

/** A script for all operations. */
export const PASSING_SCRIPT = script([]);

function script(operations: string[]): Buffer {
  const cases = operations
    .map((id) => `            case "${id}":\n                return await Pass();\n`)
    .join("");
  return Buffer.from(`public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        switch (this.Context.OperationId)
        {
${cases}            default:
                return await Pass();
        }
    }

    private async Task<HttpResponseMessage> Pass()
    {
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    }
}
`);
}

/** Gives the host a script for the operations named, for all if none are. */
export function addScript(bed: Seedbed, operations: string[] | undefined): void {
  bed.files.set("script.csx", script(operations ?? []));
  if (operations) bed.p.set("/properties/scriptOperations", operations);
  else bed.p.drop("/properties/scriptOperations");
  bed.checkpoint();
}
