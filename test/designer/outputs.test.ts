import { describe, expect, it } from "vitest";
import { answering, op, token, webhook } from "./build.ts";

const text = (more = {}) => ({ type: "string", ...more });
const object = (properties: object, more = {}) => ({ type: "object", properties, ...more }) as never;
const list = (items: object, more = {}) => ({ type: "array", items, ...more }) as never;
const keys = (found: ReturnType<typeof op>) => found.tokens.map((one) => one.key);
const labels = (found: ReturnType<typeof op>) => found.tokens.map((one) => one.label.text);

describe("the response that gives the tokens", () => {
  const from = (...statuses: string[]) =>
    op({
      responses: Object.fromEntries(statuses.map((status) => [status, { schema: text({ title: status }) }])),
    });

  it("is the only one if it tells of success, else 200, 201 or default", () => {
    expect(labels(from("202"))).toEqual(["202"]);
    expect(labels(from("default"))).toEqual(["default"]);
    expect(labels(from("201", "200", "default"))).toEqual(["200"]);
    expect(labels(from("201", "default"))).toEqual(["201"]);
    expect(labels(from("400", "default"))).toEqual(["default"]);
  });

  it("is none for an error or for 202 beside another: the body is one token of any type", () => {
    for (const found of [from("400"), from("202", "400"), op({})]) {
      expect(found.tokens).toMatchObject([{ key: "body.$", label: { text: "Body" }, type: "any" }]);
    }
  });

  it("is the notification content for a webhook, which needs its schema inside", () => {
    expect(keys(webhook(object({ a: text() })))).toEqual(["body.$", "body.$.a"]);
    const bare = op({
      pathItem: { "x-ms-notification-content": object({ a: text() }) },
      responses: { 200: { schema: object({ b: text() }) } },
    });
    expect(bare.tokens).toMatchObject([{ key: "body.$", type: "any" }]);
  });

  it("gives its headers as tokens, labelled by their summary, else their description, else Body", () => {
    const headers = {
      "X-Id": text({ "x-ms-summary": "Id" }),
      "X-Why": text({ description: "The reason." }),
      "X-Bare": text(),
    };
    const found = op({ responses: { 200: { headers } } });
    expect(found.tokens.slice(1).map((one) => [one.key, one.label.text, one.expression])).toEqual([
      ["header.$.X-Id", "Id", "outputs('Op')['X-Id']"],
      ["header.$.X-Why", "The reason.", "outputs('Op')['X-Why']"],
      ["header.$.X-Bare", "Body", "outputs('Op')['X-Bare']"],
    ]);
    const trigger = op({ operation: { "x-ms-trigger": "single" }, responses: { 200: { headers } } });
    expect(token(trigger, "header.$.X-Id").expression).toBe("triggerOutputs()['headers']['X-Id']");
  });
});

