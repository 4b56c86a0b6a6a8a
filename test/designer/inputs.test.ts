import { describe, expect, it } from "vitest";
import { explainLabel } from "../../src/designer/index.ts";
import { input, op, withBody } from "./build.ts";

const object = (properties: object, more = {}) => ({ type: "object", properties, ...more }) as never;
const text = (more = {}) => ({ type: "string", ...more });
const param = (more: object) =>
  op({ parameters: [{ name: "p", in: "query", type: "string", ...more }] as never }).inputs[0];

describe("keys and names of inputs", () => {
  it("name the place, then the parameter", () => {
    const places = ["path", "query", "header", "formData"];
    const found = op({
      parameters: places.map((place) => ({ name: `${place}X`, in: place, type: "string" })),
    });
    expect(found.inputs.map((one) => one.key)).toEqual(places.map((place) => `${place}.$.${place}X`));
  });

  it("flatten a body to its leaves, without the body parameter's name", () => {
    const found = withBody(object({ a: object({ b: text(), c: object({}) }) }));
    expect(found.inputs.map((one) => [one.key, one.name])).toEqual([
      ["body.$.a.b", "a.b"],
      ["body.$.a.c", "a.c"],
    ]);
  });

  it("call a body that is one value by the parameter's name", () => {
    for (const schema of [text(), { type: "object" }, {}, { properties: { a: text() } }, { allOf: [] }]) {
      const found = withBody(schema as never, { name: "payload" });
      expect(found.inputs.map((one) => [one.key, one.name])).toEqual([["body.$", "payload"]]);
    }
    expect(withBody({ properties: { a: text() } } as never).inputs[0]?.type).toBe("any");
    expect(withBody({ type: "array", items: text() } as never, { name: "list" }).inputs[0]).toMatchObject({
      key: "body.$",
      name: "list",
      editor: "array",
    });
  });

  it("escape the characters that mean something in a key", () => {
    const found = op({ parameters: [{ name: "a.b~c[d*e?f", in: "query", type: "string" }] });
    expect(found.inputs[0]).toMatchObject({ key: "query.$.a~1b~0c~2d~3e~4f", name: "a.b~c[d*e?f" });
  });

  it("give a file two fields, or one if only its content is wanted", () => {
    const file = (more = {}) => ({
      name: "doc",
      in: "formData",
      type: "file",
      "x-ms-summary": "Document",
      ...more,
    });
    expect(op({ parameters: [file()] }).inputs.map((one) => [one.key, one.label.text])).toEqual([
      ["formData.$.doc.$content", "Document"],
      ["formData.$.doc.$filename", "Document (file name)"],
    ]);
    expect(op({ parameters: [file({ "x-ms-format": "contentOnly" })] }).inputs).toHaveLength(1);
    expect(op({ parameters: [file({ name: "a@b" }), file({ name: 'a"b' })] }).inputs).toEqual([]);
  });

  it("leave out the platform's connectionId, read-only properties and parameters of unknown type", () => {
    const found = op({
      parameters: [
        { name: "connectionId", in: "path", type: "string", required: true, "x-ms-visibility": "internal" },
        { name: "untyped", in: "query" },
        {
          name: "body",
          in: "body",
          schema: object({
            r: text({ readOnly: true }),
            p: text({ "x-ms-permission": "read-only" }),
            w: text(),
          }),
        },
      ],
    });
    expect(found.inputs.map((one) => one.key)).toEqual(["body.$.w"]);
  });

  it("use one input for two with the same key, the last", () => {
    const twice = [
      text({ name: "p", in: "query", "x-ms-summary": "One" }),
      text({ name: "p", in: "query", "x-ms-summary": "Two" }),
    ];
    expect(op({ parameters: twice as never }).inputs.map((one) => one.label.text)).toEqual(["Two"]);
  });
});

