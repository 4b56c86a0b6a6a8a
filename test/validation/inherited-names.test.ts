import { describe, expect, it } from "vitest";
import { buildExample } from "../../src/validation/examples/build-example.ts";
import { loadRules } from "../../src/validation/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

/** What every JavaScript object has: a table of ours that is asked without care answers with a function. */
const INHERITED = ["toString", "constructor", "valueOf", "hasOwnProperty", "__proto__"];

describe("a name that every JavaScript object has", () => {
  it.each(INHERITED)("%s is the name of nothing", (name) => {
    const connector = buildExample({
      definition: {
        securityDefinitions: { [`key ${name}`]: { type: name, flow: name, in: name } },
        definitions: { [`of ${name}`]: { type: name, format: name, "x-ms-visibility": name } },
        paths: {
          "/depots": {
            get: {
              "x-ms-trigger": name,
              parameters: [{ name, in: name, type: name, format: name, collectionFormat: name }],
              responses: { [`x${name}`]: {}, "200": { schema: null } },
            },
          },
        },
      },
      properties: {
        properties: {
          connectionParameters: {
            token: { type: name, oAuthSettings: { identityProvider: name, redirectMode: name } },
          },
          policyTemplateInstances: [{ templateId: name, title: name, parameters: {} }],
        },
      },
    });
    for (const profile of ["import", "certification"] as const) {
      for (const finding of validateWith(rules, connector, { profile }))
        expect(`${finding.message} ${finding.help}`).not.toMatch(/native code|\[object/);
    }
  });
});