describe("tokens", () => {
  const payload = object({
    Id: text(),
    Place: object({ City: text({ format: "city" }) }),
    People: list(object({ Name: text(), Tags: list(text()) })),
  });

  it("are one for each leaf, object, array, item and the root, an object after what is in it", () => {
    expect(keys(webhook(payload))).toEqual([
      "body.$",
      "body.$.Id",
      "body.$.Place.City",
      "body.$.Place",
      "body.$.People.[*].Name",
      "body.$.People.[*].Tags",
      "body.$.People.[*].Tags.[*]",
      "body.$.People.[*]",
      "body.$.People",
    ]);
  });

  it("carry type, format, path and the array they are in", () => {
    const found = webhook(payload);
    expect(token(found, "body.$.Place.City")).toMatchObject({
      path: "body/Place/City",
      type: "string",
      format: "city",
      isInsideArray: false,
    });
    expect(token(found, "body.$.People.[*].Tags.[*]")).toMatchObject({
      label: { text: "Item" },
      parentArray: "Tags",
      isInsideArray: true,
      nesting: [{ key: "body.$.People" }, { key: "body.$.People.[*].Tags" }],
    });
    expect(token(webhook(list(text())), "body.$.[*]").parentArray).toBe("key-body-output");
  });

  it("are in the order required, important, plain, advanced at each level", () => {
    const found = webhook(
      object(
        {
          plain: text(),
          adv: text({ "x-ms-visibility": "advanced" }),
          imp: text({ "x-ms-visibility": "important" }),
          req: text(),
        },
        { required: ["req"] },
      ),
    );
    expect(found.tokens.map((one) => one.name)).toEqual(["req", "key-body-output", "imp", "plain", "adv"]);
    expect(token(found, "body.$.adv").advanced).toBe(true);
  });

  it("leave out what is internal, with all below it, and hand advanced down", () => {
    const found = webhook(
      object({
        i: object({ x: text() }, { "x-ms-visibility": "internal" }),
        a: object({ y: text() }, { "x-ms-visibility": "advanced" }),
      }),
    );
    expect(keys(found)).toEqual(["body.$", "body.$.a.y", "body.$.a"]);
    expect(token(found, "body.$.a.y").advanced).toBe(true);
  });

  it("say why where the designer does not look inside them", () => {
    const found = webhook(
      object({
        one: { allOf: [object({ a: text() })] },
        untyped: { properties: { a: text() } },
        date: { type: "date" },
      }),
    );
    expect(token(found, "body.$.one")).toMatchObject({ type: "any", opaque: "composition" });
    expect(token(found, "body.$.untyped")).toMatchObject({ type: "any", opaque: "no-type" });
    expect(keys(found)).not.toContain("body.$.date");
  });

  it("cut a schema that contains itself, and one of another file", () => {
    const root = {
      definitions: {
        Node: object({ name: text(), next: { $ref: "#/definitions/Node" }, far: { $ref: "other.json" } }),
      },
    };
    const found = answering({ $ref: "#/definitions/Node" }, root);
    expect(token(found, "body.$.next")).toMatchObject({
      type: "any",
      opaque: "cycle",
      label: { text: "next" },
    });
    expect(token(found, "body.$.far")).toMatchObject({ type: "any", opaque: "not-local" });
  });

  it("ignore what is beside a reference", () => {
    const root = { definitions: { A: text({ title: "Theirs" }) } };
    expect(
      labels(answering(object({ a: { $ref: "#/definitions/A", "x-ms-summary": "Mine" } }), root)),
    ).toEqual(["Body", "Theirs"]);
  });

  it("take the last of several types", () => {
    expect(token(webhook(object({ a: { type: ["string", "null"] } })), "body.$.a").type).toBe("null");
  });
});

describe("labels of tokens", () => {
  it("fall back to the last part of the key, so that several read the same", () => {
    const found = webhook(object({ a: object({ City: text() }), b: object({ City: text() }) }));
    expect(token(found, "body.$.a.City")).toMatchObject({ label: { text: "City" }, sameLabel: 1 });
  });

  it("come after every title on the way; titles take precedence over summaries", () => {
    expect(labels(webhook(object({ a: object({ b: text() }, { "x-ms-summary": "Location" }) })))).toEqual([
      "Body",
      "Location b",
      "Location",
    ]);
    const mixed = webhook(
      object(
        { o: object({ why: text({ "x-ms-summary": "Why" }) }, { "x-ms-summary": "Oh" }) },
        { title: "Root" },
      ),
    );
    expect(token(mixed, "body.$.o.why").label.text).toBe("Root Why");
  });

  it("put an array's words before its items only if the items have none", () => {
    const array = { "x-ms-summary": "Customer" };
    expect(labels(webhook(object({ l: list(object({ n: text() }), array) })))).toContain("Customer n");
    expect(
      labels(webhook(object({ l: list(object({ n: text() }, { "x-ms-summary": "Person" }), array) }))),
    ).toContain("Person n");
  });

  it("call the root by its title, summary or description, else Body", () => {
    expect(labels(webhook(object({}, { title: "T", description: "D" })))[0]).toBe("T");
    expect(labels(webhook(object({}, { description: "Told about it." })))[0]).toBe("Told about it.");
    expect(labels(webhook(object({})))[0]).toBe("Body");
  });

  it("use the designer's own words for some keys at the top, and spell out x-ms- ones", () => {
    expect(
      labels(webhook(object({ headers: text(), statusCode: text(), "x-ms-client-id": text() }))),
    ).toEqual(["Body", "Headers", "Status code", "Client Id"]);
  });
});

