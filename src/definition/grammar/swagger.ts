/** The objects of Swagger 2.0, as far as the platform takes them. Sourced: the specification of Swagger 2.0. */
import { any, count, flag, type Key, type Kinds, list, number, object, table, text } from "./types.ts";

export const SCHEMA_TYPES = ["string", "number", "integer", "boolean", "array", "object"] as const;
/** Outside of bodies there are no objects, and files are form fields. */
export const PARAMETER_TYPES = ["string", "number", "integer", "boolean", "array", "file"] as const;
export const ITEM_TYPES = ["string", "number", "integer", "boolean", "array"] as const;
export const LOCATIONS = ["query", "header", "path", "formData", "body"] as const;

/** Bounds and other limits, the same for parameters, items, headers and schemas. */
const LIMITS: Record<string, Key> = {
  default: any("The value that is sent, or shown as filled in, when a maker enters none."),
  maximum: number("The largest value allowed."),
  exclusiveMaximum: flag('Whether the value has to be below "maximum" instead of at most as large.'),
  minimum: number("The smallest value allowed."),
  exclusiveMinimum: flag('Whether the value has to be above "minimum" instead of at least as large.'),
  maxLength: count("The largest number of characters of a text."),
  minLength: count("The smallest number of characters of a text."),
  pattern: text("A regular expression, in the syntax of .NET, that the text has to match."),
  maxItems: count("The largest number of items of an array."),
  minItems: count("The smallest number of items of an array."),
  uniqueItems: flag("Whether an array may hold no item twice. The platform does not support it."),
  enum: list(
    "All values that are allowed. The designer offers them as a drop-down.",
    { title: "A value of the enum" },
    { filled: true },
  ),
  multipleOf: number("The step between allowed numbers.", { above: 0 }),
};

/** The formats that the service knows, by the type that each belongs to. Sourced: the messages of its validator. */
export const FORMATS: Readonly<Record<string, readonly string[]>> = {
  integer: ["int32", "int64"],
  number: ["float", "double"],
  string: ["byte", "binary", "date", "date-time", "password", "date-no-tz", "email", "html", "uri", "uuid"],
};

const FORMAT = text('What the type is meant to be in detail, such as "date-time", "int64" or "byte".', {
  values: Object.values(FORMATS).flat(),
  open: true,
});

/** A value that is written as text: in an address, a header or a form. */
const plainValue = (types: readonly string[]): Record<string, Key> => ({
  type: text("The type of the value.", { required: true, values: types, example: '"type": "string"' }),
  format: FORMAT,
  items: object("items", "What each item of an array is.", { example: '"items": {"type": "string"}' }),
  collectionFormat: text(
    'How the items of an array are joined: by commas ("csv"), spaces, tabs or pipes, or by repeating the parameter ("multi").',
    { values: ["csv", "ssv", "tsv", "pipes", "multi"] },
  ),
  ...LIMITS,
});

const EXTERNAL_DOCS = object("externalDocs", "A link to documentation elsewhere.", {
  example: '{ "url": "https://..." }',
});

const SCHEMES: Key = list(
  'How the service is called. Connectors call it by "https"; "http" works only where the service allows nothing else.',
  { type: "string", values: ["https", "http"], title: "A scheme" },
  { filled: true, example: '"schemes": ["https"]' },
);

const MIME: Key["each"] = {
  type: "string",
  title: "A MIME type",
  example: 'a text such as "application/json"',
};

const MIMES = { example: '["application/json"]' };

const PARAMETERS: Key = list(
  "What the request carries besides its path. Those of a path hold for all its operations.",
  { type: "object", kind: "parameter", title: "A parameter" },
);

const SECURITY: Key = list(
  "Which security definitions a request uses, with the scopes that it needs.",
  { type: "object", kind: "securityRequirement", title: "A security requirement" },
  { example: '"security": [{"name of the definition": []}]' },
);

/** What to write instead of keys that come from OpenAPI 3 or from elsewhere in Swagger. */
const INSTEAD: Record<string, string> = {
  requestBody: 'Describe the body as a parameter with "in": "body" and a "schema".',
  servers: 'Give the address as "host", "basePath" and "schemes" at the root.',
  callbacks: 'Describe what is sent back by "x-ms-notification-content" on the path.',
  content: 'Put the schema directly under "schema" and the MIME type into "produces" or "consumes".',
  example: 'Say it in the "description", or remove it.',
  examples: 'Say it in the "description", or remove it.',
  style: 'Use "collectionFormat" for lists, otherwise remove it.',
  explode: 'Use "collectionFormat" for lists, otherwise remove it.',
  nullable: 'Swagger 2.0 has no word for it; leave the parameter out of "required".',
  deprecated: 'Only operations can be deprecated; say it in the "description".',
  title: 'Write the label as "x-ms-summary".',
  links: "Describe the linked operation as an operation of its own.",
  trace: "The platform calls no TRACE operations; remove it.",
  visibility: 'Write "x-ms-visibility".',
  readOnly: "Only properties of a schema can be read-only; remove it.",
};

