import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

/** A fault in an operation: one the host had, and a new one. */
function inOperations(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string) => string | string[] | undefined,
  ...codes: string[]
): Fault[] {
  return [
    fault(rule, `${what} (existing)`, (bed) => change(bed, bed.action()), ...codes),
    fault(rule, what, (bed) => change(bed, bed.newAction()), ...codes),
  ];
}

/** One key of an operation set or dropped; found there or at the operation. */
function set(
  rule: string,
  what: string,
  key: string,
  value: JsonValue | undefined,
  ...codes: string[]
): Fault[] {
  return inOperations(
    rule,
    what,
    (bed, at) => {
      if (value === undefined) bed.d.drop(`${at}/${key}`);
      else bed.d.set(`${at}/${key}`, value);
      return [`${at}/${key}`, at];
    },
    ...codes,
  );
}

/** A new operation whose path is the fault. */
function path(rule: string, what: string, where: string, parameters: string[], ...codes: string[]): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      const operation = bed.newAction({
        parameters: parameters.map((name) =>
          parameter({ name, in: "path", required: true, "x-ms-url-encoding": "single" }),
        ),
      });
      return [bed.d.rename(operation.slice(0, -4), where), `${operation}`, ANYWHERE];
    },
    ...codes,
  );
}

/** Two new operations side by side. */
function paths(rule: string, what: string, first: string, second: string, ...codes: string[]): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      const variables = (where: string) =>
        [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
          parameter({ name: name ?? "", in: "path", required: true, "x-ms-url-encoding": "single" }),
        );
      bed.newAction({ parameters: variables(first) }, first);
      const sound = bed.sound;
      const operation = bed.newAction({ parameters: variables(second) }, second);
      bed.restore(sound);
      return [operation.slice(0, -4), operation, ANYWHERE];
    },
    ...codes,
  );
}

const ANNOTATION = "x-ms-api-annotation";
const LONG = "Read everything that is known about the shelf on which a thing stands until somebody takes it";

/** Operations of one family. */
function family(rule: string, what: string, all: JsonObject[], ...codes: string[]): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      const ids = ["ReadRack", "ReadRackV2", "ReadRackV3", "ReadRackV4"];
      const operations = all.map(
        (more, index) =>
          bed.newAction({ operationId: ids[index] ?? "", deprecated: false }, `/recall/rack${index}`) && {
            more,
            at: `/paths/~1recall~1rack${index}/get`,
          },
      );
      for (const { more, at } of operations)
        for (const [key, value] of Object.entries(more)) bed.d.set(`${at}/${key}`, value);
      return ANYWHERE;
    },
    ...codes,
  );
}

const of = (revision: number | undefined, more: JsonObject = {}): JsonObject => ({
  [ANNOTATION]: { family: "ReadRack", ...(revision === undefined ? {} : { revision }), ...more },
});

const body = (schema: JsonObject): JsonObject => ({
  name: "body",
  in: "body",
  required: true,
  "x-ms-summary": "Body",
  description: "A body.",
  schema,
});