describe("expressions", () => {
  it("ask with ? unless all on the way is required, and double quotes", () => {
    const found = webhook(
      object(
        {
          a: object({ "g'h": text() }, { required: ["g'h"] }),
          r: object({ s: text() }, { required: ["s"] }),
        },
        { required: ["r"] },
      ),
    );
    expect(token(found, "body.$.a.g'h").expression).toBe("triggerBody()?['a']?['g''h']");
    expect(token(found, "body.$.r.s").expression).toBe("triggerBody()['r']['s']");
    expect(token(answering(object({ a: text() })), "body.$.a").expression).toBe("body('Op')?['a']");
  });

  it("need one loop for each array, the innermost made first", () => {
    const found = webhook(
      object({
        Customers: list(
          object({
            Email: text(),
            Questions: list(object({ Q: text(), Options: list({ type: "integer" }) })),
          }),
        ),
      }),
    );
    expect(token(found, "body.$.Customers").loops).toEqual([]);
    expect(token(found, "body.$.Customers.[*].Email")).toMatchObject({
      loops: [{ name: "For_each", over: "@triggerBody()?['Customers']" }],
      pickedExpression: "items('For_each')?['Email']",
    });
    expect(token(found, "body.$.Customers.[*].Questions.[*].Q")).toMatchObject({
      loops: [
        { name: "For_each_1", over: "@triggerBody()?['Customers']" },
        { name: "For_each", over: "@item()?['Questions']" },
      ],
      pickedExpression: "items('For_each')?['Q']",
    });
    const option = token(found, "body.$.Customers.[*].Questions.[*].Options.[*]");
    expect(option.loops.map((loop) => loop.over)).toEqual([
      "@triggerBody()?['Customers']",
      "@item()?['Questions']",
      "@item()?['Options']",
    ]);
    expect(option.pickedExpression).toBe("items('For_each')");
  });
});

describe("splitting a batch", () => {
  const item = object({ Id: text(), Tags: list(text()) });
  const batch = (schema: object, more = {}) => webhook(schema as never, { "x-ms-trigger": "batch", ...more });

  it("splits a payload that is an array, or whose only property that is not internal is one", () => {
    expect(batch(list(item)).splitOn).toMatchObject({
      supported: true,
      enabled: true,
      value: "@triggerBody()",
    });
    const wrapped = batch(
      object({ value: list(item), count: { type: "integer", "x-ms-visibility": "internal" } }),
    );
    expect(wrapped.splitOn).toMatchObject({
      enabled: true,
      value: "@triggerBody()?['value']",
      options: ["@triggerBody()?['value']"],
    });
    expect(wrapped.logicApps.definition.splitOn).toBe("@triggerBody()?['value']");
    expect(batch(object({ value: list(item) }, { required: ["value"] })).splitOn.value).toBe(
      "@triggerBody()['value']",
    );
  });

  it("offers the setting but leaves it off beside a second visible property, while Power Automate takes the first", () => {
    const found = batch(object({ value: list(item), count: { type: "integer" } }));
    expect(found.splitOn).toMatchObject({ supported: true, enabled: false });
    expect(found.powerAutomate.splitOn).toBe("@triggerOutputs()?['body/value']");
  });

  it("makes plain tokens of the items, without a loop and without the array", () => {
    const found = batch(object({ value: list(item) }));
    expect(keys(found)).not.toContain("body.$.value");
    expect(token(found, "body.$.value.[*].Id")).toMatchObject({
      isInsideArray: false,
      loops: [],
      expression: "triggerBody()?['Id']",
    });
    expect(token(found, "body.$.value.[*].Tags.[*]").loops).toHaveLength(1);
    expect(found.powerAutomate.tokens.map((one) => one.expression)).toContain("triggerOutputs()?['body/Id']");
  });

  it("compares the word batch without regard to case, and does not split a single one", () => {
    expect(batch(list(item), { "x-ms-trigger": "Batch" }).splitOn.enabled).toBe(true);
    expect(webhook(list(item)).splitOn).toMatchObject({
      supported: false,
      enabled: false,
      options: ["@triggerBody()"],
    });
  });
});
