/** Which kind of OpenAPI document it is: the platform reads 2.0 only. */

import { replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { isOpenApi3 } from "../facts/openapi-3.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import {
  CONNECTOR_FAQ,
  DEFINITION_SCHEMA,
  FROM_DEFINITION,
  pullRequest,
  VALIDATOR_CODES,
} from "../sources.ts";

export default defineRules("document", [
  {
    id: "doc-swagger-version",
    statement: 'swagger is the string "2.0".',
    why: 'The platform looks at "swagger" first, and refuses to import a definition that says anything but "2.0".',
    severity: { import: "error", certification: "error" },
    codes: ["SpecificationVersionIncorrect", "RequiredPropertyMissing"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "root",
        faults: ["missing", "type", "value"],
        keys: ["swagger"],
        say({ fault, value: version, place }, _, context) {
          const missing = fault === "missing";
          // One cause, one finding: doc-openapi3 has said what kind of document it is.
          if (missing && context.fact(isOpenApi3)) return undefined;
          const meant = version === 2 || (typeof version === "string" && /^\s*v?2(\.0+)*\s*$/i.test(version));
          return {
            message: missing
              ? 'The definition does not say "swagger": "2.0".'
              : `"swagger" is ${show(version)}; it must be the string "2.0".`,
            help: 'Write "swagger": "2.0".',
            codes: ["SpecificationVersionIncorrect", ...(missing ? ["RequiredPropertyMissing"] : [])],
            fix: meant
              ? {
                  title: 'Write the string "2.0"',
                  edits: (document) => replaceValue(document, place.pointer, "2.0"),
                }
              : undefined,
          };
        },
      },
    ],
    bad: [
      { definition: { swagger: 2 }, at: ["/swagger"] },
      { definition: { swagger: "1.2" }, at: ["/swagger"] },
      { definition: { swagger: null }, at: [""] },
    ],
    good: [{ definition: { swagger: "2.0" } }],
  },
  {
    id: "doc-openapi3",
    statement: "The definition is not an OpenAPI 3 document.",
    why: "Custom connectors are defined by OpenAPI 2.0 (Swagger): paconn and the portal refuse an OpenAPI 3 document at import.",
    severity: { import: "error", certification: "error" },
    sources: [FROM_DEFINITION, CONNECTOR_FAQ, pullRequest(3960)],
    checks: {
      root(root, context) {
        if (own(root.value, "openapi") === undefined) return;
        const version = ownString(root.value, "openapi");
        context.report(
          root.at("openapi"),
          `This is an OpenAPI ${version === undefined ? "3" : version.slice(0, 10)} document; connectors are OpenAPI 2.0.`,
          {
            // The converters and what gets lost: what OpenAPI 2.0 has no words for. (Sourced: the two specifications.)
            help: 'Run "npm run convert -- FILE --output apiDefinition.swagger.json" ("connector convert" in the package). It lists what is lost: alternatives (oneOf, anyOf), null, callbacks, links, cookies and all servers but the first.',
            part: "key",
          },
        );
      },
    },
    bad: [{ definition: { swagger: null, openapi: "3.0.1" }, at: ["/openapi"] }],
  },
]);
