import { describe, expect, it } from "vitest";
import { MAX_YAML, readYaml } from "../../../src/machine/yaml/read-yaml.ts";

describe("YAML that people write", () => {
  it("knows where every value is", () => {
    const source = readYaml("a:\n  - b: 1\n    c: [2, 3]\n", "x.yaml", "bad");
    expect(source.value).toEqual({ a: [{ b: 1, c: [2, 3] }] });
    expect(source.positionOf(["a", 0, "c"])).toEqual({ line: 3, column: 5 });
    expect(source.invalid(["a", 0, "b"], "No.", "Help.")).toMatchObject({
      code: "bad",
      message: "x.yaml:2:5: No.",
      help: "Help.",
    });
  });

  it("of an empty file is an empty object", () => {
    expect(readYaml("# nothing\n", "x.yaml", "bad").value).toEqual({});
  });

  it("adds no members to other objects", () => {
    readYaml("__proto__: { polluted: 1 }", "x.yaml", "bad");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ["an alias", "a: &x [1]\nb: *x\n", /^x\.yaml:2:4: The alias "\*x" is not followed/],
    ["a key that is a list", "? [a]\n: b\n", /^x\.yaml:1:3: A key must be a name/],
    ["a key twice", "a: 1\na: 2\n", /^x\.yaml:2:1: /],
    ["two documents", "a: 1\n---\nb: 2\n", /^x\.yaml:2:1: .*several/],
    ["a tab", "a:\n\t- b\n", /^x\.yaml:2:1: /],
    ["endless nesting", "[".repeat(50_000), /nested too deeply/],
    ["101 levels", `${"[".repeat(200)}${"]".repeat(200)}`, /nested too deeply/],
    ["too much of it", "#".repeat(MAX_YAML + 1), /larger than 4 MiB/],
  ])("with %s is refused at its place", (_, text, message) => {
    expect(() => readYaml(text, "x.yaml", "bad")).toThrow(
      expect.objectContaining({ code: "bad", message: expect.stringMatching(message) }),
    );
  });
});
