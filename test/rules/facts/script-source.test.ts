import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineMap } from "../../../src/json/text.ts";
import { readScript } from "../../../src/rules/facts/script-source.ts";

function read(text: string) {
  return readScript({
    text,
    file: "script.csx",
    bytes: Buffer.from(text),
    lines: new LineMap(text),
    encoding: "utf-8",
    byteOrderMark: false,
    problems: [],
  });
}

describe("readScript", () => {
  it("blanks comments and keeps every offset", () => {
    const text = 'a(); // "x"\nb(/* c */ "d//e");';
    const { code, text: shown, strings } = read(text);
    expect(shown).toBe('a();       \nb(        "d//e");');
    expect(code).toBe("a();       \nb(              );");
    expect(strings.map(({ text: literal, start, end }) => [literal, text.slice(start, end)])).toEqual([
      ["d//e", '"d//e"'],
    ]);
  });

  it.each([
    ['var a = "say \\"hi\\"";', 'say \\"hi\\"'],
    ['var a = @"c:\\dir\\";', "c:\\dir\\"],
    ['var a = @"say ""hi""";', 'say ""hi""'],
    ['var a = @"""hi"" he said";', '""hi"" he said'],
    ['var a = $"{x} // y";', "{x} // y"],
    ['var a = $@"{x}\\";', "{x}\\"],
    ['var a = """raw "text" // here""";', 'raw "text" // here'],
  ])("knows where the literal in %s ends", (source, literal) => {
    expect(read(`${source} end();`).strings.map((found) => found.text)).toEqual([literal]);
    expect(read(`${source} end();`).code).toContain("end();");
  });

  it("does not take characters for strings", () => {
    expect(read("if (c == '\"' || c == '\\'') call(\"x\");").strings.map((found) => found.text)).toEqual([
      "x",
    ]);
  });

  it("gives code and text of the file's length for any file", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', "'", "\\", "/", "*", "@", "$", "\n", "a", "{", '"""')),
        (parts) => {
          const text = parts.join("");
          const script = read(text);
          expect(script.code.length).toBe(text.length);
          expect(script.text.length).toBe(text.length);
        },
      ),
    );
  });
});
