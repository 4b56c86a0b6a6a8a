import { outputResponse, schemaOf } from "../../definition/answers.ts";
import { own, ownString, scalarText } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { compose, findProperty, propertyNames } from "../facts/composed-schema.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const KEY = "x-ms-pageable";
const LINKS = ["nextLink", "@odata.nextLink"];

export default defineRules("document", [
  {
    id: "ext-pageable-shape",
    statement: 'x-ms-pageable holds nextLinkName alone, which is "nextLink" or "@odata.nextLink".',
    why: 'The platform follows "nextLink" and "@odata.nextLink" alone to the next page, and refuses to import a definition that says anything else in x-ms-pageable.',
    severity: { import: "error", certification: "error" },
    codes: [
      "InvalidNextLinkNameValue",
      "RequiredPropertyMissing",
      "AdditionalPropertyNotAllowed",
      "JsonTypeIncorrect",
    ],
    sources: [
      VALIDATOR_CODES,
      DEFINITION_SCHEMA,
      'observed: a published connector writes "nextlink", and its answers hold a property of that name',
    ],
    fixable: true,
    shape: [
      { of: "operation", faults: ["type"], keys: [KEY] },
      { of: "pageable", faults: ["unknown"] },
      {
        of: "pageable",
        faults: ["missing", "type", "value"],
        keys: ["nextLinkName"],
        say({ fault, value, node: { operation } }, usual, context) {
          if (fault === "missing") return { help: 'Write { "nextLinkName": "nextLink" }.' };
          const link = scalarText(value);
          const meant = LINKS.find((known) => known.toLowerCase() === link.toLowerCase());
          // Right only if the answer really has that property: otherwise the service spells it as it is written here.
          const response = operation && outputResponse(operation);
          const schema = response && schemaOf(context.root, response);
          const sure =
            meant !== undefined &&
            schema &&
            findProperty(compose(context.root, schema.value), meant) !== undefined;
          return {
            message: `"nextLinkName" is ${show(value)} instead of "nextLink" or "@odata.nextLink".`,
            help:
              meant === undefined
                ? `${typeof value === "string" ? didYouMean(value, LINKS) : ""}Write "nextLink" or "@odata.nextLink", whichever the answers contain; others are not followed.`
                : `Write ${quote(meant)} if the answers contain it so. If they contain ${quote(link)}, let a script rename it: other names are not followed.`,
            codes: ["InvalidNextLinkNameValue"],
            // Another letter case has been published: certification names it, an import lets it pass.
            severity: meant === undefined ? undefined : { import: "warning" },
            fix: sure ? usual.fix : undefined,
          };
        },
      },
    ],
    bad: [
      {
        definition: depotsWith({ "x-ms-pageable": { nextLinkName: "nextlink" } }),
        at: [`${DEPOTS}/x-ms-pageable/nextLinkName`],
      },
      {
        definition: depotsWith({
          "x-ms-pageable": { nextLinkName: "NextLink", itemName: "value" },
          responses: {
            "200": { schema: { type: "object", properties: { nextLink: { type: "string" } } } },
          },
        }),
        at: [`${DEPOTS}/x-ms-pageable/nextLinkName`, `${DEPOTS}/x-ms-pageable/itemName`],
      },
      { definition: depotsWith({ "x-ms-pageable": {} }), at: [`${DEPOTS}/x-ms-pageable`] },
    ],
    good: [{ definition: depotsWith({ "x-ms-pageable": { nextLinkName: "@odata.nextLink" } }) }],
  },
  {
    id: "ext-pageable-property",
    statement: "The next link of a pageable operation is a property at the top of its answer.",
    why: "The platform looks for the next link at the top of the answer: without it a flow gets the first page only, and nothing says that there are more.",
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA],
    checks: {
      operation(operation, context) {
        const link = ownString(own(operation.value, KEY), "nextLinkName");
        if (link === undefined || !LINKS.includes(link) || !operation.operation) return;
        const response = outputResponse(operation.operation);
        // An operation without an answer has a finding of its own.
        if (!response) return;
        if (own(response.value, "schema") === undefined) {
          context.report(
            operation.at(KEY, "nextLinkName"),
            `The answer of ${quote(operation.operation.id ?? operation.operation.path)} has no schema, so no ${quote(link)}.`,
            {
              help: `Describe the answer with ${quote(link)} at its top, or remove "${KEY}".`,
            },
          );
          return;
        }
        const schema = schemaOf(context.root, response);
        if (!schema || own(schema.value, "x-ms-dynamic-schema") !== undefined) return;
        const composed = compose(context.root, schema.value);
        if (!composed.complete || findProperty(composed, link) !== undefined) return;
        context.report(
          operation.at(KEY, "nextLinkName"),
          `The answer of ${quote(operation.operation.id ?? operation.operation.path)} does not describe ${quote(link)}, by which the next page is found.`,
          {
            help: `${didYouMean(link, propertyNames(composed))}If the service sends it, add ${quote(link)}: {"type": "string"} to the properties of the answer. If it does not, remove "${KEY}".`,
            related: [
              { place: { file: operation.file, pointer: schema.pointer }, label: "the answer", part: "key" },
            ],
          },
        );
      },
    },
    bad: [
      {
        definition: depotsWith({ "x-ms-pageable": { nextLinkName: "nextLink" } }),
        at: [`${DEPOTS}/x-ms-pageable/nextLinkName`],
      },
      {
        definition: depotsWith({
          "x-ms-pageable": { nextLinkName: "nextLink" },
          responses: { "200": { schema: null, description: "The depots." } },
        }),
        at: [`${DEPOTS}/x-ms-pageable/nextLinkName`],
      },
    ],
    good: [
      {
        definition: depotsWith({
          "x-ms-pageable": { nextLinkName: "nextLink" },
          responses: {
            "200": { schema: { type: "object", properties: { nextLink: { type: "string" } } } },
          },
        }),
      },
    ],
  },
]);