describe("labels of inputs", () => {
  it("are the summary of a parameter, else its name; never the description, which is the placeholder", () => {
    expect(param({ "x-ms-summary": "Page", description: "The page." })).toMatchObject({
      label: {
        text: "Page",
        own: { source: "summary", pointer: "/paths/~1op/post/parameters/0/x-ms-summary" },
      },
      placeholder: "The page.",
    });
    expect(param({ title: "Ignored" })?.label).toMatchObject({ text: "p", own: { source: "name" } });
  });

  it("are the title of a body property, else its summary, else the last part of its key", () => {
    const found = withBody(
      object({
        a: text({ title: "T", "x-ms-summary": "S" }),
        b: text({ "x-ms-summary": "S" }),
        c: object({ "d.e": text() }),
      }),
    );
    expect(found.inputs.map((one) => one.label.text)).toEqual(["T", "S", "d.e"]);
  });

  it("come after the titles of the objects around them, or after their summaries if none has a title", () => {
    const found = withBody(object({ hook: object({ type: text() }, { "x-ms-summary": "Hook" }) }));
    expect(found.inputs[0]?.label.text).toBe("Hook type");
    const mixed = withBody(
      object({ hook: object({ type: text() }, { "x-ms-summary": "Hook" }) }, { title: "Root" }),
    );
    expect(mixed.inputs[0]?.label).toMatchObject({
      text: "Root type",
      prefixes: [{ text: "Root", source: "title", pointer: "/paths/~1op/post/parameters/0/schema/title" }],
    });
    expect(explainLabel(mixed.inputs[0]?.label as never)).toBe(
      'From its key, because it has neither title nor x-ms-summary; before it stands what the objects and arrays around it are called: "Root" (title).',
    );
  });

  it("tell how many others read the same", () => {
    const found = withBody(object({ a: object({ id: text() }), b: object({ id: text(), x: text() }) }));
    expect(found.inputs.map((one) => one.sameLabel)).toEqual([1, 1, 0]);
  });
});

describe("what is required and what is shown", () => {
  it("requires a body property only if every level above is required", () => {
    const schema = object({ a: object({ b: text() }, { required: ["b"] }) }, { required: ["a"] });
    expect(withBody(schema).inputs[0]?.required).toBe(true);
    expect(withBody(schema, { required: false }).inputs[0]?.required).toBe(false);
    expect(withBody(object({ a: object({ b: text() }, { required: ["b"] }) })).inputs[0]?.required).toBe(
      false,
    );
  });

  it.each([
    [{ required: true }, "always"],
    [{ required: true, "x-ms-visibility": "advanced" }, "always"],
    [{ "x-ms-visibility": "important" }, "always"],
    [{}, "advanced"],
    [{ "x-ms-visibility": "advanced" }, "advanced"],
    [{ default: "d" }, "removable"],
    [{ default: false }, "removable"],
    [{ "x-ms-visibility": "advanced", default: "d" }, "removable"],
    [{ "x-ms-visibility": "internal", required: true }, "hidden"],
    [{ "x-ms-visiblity": "internal" }, "hidden"],
  ])("%j is the value there: %s", (more, place) => {
    const found = param(more);
    expect(found?.place).toBe(place);
    expect(found?.shown).toBe(place !== "hidden");
    expect(found?.shownInitially).toBe(place === "always" || place === "removable");
  });

  it("hands visibility down from an object", () => {
    const found = withBody(
      object({
        a: object(
          { b: text(), c: text({ "x-ms-visibility": "important" }) },
          { "x-ms-visibility": "advanced" },
        ),
      }),
    );
    expect(found.inputs.map((one) => [one.name, one.visibility])).toEqual([
      ["a.c", "important"],
      ["a.b", "advanced"],
    ]);
  });

  it("does not expand an internal object: it is one hidden field", () => {
    const found = withBody(
      object({
        w: object({ url: text({ "x-ms-notification-url": true }) }, { "x-ms-visibility": "internal" }),
      }),
    );
    expect(found.inputs.map((one) => [one.key, one.shown])).toEqual([["body.$.w", false]]);
  });

  it("ignores the visibility of an object body's parameter in Logic Apps, and drops such a body in Power Automate", () => {
    const found = withBody(object({ a: text() }), { "x-ms-visibility": "internal" });
    expect(found.inputs[0]?.shown).toBe(true);
    expect(found.powerAutomate.inputs).toEqual([]);
  });

  it("sorts by required, important, advanced, plain, and puts a field before those that depend on it", () => {
    const found = op({
      parameters: [
        { name: "plain", in: "query", type: "string" },
        { name: "advanced", in: "query", type: "string", "x-ms-visibility": "advanced" },
        { name: "important", in: "query", type: "string", "x-ms-visibility": "important" },
        { name: "required", in: "query", type: "string", required: true },
      ],
    });
    expect(found.inputs.map((one) => one.name)).toEqual(["required", "important", "advanced", "plain"]);
    const depending = op({
      parameters: [
        {
          name: "child",
          in: "query",
          type: "string",
          required: true,
          "x-ms-dynamic-values": { operationId: "L", parameters: { parent: { parameter: "parent" } } },
        },
        { name: "parent", in: "query", type: "string" },
      ],
    });
    expect(depending.inputs.map((one) => one.name)).toEqual(["parent", "child"]);
  });
});

