/** Characters that look like a space and are none to JSON. */
import { expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { JsonDocument } from "../../src/json/json-document.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { applyFixes } from "../../src/validation/fixing/apply-fixes.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

it.each([
  ["\u2003", "an em space (U+2003)"],
  ["\u00a0", "a no-break space (U+00A0)"],
  ["\u200b", "a zero-width space (U+200B)"],
  ["\u3000", "an ideographic space (U+3000)"],
])("%j is named, and replaced by --fix", (space, name) => {
  const sound = JSON.stringify(BASE_DEFINITION, null, 2);
  const text = sound.replace('"host": ', `"host":${space}`);
  const connector = connectorFromFiles(
    "pasted",
    new Map([
      ["apiDefinition.swagger.json", Buffer.from(text)],
      ["apiProperties.json", Buffer.from(JSON.stringify(BASE_PROPERTIES))],
    ]),
  );
  const findings = validateWith(rules, connector, { profile: "import" }).filter(
    ({ severity }) => severity === "error",
  );
  expect(findings.map(({ message }) => message)).toEqual([
    `There is ${name}, which is not white space in JSON.`,
  ]);
  expect(applyFixes(connector, findings).files[0]?.after).toBe(sound);
});

it.each(["“", "‘", "„"])("typographic quotes (%s) are recognized", (quote) => {
  const { problems } = JsonDocument.fromText("a.json", `{"a": ${quote}b”}`);
  expect(problems[0]?.message).toBe(`A text is in typographic quotes (${quote}).`);
});
