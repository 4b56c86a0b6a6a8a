import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault, INPUT, inParameters, inSchemas } from "./fault.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

const LONG = "The number of the shelf on which the thing that was ordered stands until somebody fetches it";

/** A header or form parameter in a new POST without body. */
function one(rule: string, what: string, value: JsonObject, below: string[], ...codes: string[]): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      const operation = bed.newAction({ consumes: ["multipart/form-data"] }, undefined, "post");
      const at = bare(bed.d.append(`${operation}/parameters`, parameter(value)));
      return below.map((each) => at + each);
    },
    ...codes,
  );
}

/** A path with a variable; `change` is laid over its parameter. */
function inPath(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string, operation: string) => string | string[] | undefined,
  ...codes: string[]
): Fault[] {
  const variable = (more: JsonObject = {}) =>
    parameter({ name: "shelfId", in: "path", required: true, "x-ms-url-encoding": "single", ...more });
  return [
    fault(
      rule,
      what,
      (bed) => {
        const operation = bed.newAction({ parameters: [variable()] }, "/recall/path/{shelfId}");
        return change(bed, `${operation}/parameters/0`, operation);
      },
      ...codes,
    ),
    fault(
      rule,
      `${what} (path item)`,
      (bed) => {
        const operation = bed.newAction({}, "/recall/path/{shelfId}");
        const at = bare(bed.d.append(`${operation.slice(0, -4)}/parameters`, variable()));
        bed.checkpoint();
        return change(bed, at, operation);
      },
      ...codes,
    ),
    fault(
      rule,
      `${what} (shared)`,
      (bed) => {
        bed.d.set("/parameters/RecallShelf", variable());
        const operation = bed.newAction(
          { parameters: [{ $ref: "#/parameters/RecallShelf" }] },
          "/recall/path/{shelfId}",
        );
        return change(bed, "/parameters/RecallShelf", operation);
      },
      ...codes,
    ),
    fault(
      rule,
      `${what} (existing)`,
      (bed) => {
        const found = bed
          .operations()
          .flatMap((operation) => operation.parameters.map((each) => ({ operation, each })))
          .find(
            ({ operation, each }) =>
              each.in === "path" && each.value["x-ms-url-encoding"] === "single" && !operation.internal,
          );
        return found && change(bed, found.each.pointer, found.operation.pointer);
      },
      ...codes,
    ),
  ];
}

function inBody(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string, operation: string) => string | string[],
  ...codes: string[]
): Fault[] {
  return [
    fault(
      rule,
      what,
      (bed) => {
        const operation = bed.newPost();
        return change(bed, `${operation}/parameters/0`, operation);
      },
      ...codes,
    ),
    fault(
      rule,
      `${what} (existing)`,
      (bed) => {
        const found = bed
          .operations()
          .flatMap((operation) => operation.parameters.map((each) => ({ operation, each })))
          .find(
            ({ operation, each }) =>
              each.in === "body" && each.pointer.startsWith(operation.pointer) && !operation.internal,
          );
        return found && change(bed, found.each.pointer, found.operation.pointer);
      },
      ...codes,
    ),
  ];
}

/** A value laid over a sound query parameter, in all its places. */
function set(
  rule: string,
  what: string,
  change: Record<string, JsonValue | undefined>,
  at = "",
  ...codes: string[]
): Fault[] {
  return inParameters(rule, what, change, at, codes);
}

/** The place, or what is around it. */
function orAround(faults: Fault[]): Fault[] {
  return faults.map((each) => ({
    ...each,
    seed: (bed: Seedbed) => {
      const found = each.seed(bed);
      return found === undefined
        ? undefined
        : [found].flat().flatMap((at) => [at, at.slice(0, at.lastIndexOf("/"))]);
    },
  }));
}

