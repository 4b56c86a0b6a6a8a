import { describe, expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { valueAt } from "../../src/definition/reference.ts";
import { lastToken, parentOf } from "../../src/json/pointer.ts";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
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

describe("an object that cannot be written as a text", () => {
  const ODD: JsonObject = { toString: "#", valueOf: 1 };

  it("does not make any rule throw", () => {
    for (const rule of rules) {
      for (const example of rule.bad) {
        for (const at of example.at) {
          const [file, pointer] = at.includes("#/") ? at.split("#") : ["apiDefinition.swagger.json", at];
          const { definition, properties } = buildExample(example);
          const document = [definition, properties].find((one) => one?.file === file);
          if (!document || !pointer || !place(document.value, pointer)) continue;
          const files = new Map(
            [definition, properties].flatMap((one) =>
              one ? [[one.file, Buffer.from(JSON.stringify(one.value))] as const] : [],
            ),
          );
          // The profile that runs all rules about the two files; the other runs fewer of them.
          const odd = connectorFromFiles("odd", files);
          expect(() => validateWith(rules, odd, { profile: "certification" })).not.toThrow();
        }
      }
    }
  });

  /** Puts the object in place of a value; false if there is none. */
  function place(root: JsonValue | undefined, pointer: string): boolean {
    const holder = valueAt(root, parentOf(pointer) ?? "");
    const key = lastToken(pointer) ?? "";
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return false;
    (holder as JsonObject)[key] = structuredClone(ODD);
    return true;
  }
});
