import type { JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { addPolicy, POLICIES, parameterOf } from "./policy.ts";
import type { Seedbed } from "./seedbed.ts";
import { connectionParameter, FLAT } from "./sign-in.ts";

const FILE = "apiProperties.json#";

/** A sound policy for an operation of the host, whose value at one place is changed. */
function policy(
  rule: string,
  what: string,
  template: string,
  below: string,
  value: JsonValue | undefined,
  ...more: string[]
): Fault {
  return fault(rule, what, (bed) => {
    const at = addPolicy(bed, template, ids(bed));
    if (value === undefined) bed.p.drop(at + below);
    else bed.p.set(at + below, value);
    return [FILE + at + below, ...more.map((each) => FILE + at + each)];
  });
}

/** A policy with one parameter changed. */
function setting(rule: string, what: string, template: string, name: string, value: JsonValue): Fault {
  return fault(rule, what, (bed) => {
    const at = addPolicy(bed, template, ids(bed), { [name]: value });
    return parameterOf(at, name);
  });
}

/** A policy without one of its parameters. */
function without(rule: string, what: string, template: string, name: string): Fault {
  return fault(rule, what, (bed) => {
    const at = addPolicy(bed, template, ids(bed), { [name]: undefined });
    return [`${FILE}${at}/parameters`, FILE + at];
  });
}

function ids(bed: Seedbed): string[] {
  return [bed.operation()?.id ?? ""];
}

const PREFIX = "/parameters/x-ms-apimTemplate-";

/** A polling trigger of ours with its policy; gives the policy's pointer. */
function polling(bed: Seedbed): string {
  const operation = bed.newPolling();
  bed.d.append(`${operation}/parameters`, {
    name: "since",
    in: "query",
    type: "string",
    "x-ms-summary": "Since",
    description: "Only shelves that moved since.",
    "x-ms-visibility": "internal",
  });
  return addPolicy(bed, "pollingtrigger", [bed.d.get(`${operation}/operationId`) as string]);
}

export default [
  fault("policy-shape", "one policy instead of a list", (bed) =>
    bed.p.set(POLICIES, { templateId: "setheader", title: "One", parameters: {} }),
  ),
  fault("policy-shape", "a name instead of a policy", (bed) => bed.p.append(POLICIES, "setheader")),
  policy("policy-shape", "no template", "setheader", "/templateId", undefined, ""),
  policy("policy-shape", "no parameters", "setheader", "/parameters", undefined, ""),
  policy("policy-shape", "parameters as a list", "setheader", "/parameters", []),
  policy("policy-shape", "a key nobody knows", "setheader", "/description", "Sets a header."),
  policy("policy-title", "no title", "setheader", "/title", undefined, ""),
  policy("policy-title", "an empty title", "dynamichosturl", "/title", ""),
  policy("policy-template-known", "an unknown template", "setheader", "/templateId", "addheader"),
  policy(
    "policy-template-known",
    "a misspelt template",
    "routerequesttoendpoint",
    "/templateId",
    "routerequestoendpoint",
  ),
  fault("policy-template-undocumented", "a template without documentation", (bed) => {
    const at = bed.p.append(POLICIES, {
      templateId: "setconnectionstatustounauthenticated",
      title: "Sign in again",
      parameters: { "x-ms-apimTemplateParameter.statusCode": "401" },
    });
    return [`${at}/templateId`, at];
  }),
  policy("policy-template-case", "capital letters", "setheader", "/templateId", "SetHeader"),
  without("policy-required-parameters", "a header without value", "setheader", "value"),
  without("policy-required-parameters", "a route without path", "routerequesttoendpoint", "newPath"),
  without("policy-required-parameters", "a host without address", "dynamichosturl", "urlTemplate"),
  without(
    "policy-required-parameters",
    "a property without place",
    "setproperty",
    "newPropertySubPathTemplate",
  ),
  setting("policy-parameter-empty", "an empty name", "setheader", "name", ""),
  setting("policy-parameter-empty", "a blank address", "dynamichosturl", "urlTemplate", "  "),
  setting("policy-unknown-parameter", "a parameter of another template", "setheader", "newPath", "/v2"),
  fault("policy-unknown-parameter", "no prefix", (bed) => {
    const at = addPolicy(bed, "setqueryparameter", ids(bed));
    return bed.p.set(`${at}/parameters/override`, "true");
  }),
  policy("policy-operation-array", "one name", "setheader", `${PREFIX}operationName`, "GetShelf"),
  policy(
    "policy-operation-array",
    "numbers",
    "setheader",
    `${PREFIX}operationName`,
    [1],
    `${PREFIX}operationName/0`,
  ),
  policy("policy-operation-exists", "nobody", "setheader", `${PREFIX}operationName/0`, "GetNoShelf"),
  fault("policy-operation-exists", "another letter case", (bed) => {
    const at = addPolicy(bed, "setqueryparameter", ids(bed));
    const [id = ""] = ids(bed);
    const other = id === id.toLowerCase() ? id.toUpperCase() : id.toLowerCase();
    return bed.p.set(`${at}${PREFIX}operationName/0`, other);
  }),
  fault("policy-operation-exists", "the operation is renamed", (bed) => {
    const operation = bed.action();
    const id = bed.d.get(`${operation}/operationId`) as string;
    const at = addPolicy(bed, "setheader", [id]);
    bed.d.set(`${operation}/operationId`, `${id}V9`);
    return `${FILE}${at}${PREFIX}operationName/0`;
  }),
  policy("policy-section", "an unknown section", "setheader", `${PREFIX}policySection`, "Inbound"),
  policy("policy-section", "another letter case", "setproperty", `${PREFIX}policySection`, "request"),
  policy(
    "policy-section",
    "a failure where there is none",
    "setproperty",
    `${PREFIX}policySection`,
    "Failure",
  ),
  policy(
    "policy-section-not-applicable",
    "a host with a section",
    "dynamichosturl",
    `${PREFIX}policySection`,
    "Request",
  ),
  policy(
    "policy-section-not-applicable",
    "a route with a section",
    "routerequesttoendpoint",
    `${PREFIX}policySection`,
    "Request",
  ),
  setting("policy-exists-action", "an unknown action", "setheader", "existsAction", "replace"),
  setting("policy-exists-action", "a capital letter", "setqueryparameter", "existsAction", "Override"),
  setting("policy-http-method", "lower case", "routerequesttoendpoint", "httpMethod", "post"),
  setting(
    "policy-http-method",
    "an unknown expression",
    "routerequesttoendpoint",
    "httpMethod",
    "@Request.Method",
  ),
  setting("policy-host-url", "http", "dynamichosturl", "urlTemplate", "http://eu.fabrikam.com"),
  setting("policy-exists-action", "a list", "setheader", "existsAction", ["override"]),
  setting("policy-http-method", "a number", "routerequesttoendpoint", "httpMethod", 1),
  setting("policy-host-url", "a space in front", "dynamichosturl", "urlTemplate", " https://eu.fabrikam.com"),
  setting("policy-host-url", "nothing but a scheme", "dynamichosturl", "urlTemplate", "https://"),
  setting("policy-route-path", "a space in front", "routerequesttoendpoint", "newPath", " /shelves"),
  setting("policy-parameter-empty", "null", "updatenextlink", "nextLinkPropertyName", null),
  setting(
    "policy-expression-known",
    "a lower-case request",
    "setheader",
    "value",
    "@request.OriginalHTTPMethod",
  ),
  setting("policy-host-url", "no scheme", "dynamichosturl", "urlTemplate", "eu.fabrikam.com"),
  fault("policy-host-url-gateway", "a host behind the gateway", (bed) => {
    const at = addPolicy(bed, "dynamichosturl");
    bed.p.set("/properties/capabilities", ["gateway"]);
    bed.p.set(`${FLAT}/gateway`, {
      type: "gatewaySetting",
      gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
      uiDefinition: { displayName: "Gateway", description: "The gateway.", tooltip: "Choose one." },
    });
    return FILE + at;
  }),
  setting("policy-route-path", "no slash", "routerequesttoendpoint", "newPath", "v2/shelves"),
  setting(
    "policy-route-path",
    "a whole address",
    "routerequesttoendpoint",
    "newPath",
    "https://eu.fabrikam.com/v2",
  ),
  setting(
    "policy-connection-parameter-exists",
    "a parameter nobody declared",
    "setheader",
    "value",
    "@connectionParameters('region9')",
  ),
  setting(
    "policy-connection-parameter-exists",
    "inside an address",
    "dynamichosturl",
    "urlTemplate",
    "https://@connectionParameters('region9').fabrikam.com",
  ),
  setting(
    "policy-connection-parameter-exists",
    "with a default",
    "setqueryparameter",
    "value",
    "@connectionParameters('region9','eu')",
  ),
  fault("policy-connection-parameter-case", "another letter case", (bed) => {
    bed.p.set(`${FLAT}/shelfRegion`, connectionParameter("string", "Region"));
    const at = addPolicy(bed, "setheader", ids(bed), { value: "@connectionParameters('ShelfRegion')" });
    return parameterOf(at, "value");
  }),
  setting("policy-expression-known", "another letter case", "setheader", "value", "@Headers('X-Shelf')"),
  setting("policy-expression-known", "a function of flows", "setheader", "value", "@concat('a','b')"),
  setting(
    "policy-expression-known",
    "a misspelt function",
    "setproperty",
    "propertyValuePathTemplate",
    "@queryParameter('shelf')",
  ),
  setting("policy-expression-quotes", "double quotes", "setheader", "value", '@headers("X-Shelf")'),
  setting("policy-expression-quotes", "no quotes", "setheader", "value", "@headers(X-Shelf)"),
  fault("policy-polling-config", "a string as configuration", (bed) =>
    bed.p.set(`${polling(bed)}/parameters/x-ms-apimTemplateParameter.triggerConfig`, "since"),
  ),
  fault("policy-polling-config", "data from somewhere else", (bed) =>
    bed.p.set(`${polling(bed)}/parameters/x-ms-apimTemplateParameter.triggerDataPath`, "@body().rows"),
  ),
  fault("policy-polling-query-exists", "a query parameter nobody has", (bed) => {
    const at = `${polling(bed)}/parameters/x-ms-apimTemplateParameter.triggerConfig`;
    return bed.p.set(`${at}/from`, "{@triggerBody().last}");
  }),
  fault("policy-polling-scoped", "for everything", (bed) => {
    const at = polling(bed);
    bed.p.drop(`${at}${PREFIX}operationName`);
    return [FILE + at, `${FILE}${at}/parameters`];
  }),
  fault("policy-polling-scoped", "for an action", (bed) => {
    const at = polling(bed);
    const id = bed.d.get(`${bed.newAction()}/operationId`) as string;
    return bed.p.append(`${at}${PREFIX}operationName`, id);
  }),
  fault("policy-nextlink-pageable", "no pages", (bed) => {
    const id = bed.d.get(`${bed.newAction()}/operationId`) as string;
    const at = `${bed.p.append(POLICIES, {
      templateId: "updatenextlink",
      title: "Next page",
      parameters: {
        "x-ms-apimTemplateParameter.nextLinkPropertyName": "nextLink",
        "x-ms-apimTemplate-operationName": [id],
      },
    })}`;
    return [at, `${at}${PREFIX}operationName/0`];
  }),
  fault("policy-body-order", "two properties of one body", (bed) => {
    const id = bed.d.get(`${bed.newPost()}/operationId`) as string;
    addPolicy(bed, "setproperty", [id]);
    const first = bed.sound;
    const at = addPolicy(bed, "setproperty", [id]);
    bed.p.set(`${at}/parameters/x-ms-apimTemplateParameter.newPropertySubPathTemplate`, "row");
    bed.restore(first);
    return [FILE + at, ANYWHERE];
  }),
];