export default [
  ...set(
    "param-unknown-property",
    "an example",
    { example: "a" },
    "/example",
    "AdditionalPropertyNotAllowed",
  ),
  ...set("param-unknown-property", "nullable", { nullable: true }, "/nullable"),
  ...set("param-unknown-property", "explode", { explode: true }, "/explode"),
  ...set("param-name-required", "no name", { name: undefined }, "", "RequiredPropertyMissing"),
  ...set("param-name-required", "a blank name", { name: " " }, "/name", "RequiredValueEmpty"),
  ...set("param-name-required", "no place", { in: undefined }, "", "RequiredPropertyMissing"),
  ...set("param-name-required", "a cookie", { in: "cookie" }, "/in", "JsonValueNotInEnum"),
  ...set("param-type-required", "no type", { type: undefined }, "", "RequiredPropertyMissing"),
  ...set("param-type-required", "an object", { type: "object" }, "/type"),
  ...set("param-type-required", "an unknown type", { type: "date" }, "/type"),
  ...inBody(
    "param-body-schema-required",
    "no schema",
    (bed, at) => {
      bed.d.drop(`${at}/schema`);
      return at;
    },
    "BodyParameterSchemaRequired",
  ),
  ...inBody(
    "param-body-schema-required",
    "null",
    (bed, at) => bed.d.set(`${at}/schema`, null),
    "BodyParameterSchemaRequired",
  ),
  ...inBody(
    "param-body-schema-required",
    "a text",
    (bed, at) => bed.d.set(`${at}/schema`, "#/definitions/Shelf"),
    "JsonTypeIncorrect",
  ),
  ...inBody(
    "param-body-extra-keys",
    "a type",
    (bed, at) => bed.d.set(`${at}/type`, "object"),
    "BodyParameterPropertyNotValid",
  ),
  ...inBody(
    "param-body-extra-keys",
    "a default",
    (bed, at) => bed.d.set(`${at}/default`, {}),
    "BodyParameterPropertyNotValid",
  ),
  ...set(
    "param-nonbody-schema",
    "a schema",
    { schema: { type: "string" } },
    "/schema",
    "NonBodyParameterSchemaNotValid",
  ),
  ...inBody(
    "param-body-dynamic-extension",
    "a dynamic schema on the parameter",
    (bed, at) =>
      bed.d.set(`${at}/x-ms-dynamic-schema`, {
        operationId: bed.operation()?.id ?? "",
        parameters: {},
        "value-path": "schema",
      }),
    "DynamicExtensionDefinitionNotAllowedInParameter",
  ),
  fault(
    "param-unique",
    "the same twice",
    (bed) => {
      const operation = bed.newAction({ parameters: [parameter()] });
      const at = bed.d.append(`${operation}/parameters`, parameter());
      return [at, `${operation}/parameters`];
    },
    "OperationParametersContainDuplicateParameter",
  ),
  fault("param-unique", "the same twice, once shared", (bed) => {
    bed.d.set("/parameters/RecallMark", parameter());
    const operation = bed.newAction({ parameters: [parameter()] });
    return bed.d.append(`${operation}/parameters`, { $ref: "#/parameters/RecallMark" });
  }),
  fault(
    "param-unique",
    "the same twice on the path",
    (bed) => {
      const operation = bed.newAction();
      const item = operation.slice(0, -4);
      bed.d.append(`${item}/parameters`, parameter());
      bed.checkpoint();
      return [bed.d.append(`${item}/parameters`, parameter()), `${item}/parameters`];
    },
    "PathParametersContainDuplicateParameter",
  ),
  fault("param-same-name-locations", "in query and header", (bed) => {
    const operation = bed.newAction({ parameters: [parameter()] });
    return bed.d.append(`${operation}/parameters`, parameter({ in: "header" }));
  }),
  fault("param-same-name-locations", "in query and path item's header", (bed) => {
    const operation = bed.newAction({ parameters: [parameter()] });
    const at = bed.d.append(`${operation.slice(0, -4)}/parameters`, parameter({ in: "header" }));
    return [at, ANYWHERE];
  }),
  fault(
    "param-single-body",
    "a body beside that of the path",
    (bed) => {
      const operation = bed.newPost();
      const second = { ...bed.d.object(`${operation}/parameters/0`), name: "second" };
      bed.d.append(`${operation.slice(0, -5)}/parameters`, second);
      return [`${operation}/parameters/0`, operation];
    },
    "OperationParametersContainMultipleBodyParameters",
  ),
  ...inBody(
    "param-single-body",
    "two bodies",
    (bed, at, operation) => {
      const copy = { ...bed.d.object(at), name: "second" };
      return [bed.d.append(`${operation}/parameters`, copy), `${operation}/parameters`];
    },
    "OperationParametersContainMultipleBodyParameters",
  ),
  fault(
    "param-single-body",
    "two bodies on the path",
    (bed) => {
      const operation = bed.newAction({ parameters: [], consumes: ["application/json"] }, undefined, "post");
      const item = operation.slice(0, -5);
      const body = {
        name: "body",
        in: "body",
        required: true,
        schema: { type: "object", properties: { a: text("A", "B.") } },
      };
      bed.d.append(`${item}/parameters`, body);
      bed.checkpoint();
      return [bed.d.append(`${item}/parameters`, { ...body, name: "second" }), `${item}/parameters`];
    },
    "PathParametersContainMultipleBodyParameters",
  ),
  ...inBody(
    "param-body-xor-formdata",
    "a body and a form",
    (bed, _at, operation) => [
      bed.d.append(`${operation}/parameters`, parameter({ in: "formData" })),
      `${operation}/parameters`,
      ANYWHERE,
    ],
    "ParameterListContainsFormDataAndBody",
  ),
  ...orAround(
    inPath(
      "param-path-required-true",
      "optional",
      (bed, at) => bed.d.set(`${at}/required`, false),
      "PathParameterMustBeRequired",
    ),
  ),
  ...inPath(
    "param-path-required-true",
    "says nothing",
    (bed, at) => {
      bed.d.drop(`${at}/required`);
      return at;
    },
    "PathParameterMustBeRequired",
  ),
  fault(
    "param-path-defined",
    "a variable without parameter",
    (bed) => {
      const operation = bed.newAction({}, "/recall/sound");
      return [bed.d.rename(operation.slice(0, -4), "/recall/sound/{shelfId}"), ANYWHERE];
    },
    "OperationMissingPathParameter",
  ),
  ...inPath(
    "param-path-defined",
    "another letter case",
    (bed, at) => [bed.d.set(`${at}/name`, "SHELFID9"), ANYWHERE],
    "OperationMissingPathParameter",
  ),
  fault(
    "param-path-in-template",
    "a parameter without variable",
    (bed) => {
      const operation = bed.newAction();
      const at = bed.d.append(
        `${operation}/parameters`,
        parameter({ in: "path", required: true, "x-ms-url-encoding": "single" }),
      );
      return [at, `${at}/name`];
    },
    "PathParameterNotDefinedInTemplate",
  ),
  ...inPath(
    "param-path-in-template",
    "the same in capitals",
    (bed, at, operation) => {
      const copy = bed.d.object(at);
      return bed.d.append(`${operation}/parameters`, { ...copy, name: String(copy.name).toUpperCase() });
    },
    "PathParameterNotDefinedInTemplate",
  ),
  ...set(
    "param-file-formdata",
    "a file in the query",
    { type: "file" },
    "/type",
    "FileParameterMustBeInFormData",
  ),
  one(
    "param-file-formdata",
    "a file in a header",
    { in: "header", type: "file" },
    ["", "/type"],
    "FileParameterMustBeInFormData",
  ),
  one(
    "param-file-name-characters",
    "a quotation mark",
    { in: "formData", type: "file", name: 'shelf"plan' },
    ["/name", ""],
  ),
  one("param-file-name-characters", "an at sign", { in: "formData", type: "file", name: "shelf@plan" }, [
    "/name",
    "",
  ]),
  one(
    "param-formdata-array",
    "a list in a form",
    { in: "formData", type: "array", items: { type: "string" } },
    ["", "/type"],
  ),
  one(
    "param-formdata-name-ascii",
    "an umlaut",
    { in: "formData", name: "Regalgröße" },
    ["/name"],
    "InvalidFormDataParameterName",
  ),
  ...set(
    "param-reserved-connectionid",
    "connectionId",
    { name: "connectionId" },
    "/name",
    "ConnectionIdParameterNotAllowed",
  ),
  ...set(
    "param-reserved-connectionid",
    "ConnectionID",
    { name: "ConnectionID", in: "header" },
    "/name",
    "ConnectionIdParameterNotAllowed",
  ),
  ...set(
    "param-reserved-authorization",
    "Authorization",
    { name: "Authorization", in: "header" },
    "/name",
    "ReservedParameterIsUsed",
  ),
  ...set(
    "param-reserved-authorization",
    "authorization",
    { name: "authorization", in: "header" },
    "/name",
    "ReservedParameterIsUsed",
  ),
  ...["Host", "Content-Length", "connection", "Transfer-Encoding", "Cookie", "User-Agent", "Origin"].flatMap(
    (name) =>
      inParameters("param-restricted-headers", name, { name, in: "header" }, "/name", [], ["operation"]),
  ),
  ...["Content-Type", "accept"].flatMap((name) =>
    set("param-content-type-header", name, { name, in: "header" }, "/name"),
  ),
  ...set(
    "param-collectionformat-multi",
    "multi",
    { type: "array", items: { type: "string" }, collectionFormat: "multi" },
    "/collectionFormat",
    "CollectionFormatValueNotSupported",
  ),
  ...set(
    "param-collectionformat-value",
    "comma",
    { type: "array", items: { type: "string" }, collectionFormat: "comma" },
    "/collectionFormat",
    "CollectionFormatValueNotSupported",
  ),
  ...set(
    "param-collectionformat-value",
    "CSV",
    { type: "array", items: { type: "string" }, collectionFormat: "CSV" },
    "/collectionFormat",
  ),
  ...set("param-array-items", "no items", { type: "array" }, "", "ArrayHasNoItems"),
  ...set("param-array-items", "null", { type: "array", items: null }, "/items", "ArrayHasNoItems"),
  ...set("param-array-items", "a text", { type: "array", items: "string" }, "/items", "JsonTypeIncorrect"),
  ...inSchemas("param-array-items", "no items", { type: "array" }, "", ["ArrayHasNoItems"]),
  ...set(
    "param-summary-required",
    "no summary",
    { "x-ms-summary": undefined },
    "",
    "RequiredPropertyMissing",
  ),
  ...set("param-summary-internal", "no summary", {
    "x-ms-summary": undefined,
    "x-ms-visibility": "internal",
  }),
  ...inBody("param-summary-body", "no summary", (bed, at) => {
    for (const operation of bed.operations())
      for (const each of operation.parameters)
        if (each.in === "body")
          for (const key of ["x-ms-summary", "description"]) bed.d.set(`${each.pointer}/${key}`, "Body.");
    bed.checkpoint();
    bed.d.drop(`${at}/x-ms-summary`);
    bed.d.drop(`${at}/description`);
    return at;
  }),
  ...set(
    "param-summary-length",
    "a long summary",
    { "x-ms-summary": LONG },
    "/x-ms-summary",
    "FieldLengthExceeded",
  ),
  ...set("param-summary-characters", "a slash", { "x-ms-summary": "Shelf/mark" }, "/x-ms-summary"),
  ...set(
    "param-description-required",
    "no description",
    { description: undefined },
    "",
    "RequiredPropertyMissing",
  ),
  ...set(
    "param-description-required",
    "an empty description",
    { description: "" },
    "/description",
    "RequiredValueEmpty",
  ),
  ...set("param-description-differs", "the same twice", { description: "Shelf mark" }, "/description"),
  ...set(
    "param-description-punctuation",
    "no full stop",
    { description: "The mark on the shelf" },
    "/description",
  ),
  ...set(
    "param-description-long",
    "a long description",
    { description: `The mark. ${"It stands on the shelf. ".repeat(30)}`.trim() },
    "/description",
  ),
  ...set("param-internal-required-default", "hidden, required and empty", {
    required: true,
    "x-ms-visibility": "internal",
  }),
  ...set(
    "param-internal-default-optional",
    "hidden, optional, with a default",
    { "x-ms-visibility": "internal", default: "A" },
    "",
    "InternalPropertyWithDefaultOptional",
  ),
  ...inSchemas(
    "param-internal-default-optional",
    "hidden in a body, optional, with a default",
    text("Channel", "Where the order comes from.", { "x-ms-visibility": "internal", default: "A" }),
    "",
    ["PropertyMustBeRequired"],
    INPUT,
  ),
  ...inPath(
    "param-url-encoding-missing",
    "no encoding",
    (bed, at) => {
      bed.d.drop(`${at}/x-ms-url-encoding`);
      return at;
    },
    "PathParameterMissingEncoding",
  ),
  ...inPath("param-url-encoding-value", "an unknown encoding", (bed, at) =>
    bed.d.set(`${at}/x-ms-url-encoding`, "triple"),
  ),
  ...set(
    "param-url-encoding-location",
    "on a query parameter",
    { "x-ms-url-encoding": "double" },
    "/x-ms-url-encoding",
    "QueryParameterEncodingNotSupported",
  ),
  ...set(
    "param-url-encoding-location",
    "on a header",
    { in: "header", "x-ms-url-encoding": "single" },
    "/x-ms-url-encoding",
  ),
  ...set("param-required-boolean", "a text", { required: "true" }, "/required", "JsonTypeIncorrect"),
  ...set(
    "param-allowemptyvalue-location",
    "in a header",
    { in: "header", allowEmptyValue: true },
    "/allowEmptyValue",
    "AllowEmptyValueOnlyValidForQueryFormData",
  ),
  fault("param-reuse-shared", "the same in five operations", (bed) => {
    const operations = Array.from({ length: 5 }, () => bed.newAction());
    for (const operation of operations)
      bed.d.append(
        `${operation}/parameters`,
        parameter({ name: "recallMark", description: "The mark on the shelf." }),
      );
    return [...operations.map((operation) => `${operation}/parameters/0`), ANYWHERE];
  }),
];