export default [
  ...set("op-unknown-property", "a request body", "requestBody", {}, "AdditionalPropertyNotAllowed"),
  ...set("op-unknown-property", "servers", "servers", []),
  ...set("op-unknown-property", "a misspelt key", "sumary", "Read.", "AdditionalPropertyNotAllowed"),
  ...set("op-unknown-property", "half an extension", "ms-visibility", "important", "ExtensionNameNotValid"),
  fault(
    "path-item-unknown-property",
    "a method in capitals",
    (bed) => bed.d.rename(bed.newAction(), "GET"),
    "AdditionalPropertyNotAllowed",
  ),
  fault(
    "path-item-unknown-property",
    "a summary",
    (bed) => bed.d.set(`${bed.newAction().slice(0, -4)}/summary`, "Shelf."),
    "AdditionalPropertyNotAllowed",
  ),
  fault("path-item-unknown-property", "trace", (bed) => bed.d.rename(bed.newAction(), "trace")),
  fault(
    "path-item-ref-unsupported",
    "a path somewhere else",
    (bed) => {
      const at = "/paths/~1recall~1other";
      return [`${bed.d.set(at, { $ref: `#${bed.operation()?.pathPointer ?? ""}` })}/$ref`, at];
    },
    "PathItemRefNotSuppored",
  ),
  path("path-starts-with-slash", "no slash", "recall/shelf", [], "OperationPathMustStartWithSlash"),
  path(
    "path-no-query-or-fragment",
    "a query",
    "/recall/shelf?all=true",
    [],
    "OperationPathMayNotContainQueryOrFragment",
  ),
  path(
    "path-no-query-or-fragment",
    "a fragment",
    "/recall/shelf#top",
    [],
    "OperationPathMayNotContainQueryOrFragment",
  ),
  path("path-template-balanced", "an open brace", "/recall/{shelfId", [], "OperationPathTemplateNotValid"),
  path("path-template-balanced", "nothing between braces", "/recall/{}", [], "OperationPathTemplateNotValid"),
  path(
    "path-template-balanced",
    "a brace inside a brace",
    "/recall/{a{b}}",
    ["b"],
    "OperationPathTemplateNotValid",
  ),
  path(
    "path-template-balanced",
    "a slash in a variable",
    "/recall/{a/b}",
    [],
    "OperationPathTemplateNotValid",
  ),
  path("path-no-wildcard", "a star", "/recall/*", [], "OperationPathContainsUnsupportedCharacters"),
  path(
    "path-no-variable-default",
    "a default",
    "/recall/{shelfId=7}",
    ["shelfId"],
    "OperationPathVariablesContainDefaults",
  ),
  paths(
    "path-unique-case-insensitive",
    "another letter case",
    "/recall/racks",
    "/recall/Racks",
    "PathRedefined",
  ),
  paths(
    "path-unique-case-insensitive",
    "another letter case with a variable",
    "/recall/racks/{id}",
    "/Recall/racks/{id}",
    "PathRedefined",
  ),
  paths(
    "path-template-duplicate",
    "two names of one variable",
    "/recall/racks/{id}",
    "/recall/racks/{name}",
    "DuplicateOperationPath",
  ),
  paths(
    "path-partial-duplicate",
    "a variable beside a word",
    "/recall/racks/{id}",
    "/recall/racks/newest",
    "PartialDuplicateOperationPath",
  ),
  path("path-double-slash", "two slashes", "/recall//shelf", []),
  path("path-space-in-variable", "a space in a variable", "/recall/{shelf id}", ["shelf id"]),
  path("path-space-in-variable", "a space", "/recall/my shelf", []),
  path("path-trailing-slash", "a slash at the end", "/recall/shelf/", []),
  fault("path-item-empty", "nothing", (bed) => bed.d.set("/paths/~1recall~1nothing", {})),
  fault("path-item-empty", "parameters only", (bed) =>
    bed.d.set("/paths/~1recall~1nothing", { parameters: [parameter()] }),
  ),
  ...set("op-id-required", "no id", "operationId", undefined, "OperationIdRequired"),
  ...set("op-id-required", "an empty id", "operationId", "", "OperationIdRequired"),
  fault(
    "op-id-unique",
    "one id twice",
    (bed) => {
      const first = bed.action();
      return [bed.d.set(`${bed.newAction()}/operationId`, bed.d.get(`${first}/operationId`) ?? ""), ANYWHERE];
    },
    "OperationIdNotUnique",
  ),
  fault("op-id-unique-case-insensitive", "another letter case", (bed) => {
    const id = String(bed.d.get(`${bed.action()}/operationId`));
    const other = id === id.toLowerCase() ? id.toUpperCase() : id.toLowerCase();
    return [bed.d.set(`${bed.newAction()}/operationId`, other), ANYWHERE];
  }),
  ...set("op-id-alphanumeric", "an underscore", "operationId", "Read_Rack", "OperationIdSanitized"),
  ...set("op-id-special-characters", "a hyphen", "operationId", "read-rack", "OperationIdSanitized"),
  ...set("op-id-special-characters", "a full stop", "operationId", "Read.Rack", "OperationIdSanitized"),
  ...set("op-id-no-space", "a space", "operationId", "Read Rack"),
  ...set("op-id-pascal-case", "a small letter", "operationId", "readRack"),
  ...set("op-id-pascal-case", "capitals only", "operationId", "READRACK"),
  ...set("op-id-length", "a long one", "operationId", `Read${"TheShelf".repeat(12)}`, "OperationIdTooLong"),
  ...set("op-summary-required", "no summary", "summary", undefined, "RequiredPropertyMissing"),
  ...set("op-summary-required", "null", "summary", null, "RequiredPropertyMissing"),
  ...set("op-summary-required", "an empty summary", "summary", "", "RequiredValueEmpty"),
  ...set("op-summary-length", "a long summary", "summary", LONG, "FieldLengthExceeded"),
  ...set(
    "op-summary-length",
    "a very long summary",
    "summary",
    `${LONG} and brings it home to those who wait`,
    "OperationSummaryTooLong",
  ),
  ...[..."/<>*%&?\\"].flatMap((sign) =>
    set(
      "op-summary-restricted-characters",
      sign,
      "summary",
      `Read shelf ${sign} rack now`,
      "RestrictedCharactersInSummary",
    ),
  ),
  ...set("op-summary-alnum-parentheses", "a comma", "summary", "Read shelf, rack and row"),
  ...set("op-summary-end", "a full stop", "summary", "Read a rack.", "ValueMustEndWithAlphanumeric"),
  ...set(
    "op-summary-product-names",
    "Power Automate",
    "summary",
    "Read a rack in Power Automate",
    "ValueContainsRestrictedWords",
  ),
  ...set(
    "op-summary-product-names",
    "Power Apps in the description",
    "description",
    "Reads a rack for Power Apps.",
  ),
  ...set("op-summary-product-names", "Logic Apps", "description", "Reads a rack for Azure Logic Apps."),
  ...set("op-summary-sentence-case", "a small letter", "summary", "read a rack"),
  ...set("op-summary-sentence-case", "capitals", "summary", "Read All of The Racks"),
  fault("op-summary-unique", "one summary twice", (bed) => {
    const first = bed.action();
    const at = bed.newAction();
    return [bed.d.set(`${at}/summary`, bed.d.get(`${first}/summary`) ?? ""), at, ANYWHERE];
  }),
  fault("op-summary-unique", "a trigger named like an action", (bed) => {
    const first = bed.action();
    const at = `${bed.newWebhook()}/post`;
    return [bed.d.set(`${at}/summary`, bed.d.get(`${first}/summary`) ?? ""), ANYWHERE];
  }),
  fault("op-summary-unique", "one summary twice, with other spaces", (bed) => {
    const at = bed.newAction();
    const summary = String(bed.d.get(`${bed.action()}/summary`) ?? "");
    return [bed.d.set(`${at}/summary`, summary.replace(" ", "  ")), at, ANYWHERE];
  }),
  ...set("op-description-required", "no description", "description", undefined, "RequiredPropertyMissing"),
  ...set("op-description-required", "null", "description", null, "RequiredPropertyMissing"),
  ...set("op-description-required", "an empty description", "description", "", "RequiredValueEmpty"),
  ...set("op-description-punctuation", "no full stop", "description", "Reads what stands on a rack"),
  ...inOperations("op-description-differs-from-summary", "the same twice", (bed, at) => [
    bed.d.set(`${at}/description`, bed.d.get(`${at}/summary`) ?? ""),
    at,
  ]),
  fault("op-visibility-declared", "nothing said", (bed) => {
    for (const { pointer } of bed.operations())
      if (!bed.d.has(`${pointer}/x-ms-visibility`)) bed.d.set(`${pointer}/x-ms-visibility`, "none");
    bed.checkpoint();
    const at = bed.operation()?.pointer ?? "";
    bed.d.drop(`${at}/x-ms-visibility`);
    return at;
  }),
  ...set("op-x-ms-summary-ignored", "the other key", "x-ms-summary", "Read a rack"),
  ...set("op-deprecated-boolean", "a text", "deprecated", "true", "JsonTypeIncorrect"),
  ...set("op-deprecated-label", "not said", "deprecated", true),
  ...set("op-tags-type", "one tag twice", "tags", ["Rack", "Rack"], "ArrayDuplicateValue"),
  ...set("op-tags-type", "a text", "tags", "Rack"),
  fault(
    "op-consumes-present",
    "a body of no type",
    (bed) => {
      bed.d.drop("/consumes");
      const at = bed.newPost();
      bed.d.drop(`${at}/consumes`);
      return at;
    },
    "ConsumesMissing",
  ),
  ...set("op-mime-supported", "XML", "produces", ["application/xml"], "MimeTypeNotSupported").map((each) => ({
    ...each,
    seed: orItems(each.seed),
  })),
  ...set("op-mime-syntax", "no slash", "produces", ["json"], "MimeTypeNotValid").map((each) => ({
    ...each,
    seed: orItems(each.seed),
  })),
  ...set(
    "op-mime-syntax",
    "one twice",
    "produces",
    ["application/json", "application/json"],
    "ArrayDuplicateValue",
  ).map((each) => ({ ...each, seed: orItems(each.seed) })),
  fault("op-mime-syntax", "at the root", (bed) => {
    const at = bed.d.set("/consumes", ["application json"]);
    return [at, `${at}/0`];
  }),
  fault(
    "op-consumes-matches-parameters",
    "a form as JSON",
    (bed) => {
      const at = bed.newAction(
        { consumes: ["multipart/form-data"], parameters: [parameter({ in: "formData" })] },
        undefined,
        "post",
      );
      bed.d.set(`${at}/consumes`, ["application/json"]);
      return ANYWHERE;
    },
    "MimeTypeNotCompatibleWithRequestContentSchemaType",
  ),
  fault("op-consumes-matches-parameters", "a file in a plain form", (bed) => {
    const at = bed.newAction(
      { consumes: ["multipart/form-data"], parameters: [parameter({ in: "formData", type: "file" })] },
      undefined,
      "post",
    );
    bed.d.set(`${at}/consumes`, ["application/x-www-form-urlencoded"]);
    return ANYWHERE;
  }),
  fault("op-consumes-matches-parameters", "a body as form", (bed) => {
    const at = bed.newPost();
    bed.d.set(`${at}/consumes`, ["application/x-www-form-urlencoded"]);
    return ANYWHERE;
  }),
  fault("op-consumes-matches-parameters", "an object as plain text", (bed) => {
    const at = bed.newPost();
    return bed.d.set(`${at}/consumes`, ["text/plain"]);
  }),
  fault(
    "op-formurlencoded-binary",
    "binary in a plain form",
    (bed) => {
      const at = bed.newAction({ consumes: ["application/x-www-form-urlencoded"] }, undefined, "post");
      return [bed.d.append(`${at}/parameters`, parameter({ in: "formData", format: "binary" })), ANYWHERE];
    },
    "StringBinaryNotSupportedForFormUrlEncoded",
  ),
  fault(
    "op-formurlencoded-binary",
    "a binary body as a plain form",
    (bed) => {
      const at = bed.newAction({ consumes: ["application/x-www-form-urlencoded"] }, undefined, "post");
      return [bed.d.append(`${at}/parameters`, body({ type: "string", format: "binary" })), ANYWHERE];
    },
    "StringBinaryNotSupportedForFormUrlEncoded",
  ),
  ...inOperations(
    "op-get-no-body",
    "a body",
    (bed, at) => {
      if (!at.endsWith("/get")) return undefined;
      const place = bed.d.append(
        `${at}/parameters`,
        body({ type: "object", properties: { a: text("A", "B.") } }),
      );
      return [place, at];
    },
    "BodyOrFormDataParameterInFetchOperationNotAllowed",
  ),
  fault("op-delete-body", "a body", (bed) => {
    const at = bed.newAction({ consumes: ["application/json"] }, undefined, "delete");
    return [
      bed.d.append(`${at}/parameters`, body({ type: "object", properties: { a: text("A", "B.") } })),
      at,
    ];
  }),
  fault("op-path-params-without-op-params", "none of its own", (bed) => {
    const at = bed.newAction();
    bed.d.append(`${at.slice(0, -4)}/parameters`, parameter());
    bed.checkpoint();
    bed.d.drop(`${at}/parameters`);
    return [at, `${at.slice(0, -4)}/parameters`];
  }),
  fault("op-headers-extension-conflict", "both", (bed) => {
    const at = bed.newAction({ parameters: [parameter({ in: "header", name: "X-Shelf" })] });
    return [bed.d.set(`${at}/x-ms-headers`, { type: "object", properties: {} }), at];
  }),
  ...set("op-annotation-shape", "a key nobody knows", ANNOTATION, {
    family: "Rack",
    revision: 1,
    version: 2,
  }).map((each) => ({ ...each, seed: orItems(each.seed, "/version") })),
  ...set("op-annotation-shape", "a text", ANNOTATION, "Rack"),
  ...set("op-annotation-shape", "a text for a number", ANNOTATION, { family: "Rack", revision: "1" }).map(
    (each) => ({ ...each, seed: orItems(each.seed, "/revision") }),
  ),
  family("op-annotation-revision", "no revision", [of(1), of(undefined)], "OperationRevisionEmpty"),
  family(
    "op-annotation-revision",
    "one revision twice",
    [of(1), of(1)],
    "OperationFamilyHasDuplicateRevisions",
  ),
  family(
    "op-annotation-revision",
    "two without",
    [of(undefined), of(undefined)],
    "OperationFamilyHasManyEmptyRevisions",
  ),
  family(
    "op-annotation-active",
    "three active ones",
    [of(1), of(2), of(3)],
    "OperationFamilyHasManyActiveOperations",
  ),
  family(
    "op-annotation-active",
    "two in production",
    [of(1, { status: "Production" }), of(2, { status: "Production" })],
    "OperationFamilyHasManyActiveProductionOperations",
  ),
  family("op-annotation-id-suffix", "another number", [of(1), of(5)], "OperationIdShouldEndWithRevision"),
  family(
    "op-annotation-replacement",
    "on an active one",
    [of(1, { replacement: { api: "Shelves", operationId: "ReadRackV2" } }), of(2)],
    "ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations",
  ),
  family(
    "op-annotation-replacement",
    "no api",
    [{ ...of(1, { replacement: { operationId: "ReadRackV2" } }), deprecated: true }, of(2)],
    "ApiAnnotationExtensionReplacementInfoMissingApiProperty",
  ),
  family(
    "op-annotation-replacement",
    "no operation",
    [{ ...of(1, { replacement: { api: "Shelves" } }), deprecated: true }, of(2)],
    "ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty",
  ),
  fault(
    "op-annotation-status-ahead",
    "finished in a preview",
    (bed) => {
      bed.d.set("/info/x-ms-api-annotation", { status: "Preview" });
      const at = bed.newAction();
      return [
        bed.d.set(`${at}/${ANNOTATION}`, { status: "Production", family: "Rack", revision: 1 }),
        ANYWHERE,
      ];
    },
    "OperationStatusAheadOfConnector",
  ),
];

/** Items of the list are expected places as well. */
function orItems(seed: Fault["seed"], ...below: string[]): Fault["seed"] {
  return (bed) => {
    const found = seed(bed);
    return found === undefined
      ? undefined
      : [found].flat().flatMap((at) => [at, `${at}/0`, `${at}/1`, ...below.map((each) => bare(at) + each)]);
  };
}
