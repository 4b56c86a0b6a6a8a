/**
 * The objects of apiProperties.json. Sourced: paconn's JSON schema of the file, Microsoft's documentation of connection
 * parameters and of several ways to sign in, what `paconn download` writes; the keys that only published connectors show are
 * said to be observed.
 */
import { any, flag, type Key, type Kinds, list, object, table, text } from "./types.ts";

/** Types of connection parameters, in the spelling that connectors use. Sourced: paconn's schema. */
export const CONNECTION_TYPES = [
  "string",
  "securestring",
  "int",
  "bool",
  "oauthSetting",
  "gatewaySetting",
] as const;
/** Sourced: what Microsoft's designer knows besides. */
const MORE_TYPES = [
  "array",
  "object",
  "secureObject",
  "connection",
  "clientCertificate",
  "managedIdentity",
] as const;

const LABELS: Record<string, Key> = {
  displayName: text("The label of the field."),
  description: text("What to enter."),
  tooltip: text("Where to find it, shown when the pointer rests on the field."),
};

const ALLOWED_EXAMPLE = 'a list such as [{"text": "Europe", "value": "eu"}]';

const PARAMETERS = (meaning: string, more: Partial<Key> = {}): Key =>
  table(
    meaning,
    {
      type: "object",
      kind: "connectionParameter",
      title: "A connection parameter",
      example: 'an object such as {"type": "securestring", "uiDefinition": {…}}',
    },
    more,
  );

