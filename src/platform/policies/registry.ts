/** What each policy template does, and the policies that a connector configures with it. */
import { policiesOf, policyOperations, policySection } from "../../definition/policies.ts";
import type { PolicySection, PolicyTemplate, PolicyTemplateId } from "../../definition/policy-templates.ts";
import type { JsonObject } from "../../json/values.ts";
import { convertarraytoobject } from "./convertarraytoobject.ts";
import { convertobjecttoarray } from "./convertobjecttoarray.ts";
import { dynamichosturl } from "./dynamichosturl.ts";
import { dynamicsubdomain } from "./dynamicsubdomain.ts";
import { encodepropertyvalue } from "./encodepropertyvalue.ts";
import { moveproperties } from "./moveproperties.ts";
import { pollingtrigger } from "./pollingtrigger.ts";
import { routerequesttoendpoint } from "./routerequesttoendpoint.ts";
import { setconnectionstatustounauthenticated } from "./setconnectionstatustounauthenticated.ts";
import { setheader } from "./setheader.ts";
import { setproperty } from "./setproperty.ts";
import { setqueryparameter } from "./setqueryparameter.ts";
import { setvaluefromurl } from "./setvaluefromurl.ts";
import { stringreplace } from "./stringreplace.ts";
import { stringtoarray } from "./stringtoarray.ts";
import { Parameters, type PolicyWork } from "./template.ts";
import { updatenextlink } from "./updatenextlink.ts";

const WORK: Record<PolicyTemplateId, PolicyWork> = {
  convertarraytoobject,
  convertobjecttoarray,
  dynamichosturl,
  dynamicsubdomain,
  encodepropertyvalue,
  moveproperties,
  pollingtrigger,
  routerequesttoendpoint,
  setconnectionstatustounauthenticated,
  setheader,
  setproperty,
  setqueryparameter,
  setvaluefromurl,
  stringreplace,
  stringtoarray,
  updatenextlink,
};

/** One policy of a connector, ready to run. */
export interface PolicyInstance {
  template: PolicyTemplate;
  work: PolicyWork;
  section: PolicySection;
  /** Undefined: all operations (sourced: an empty or missing list). */
  operations: ReadonlySet<string> | undefined;
  parameters: Parameters;
}

/** The policies of a connector in the order in which they run. Templates that nobody knows do nothing. */
export function readPolicies(properties: JsonObject): PolicyInstance[] {
  return policiesOf(properties).flatMap(({ policy }) => {
    const { template } = policy;
    if (!template) return [];
    const names = policyOperations(policy) ?? [];
    return {
      template,
      work: WORK[template.id],
      section: policySection(policy, template),
      operations: names.length > 0 ? new Set(names) : undefined,
      parameters: new Parameters(policy),
    };
  });
}

/** The instances that run for an operation in one section. */
export function policiesFor(
  policies: readonly PolicyInstance[],
  operation: string | undefined,
  section: PolicySection,
): PolicyInstance[] {
  return policies.filter(
    (instance) =>
      instance.section === section &&
      (!instance.operations || (operation !== undefined && instance.operations.has(operation))),
  );
}
