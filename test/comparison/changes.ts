/**
 * Changes that can be made to any connector that has a place for them, each with what the comparison has to say about it.
 * A change returns false where the connector has no such place.
 */
import type { ChangeClass } from "../../src/comparison/change.ts";
import type { KindId } from "../../src/comparison/kinds/kinds.ts";

// biome-ignore lint/suspicious/noExplicitAny: definitions of every shape are taken apart here.
type Any = any;

export interface Made {
  name: string;
  id: KindId;
  class: ChangeClass;
  /** Ids that may be reported besides: what follows from the change. */
  also?: KindId[];
  apply(host: Host): boolean;
}

export interface Host {
  definition: Any;
  properties: Any;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

interface Found {
  path: string;
  method: string;
  item: Any;
  op: Any;
}

function operations({ definition }: Host): Found[] {
  return Object.entries(definition.paths ?? {}).flatMap(([path, item]: [string, Any]) =>
    METHODS.filter((method) => item?.[method]).map((method) => ({ path, method, item, op: item[method] })),
  );
}

function follow({ definition }: Host, value: Any): Any {
  let current = value;
  for (let step = 0; step < 20 && typeof current?.$ref === "string"; step++) {
    current = current.$ref
      .slice(2)
      .split("/")
      .reduce(
        (at: Any, token: string) => at?.[decodeURIComponent(token).replace(/~1/g, "/").replace(/~0/g, "~")],
        definition,
      );
  }
  return current;
}

/** The first operation (of a kind) whose operation and item pass a test. */
function find(host: Host, test: (found: Found) => boolean): Found | undefined {
  return operations(host).find((found) => found.op.operationId && visible(found.op) && test(found));
}

function visible(value: Any): boolean {
  return String(value?.["x-ms-visibility"] ?? "").toLowerCase() !== "internal";
}

/** A parameter of an operation's own list, written in place, that passes a test. */
function parameter(
  host: Host,
  test: (parameter: Any, found: Found) => boolean,
): { found: Found; parameter: Any; index: number } | undefined {
  for (const found of operations(host)) {
    if (!found.op.operationId || !visible(found.op)) continue;
    const index = (found.op.parameters ?? []).findIndex(
      (candidate: Any) => !candidate.$ref && visible(candidate) && test(candidate, found),
    );
    if (index >= 0) return { found, parameter: found.op.parameters[index], index };
  }
  return undefined;
}

const plain = (candidate: Any) => candidate.in === "query" && candidate.type === "string";

/** The object schema of an operation's body, followed. */
function bodySchema(host: Host, test: (schema: Any) => boolean): Any {
  for (const { op } of operations(host)) {
    if (!op.operationId || !visible(op)) continue;
    const body = (op.parameters ?? [])
      .map((candidate: Any) => follow(host, candidate))
      .find((candidate: Any) => candidate?.in === "body");
    if (!body || !visible(body) || body.required !== true) continue;
    const schema = follow(host, body.schema);
    if (schema?.properties && !schema.allOf && visible(schema) && test(schema)) return schema;
  }
  return undefined;
}

/** The object schema of an operation's outputs, followed. */
function outputSchema(host: Host, test: (schema: Any) => boolean, webhooks = true): Any {
  for (const { op, item } of operations(host)) {
    if (!op.operationId) continue;
    const content = op["x-ms-trigger"] ? item["x-ms-notification-content"] : undefined;
    if (content && !webhooks) continue;
    const answer = content ?? op.responses?.["200"];
    const schema = follow(host, follow(host, answer)?.schema);
    if (schema?.properties && !schema.allOf && visible(schema) && test(schema)) return schema;
  }
  return undefined;
}

function property(host: Host, schema: Any, test: (value: Any) => boolean = () => true): string | undefined {
  return Object.keys(schema?.properties ?? {}).find((name) => {
    const value = follow(host, schema.properties[name]);
    return value && visible(value) && !value["x-ms-notification-url"] && test(value);
  });
}

const scalar = (value: Any) => ["string", "integer", "number", "boolean"].includes(value.type);

function renameKey(object: Any, from: string, to: string): void {
  const entries = Object.entries(object).map(([key, value]) => [key === from ? to : key, value]);
  for (const key of Object.keys(object)) delete object[key];
  Object.assign(object, Object.fromEntries(entries));
}

/** An input of a body that is written in place, in both directions used nowhere else. */
function onBody(
  change: (schema: Any, name: string, host: Host) => void,
  test: (value: Any, schema: Any, name: string) => boolean = () => true,
) {
  return (host: Host): boolean => {
    const fits = (schema: Any) =>
      property(host, schema, (value) => scalar(value) && test(value, schema, "")) !== undefined;
    const schema = bodySchema(host, fits);
    if (!schema) return false;
    const name = property(host, schema, (value) => scalar(value) && test(value, schema, ""));
    if (name === undefined) return false;
    change(schema, name, host);
    return true;
  };
}

function onOutput(
  change: (schema: Any, name: string, host: Host) => void,
  test: (value: Any) => boolean = scalar,
) {
  return (host: Host): boolean => {
    const schema = outputSchema(host, (candidate) => property(host, candidate, test) !== undefined);
    const name = schema && property(host, schema, test);
    if (name === undefined) return false;
    change(schema, name, host);
    return true;
  };
}

function onParameter(
  test: (parameter: Any, found: Found) => boolean,
  change: (parameter: Any, found: Found, index: number) => void,
) {
  return (host: Host): boolean => {
    const found = parameter(host, test);
    if (!found) return false;
    change(found.parameter, found.found, found.index);
    return true;
  };
}

function onOperation(test: (found: Found) => boolean, change: (found: Found, host: Host) => void) {
  return (host: Host): boolean => {
    const found = find(host, test);
    if (!found) return false;
    change(found, host);
    return true;
  };
}

/** Operations that nothing else names. */
const unnamed = (host: Host) => (found: Found) =>
  JSON.stringify([host.definition, host.properties]).split(`"${found.op.operationId}"`).length === 2;

function onUnnamed(change: (found: Found, host: Host) => void) {
  return (host: Host): boolean => onOperation(unnamed(host), change)(host);
}

function onProperties(change: (properties: Any) => boolean) {
  return ({ properties }: Host): boolean =>
    properties?.properties !== undefined && change(properties.properties);
}

const oauth = (change: (settings: Any) => boolean | undefined) =>
  onProperties((properties) => {
    const found: Any = Object.values(properties.connectionParameters ?? {}).find(
      (value: Any) => value?.oAuthSettings,
    );
    return found ? change(found.oAuthSettings) !== false : false;
  });

const made = (
  name: string,
  id: KindId,
  grade: ChangeClass,
  apply: (host: Host) => boolean,
  also: KindId[] = [],
): Made => ({ name, id, class: grade, apply, also });

export const CHANGES: Made[] = [
  made(
    "an operation is removed",
    "operation-removed",
    "breaking",
    onUnnamed(({ item, method }) => delete item[method]),
  ),
  made(
    "an operation id is renamed",
    "operation-renamed",
    "breaking",
    onUnnamed(({ op }) => (op.operationId = `Other${op.operationId}`)),
  ),
  made(
    "an operation id is written in other letters",
    "operation-id-case",
    "risky",
    onUnnamed(
      ({ op }) =>
        (op.operationId =
          op.operationId.toUpperCase() === op.operationId
            ? op.operationId.toLowerCase()
            : op.operationId.toUpperCase()),
    ),
  ),
  made(
    "a path is moved",
    "operation-path-changed",
    "breaking",
    onOperation(
      ({ item }) => METHODS.filter((method) => item[method]).length === 1,
      ({ path }, { definition }) => renameKey(definition.paths, path, `/moved${path}`),
    ),
  ),
  made(
    "a method is changed",
    "operation-method-changed",
    "breaking",
    onOperation(
      ({ item, method }) => method === "post" && !item.put,
      ({ item }) => renameKey(item, "post", "put"),
    ),
  ),
  made("an operation is added", "operation-added", "safe", (host) => {
    host.definition.paths["/quite/new/thing"] = {
      get: { operationId: "QuiteNewThing", summary: "Quite new", responses: { 200: { description: "OK" } } },
    };
    return true;
  }),
  made(
    "an operation is made internal",
    "operation-hidden",
    "risky",
    onOperation(
      () => true,
      ({ op }) => (op["x-ms-visibility"] = "internal"),
    ),
  ),
  made(
    "an operation is deprecated",
    "operation-deprecated",
    "safe",
    onOperation(
      ({ op }) => op.deprecated !== true,
      ({ op }) => (op.deprecated = true),
    ),
  ),
  made(
    "a summary is rewritten",
    "operation-text-changed",
    "safe",
    onOperation(
      () => true,
      ({ op }) => (op.summary = "In other words"),
    ),
  ),
  made(
    "an operation becomes important",
    "operation-visibility-changed",
    "safe",
    onOperation(
      ({ op }) => op["x-ms-visibility"] === undefined,
      ({ op }) => (op["x-ms-visibility"] = "important"),
    ),
  ),
  made(
    "an operation gets a family",
    "operation-revision-changed",
    "safe",
    onOperation(
      ({ op }) => op["x-ms-api-annotation"] === undefined,
      ({ op }) => (op["x-ms-api-annotation"] = { family: op.operationId, revision: 1 }),
    ),
  ),

  made(
    "a required parameter is added",
    "input-added-required",
    "breaking",
    onOperation(
      () => true,
      ({ op }) =>
        (op.parameters = [
          ...(op.parameters ?? []),
          { name: "brandNew", in: "query", type: "string", required: true },
        ]),
    ),
  ),
  made(
    "a required parameter with a default is added",
    "input-added-required",
    "risky",
    onOperation(
      () => true,
      ({ op }) =>
        (op.parameters = [
          ...(op.parameters ?? []),
          { name: "brandNew", in: "query", type: "string", required: true, default: "x" },
        ]),
    ),
  ),
  made(
    "an optional parameter is added",
    "input-added",
    "safe",
    onOperation(
      () => true,
      ({ op }) =>
        (op.parameters = [...(op.parameters ?? []), { name: "brandNew", in: "query", type: "string" }]),
    ),
  ),
  made(
    "a hidden parameter with a default is added",
    "input-added",
    "safe",
    onOperation(
      () => true,
      ({ op }) =>
        (op.parameters = [
          ...(op.parameters ?? []),
          {
            name: "brandNew",
            in: "header",
            type: "string",
            required: true,
            default: "x",
            "x-ms-visibility": "internal",
          },
        ]),
    ),
  ),
  made(
    "a parameter is removed",
    "input-removed",
    "breaking",
    onParameter(plain, (_, { op }, index) => op.parameters.splice(index, 1)),
  ),
  made(
    "a parameter is renamed",
    "input-renamed",
    "breaking",
    onParameter(
      (candidate) => plain(candidate) && candidate.description,
      (candidate) => (candidate.name = `${candidate.name}Text`),
    ),
  ),
  made(
    "a parameter moves into a header",
    "input-moved",
    "breaking",
    onParameter(plain, (candidate) => (candidate.in = "header")),
  ),
  made(
    "a parameter is retyped",
    "input-retyped",
    "breaking",
    onParameter(
      (candidate) =>
        plain(candidate) && !candidate.format && !candidate.enum && candidate.default === undefined,
      (candidate) => (candidate.type = "boolean"),
    ),
  ),
  made(
    "an integer parameter takes fractions",
    "input-retyped",
    "risky",
    onParameter(
      (candidate) => candidate.in === "query" && candidate.type === "integer" && !candidate.format,
      (candidate) => (candidate.type = "number"),
    ),
  ),
  made(
    "a parameter gets a format",
    "input-format-changed",
    "risky",
    onParameter(
      (candidate) => plain(candidate) && !candidate.format,
      (candidate) => (candidate.format = "date-time"),
    ),
  ),
  made(
    "a parameter is made required",
    "input-made-required",
    "breaking",
    onParameter(
      (candidate) => plain(candidate) && !candidate.required && candidate.default === undefined,
      (candidate) => (candidate.required = true),
    ),
  ),
  made(
    "a parameter is made optional",
    "input-made-optional",
    "safe",
    onParameter(
      (candidate) => plain(candidate) && candidate.required === true,
      (candidate) => (candidate.required = false),
    ),
  ),
  made(
    "a value of a parameter is removed",
    "input-values-narrowed",
    "breaking",
    onParameter(
      (candidate) => plain(candidate) && candidate.enum?.length > 1,
      (candidate) => candidate.enum.pop(),
    ),
  ),
  made(
    "a value of a parameter is added",
    "input-values-added",
    "safe",
    onParameter(
      (candidate) => plain(candidate) && candidate.enum?.length > 0,
      (candidate) => candidate.enum.push("another"),
    ),
  ),
  made(
    "a list of values is put on a parameter",
    "input-values-restricted",
    "breaking",
    onParameter(
      (candidate) => plain(candidate) && !candidate.enum,
      (candidate) => (candidate.enum = ["a", "b"]),
    ),
  ),
  made(
    "a list of values is taken from a parameter",
    "input-values-freed",
    "safe",
    onParameter(
      (candidate) => plain(candidate) && candidate.enum,
      (candidate) => delete candidate.enum,
    ),
  ),
  made(
    "a default of an optional parameter is changed",
    "input-default-changed",
    "risky",
    onParameter(
      (candidate) => plain(candidate) && !candidate.required && !candidate.enum,
      (candidate) => (candidate.default = "something else"),
    ),
  ),
  made(
    "a default of a required parameter is changed",
    "input-default-changed",
    "safe",
    onParameter(
      (candidate) =>
        candidate.in !== "body" && candidate.type === "string" && candidate.required && !candidate.enum,
      (candidate) => (candidate.default = "something else"),
    ),
  ),
  made(
    "a list is written in another way",
    "input-collection-format-changed",
    "breaking",
    onParameter(
      (candidate) =>
        candidate.in === "query" && candidate.type === "array" && candidate.collectionFormat !== "pipes",
      (candidate) => (candidate.collectionFormat = "pipes"),
    ),
  ),
  made(
    "a path segment is encoded twice",
    "input-encoding-changed",
    "risky",
    onParameter(
      (candidate) => candidate.in === "path" && !candidate["x-ms-url-encoding"],
      (candidate) => (candidate["x-ms-url-encoding"] = "double"),
    ),
  ),
  made(
    "a parameter gets a pattern",
    "input-limits-tightened",
    "risky",
    onParameter(
      (candidate) => plain(candidate) && !candidate.pattern,
      (candidate) => (candidate.pattern = "^[a-z]+$"),
    ),
  ),
  made(
    "a parameter gets a lower maximum",
    "input-limits-tightened",
    "risky",
    onParameter(
      (candidate) => candidate.type === "integer" && candidate.maximum === undefined,
      (candidate) => (candidate.maximum = 5),
    ),
  ),
  made(
    "a parameter is hidden",
    "input-hidden",
    "risky",
    onParameter(
      (candidate) => plain(candidate) && !candidate.required,
      (candidate) => (candidate["x-ms-visibility"] = "internal"),
    ),
  ),
  made(
    "a parameter becomes advanced",
    "input-visibility-changed",
    "safe",
    onParameter(
      (candidate) => plain(candidate) && !candidate["x-ms-visibility"],
      (candidate) => (candidate["x-ms-visibility"] = "advanced"),
    ),
  ),
  made(
    "a parameter gets another label",
    "input-text-changed",
    "safe",
    onParameter(
      (candidate) => plain(candidate),
      (candidate) => (candidate["x-ms-summary"] = "Another label"),
    ),
  ),
  made("required parameters change places", "input-order-changed", "risky", (host) => {
    for (const { op } of operations(host)) {
      const shown = (op.parameters ?? []).filter(
        (one: Any) => !one.$ref && (one.required || one.in === "path") && visible(one),
      );
      if (shown.length < 2 || shown.length !== op.parameters.length) continue;
      op.parameters.reverse();
      return true;
    }
    return false;
  }),

  made(
    "the body parameter is renamed",
    "input-renamed",
    "breaking",
    onParameter(
      (candidate) => candidate.in === "body",
      (candidate) => (candidate.name = "otherBody"),
    ),
  ),
  made(
    "a field of a body is removed",
    "input-removed",
    "breaking",
    onBody((schema, name) => {
      delete schema.properties[name];
      if (schema.required) schema.required = schema.required.filter((one: string) => one !== name);
    }),
    ["output-removed"],
  ),
  made(
    "a field of a body is renamed",
    "input-renamed",
    "breaking",
    onBody((schema, name) => {
      renameKey(schema.properties, name, `${name}_value`);
      if (schema.required)
        schema.required = schema.required.map((one: string) => (one === name ? `${name}_value` : one));
    }),
    ["output-renamed"],
  ),
  made(
    "a required field of a body is added",
    "input-added-required",
    "breaking",
    (host) => {
      const schema = bodySchema(host, () => true);
      if (!schema) return false;
      schema.properties.brandNewField = { type: "string", description: "Something entirely different" };
      schema.required = [...(schema.required ?? []), "brandNewField"];
      return true;
    },
    ["output-added"],
  ),
  made(
    "an optional field of a body is added",
    "input-added",
    "safe",
    (host) => {
      const schema = bodySchema(host, () => true);
      if (!schema) return false;
      schema.properties.brandNewField = { type: "string", description: "Something entirely different" };
      return true;
    },
    ["output-added"],
  ),
  made(
    "a field of a body is retyped",
    "input-retyped",
    "breaking",
    onBody(
      (schema, name) => (schema.properties[name] = { type: "array", items: { type: "string" } }),
      (value) => value.type === "string",
    ),
    ["output-single-made-list", "input-text-changed", "output-text-changed"],
  ),
  made(
    "a field of a body is made required",
    "input-made-required",
    "breaking",
    onBody(
      (schema, name) => (schema.required = [...(schema.required ?? []), name]),
      (value, schema) => value.default === undefined && !(schema.required ?? []).length,
    ),
    ["output-always-there"],
  ),

  made(
    "an output is removed",
    "output-removed",
    "breaking",
    onOutput((schema, name) => {
      delete schema.properties[name];
      if (schema.required) schema.required = schema.required.filter((one: string) => one !== name);
    }),
    ["input-removed", "trigger-list-changed"],
  ),
  made(
    "an output is renamed",
    "output-renamed",
    "breaking",
    onOutput((schema, name) => {
      renameKey(schema.properties, name, `${name}_value`);
      if (schema.required)
        schema.required = schema.required.map((one: string) => (one === name ? `${name}_value` : one));
    }),
    ["input-renamed"],
  ),
  made(
    "an output is added",
    "output-added",
    "safe",
    onOutput(
      (schema) =>
        (schema.properties.brandNewField = { type: "string", description: "Something entirely different" }),
    ),
    ["input-added"],
  ),
  made(
    "an output is retyped",
    "output-retyped",
    "breaking",
    onOutput(
      (schema, name) =>
        (schema.properties[name] = {
          ...schema.properties[name],
          type: "boolean",
          format: undefined,
          enum: undefined,
        }),
      (value) => value.type === "string" && !value.format && !value.enum,
    ),
    ["input-retyped"],
  ),
  made(
    "a list of outputs is made single",
    "output-list-made-single",
    "breaking",
    onOutput(
      (schema, name, host) => {
        schema.properties[name] = follow(host, schema.properties[name]).items;
      },
      (value) =>
        value.type === "array" &&
        value.items &&
        !value.default &&
        !value["x-ms-summary"] &&
        !value.description,
    ),
    ["input-retyped", "trigger-list-changed"],
  ),
  made(
    "a single output is made a list",
    "output-single-made-list",
    "breaking",
    onOutput(
      (schema, name) => {
        schema.properties[name] = { type: "array", items: schema.properties[name] };
      },
      (value) => value.type === "object",
    ),
    ["input-retyped", "trigger-list-changed"],
  ),
  made(
    "an output gets a format",
    "output-format-changed",
    "risky",
    onOutput(
      (schema, name) => (schema.properties[name] = { ...schema.properties[name], format: "date-time" }),
      (value) => value.type === "string" && !value.format,
    ),
    ["input-format-changed"],
  ),
  made(
    "an output gets another label",
    "output-text-changed",
    "safe",
    onOutput(
      (schema, name) =>
        (schema.properties[name] = { ...schema.properties[name], "x-ms-summary": "Another label" }),
      (value) => scalar(value),
    ),
    ["input-text-changed"],
  ),
  made(
    "an output is hidden",
    "output-hidden",
    "risky",
    onOutput(
      (schema, name) =>
        (schema.properties[name] = { ...schema.properties[name], "x-ms-visibility": "internal" }),
    ),
    ["input-hidden"],
  ),
  made("all outputs are removed", "output-removed", "breaking", (host) => {
    for (const { op } of operations(host)) {
      const answer = op.responses?.["200"];
      if (op["x-ms-trigger"] || !answer?.schema || !op.operationId) continue;
      const schema = follow(host, answer.schema);
      if (!schema?.properties && schema?.type !== "array") continue;
      delete answer.schema;
      return true;
    }
    return false;
  }),

  made(
    "a trigger becomes an action",
    "trigger-kind-changed",
    "breaking",
    onOperation(
      ({ op }) => op["x-ms-trigger"] !== undefined,
      ({ op }) => delete op["x-ms-trigger"],
    ),
    ["output-removed", "output-retyped"],
  ),
  made(
    "a webhook polls",
    "trigger-kind-changed",
    "breaking",
    onOperation(
      ({ op, item }) =>
        op["x-ms-trigger"] &&
        item["x-ms-notification-content"] &&
        METHODS.filter((method) => item[method]).length === 1,
      ({ item }) => delete item["x-ms-notification-content"],
    ),
  ),
  made(
    "a single trigger becomes a batch",
    "trigger-batch-changed",
    "breaking",
    onOperation(
      ({ op }) => op["x-ms-trigger"] === "single",
      ({ op }) => (op["x-ms-trigger"] = "batch"),
    ),
  ),
  made(
    "a hint is rewritten",
    "trigger-hint-changed",
    "safe",
    onOperation(
      ({ op }) => op["x-ms-trigger"] !== undefined,
      ({ op }) => (op["x-ms-trigger-hint"] = "In other words"),
    ),
  ),
  made(
    "the Location of a subscription is no longer declared",
    "subscription-location-removed",
    "breaking",
    (host) => {
      for (const { op, item } of operations(host)) {
        if (!op["x-ms-trigger"] || !item["x-ms-notification-content"]) continue;
        const answer: Any = Object.values(op.responses ?? {}).find((one: Any) => one?.headers?.Location);
        if (!answer) continue;
        delete answer.headers.Location;
        return true;
      }
      return false;
    },
  ),
  made("the callback address is written elsewhere", "trigger-callback-changed", "breaking", (host) => {
    for (const { op } of operations(host)) {
      for (const one of op.parameters ?? []) {
        const schema = follow(host, one.schema);
        for (const name of Object.keys(schema?.properties ?? {})) {
          if (!schema.properties[name]["x-ms-notification-url"]) continue;
          renameKey(schema.properties, name, `${name}_elsewhere`);
          if (schema.required)
            schema.required = schema.required.map((one: string) =>
              one === name ? `${name}_elsewhere` : one,
            );
          return true;
        }
      }
    }
    return false;
  }),

  made(
    "a list of choices is removed",
    "dynamic-values-removed",
    "risky",
    onParameter(
      (candidate) => candidate["x-ms-dynamic-values"],
      (candidate) => {
        delete candidate["x-ms-dynamic-values"];
        delete candidate["x-ms-dynamic-list"];
      },
    ),
  ),
  made(
    "a list of choices stores another value",
    "dynamic-values-changed",
    "risky",
    onParameter(
      (candidate) => candidate["x-ms-dynamic-values"]?.["value-path"],
      (candidate) => (candidate["x-ms-dynamic-values"]["value-path"] = "another"),
    ),
  ),

  made("the host is changed", "host-changed", "risky", ({ definition }) => {
    definition.host = "elsewhere.example.com";
    return true;
  }),
  made("the base path is changed", "base-path-changed", "risky", ({ definition }) => {
    definition.basePath = `${(definition.basePath ?? "").replace(/\/$/, "")}/v9`;
    return true;
  }),
  made(
    "bodies are sent in another format",
    "request-format-changed",
    "risky",
    onOperation(
      ({ op }) => (op.parameters ?? []).some((one: Any) => one.in === "body"),
      ({ op }) => (op.consumes = ["application/xml"]),
    ),
  ),

  made(
    "the way to sign in is changed",
    "authentication-changed",
    "breaking",
    (host) => {
      const { properties } = host;
      if (!properties?.properties || properties.properties.connectionParameterSets) return false;
      const parameters: Any[] = Object.values(properties.properties.connectionParameters ?? {});
      const isOAuth = parameters.some((one) => one?.oAuthSettings || /oauthsetting/i.test(one?.type ?? ""));
      properties.properties.connectionParameters = isOAuth
        ? {
            api_key: {
              type: "securestring",
              uiDefinition: { displayName: "Key", constraints: { required: "true" } },
            },
          }
        : {
            token: {
              type: "oauthSetting",
              oAuthSettings: { identityProvider: "aad", clientId: "x", scopes: [] },
            },
          };
      return true;
    },
    ["connection-parameter-removed"],
  ),
  made(
    "a scope is added",
    "scopes-added",
    "risky",
    oauth((settings) => {
      settings.scopes = [...(settings.scopes ?? []), "Everything.ReadWrite"];
    }),
  ),
  made(
    "a scope is removed",
    "scopes-removed",
    "risky",
    oauth((settings) => settings.scopes?.pop() !== undefined),
  ),
  made(
    "the identity provider is changed",
    "identity-provider-changed",
    "breaking",
    oauth((settings) => {
      settings.identityProvider = "dropbox";
    }),
  ),
  made(
    "the redirect mode is changed",
    "redirect-mode-changed",
    "risky",
    oauth((settings) => {
      settings.redirectMode = settings.redirectMode === "Global" ? "GlobalPerConnector" : "Global";
    }),
  ),
  made(
    "a required connection parameter is added",
    "connection-parameter-added-required",
    "breaking",
    onProperties((properties) => {
      if (properties.connectionParameterSets) return false;
      properties.connectionParameters = {
        ...properties.connectionParameters,
        region: {
          type: "string",
          uiDefinition: { displayName: "Region", constraints: { required: "true" } },
        },
      };
      return true;
    }),
  ),
  made(
    "an optional connection parameter is added",
    "connection-parameter-added",
    "safe",
    onProperties((properties) => {
      if (properties.connectionParameterSets) return false;
      properties.connectionParameters = {
        ...properties.connectionParameters,
        region: { type: "string", uiDefinition: { displayName: "Region" } },
      };
      return true;
    }),
  ),
  made(
    "the gateway is added",
    "gateway-added",
    "breaking",
    onProperties((properties) => {
      if ((properties.capabilities ?? []).includes("gateway")) return false;
      properties.capabilities = [...(properties.capabilities ?? []), "gateway"];
      return true;
    }),
  ),
  made(
    "a policy is added",
    "policy-added",
    "risky",
    onProperties((properties) => {
      properties.policyTemplateInstances = [
        ...(properties.policyTemplateInstances ?? []),
        {
          templateId: "setheader",
          title: "Quite new",
          parameters: {
            "x-ms-apimTemplateParameter.name": "X-New",
            "x-ms-apimTemplateParameter.value": "1",
            "x-ms-apimTemplateParameter.existsAction": "override",
            "x-ms-apimTemplate-policySection": "Request",
          },
        },
      ];
      return true;
    }),
  ),
  made(
    "a policy is removed",
    "policy-removed",
    "risky",
    onProperties((properties) => properties.policyTemplateInstances?.pop() !== undefined),
  ),
  made(
    "a policy is changed",
    "policy-changed",
    "risky",
    onProperties((properties) => {
      const [first] = properties.policyTemplateInstances ?? [];
      if (!first?.parameters) return false;
      first.parameters["x-ms-apimTemplateParameter.extra"] = "changed";
      return true;
    }),
  ),
  made(
    "code is put before another operation",
    "script-operations-changed",
    "risky",
    onProperties((properties) => {
      properties.scriptOperations = [...(properties.scriptOperations ?? []), "QuiteNewThing"];
      return true;
    }),
  ),
  made("the title is changed", "document-text-changed", "safe", ({ definition }) => {
    definition.info.title = "Another title";
    return true;
  }),
  made(
    "the colour is changed",
    "branding-changed",
    "safe",
    onProperties((properties) => {
      properties.iconBrandColor = "#010203";
      return true;
    }),
  ),
  made("the version is raised", "version-changed", "safe", ({ definition }) => {
    definition.info.version = "99.0.0";
    return true;
  }),
];