export const PROPERTIES: Kinds = {
  propertiesFile: {
    title: "apiProperties.json",
    meaning:
      "How the connector is connected to, what it looks like and what happens to its requests on the way.",
    extensions: false,
    keys: {
      properties: object("properties", "Everything that the file says.", {
        required: true,
        example: '{"properties": {"connectionParameters": {}, "iconBrandColor": "#…"}}',
      }),
      $schema: text("The JSON schema that editors check the file against; the platform does not read it."),
    },
  },
  properties: {
    title: "properties",
    meaning: "The settings of the connector.",
    extensions: false,
    keys: {
      connectionParameters: PARAMETERS(
        "What a maker enters to make a connection, by names of your own; {} if the service needs no sign-in.",
        { example: "an object of parameters by name, or {} if the service needs no sign-in" },
      ),
      connectionParameterSets: object(
        "parameterSets",
        "Several ways to sign in, of which the maker chooses one.",
        {
          example: '{"uiDefinition": {…}, "values": [{"name": "…", "uiDefinition": {…}, "parameters": {…}}]}',
        },
      ),
      iconBrandColor: text('The colour behind the icon, such as "#007ee5".'),
      scriptOperations: list("The operations whose requests the script of the connector handles.", {
        type: "string",
        title: "A script operation",
      }),
      capabilities: list("What the connector can do besides; mostly empty.", {
        type: "string",
        title: "A capability",
        values: ["actions", "triggers", "gateway", "cloud", "tabular", "blob", "composite"],
        open: true,
      }),
      policyTemplateInstances: list(
        "Policies: what the platform does to requests and answers on their way.",
        {
          type: "object",
          kind: "policy",
          title: "A policy",
          example: "an object with templateId, title and parameters",
        },
        { example: "[] if there are no policies" },
      ),
      publisher: text("The company or person that publishes the connector.", { neededBy: "certification" }),
      stackOwner: text("The company or person that owns the service.", { neededBy: "certification" }),
    },
  },
  connectionParameter: {
    title: "A connection parameter",
    meaning: "Something that a connection needs: a text, a key, a sign-in, a gateway.",
    extensions: false,
    keys: {
      type: text(
        'What it is: a "securestring" is hidden and never given back, an "oauthSetting" is a sign-in.',
        {
          required: true,
          values: [...CONNECTION_TYPES, ...MORE_TYPES],
          anyCase: true,
          example: `one of ${CONNECTION_TYPES.join(", ")}`,
        },
      ),
      uiDefinition: object("uiDefinition", "What the connection dialog shows for it.", {
        neededBy: "makers",
        example: '"uiDefinition" with displayName, description, tooltip and constraints',
      }),
      oAuthSettings: object("oAuthSettings", "How people sign in, for parameters of the type oauthSetting.", {
        example: 'an object such as {"identityProvider": "aad", …}',
      }),
      metadata: any("Notes for the platform, such as the kind of a sign-in."),
      allowedValues: list(
        "The values that can be chosen.",
        { type: "object", kind: "allowedValue", title: "An allowed value" },
        { example: 'a list such as [{"value": "eu"}]' },
      ),
      defaultValue: text("What is filled in at first."),
      gatewaySettings: any("Which data gateways can be chosen, for parameters of the type gatewaySetting.", {
        source: "observed in the published connector with a gateway",
      }),
    },
  },
  uiDefinition: {
    title: "uiDefinition",
    meaning: "What the connection dialog shows for a parameter.",
    extensions: false,
    keys: {
      ...LABELS,
      tabIndex: {
        type: "integer",
        meaning: "The place of the field in the dialog.",
        example: "a whole number, without quotes",
      },
      constraints: object("constraints", "What may be entered, and how the field behaves.", {
        example: 'an object such as {"tabIndex": 2, "clearText": false, "required": "true"}',
      }),
      schema: any("What an object as a value consists of."),
    },
  },
  constraints: {
    title: "The constraints of a connection parameter",
    meaning: "What may be entered, and how the field behaves.",
    extensions: false,
    keys: {
      clearText: flag("Whether what is typed can be read."),
      required: text('Whether it has to be entered: "true" or "false", as a text.', {
        values: ["true", "false"],
      }),
      tabIndex: {
        type: "integer",
        meaning: "The place of the field in the dialog.",
        example: "a whole number, without quotes",
      },
      capability: list(
        "Where it is asked for: in the cloud or behind a gateway.",
        { type: "string", title: "A capability" },
        { example: 'a list such as ["cloud"]' },
      ),
      hidden: text('Whether the field is left out: "true" or "false", as a text.', {
        values: ["true", "false"],
      }),
      allowedValues: list(
        "The values that can be chosen, each with the text that is shown.",
        { type: "object", kind: "allowedText", title: "An allowed value", example: ALLOWED_EXAMPLE },
        { example: ALLOWED_EXAMPLE },
      ),
      dependencies: any("Other parameters that decide whether this one is shown."),
      validations: any("Patterns that what is entered has to match.", {
        source: "observed in a published connector; no document describes it",
      }),
      readOnly: any("Whether the field can only be read.", {
        source: "observed in a published connector; no document describes it",
      }),
    },
  },
  allowedValue: {
    title: "An allowed value",
    meaning: "A value that can be chosen.",
    extensions: false,
    keys: { value: any("The value.", { required: true }) },
  },
  allowedText: {
    title: "An allowed value",
    meaning: "A value that can be chosen, with the text that is shown.",
    extensions: false,
    keys: {
      value: text("The value.", { required: true, example: ALLOWED_EXAMPLE }),
      text: text("What the dialog shows for it.", { required: true, example: ALLOWED_EXAMPLE }),
    },
  },
  oAuthSettings: {
    title: "oAuthSettings",
    meaning: "How people sign in.",
    extensions: false,
    keys: {
      identityProvider: text("Who checks the sign-in; it decides which custom parameters there are.", {
        required: true,
      }),
      clientId: text("The id of the app that is registered with the identity provider."),
      clientSecret: text(
        "The secret of that app. It belongs in no file that others see: paconn and the portal ask for it.",
      ),
      redirectMode: text(
        "Whether the connector shares the redirect address of all connectors or has one of its own.",
        {
          values: ["Global", "Direct", "GlobalPerConnector"],
        },
      ),
      redirectUrl: text("The address that people come back to. The platform sets it."),
      scopes: list(
        "What the token may be used for.",
        { type: "string", title: "A scope" },
        { example: 'an array, one scope each: "scopes": ["items.read"]' },
      ),
      properties: any("Whether the provider is one of Microsoft's own, and its name."),
      additionalParameters: any("What else is sent to the provider."),
      customParameters: table("What the identity provider has to know, such as its addresses.", {
        type: "object",
        kind: "customParameter",
        title: "A custom parameter",
      }),
    },
  },
  customParameter: {
    title: "A custom parameter",
    meaning: "A setting of the identity provider.",
    extensions: false,
    keys: { value: text("What it is set to.", { required: true }) },
  },
  parameterSets: {
    title: "connectionParameterSets",
    meaning: "Several ways to sign in, of which the maker chooses one.",
    extensions: false,
    keys: {
      uiDefinition: object("setLabels", "What the connection dialog shows above the choice.", {
        example: '"uiDefinition": {"displayName": "Authentication type", "description": "…"}',
      }),
      values: list(
        "The ways to sign in.",
        {
          type: "object",
          kind: "parameterSet",
          title: "A parameter set",
          example: '{"name": "…", "uiDefinition": {…}, "parameters": {…}}',
        },
        { required: true, filled: true, example: "one set for each way to sign in" },
      ),
    },
  },
  setLabels: {
    title: "The uiDefinition of parameter sets",
    meaning: "What the connection dialog shows for the choice, or for one way to sign in.",
    extensions: false,
    keys: { ...LABELS, constraints: any("How the choice behaves.") },
  },
  parameterSet: {
    title: "A parameter set",
    meaning: "One way to sign in.",
    extensions: false,
    keys: {
      name: text("A short name that stays the same; connections refer to it.", {
        required: true,
        filled: true,
        example: '"name" with a short identifier, such as "oauth"',
      }),
      uiDefinition: object("setLabels", "What the connection dialog shows for it.", {
        example: '{"displayName": "…", "description": "…"}',
      }),
      parameters: PARAMETERS("What a maker enters to sign in this way.", {
        required: true,
        example: '"parameters": {…}, as they would stand in connectionParameters; {} for no sign-in',
      }),
      metadata: any("Notes for the platform, such as whether connections can be shared."),
    },
  },
};
