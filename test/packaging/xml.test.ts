import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/json/problem.ts";
import { childNamed, childText, descendants, readXml } from "../../src/packaging/xml/read-xml.ts";
import { element, writeXml } from "../../src/packaging/xml/write-xml.ts";

const read = (text: string) => readXml(Buffer.from(text), "a.xml");

describe("XML we write", () => {
  test("has CRLF, two spaces, no declaration and no line break at the end", () => {
    const xml = writeXml(
      element("a", [element("b", "x"), element("c"), element("d", []), element("e", "", { k: "v" })]),
    );
    expect(xml).toBe('<a>\r\n  <b>x</b>\r\n  <c />\r\n  <d></d>\r\n  <e k="v"></e>\r\n</a>');
  });

  test("comes back as it was, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        // What XML cannot hold is left out; a reader must not see anything else changed.
        const legal = text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").toWellFormed();
        const root = read(writeXml(element("a", [element("b", text, { k: text })])));
        const [child] = root.children;
        expect(child?.text).toBe(legal);
        expect(child?.attributes.get("k")).toBe(legal);
      }),
      { numRuns: 300 },
    );
  });
});

describe("XML we read", () => {
  test("may have a byte order mark, a declaration, comments, CDATA and single quotes", () => {
    const root = read(
      `\uFEFF<?xml version='1.0'?><!-- c --><a x='1'>\r\n<b><![CDATA[<&>]]> &amp;&#65;&#x42;</b><!-- d --><c/></a>\n`,
    );
    expect(root.attributes.get("x")).toBe("1");
    expect(childText(root, "b")).toBe("<&> &AB");
    expect(childNamed(root, "c")?.line).toBe(2);
    expect([...descendants(root, "c")]).toHaveLength(1);
  });

  test.each([
    ["", "no root"],
    ["text", "no root"],
    ["<a>", "not closed"],
    ["<a></b>", "closed by"],
    ["<a b></a>", "has no value"],
    ["<a b=c></a>", "not quoted"],
    ['<a b="1" b="2"/>', "is used twice"],
    ['<a b="<"/>', "holds a <"],
    ["<a/><b/>", "behind the root"],
    ["<a>&unknown;</a>", "not a known entity"],
    ["<a>&#0;</a>", "not a known entity"],
    ["<a>& </a>", "not a known entity"],
    ["<a><!-- </a>", "does not end"],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"],
    ["<a><!ELEMENT b></a>", "declaration"],
    [`${"<a>".repeat(200)}`, "nested"],
  ])("is refused if it is %j", (text, message) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(message);
  });

  test("is refused with the line of the fault", () => {
    expect(() => read("<a>\n<b>\n</c></a>")).toThrow("a.xml:3:");
  });

  test("never throws anything but a clear error", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("<", ">", "/", "a", "=", '"', "&", ";", "!", "-", " ", "?")),
        (parts) => {
          try {
            read(parts.join(""));
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("XML that would fill the machine is refused with a clear error", () => {
  test("because of its elements or attributes, before they are held", () => {
    const wide = Buffer.from(`<a>${"<b/>".repeat(100_001)}</a>`);
    expect(() => readXml(wide, "x.xml")).toThrow(/x\.xml:1: the XML has more than 100,000 elements/);
    const attributes = Array.from({ length: 100_001 }, (_, index) => `a${index}=""`).join(" ");
    expect(() => readXml(Buffer.from(`<a ${attributes}/>`), "x.xml")).toThrow(/more than 100,000/);
  });

  test("unless they are in a part that is not needed, of which only the place is kept", () => {
    const text = `<a><big x="1">${"<b>&amp;</b>".repeat(150_000)}</big><small><c/></small></a>`;
    const root = readXml(Buffer.from(text), "x.xml", { keep: (name) => name === "small" });
    expect(root.children.map(({ name, children }) => [name, children.length])).toEqual([
      ["big", 0],
      ["small", 1],
    ]);
    const [big] = root.children;
    expect(text.slice(big?.start, big?.contentStart)).toBe('<big x="1">');
    expect(text.slice(big?.contentEnd, big?.end)).toBe("</big>");
    // What is not kept has to be well-formed all the same.
    expect(() => readXml(Buffer.from("<a><b><c></b></a>"), "x.xml", { keep: () => false })).toThrow(
      /closed by/,
    );
    expect(() => readXml(Buffer.from("<a><b>&x;</b></a>"), "x.xml", { keep: () => false })).toThrow(/entity/);
  });
});
