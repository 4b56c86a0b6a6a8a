/** Extensions that are simply on or off, or hold one text. */

import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { defineRules, type StatedRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, POWER_FX_EXTENSIONS, POWER_FX_PARSER } from "../sources.ts";

export default defineRules("document", [
  booleanOf("ext-no-generic-test-boolean", "x-ms-no-generic-test", {
    statement: "x-ms-no-generic-test is true or false.",
    why: "The key keeps automatic tests away from an operation that changes something: what is neither true nor false may be read as nothing, and the operation is called.",
  }),
  booleanOf("ext-safe-operation-boolean", "x-ms-safe-operation", {
    statement: "x-ms-safe-operation is true or false.",
    why: "The key tells tools and agents that a call changes nothing: what is neither true nor false may be read as either.",
  }),
  {
    id: "ext-ai-model-names",
    statement:
      "Names and descriptions for language models are texts, x-ms-require-user-confirmation and x-ms-explicit-input are true or false.",
    why: "Copilots skip such a key if its value is of the wrong kind: the model does not get the text, or does not ask before the operation runs.",
    severity: { import: "info", certification: "info" },
    sources: [POWER_FX_PARSER, POWER_FX_EXTENSIONS],
    fixable: true,
    shape: [
      {
        of: "operation",
        faults: ["type", "empty"],
        keys: ["x-ms-name-for-model", "x-ms-description-for-model"],
      },
      {
        of: "operation",
        faults: ["type"],
        keys: ["x-ms-require-user-confirmation", "x-ms-explicit-input"],
      },
    ],
    bad: [
      {
        definition: depotsWith({
          "x-ms-name-for-model": ["depots"],
          "x-ms-require-user-confirmation": "true",
        }),
        at: [`${DEPOTS}/x-ms-name-for-model`, `${DEPOTS}/x-ms-require-user-confirmation`],
      },
    ],
    good: [
      {
        definition: depotsWith({
          "x-ms-name-for-model": "list_depots",
          "x-ms-require-user-confirmation": false,
        }),
      },
    ],
  },
]);

function booleanOf(id: string, key: string, words: Pick<StatedRule, "statement" | "why">): StatedRule {
  return {
    id,
    ...words,
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA],
    fixable: true,
    shape: [{ of: "operation", faults: ["type"], keys: [key] }],
    bad: [
      { definition: depotsWith({ [key]: "true" }), at: [`${DEPOTS}/${key}`] },
      { definition: depotsWith({ [key]: 1 }), at: [`${DEPOTS}/${key}`] },
    ],
    good: [{ definition: depotsWith({ [key]: true }) }],
  };
}
