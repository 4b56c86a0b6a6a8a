/**
 * Policies by their template, made from the table of templates (definition/policy-templates.ts): what is listed there is
 * known here as keys. Sourced: Microsoft's schema of apiProperties.json, its pages on the templates.
 */
import {
  OPERATIONS,
  PARAMETER_PREFIX,
  POLICY_TEMPLATES,
  POLLING_TYPE,
  type PolicyParameterName,
  type PolicyTemplate,
  SECTION,
} from "../policy-templates.ts";
import { any, type Key, type Kind, type Kinds, list, object, table, text } from "./types.ts";

const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/** What the parameters of templates mean. A name means the same in every template that has it. */
const PARAMETERS: Readonly<Record<PolicyParameterName, Key>> = {
  childPropertyName: text("The property that each item of the new array gets its text under."),
  copyOnlySubProperties: any("Whether only what is inside the properties is copied."),
  delimiterList: text("The characters at which the text is split."),
  dstParentPath: text("The path of the object that the properties are moved to."),
  dstSubPath: text("The path below it."),
  existsAction: text("What happens to a value that is already there.", {
    values: ["override", "skip", "append"],
  }),
  httpMethod: text('The method of the request; "@Request.OriginalHTTPMethod" keeps the one of the call.', {
    values: ["@Request.OriginalHTTPMethod", ...METHODS],
  }),
  keyName: text("The property that takes the name of each entry."),
  keyWithinCollectionPath: text("The property of an item whose text becomes the name of its entry."),
  name: text("The name of the header or query parameter."),
  newPath: text("The path that the request goes to instead, from the slash on."),
  newPropertyParentPathTemplate: text("The path of the object that the property is set in."),
  newPropertyPath: text("The property that takes the result."),
  newPropertySubPathTemplate: text("The path of the property below that object."),
  nextLinkParentPropertyPath: text("The path of the object that holds the link to the next page."),
  nextLinkPropertyName: text("The property of the answer that holds the link to the next page."),
  parameterTemplate: text("The parameter that takes the value, as an expression."),
  parameterValuePathTemplate: text("Where in the answer the value is."),
  parameterValueUrl: text("The address that the value is asked for at."),
  propertyParentPath: text("The path of the object or array that holds what is changed."),
  propertySubPath: text("The path of what is changed, below that."),
  propertyValuePathTemplate: text("The value that the property gets, or the path to it."),
  replacementString: text("The text that is written in place; an empty one deletes."),
  retainKey: any("Whether each entry keeps the property that its name was taken from."),
  sourceString: text("The text that is replaced."),
  srcParentPath: text("The path of the object that the properties are moved from."),
  srcSubPath: text("The path below it."),
  statusCode: {
    type: ["string", "number"],
    meaning: "The HTTP status by which the service says that a connection is no longer signed in.",
  },
  triggerConfig: table(
    "The query parameters of the next call, each with an expression that reads its value from the last answer.",
    { type: "string", title: "A next value" },
  ),
  triggerDataPath: text('Where in the answer the new items are, beginning with "@triggerBody()".'),
  urlTemplate: text("The address that takes the place of scheme, host and base path."),
  value: text("What it is set to: a text, or an expression."),
  valueName: text("The property that takes the value of each entry."),
};

/** Where templates differ in what a parameter of the same name may be. */
const OWN: Readonly<Record<string, Partial<Key>>> = {
  "setvaluefromurl httpMethod": { values: ["GET", "POST", "PUT"] },
  // Replacing by nothing deletes.
  "stringreplace replacementString": { filled: undefined },
};

const WHERE = list(
  "The operations that the policy is for; without it, it is for all of them.",
  { type: "string", title: "An operation id" },
  { example: '["GetParcel"]' },
);

/** What every policy has. */
const policyKeys = (parameters: Key): Record<string, Key> => ({
  templateId: text("The template that the policy is made of.", {
    required: true,
    values: POLICY_TEMPLATES.filter(({ documented }) => documented).map(({ id }) => id),
    anyCase: true,
    example: 'the name of a template, such as "setheader"',
  }),
  title: text("What the policy is for, as it is shown in the portal.", {
    required: true,
    filled: true,
    example: 'what the policy is for, such as "Set the language"',
  }),
  parameters,
});

const PARAMETERS_KEY = { required: true, example: "an object with the parameters of the template" } as const;
const MEANING = "What the platform does to requests or answers on their way.";

const nameOf = ({ id }: PolicyTemplate) => `${id} policy`;
const parametersOf = ({ id }: PolicyTemplate) => `${id} parameters`;

function policyKind(template: PolicyTemplate): Kind {
  return {
    title: "A policy",
    meaning: MEANING,
    extensions: false,
    keys: {
      ...policyKeys(object(parametersOf(template), "The parameters of the template.", PARAMETERS_KEY)),
      ...(template.id === "pollingtrigger" && {
        type: text("The kind of policy, which only polling triggers name.", { values: [POLLING_TYPE] }),
      }),
    },
  };
}

function parametersKind(template: PolicyTemplate): Kind {
  const { id, required, optional, sections, documented } = template;
  const keys: Record<string, Key> = {};
  for (const name of [...required, ...optional] as PolicyParameterName[])
    keys[PARAMETER_PREFIX + name] = {
      ...PARAMETERS[name],
      ...(required.includes(name) && { required: true, filled: true }),
      ...OWN[`${id} ${name}`],
    };
  keys[OPERATIONS] = WHERE;
  keys[SECTION] = any("In which part of a call the policy works.", {
    ...(sections?.length === 0 && { tolerated: true }),
    ...(sections !== undefined &&
      sections.length > 0 && {
        type: "string",
        required: true,
        values: sections,
        ...(!documented && { open: true }),
      }),
  });
  return {
    title: `The policy template "${id}"`,
    meaning: `What a policy of the template "${id}" is given.`,
    extensions: false,
    keys,
  };
}

export const POLICIES: Kinds = {
  policy: {
    title: "A policy",
    meaning: MEANING,
    extensions: false,
    keys: policyKeys(object("policyParameters", "The parameters of the template.", PARAMETERS_KEY)),
    variants: {
      by: "templateId",
      anyCase: true,
      kinds: Object.fromEntries(POLICY_TEMPLATES.map((template) => [template.id, nameOf(template)])),
    },
  },
  policyParameters: {
    title: "A policy template",
    meaning: "What a policy of a template that nobody knows is given.",
    extensions: true,
    keys: { [OPERATIONS]: WHERE },
  },
  ...Object.fromEntries(POLICY_TEMPLATES.map((template) => [nameOf(template), policyKind(template)])),
  ...Object.fromEntries(
    POLICY_TEMPLATES.map((template) => [parametersOf(template), parametersKind(template)]),
  ),
};

/** The kinds of all policies, and of the parameters of those whose template is known. */
export const POLICY_KINDS: readonly string[] = ["policy", ...POLICY_TEMPLATES.map(nameOf)];
export const POLICY_PARAMETER_KINDS: readonly string[] = POLICY_TEMPLATES.map(parametersOf);
/** The keys of all parameters that some template has. */
export const POLICY_PARAMETER_KEYS: readonly string[] = Object.keys(PARAMETERS).map(
  (name) => PARAMETER_PREFIX + name,
);
