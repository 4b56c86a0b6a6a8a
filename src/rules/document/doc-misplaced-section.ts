/** Sections of the document's top that stand one or two levels too deep. */
import { moveMember } from "../../json/move-text.ts";
import { own } from "../../json/values.ts";
import { misplacedSections } from "../facts/misplaced-sections.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

export default defineRule("document", {
  id: "doc-misplaced-section",
  statement:
    "The sections of a definition are at its top level, not among its paths, among its schemas or inside a path.",
  why: "Nothing reads the section where it is now: security definitions among the paths leave the connector without a sign-in, and the platform refuses the definition for what it takes for a path or a schema.",
  severity: { import: "error", certification: "error" },
  codes: ["AdditionalPropertyNotAllowed"],
  sources: [DEFINITION_SCHEMA, "reported: security sections under paths and definitions"],
  fixable: true,
  speaksForAll: true,
  checks: {
    connector(context) {
      for (const { key, pointer, where } of context.fact(misplacedSections)) {
        const isTaken = own(context.root, key) !== undefined;
        context.report(
          context.inDefinition(pointer),
          `The section "${key}" is ${where} instead of at the top level of the definition.`,
          {
            help: isTaken
              ? `Move what only it has into the "${key}" at the top level, then delete it here.`
              : `Move "${key}" to the top level, beside "swagger" and "info".`,
            part: "key",
            label: "belongs at the root",
            fix: isTaken
              ? undefined
              : {
                  title: `Move "${key}" to the root`,
                  edits: (document) => moveMember(document, pointer, ""),
                },
          },
        );
      }
    },
  },
  bad: [
    {
      definition: {
        securityDefinitions: null,
        security: null,
        paths: { securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "x-key" } } },
      },
      at: ["/paths/securityDefinitions"],
    },
    {
      definition: {
        securityDefinitions: null,
        security: null,
        definitions: { security: [{ api_key: [] }] },
      },
      at: ["/definitions/security"],
    },
    {
      definition: { paths: { "/depots": { tags: [{ name: "Depots" }] } } },
      at: ["/paths/~1depots/tags"],
    },
    // There is one already: they have to be brought together by hand.
    { definition: { paths: { host: "api.fabrikam.com" } }, at: ["/paths/host"] },
  ],
  good: [
    {
      definition: {
        definitions: {
          // Schemas may have any name.
          info: { type: "object", properties: { title: { type: "string" } } },
          security: { type: "object", properties: { kind: { type: "string" } } },
        },
      },
    },
  ],
});
