/** All policy templates, and the instances that a connector configures. */

import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownArray, ownString, setOwn } from "../../json/values.ts";
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
import { Parameters, type PolicyTemplate, type Section } from "./template.ts";
import { updatenextlink } from "./updatenextlink.ts";

export const TEMPLATES: readonly PolicyTemplate[] = [
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
];

const BY_ID = new Map(TEMPLATES.map((template) => [template.id, template]));
const PREFIX = "x-ms-apimTemplateParameter.";

/** One policy of a connector. */
export interface PolicyInstance {
  template: PolicyTemplate;
  section: Section;
  /** Undefined: all operations (sourced: an empty or missing list). */
  operations: ReadonlySet<string> | undefined;
  parameters: Parameters;
  /** In apiProperties.json. */
  pointer: string;
}

export interface PolicySet {
  instances: PolicyInstance[];
  /** Template ids nobody knows, with their places. */
  unknown: { id: string; pointer: string }[];
}

/** The policies of a connector in the order in which they run: that of the file (sourced). */
export function readPolicies(properties: JsonObject): PolicySet {
  const set: PolicySet = { instances: [], unknown: [] };
  for (const [index, entry] of (ownArray(properties, "policyTemplateInstances") ?? []).entries()) {
    const pointer = child("/properties/policyTemplateInstances", index);
    const id = ownString(entry, "templateId") ?? "";
    // Sourced: published connectors write ids in several letter cases.
    const template = BY_ID.get(id.toLowerCase());
    if (!template) {
      set.unknown.push({ id, pointer });
      continue;
    }
    const given = own(entry, "parameters");
    const values: JsonObject = {};
    for (const key of isObject(given) ? Object.keys(given) : [])
      if (key.startsWith(PREFIX)) setOwn(values, key.slice(PREFIX.length), own(given, key) ?? null);
    const names = ownArray(given, "x-ms-apimTemplate-operationName")?.filter(
      (name): name is string => typeof name === "string",
    );
    set.instances.push({
      template,
      section: sectionOf(ownString(given, "x-ms-apimTemplate-policySection"), template),
      operations: names && names.length > 0 ? new Set(names) : undefined,
      parameters: new Parameters(values),
      pointer,
    });
  }
  return set;
}

/** A section the template does not have counts as not given (sourced: published connectors do so without effect). */
function sectionOf(named: string | undefined, template: PolicyTemplate): Section {
  const section = named?.toLowerCase() as Section | undefined;
  return section && template.sections.includes(section) ? section : (template.sections[0] ?? "request");
}

/** The instances that run for an operation in one section. */
export function policiesFor(
  set: PolicySet,
  operation: string | undefined,
  section: Section,
): PolicyInstance[] {
  return set.instances.filter(
    (instance) =>
      instance.section === section &&
      (!instance.operations || (operation !== undefined && instance.operations.has(operation))),
  );
}
