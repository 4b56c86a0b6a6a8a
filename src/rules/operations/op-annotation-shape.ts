/** x-ms-api-annotation: the form of its values. */

import { ownString } from "../../json/values.ts";
import { ANNOTATION, annotated, at } from "../examples/annotated.ts";
import { defineRules } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { DEFINITION_SCHEMA, VERSIONING } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;

export default defineRules("operations", [
  {
    id: "op-annotation-shape",
    statement: `x-ms-api-annotation holds ${plainKeys("annotation").join(", ")}, each in its form.`,
    why: "The platform does not read what is misspelt or of the wrong type, so the designer may offer makers an old revision as if it were current.",
    severity: WARNING,
    sources: [DEFINITION_SCHEMA, VERSIONING],
    fixable: true,
    shape: [
      { of: "operation", faults: ["type"], keys: [ANNOTATION] },
      {
        of: "annotation",
        faults: ["unknown", "type", "empty"],
        say({ node, key, value, holder }) {
          if (node.kind !== "operation") return undefined;
          // A family without a number is what another rule speaks of.
          return key === "revision" && value === null && ownString(holder, "family") ? undefined : {};
        },
      },
    ],
    bad: [
      {
        definition: annotated({ Family: "Stamps", revision: 1, colour: "red" }),
        at: [at("get", "Family"), at("get", "colour")],
      },
      { definition: annotated({ family: "Stamps", revision: "2" }), at: [at("get", "revision")] },
      { definition: annotated({ family: "", revision: 2 }), at: [at("get", "family")] },
      { definition: annotated({ family: 7, revision: 0 }), at: [at("get", "family"), at("get", "revision")] },
      { definition: { paths: { "/stamps": { get: { [ANNOTATION]: "Preview" } } } }, at: [at("get")] },
      {
        definition: annotated({ replacement: "Stamps_V2", deprecated: true }),
        at: [at("get", "replacement")],
      },
    ],
    good: [{ definition: annotated({ family: "Stamps", revision: 1, status: "Preview" }) }],
  },
]);