describe("values, options and editors", () => {
  it("start with the default, and with the callback address where it is asked for, whatever the type and place", () => {
    expect(param({ default: "d" })?.value).toBe("d");
    expect(param({ "x-ms-notification-url": true, default: "d" })).toMatchObject({
      value: "@listCallbackUrl()",
      shown: true,
      isNotificationUrl: true,
    });
  });

  it("offer named values before the editor's items before plain values; x-ms-enum is not read", () => {
    const choice = { enum: ["a", null], "x-ms-enum": { values: [{ value: "z" }] } };
    expect(param(choice)?.options).toEqual([
      { displayName: "a", value: "a" },
      { displayName: "", value: null },
    ]);
    const items = { ...choice, "x-ms-editor-options": { items: [{ title: "A", value: "a" }] } };
    expect(param(items)?.options).toEqual([{ displayName: "A", value: "a" }]);
    const named = [{ displayName: "Letter A", value: "a" }];
    expect(param({ ...items, "x-ms-enum-values": named })?.options).toEqual(named);
    expect(param({ "x-ms-enum-values": named })?.options).toBeUndefined();
  });

  it("make a boolean a choice between Yes and No, with an empty entry if it is optional", () => {
    const names = (more: object) =>
      param({ type: "boolean", ...more })?.options?.map((option) => option.displayName);
    expect(names({ required: true })).toEqual(["Yes", "No"]);
    expect(names({})).toEqual(["", "Yes", "No"]);
  });

  it("choose the editor from the type, the source of values and the extension", () => {
    expect(param({ enum: ["a"] })).toMatchObject({ editor: "combobox", sorted: true });
    expect(param({ enum: ["a"], "x-ms-editor-options": { shouldSort: false } })?.sorted).toBe(false);
    expect(param({ "x-ms-dynamic-values": { operationId: "L" } })).toMatchObject({
      editor: "combobox",
      options: [],
    });
    expect(param({ "x-ms-dynamic-values": { capability: "file-picker" } })?.editor).toBe("filepicker");
    expect(param({ "x-ms-dynamic-tree": {} })?.editor).toBe("filepicker");
    expect(param({ format: "html" })?.editor).toBe("html");
    expect(param({ "x-ms-editor": "code" })?.editor).toBe("code");
    expect(param({})?.editor).toBeUndefined();
  });

  it("give an array the array editor in a body, never a drop-down, and a plain line outside", () => {
    const list = (more = {}) =>
      input(withBody(object({ l: { type: "array", items: text({ enum: ["a"] }), ...more } })), "body.$.l");
    expect(list()).toMatchObject({ editor: "array", options: undefined, itemType: "string" });
    expect(list({ enum: ["a"] })).toMatchObject({
      editor: "array",
      options: [{ displayName: "a", value: "a" }],
    });
    expect(list({ "x-ms-visibility": "internal" }).editor).toBeUndefined();
    expect(param({ type: "array", items: text() })?.editor).toBeUndefined();
  });

  it("make one dictionary of x-ms-headers, and refuse header parameters beside it", () => {
    const headers = { "x-ms-headers": { name: "headers", summary: "Headers" } };
    expect(input(op({ operation: headers }), "header.$")).toMatchObject({
      editor: "dictionary",
      required: true,
    });
    const both = op({ operation: headers, parameters: [{ name: "h", in: "header", type: "string" }] });
    expect(both.failure?.code).toBe("headers-extension-misused");
  });

  it("keep the place of everything in the definition, through references", () => {
    const found = withBody(
      { $ref: "#/definitions/B" } as never,
      {},
      { definitions: { B: object({ x: text() }) } as never },
    );
    expect(input(found, "body.$.x")).toMatchObject({
      pointer: "/definitions/B/properties/x",
      parameterPointer: "/paths/~1op/post/parameters/0",
    });
  });
});
