/** x-ms-pageable: how the designer follows an answer that comes in pages. */

import { outputResponse, schemaOf } from "../../definition/answers.ts";
import { replaceValue } from "../../json/edits.ts";
import { isObject, own, ownString, scalarText } from "../../json/values.ts";
import { compose, findProperty, propertyNames } from "../facts/composed-schema.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const KEY = "x-ms-pageable";
const LINKS = ["nextLink", "@odata.nextLink"];

export default defineRules([
  {
    id: "ext-pageable-shape",
    group: "document",
    statement: 'x-ms-pageable holds nextLinkName alone, which is "nextLink" or "@odata.nextLink".',
    why: "The platform follows these two links to the next page and refuses any other name.",
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
    checks: {
      operation(operation, context) {
        const value = own(operation.value, KEY);
        if (value === undefined) return;
        if (!isObject(value)) {
          context.report(operation.at(KEY), `"${KEY}" is ${kindName(value)}; it must be an object.`, {
            help: 'Write { "nextLinkName": "nextLink" }.',
            codes: ["JsonTypeIncorrect"],
          });
          return;
        }
        const link = own(value, "nextLinkName");
        const slip = Object.keys(value).some(
          (key) => key !== "nextLinkName" && key.toLowerCase() === "nextlinkname",
        );
        // A key in another case is reported at the key.
        if (link === undefined && !slip)
          context.report(operation.at(KEY), `"${KEY}" has no "nextLinkName".`, {
            help: 'Write { "nextLinkName": "nextLink" }.',
            codes: ["RequiredPropertyMissing"],
          });
        else if (link !== undefined && (typeof link !== "string" || !LINKS.includes(link))) {
          const place = operation.at(KEY, "nextLinkName");
          const meant = LINKS.find((known) => known.toLowerCase() === scalarText(link).toLowerCase());
          // Right only if the answer really has that property: otherwise the service spells it as it is written here.
          const response = operation.operation && outputResponse(operation.operation);
          const schema = response && schemaOf(context.root, response);
          const sure =
            meant !== undefined &&
            schema &&
            findProperty(compose(context.root, schema.value), meant) !== undefined;
          context.report(place, `"nextLinkName" cannot be ${show(link)}.`, {
            help: `${typeof link === "string" ? didYouMean(link, LINKS) : ""}Write "nextLink" or "@odata.nextLink"; others are not followed.`,
            codes: ["InvalidNextLinkNameValue"],
            // Another letter case has been published: certification names it, an import lets it pass.
            ...(context.subject.profile === "import" && meant !== undefined && { severity: "warning" }),
            ...(sure && {
              fix: {
                title: `Write "${meant}"`,
                edits: (document) => replaceValue(document, place.pointer, meant),
              },
            }),
          });
        }
        for (const key of Object.keys(value)) {
          if (key === "nextLinkName" || key.startsWith("x-")) continue;
          context.report(operation.at(KEY, key), `"${KEY}" knows no ${quote(key)}.`, {
            help: `${link === undefined ? didYouMean(key, ["nextLinkName"]) : ""}Remove it.`,
            part: "key",
            codes: ["AdditionalPropertyNotAllowed"],
          });
        }
      },
    },
    bad: [
      {
        definition: { paths: { "/depots": { get: { "x-ms-pageable": { nextLinkName: "nextlink" } } } } },
        at: ["/paths/~1depots/get/x-ms-pageable/nextLinkName"],
      },
      {
        definition: {
          paths: {
            "/depots": {
              get: {
                "x-ms-pageable": { nextLinkName: "NextLink", itemName: "value" },
                responses: {
                  "200": { schema: { type: "object", properties: { nextLink: { type: "string" } } } },
                },
              },
            },
          },
        },
        at: ["/paths/~1depots/get/x-ms-pageable/nextLinkName", "/paths/~1depots/get/x-ms-pageable/itemName"],
      },
      {
        definition: { paths: { "/depots": { get: { "x-ms-pageable": {} } } } },
        at: ["/paths/~1depots/get/x-ms-pageable"],
      },
    ],
    good: [
      {
        definition: {
          paths: { "/depots": { get: { "x-ms-pageable": { nextLinkName: "@odata.nextLink" } } } },
        },
      },
    ],
  },
  {
    id: "ext-pageable-property",
    group: "document",
    statement: "The next link of a pageable operation is a property at the top of its answer.",
    why: "The designer looks for the link there; without it makers get the first page only.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
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
            `The answer of this operation has no schema, so no ${quote(link)}.`,
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
          `The answer of this operation has no property ${quote(link)} at its top.`,
          {
            help: `${didYouMean(link, propertyNames(composed))}Add ${quote(link)} to the schema of the answer, or remove "${KEY}".`,
            related: [
              { place: { file: operation.file, pointer: schema.pointer }, label: "the answer", part: "key" },
            ],
          },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/depots": { get: { "x-ms-pageable": { nextLinkName: "nextLink" } } } } },
        at: ["/paths/~1depots/get/x-ms-pageable/nextLinkName"],
      },
      {
        definition: {
          paths: {
            "/depots": {
              get: {
                "x-ms-pageable": { nextLinkName: "nextLink" },
                responses: { "200": { schema: null, description: "The depots." } },
              },
            },
          },
        },
        at: ["/paths/~1depots/get/x-ms-pageable/nextLinkName"],
      },
    ],
    good: [
      {
        definition: {
          paths: {
            "/depots": {
              get: {
                "x-ms-pageable": { nextLinkName: "nextLink" },
                responses: {
                  "200": { schema: { type: "object", properties: { nextLink: { type: "string" } } } },
                },
              },
            },
          },
        },
      },
    ],
  },
]);
