/** Small whole connectors, built in code: what each of them has in common, and the helpers that keep them short. */
import type { JsonObject, JsonValue } from "../../../src/json/values.ts";

/** A connector that is right although it looks unusual. */
export interface Unusual {
  /** What is unusual about it. */
  readonly about: string;
  readonly definition: JsonObject;
  readonly properties: JsonObject;
  readonly files?: Record<string, string>;
  /** Rules whose warning is deserved: what the connector does is allowed, and yet worth a word. */
  readonly warned?: readonly string[];
}

/** An operation that is complete in every text; `more` adds and replaces keys. */
export function operation(operationId: string, summary: string, more: JsonObject = {}): JsonObject {
  return {
    operationId,
    summary,
    description: `${summary.replace(/^\w/, (letter) => letter.toUpperCase())}, as the service documents it.`,
    parameters: [],
    responses: { "200": { description: "Done.", schema: object({ id: field("Identifier") }) } },
    ...more,
  };
}

/** A schema of the type string with its texts. */
export function field(title: string, more: JsonObject = {}): JsonObject {
  return { type: "string", "x-ms-summary": title, description: `${title} in the service.`, ...more };
}

export function object(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: "object", properties, ...more };
}

export function array(items: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: "array", items, ...more };
}

/** A parameter outside the body, with its texts. */
export function parameter(place: string, name: string, title: string, more: JsonObject = {}): JsonObject {
  return {
    name,
    in: place,
    ...(place === "path" ? { required: true, "x-ms-url-encoding": "single" } : {}),
    ...field(title),
    ...more,
  };
}

export function body(schema: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    name: "body",
    in: "body",
    required: true,
    "x-ms-summary": "Request",
    description: "What is sent to the service.",
    schema,
    ...more,
  };
}

export function answer(schema: JsonObject, more: JsonObject = {}): JsonObject {
  return { "200": { description: "What the service answers.", schema, ...more } };
}

/** The subscription body of a webhook, with the address that the platform fills in. */
export function callback(more: JsonObject = {}, name = "callbackUrl"): JsonObject {
  return body(
    object(
      {
        [name]: field("Callback address", { "x-ms-notification-url": true, "x-ms-visibility": "internal" }),
        ...more,
      },
      { required: [name] },
    ),
  );
}

/** A trigger by webhook and the operation that ends its subscription, as paths. */
export function webhook(
  path: string,
  content: JsonObject,
  more: JsonObject = {},
  subscribe: JsonObject = {},
): JsonObject {
  return {
    [path]: {
      "x-ms-notification-content": { description: "What happened.", schema: content },
      post: operation("OnEvent", "When an event happens", {
        description: "This operation triggers when an event happens.",
        "x-ms-trigger": "single",
        "x-ms-trigger-hint": "To see it work, make an event happen.",
        parameters: [callback()],
        responses: {
          "201": {
            description: "The subscription.",
            schema: object({ id: field("Subscription") }),
            headers: { Location: { type: "string", description: "Where the subscription ends." } },
          },
        },
        ...subscribe,
      }),
    },
    [`${path}/{id}`]: {
      delete: operation("DeleteSubscription", "Delete a subscription", {
        "x-ms-visibility": "internal",
        parameters: [parameter("path", "id", "Subscription")],
        responses: { "204": { description: "The subscription has ended." } },
        ...more,
      }),
    },
  };
}

interface Parts {
  readonly definition?: JsonObject;
  readonly properties?: JsonObject;
  readonly files?: Record<string, string>;
  readonly warned?: readonly string[];
}

/** A definition with these paths, complete in everything else; parts replace keys. */
export function connector(about: string, title: string, paths: JsonObject, parts: Parts = {}): Unusual {
  return {
    about,
    definition: {
      swagger: "2.0",
      info: {
        title,
        description: `${title} keeps records for companies of every size. Read them, change them, and react to changes.`,
        version: "1.0",
        contact: { name: "Support", url: "https://contoso.com/support", email: "support@contoso.com" },
      },
      host: "records.contoso.com",
      basePath: "/",
      schemes: ["https"],
      consumes: ["application/json"],
      produces: ["application/json"],
      paths,
      definitions: {},
      securityDefinitions: {},
      security: [],
      "x-ms-connector-metadata": [
        { propertyName: "Website", propertyValue: "https://contoso.com" },
        { propertyName: "Privacy policy", propertyValue: "https://contoso.com/privacy" },
        { propertyName: "Categories", propertyValue: "Data;IT Operations" },
      ],
      ...parts.definition,
    },
    properties: {
      properties: {
        connectionParameters: {},
        iconBrandColor: "#1f6f54",
        capabilities: [],
        policyTemplateInstances: [],
        publisher: "Contoso Limited",
        stackOwner: "Contoso Limited",
        ...parts.properties,
      },
    },
    ...(parts.files && { files: parts.files }),
    ...(parts.warned && { warned: parts.warned }),
  };
}

/** A connection parameter that a person fills in. */
export function entered(
  type: string,
  name: string,
  more: JsonObject = {},
  constraints: JsonObject = {},
): JsonObject {
  return {
    type,
    uiDefinition: {
      displayName: name,
      description: `${name} of your account.`,
      tooltip: `Your account page shows the ${name.toLowerCase()}.`,
      constraints: {
        tabIndex: 2,
        ...(type === "securestring" ? { clearText: false } : {}),
        required: "true",
        ...constraints,
      },
    },
    ...more,
  };
}

/** The OAuth connection parameter. */
export function signIn(
  identityProvider: string,
  customParameters: JsonObject,
  more: JsonObject = {},
): JsonObject {
  return {
    token: {
      type: "oauthSetting",
      oAuthSettings: {
        identityProvider,
        clientId: "00000000-1111-2222-3333-444444444444",
        scopes: [],
        redirectMode: "GlobalPerConnector",
        redirectUrl: "https://global.consent.azure-apim.net/redirect/records",
        properties: { IsFirstParty: "False" },
        customParameters: Object.fromEntries(
          Object.entries(customParameters).map(([name, value]) => [name, { value: value as JsonValue }]),
        ),
        ...more,
      },
    },
  };
}

/** Both sides of an OAuth sign-in in the definition. */
export function oauth(authorizationUrl: string, tokenUrl: string, scopes: JsonObject = {}): JsonObject {
  return {
    securityDefinitions: {
      oauth2_auth: { type: "oauth2", flow: "accessCode", authorizationUrl, tokenUrl, scopes },
    },
    security: [{ oauth2_auth: Object.keys(scopes) }],
  };
}

export function policy(templateId: string, parameters: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    templateId,
    title: `Policy ${templateId}`,
    parameters: {
      ...Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [`x-ms-apimTemplateParameter.${name}`, value]),
      ),
      ...more,
    },
  };
}

/** Says which operations a policy is for and where it works. */
export function scope(section: string | undefined, ...operations: string[]): JsonObject {
  return {
    ...(operations.length > 0 && { "x-ms-apimTemplate-operationName": operations }),
    ...(section !== undefined && { "x-ms-apimTemplate-policySection": section }),
  };
}

/** Sets a header of every request. */
export function setHeader(name: string, value: string, existsAction = "override"): JsonObject {
  return policy("setheader", { name, value, existsAction }, scope("Request"));
}
