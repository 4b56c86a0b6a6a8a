/**
 * The policy templates of the platform, as data. Sourced: Microsoft's schema of apiProperties.json and its pages on the
 * templates; checked against every policy of 606 published connectors. Three templates are only known from such connectors.
 */

/** The part of a call in which a policy works, as `policySection` has it. Failures are answers from status 400. */
export type PolicySection = "Request" | "Response" | "Failure";

export interface PolicyTemplate {
  /** Lower case; the platform takes any. */
  id: PolicyTemplateId;
  /** False for templates that published connectors use but no document names. */
  documented: boolean;
  /** Names without {@link PARAMETER_PREFIX}. */
  required: readonly string[];
  optional: readonly string[];
  /** What the policy section may be. Empty: the template has none (documented). Undefined: nobody knows. */
  sections: readonly PolicySection[] | undefined;
  /** Where it works if the policy does not say, or cannot: the part that its work is about. (Inferred.) */
  worksIn: PolicySection;
}

/** In front of the names of a template's own parameters. */
export const PARAMETER_PREFIX = "x-ms-apimTemplateParameter.";
/** Parameters of every template: which operations it is for, and in which part of the call it works. */
export const OPERATIONS = "x-ms-apimTemplate-operationName";
export const SECTION = "x-ms-apimTemplate-policySection";

/** The `type` of a pollingtrigger; other policies have none. */
export const POLLING_TYPE = "PollingTrigger";

/** In the triggerConfig of a pollingtrigger: not a query parameter but where the next page is named. (Sourced name, undocumented use.) */
export const POLLING_NEXT_LINK = "x-ms-triggerConfig-nextLink";

type Row = Omit<PolicyTemplate, "id" | "documented" | "optional"> & {
  optional?: readonly string[];
  documented?: false;
};

const EITHER = ["Request", "Response"] as const;

const TABLE = {
  convertarraytoobject: {
    required: ["propertyParentPath", "keyWithinCollectionPath", "newPropertyPath"],
    optional: ["propertySubPath", "retainKey"],
    sections: EITHER,
    worksIn: "Request",
  },
  convertobjecttoarray: {
    required: ["propertyParentPath", "newPropertyPath"],
    optional: ["propertySubPath", "keyName", "valueName"],
    sections: EITHER,
    worksIn: "Request",
  },
  dynamichosturl: { required: ["urlTemplate"], sections: [], worksIn: "Request" },
  encodepropertyvalue: {
    required: ["propertyParentPath", "newPropertyPath"],
    optional: ["propertySubPath"],
    sections: EITHER,
    worksIn: "Request",
  },
  pollingtrigger: { required: ["triggerConfig", "triggerDataPath"], sections: [], worksIn: "Response" },
  routerequesttoendpoint: {
    required: ["newPath"],
    optional: ["httpMethod"],
    sections: [],
    worksIn: "Request",
  },
  setheader: {
    required: ["name", "value"],
    optional: ["existsAction"],
    sections: [...EITHER, "Failure"],
    worksIn: "Request",
  },
  setproperty: {
    required: ["newPropertyParentPathTemplate", "newPropertySubPathTemplate", "propertyValuePathTemplate"],
    sections: EITHER,
    worksIn: "Request",
  },
  setqueryparameter: {
    required: ["name", "value"],
    optional: ["existsAction"],
    sections: [],
    worksIn: "Request",
  },
  setvaluefromurl: {
    required: ["parameterTemplate", "parameterValueUrl", "parameterValuePathTemplate"],
    optional: ["httpMethod"],
    sections: EITHER,
    worksIn: "Request",
  },
  stringreplace: {
    required: ["propertyParentPath", "sourceString", "replacementString", "newPropertyPath"],
    optional: ["propertySubPath"],
    sections: EITHER,
    worksIn: "Request",
  },
  stringtoarray: {
    required: ["propertyParentPath", "delimiterList", "childPropertyName", "newPropertyPath"],
    optional: ["propertySubPath"],
    sections: EITHER,
    worksIn: "Request",
  },
  updatenextlink: {
    required: ["nextLinkPropertyName"],
    optional: ["nextLinkParentPropertyPath"],
    sections: [],
    worksIn: "Response",
  },
  setconnectionstatustounauthenticated: {
    required: ["statusCode"],
    sections: undefined,
    worksIn: "Failure",
    documented: false,
  },
  moveproperties: {
    required: ["srcParentPath", "srcSubPath", "dstParentPath", "dstSubPath"],
    optional: ["copyOnlySubProperties"],
    // Its one published use says Request.
    sections: ["Request"],
    worksIn: "Request",
    documented: false,
  },
  dynamicsubdomain: { required: ["urlTemplate"], sections: [], worksIn: "Request", documented: false },
} as const satisfies Record<string, Row>;

export type PolicyTemplateId = keyof typeof TABLE;

type Names<Template> =
  | (Template extends { required: readonly (infer Name)[] } ? Name : never)
  | (Template extends { optional: readonly (infer Name)[] } ? Name : never);
/** The names of all parameters that some template has, without {@link PARAMETER_PREFIX}. */
export type PolicyParameterName = Names<(typeof TABLE)[PolicyTemplateId]>;

export const POLICY_TEMPLATES: readonly PolicyTemplate[] = Object.entries<Row>(TABLE).map(([id, row]) => ({
  documented: true,
  optional: [],
  ...row,
  id: id as PolicyTemplateId,
}));

const BY_ID = new Map<string, PolicyTemplate>(POLICY_TEMPLATES.map((known) => [known.id, known]));

/** A template by its id, whatever the letter case: the platform does not mind it. */
export function findTemplate(id: string): PolicyTemplate | undefined {
  return BY_ID.get(id.toLowerCase());
}

/** The full names of all parameters of a template, without those that every template has. */
export function policyParameterNames(template: PolicyTemplate): string[] {
  return [...template.required, ...template.optional].map((name) => PARAMETER_PREFIX + name);
}

/**
 * The functions of policy expressions. Those of `named` take the name of what they read: `@headers('x')`. Those of `rooted`
 * stand for a value and are followed by a path: `@body().a[0]`. Beside them there is `@Request.OriginalHTTPMethod`.
 * (Documented.)
 */
export const POLICY_EXPRESSIONS = {
  named: ["headers", "queryParameters", "connectionParameters"],
  rooted: ["body", "item", "triggerBody"],
} as const;