const operationOf = (method: string): Key =>
  object("operation", `The operation that a ${method} request to this path performs.`);

const SECURITY_KEYS: Record<string, Key> = {
  type: text('How: with name and password ("basic"), with a key ("apiKey"), or with a token ("oauth2").', {
    required: true,
    values: ["basic", "apiKey", "oauth2"],
    example: '"type": "basic", "apiKey" or "oauth2"',
  }),
  description: text("What the author wants to say about it."),
};

export const SWAGGER: Kinds = {
  root: {
    title: "The definition",
    meaning:
      "The whole definition of a connector: a Swagger 2.0 document that says which operations the service has.",
    extensions: true,
    keys: {
      swagger: text('The version of the format. The platform reads "2.0" and no other.', {
        required: true,
        values: ["2.0"],
      }),
      info: object("info", "The title, the description and the version of the connector, and its contact.", {
        required: true,
        example: "an info object with title, description, version and contact",
      }),
      host: text("The name of the server that is called, without scheme and path.", {
        required: true,
        filled: true,
        example: '"host": "api.fabrikam.com"',
      }),
      basePath: text('The path in front of all paths; it begins with "/".', { example: '"/v2"' }),
      schemes: { ...SCHEMES, neededBy: "paconn" },
      consumes: list(
        "The MIME types of the bodies that operations take, unless they say otherwise.",
        MIME,
        MIMES,
      ),
      produces: list(
        "The MIME types of the answers that operations give, unless they say otherwise.",
        MIME,
        MIMES,
      ),
      paths: table(
        "The paths of the service, each with its operations.",
        { type: "object", kind: "pathItem", title: "A path", extensions: true },
        { required: true, example: '"paths" with one operation at least' },
      ),
      definitions: table(
        'Schemas by name, to be referred to as "#/definitions/Name".',
        { type: "object", kind: "schema", title: "A definition" },
        { example: "an object with one member for each entry" },
      ),
      parameters: table(
        'Parameters by name, to be referred to as "#/parameters/Name".',
        { type: "object", kind: "parameter", title: "A parameter", extensions: true },
        { example: "an object with one member for each entry" },
      ),
      responses: table(
        'Responses by name, to be referred to as "#/responses/Name".',
        { type: "object", kind: "response", title: "A response", extensions: true },
        { example: "an object with one member for each entry" },
      ),
      securityDefinitions: table(
        "How requests sign in, by a name of your own. It corresponds to the connection parameters of apiProperties.json.",
        { type: "object", kind: "securityDefinition", title: "A security definition" },
        { example: 'an object such as {"api_key": {"type": "apiKey", "in": "header", "name": "X-Key"}}' },
      ),
      security: SECURITY,
      tags: list(
        "The tags that operations are sorted by, with a description of each.",
        { type: "object", kind: "tag", title: "A tag", example: '{ "name": "..." }' },
        { example: '"tags": [{ "name": "..." }]' },
      ),
      externalDocs: EXTERNAL_DOCS,
    },
  },
  info: {
    title: "info",
    meaning: "What the connector is called and what it is for.",
    extensions: true,
    keys: {
      title: text("The name of the connector, as makers see it in every list.", {
        required: true,
        filled: true,
      }),
      description: text("One or two sentences on what makers can do with the connector.", {
        required: true,
        filled: true,
      }),
      termsOfService: text("The address of the terms of the service."),
      contact: object("contact", "Whom makers and reviewers can ask.", {
        neededBy: "certification",
        example: "an object with name, url and email",
      }),
      license: object("license", "The licence of the service.", {
        example: "an object with name and url",
      }),
      version: text('The version of the definition, such as "1.0".', {
        required: true,
        filled: true,
        example: '"version": "1.0"',
      }),
    },
  },
  contact: {
    title: "contact",
    meaning: "Whom makers and reviewers can ask.",
    extensions: true,
    keys: {
      name: text("Who gives support: a company, a team or a person."),
      url: text("The address of the support page."),
      email: text("The e-mail address of the support."),
    },
  },
  license: {
    title: "The license",
    meaning: "The licence of the service.",
    extensions: true,
    keys: {
      name: text("The name of the licence.", {
        required: true,
        filled: true,
        example: 'the name, such as "MIT"',
      }),
      url: text("The address of its text."),
    },
  },
  tag: {
    title: "A tag",
    meaning: "A heading that operations are sorted by.",
    extensions: true,
    keys: {
      name: text("The name that operations refer to.", { required: true, example: '{ "name": "..." }' }),
      description: text("What belongs under it."),
      externalDocs: EXTERNAL_DOCS,
    },
  },
  externalDocs: {
    title: '"externalDocs"',
    meaning: "A link to documentation.",
    extensions: true,
    keys: {
      url: text("The whole address of the documentation.", {
        required: true,
        example: '"url": the whole address of the documentation',
      }),
      description: text("What is found there."),
    },
  },
  securityDefinition: {
    title: "A security definition",
    meaning: "One way in which requests sign in.",
    extensions: true,
    keys: SECURITY_KEYS,
    variants: {
      by: "type",
      kinds: { basic: "basicSecurity", apiKey: "apiKeySecurity", oauth2: "oauth2Security" },
    },
  },
  basicSecurity: {
    title: "A security definition of the type basic",
    meaning: "Name and password, sent with every request.",
    extensions: true,
    keys: SECURITY_KEYS,
  },
  apiKeySecurity: {
    title: "A security definition of the type apiKey",
    meaning: "A key that every request carries in a header or in its address.",
    extensions: true,
    keys: {
      ...SECURITY_KEYS,
      name: text("The name of the header or query parameter that carries the key.", {
        required: true,
        filled: true,
        example: '"name": the header or query parameter that carries the key',
      }),
      in: text("Where the key is sent.", {
        required: true,
        filled: true,
        values: ["header", "query"],
        example: '"in": "header" or "query"',
      }),
    },
  },
  oauth2Security: {
    title: "A security definition of the type oauth2",
    meaning: "A token that people get by signing in with an identity provider.",
    extensions: true,
    keys: {
      ...SECURITY_KEYS,
      flow: text('How the token is got. Connections of the platform use "accessCode".', {
        required: true,
        filled: true,
        values: ["accessCode", "implicit", "password", "application"],
        example: '"flow": "accessCode"',
      }),
      authorizationUrl: text("The address where people sign in.", {
        filled: true,
        example: '"authorizationUrl": the address of the sign-in, as in apiProperties.json',
      }),
      tokenUrl: text("The address that hands out tokens.", {
        filled: true,
        example: '"tokenUrl": the address of the sign-in, as in apiProperties.json',
      }),
      scopes: table(
        "What a token may be used for: each scope with a description.",
        { type: "string", title: "A scope" },
        { required: true, example: '"scopes": {}, or an object that describes each scope by its name' },
      ),
    },
  },
  securityRequirement: {
    title: "A security requirement",
    meaning: "Names of security definitions that a request uses together, each with the scopes it needs.",
    extensions: true,
    keys: {},
    entries: { type: "array", title: "A security requirement", each: { type: "string", title: "A scope" } },
  },
  pathItem: {
    title: "A path",
    meaning: "One path of the service, with an operation for each method.",
    extensions: true,
    instead: INSTEAD,
    keys: {
      get: operationOf("GET"),
      put: operationOf("PUT"),
      post: operationOf("POST"),
      delete: operationOf("DELETE"),
      options: operationOf("OPTIONS"),
      head: operationOf("HEAD"),
      patch: operationOf("PATCH"),
      parameters: PARAMETERS,
      $ref: text("A path described elsewhere. The platform does not support it."),
    },
  },
  operation: {
    title: "An operation",
    meaning: "An action or a trigger, as makers find it in the designer, with the request that performs it.",
    extensions: true,
    instead: INSTEAD,
    keys: {
      tags: list(
        "Headings that the operation belongs under.",
        { type: "string", title: "A tag", example: "the tag's name in quotes" },
        { example: 'a list of texts, such as ["parcels"]' },
      ),
      summary: text('The name of the action or trigger in the designer, such as "Create a parcel".', {
        neededBy: "certification",
      }),
      description: text("What it does, in whole sentences, as makers read it in the designer.", {
        neededBy: "certification",
      }),
      externalDocs: EXTERNAL_DOCS,
      operationId: text(
        "The name by which flows, policies and scripts know the operation. Flows break if it changes.",
        {
          required: true,
          filled: true,
          example: 'an "operationId" that says what it does, such as "GetParcel"',
        },
      ),
      consumes: list("The MIME types of the body, in place of those at the top.", MIME, MIMES),
      produces: list("The MIME types of the answer, in place of those at the top.", MIME, MIMES),
      parameters: PARAMETERS,
      responses: table(
        'What the service answers, by HTTP status or as "default". The designer offers the contents of the first that succeeds.',
        { type: "object", kind: "response", title: "A response", extensions: true },
      ),
      schemes: SCHEMES,
      deprecated: flag("Whether makers should not use it any more. Flows that have it go on working."),
      security: SECURITY,
    },
  },
  parameter: {
    title: "A parameter",
    meaning: "An input of an operation: part of the address, a header, a form field or the body.",
    extensions: true,
    instead: INSTEAD,
    keys: {
      name: text("What the service calls it.", {
        required: true,
        filled: true,
        example: '"name": what the service calls it',
      }),
      in: text("Where it goes: into the address, a header, a form, or as the body.", {
        required: true,
        values: LOCATIONS,
      }),
      description: text("What to enter, as makers read it below the field.", { neededBy: "certification" }),
      required: flag("Whether makers have to enter it. Parameters in the path are always required."),
      schema: object("schema", "What a body consists of; other parameters have a type instead."),
      $ref: text('A parameter that stands elsewhere in the file, such as "#/parameters/Page".'),
      allowEmptyValue: flag("Whether it may be sent without a value."),
      ...plainValue(PARAMETER_TYPES),
    },
  },
  items: {
    title: "A list's items object outside a schema",
    meaning: "What each item of a list is that stands in an address, a header or a form.",
    extensions: true,
    instead: INSTEAD,
    keys: plainValue(ITEM_TYPES),
  },
  response: {
    title: "A response",
    meaning: "One answer of the service: what it means and what is in it.",
    extensions: true,
    instead: INSTEAD,
    keys: {
      description: text("What the answer means.", { required: true, neededBy: "makers" }),
      $ref: text('A response that stands elsewhere in the file, such as "#/responses/NotFound".'),
      schema: object("schema", "What the answer holds. The designer makes dynamic content of it."),
      headers: table("Headers that come with the answer.", {
        type: "object",
        kind: "header",
        title: "A header",
        example: '{"type": "string", "description": "…"}',
      }),
      examples: table("An example of the answer by MIME type.", { title: "An example" }),
    },
  },
  header: {
    title: "A response header",
    meaning: "A header that comes with an answer.",
    extensions: true,
    instead: INSTEAD,
    keys: { description: text("What it says."), ...plainValue(ITEM_TYPES) },
  },
  schema: {
    title: "A schema",
    meaning: "What a value consists of: an input in a body, or something in an answer.",
    extensions: true,
    instead: {
      anyOf: "Describe the variant that makers need, or leave the object without properties.",
      oneOf: "Describe the variant that makers need, or leave the object without properties.",
      not: "Remove it; say in the description what is not allowed.",
      nullable: "Remove it, or write x-nullable, which is ignored but allowed.",
      const: "Write an enum with this one value.",
      examples: 'Write one "example" instead.',
      deprecated: "Remove it; say in the description that the property is outdated.",
      writeOnly: "Remove it; keep the property out of the response schema instead.",
      patternProperties: "Use additionalProperties, which allows any name.",
      propertyNames: "Remove it; say in the description which names are allowed.",
      additionalItems: "Remove it; describe all items with one schema under items.",
      prefixItems: "Describe all items with one schema under items.",
      contains: "Remove it; describe all items with one schema under items.",
    },
    keys: {
      $ref: text(
        'A schema that stands elsewhere in the file, such as "#/definitions/Parcel". What stands beside it is not read.',
      ),
      type: text('The type of the value; "file" describes a whole response that is a file.', {
        values: [...SCHEMA_TYPES, "file"],
      }),
      format: FORMAT,
      title: text("The label that makers see, unless there is an x-ms-summary."),
      description: text("What it is, as makers read it below the field."),
      ...LIMITS,
      example: any("A value to show what is meant. Certification looks at it, the designer does not."),
      readOnly: flag("Whether it comes in answers only; the designer leaves it out of the inputs."),
      required: list("The names of the properties that have to be there.", {
        type: "string",
        title: "A name in the required list",
      }),
      properties: table("The properties of an object by their names.", {
        type: "object",
        kind: "schema",
        title: "A property",
      }),
      additionalProperties: {
        type: ["object", "boolean"],
        kind: "schema",
        meaning:
          "What else an object may hold: a schema for all other properties, or whether there may be any.",
      },
      items: object("schema", "What each item of an array is."),
      allOf: list("Schemas that all hold at once: their properties are put together.", {
        type: "object",
        kind: "schema",
        title: "A part of allOf",
      }),
      discriminator: text("The property whose value says which of several kinds an object is."),
      xml: any("How the value is written as XML. The platform does not read it."),
      externalDocs: EXTERNAL_DOCS,
      maxProperties: count("The largest number of properties of an object."),
      minProperties: count("The smallest number of properties of an object."),
    },
  },
};
