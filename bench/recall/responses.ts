import type { JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

/** A fault in the responses of an operation: one that the host had, and a new one. */
function inResponses(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string) => string | string[] | undefined,
  ...codes: string[]
): Fault[] {
  return [
    fault(
      rule,
      `${what} (existing)`,
      (bed) => {
        const own = bed.action((operation) => {
          const answer = bed.d.get(`${operation.pointer}/responses/200`);
          return (
            operation.responses.filter((response) => bed.d.has(`${response.pointer}/schema`)).length === 1 &&
            answer !== undefined &&
            bed.d.has(`${operation.pointer}/responses/200/schema`)
          );
        });
        return change(bed, `${own}/responses`);
      },
      ...codes,
    ),
    fault(rule, what, (bed) => change(bed, `${bed.newAction()}/responses`), ...codes),
  ];
}

/** The answer of an operation moved among the shared ones. */
function shared(
  rule: string,
  what: string,
  below: string,
  value: JsonValue | undefined,
  at: string,
  ...codes: string[]
): Fault {
  return fault(
    rule,
    `${what} (shared)`,
    (bed) => {
      const operation = bed.newAction();
      bed.d.set("/responses/RecallAnswer", bed.d.get(`${operation}/responses/200`) ?? {});
      bed.d.set(`${operation}/responses/200`, { $ref: "#/responses/RecallAnswer" });
      bed.checkpoint();
      if (value === undefined) bed.d.drop(`/responses/RecallAnswer${below}`);
      else bed.d.set(`/responses/RecallAnswer${below}`, value);
      return [`/responses/RecallAnswer${at}`, ANYWHERE];
    },
    ...codes,
  );
}

const SCHEMA = { type: "object", properties: { code: text("Code", "The code.") } };

export default [
  ...inResponses(
    "resp-required",
    "none",
    (bed, at) => [bed.d.set(at, {}), at.slice(0, -10)],
    "OperationMustHaveResponse",
  ),
  ...inResponses("resp-required", "not even the key", (bed, at) => {
    bed.d.drop(at);
    return at.slice(0, -10);
  }),
  ...inResponses(
    "resp-code-valid",
    "a class of codes",
    (bed, at) => bed.d.set(`${at}/4XX`, { description: "Wrong." }),
    "ResponseMustBeDefaultOrHttpStatusCode",
  ),
  ...inResponses(
    "resp-code-valid",
    "a word",
    (bed, at) => bed.d.set(`${at}/ok`, { description: "Fine." }),
    "ResponseMustBeDefaultOrHttpStatusCode",
  ),
  ...inResponses(
    "resp-code-valid",
    "no status",
    (bed, at) => bed.d.set(`${at}/999`, { description: "Fine." }),
    "ResponseMustBeDefaultOrHttpStatusCode",
  ),
  ...inResponses(
    "resp-description-required",
    "no description",
    (bed, at) => {
      bed.d.drop(`${at}/200/description`);
      return `${at}/200`;
    },
    "RequiredPropertyMissing",
  ),
  shared(
    "resp-description-required",
    "no description",
    "/description",
    undefined,
    "",
    "RequiredPropertyMissing",
  ),
  ...inResponses("resp-description-empty", "an empty description", (bed, at) => [
    bed.d.set(`${at}/200/description`, ""),
    `${at}/200`,
  ]),
  shared("resp-description-empty", "an empty description", "/description", " ", "/description"),
  ...inResponses(
    "resp-unknown-property",
    "content of OpenAPI 3",
    (bed, at) => bed.d.set(`${at}/200/content`, {}),
    "AdditionalPropertyNotAllowed",
  ),
  shared("resp-unknown-property", "a misspelt key", "/shema", {}, "/shema", "AdditionalPropertyNotAllowed"),
  ...inResponses(
    "resp-success-required",
    "failures only",
    (bed, at) => {
      const answer = bed.d.get(`${at}/200`) ?? {};
      for (const status of bed.d.keys(at)) bed.d.drop(`${at}/${status}`);
      bed.d.set(at, { "400": { ...(answer as object) } as never });
      return [at, `${at}/400`, at.slice(0, -10)];
    },
    "OperationShouldHaveSuccessfulResponse",
  ),
  ...inResponses("resp-default-only", "default only", (bed, at) => {
    bed.d.set(at, { default: { description: "What comes." } });
    return [at, `${at}/default`, at.slice(0, -10)];
  }),
  ...inResponses(
    "resp-default-schema",
    "a schema for default",
    (bed, at) => {
      bed.d.set(`${at}/default`, { description: "What comes.", schema: SCHEMA });
      return [`${at}/default`, `${at}/default/schema`];
    },
    "DefaultResponseHasSchema",
  ),
  ...inResponses(
    "resp-multiple-schemas",
    "a schema for a failure",
    (bed, at) => {
      bed.d.set(`${at}/404`, { description: "Nothing.", schema: SCHEMA });
      return [`${at}/404`, `${at}/404/schema`, at, at.slice(0, -10)];
    },
    "OperationHasManyResponsesWithSchema",
  ),
  ...inResponses(
    "resp-200-201-schema",
    "no schema",
    (bed, at) => {
      bed.d.drop(`${at}/200/schema`);
      return [`${at}/200`, at, at.slice(0, -10)];
    },
    "SchemaDefinitionSetIncorrectly",
  ),
  ...inResponses("resp-schema-ignored-code", "a schema for 202", (bed, at) => {
    bed.d.set(`${at}/202`, { description: "Later.", schema: SCHEMA });
    return [`${at}/202`, `${at}/202/schema`];
  }),
  ...inResponses("resp-empty-schema", "an empty schema", (bed, at) => bed.d.set(`${at}/200/schema`, {})),
  shared("resp-empty-schema", "an empty schema", "/schema", {}, "/schema"),
  ...inResponses(
    "resp-header-type",
    "a header without type",
    (bed, at) => bed.d.set(`${at}/200/headers/X-Shelf`, { description: "The shelf." }),
    "RequiredPropertyMissing",
  ),
  ...inResponses(
    "resp-header-type",
    "two headers of one name",
    (bed, at) => {
      bed.d.set(`${at}/200/headers/X-Shelf`, { type: "string", description: "The shelf." });
      bed.checkpoint();
      const second = bare(
        bed.d.set(`${at}/200/headers/x-shelf`, { type: "string", description: "The shelf." }),
      );
      return [second, `${at}/200/headers`];
    },
    "ResponseHeadersAreNotUnique",
  ),
  ...inResponses(
    "resp-example-mime",
    "an example of something else",
    (bed, at) => {
      bed.d.set(`${at.slice(0, -10)}/produces`, ["application/json"]);
      bed.checkpoint();
      return bed.d.set(`${at}/200/examples/text~1html`, "<p>");
    },
    "ResponseExampleMustBeProducedByOperation",
  ),
];
