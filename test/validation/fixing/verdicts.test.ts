/** What a running validator remembers of tried fixes. */
import { expect, it } from "vitest";
import { connectorFromFiles } from "../../../src/definition/connector-folder.ts";
import type { Rule } from "../../../src/rules/language/rule.ts";
import { loadRules } from "../../../src/rules/load-rules.ts";
import { findAndTry } from "../../../src/validation/fixing/fix-connector.ts";
import { RunningValidator } from "../../../src/validation/running.ts";
import { exampleFiles } from "../../support/connector-copy.ts";

const rules = await loadRules();
const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";

/** Whoever writes "x" in a description of a tag is offered a "y", which another rule does not bear beside the word "strict". */
function offering(): { rules: Rule[]; tried: () => number } {
  let tried = 0;
  const base = {
    ...(rules[0] as Rule),
    onlyWith: undefined,
    severity: { import: "info", certification: "info" },
  };
  const offer = {
    ...base,
    id: "test-offer",
    checks: {
      tag(node, context) {
        if (node.value.description !== "x") return;
        context.report(node, "An x.", {
          help: "x",
          fix: {
            title: "x",
            edits: (document) => {
              const { start, end } = document.locate(`${node.pointer}/description`);
              return [{ start, end, text: '"y"' }];
            },
          },
        });
      },
    },
  } as Rule;
  const forbid = {
    ...base,
    id: "test-forbid",
    severity: { import: "error", certification: "error" },
    checks: {
      tag(node, context) {
        if (node.value.description === "y") tried++;
        if (node.value.description === "y" && node.value.name === "strict")
          context.report(node, "A y.", { help: "x" });
      },
    },
  } as Rule;
  return { rules: [offer, forbid], tried: () => tried };
}

function typing(chosen: readonly Rule[]) {
  const running = new RunningValidator();
  return (name: string, text: string) => {
    const definition = JSON.parse(exampleFiles()[DEFINITION] ?? "");
    definition.tags = [{ name, description: "x" }];
    definition.info.description = text;
    const files = exampleFiles({ [DEFINITION]: JSON.stringify(definition, null, 2) });
    const contents = new Map(Object.entries(files).map(([file, now]) => [file, Buffer.from(now)]));
    const fresh = findAndTry(chosen, connectorFromFiles("connector", contents));
    const connector = connectorFromFiles("connector", contents, undefined, running.connector);
    const found = findAndTry(chosen, connector, {}, running);
    expect(JSON.stringify(found)).toBe(JSON.stringify(fresh));
    return found.map(({ fixable }) => fixable);
  };
}

it("a fix is tried once, and again when something around it has changed", () => {
  const { rules: chosen, tried } = offering();
  const type = typing(chosen);
  const tries = (name: string, text: string, promised: boolean) => {
    const before = tried();
    expect(type(name, text)).toEqual([promised]);
    // The fresh validator that it is compared with tries each time.
    return tried() - before - 1;
  };
  expect(tries("mild", "One.", true)).toBe(1);
  expect(tries("mild", "Two.", true)).toBe(0);
  expect(tries("strict", "Two.", false)).toBe(1);
  expect(tries("strict", "Three.", false)).toBe(0);
  expect(tries("mild", "Three.", true)).toBe(1);
});

it("settings that are refused stay refused while somebody types elsewhere, with all rules", () => {
  const running = new RunningValidator();
  for (const text of ["One.", "Two.", "Three."]) {
    // With the right name, its value would break the import.
    const properties = JSON.parse(exampleFiles()[PROPERTIES] ?? "");
    properties.properties["scriptOperations\ufeff"] = 7;
    const definition = JSON.parse(exampleFiles()[DEFINITION] ?? "");
    definition.info.description = text;
    const files = exampleFiles({
      [DEFINITION]: JSON.stringify(definition),
      [PROPERTIES]: JSON.stringify(properties),
    });
    const contents = new Map(Object.entries(files).map(([file, now]) => [file, Buffer.from(now)]));
    const connector = connectorFromFiles("connector", contents, undefined, running.connector);
    const misspelt = findAndTry(rules, connector, { profile: "import" }, running).filter(({ message }) =>
      message.includes("scriptOperations\\ufeff"),
    );
    expect(misspelt.map(({ fixable, fix }) => [fixable, fix])).toEqual([[false, undefined]]);
  }
});
