import { describe, expect, it } from "vitest";
import { draft, op, view } from "./build.ts";

const operation = (operationId: string, more = {}) => ({
  operationId,
  parameters: [],
  responses: {},
  ...more,
});
const ids = (paths: object) => view({ paths } as never).operations.map((head) => head.operationId);

describe("the list of operations", () => {
  it("puts important ones first and advanced ones last, and keeps the file's order among equals", () => {
    expect(
      ids({
        "/a": { get: operation("Plain1"), put: operation("Advanced", { "x-ms-visibility": "advanced" }) },
        "/b": { get: operation("Important", { "x-ms-visibility": "important" }), put: operation("Plain2") },
      }),
    ).toEqual(["Important", "Plain1", "Plain2", "Advanced"]);
  });

  it("takes any member whose name contains a method, in any case, as an operation", () => {
    expect(
      ids({ "/a": { GET: operation("Upper"), "x-post-it": operation("Odd"), trace: operation("Trace") } }),
    ).toEqual(["Upper", "Odd"]);
  });

  it("tells triggers by x-ms-trigger and webhooks by the path's notification content", () => {
    const content = { "x-ms-notification-content": { schema: { type: "string" } } };
    const kinds = (pathItem: object, more: object) => {
      const { kind, nodeType } = op({ pathItem: pathItem as never, operation: more as never });
      return `${kind} ${nodeType}`;
    };
    expect(kinds(content, { "x-ms-trigger": "single" })).toBe("trigger ApiConnectionWebhook");
    expect(kinds({}, { "x-ms-trigger": "batch" })).toBe("trigger ApiConnection");
    expect(kinds(content, {})).toBe("action ApiConnectionWebhook");
    expect(kinds({}, {})).toBe("action ApiConnection");
  });

  it("knows internal operations and hides them from makers", () => {
    const head = view(draft({ operation: { "x-ms-visibility": "Internal" } })).operations[0];
    expect(head?.internal).toBe(true);
  });

  it("takes the status of the operation's annotation, else that of the definition, and shows a badge for preview", () => {
    const info = { info: { title: "T", version: "1", "x-ms-api-annotation": { status: "Preview" } } };
    expect(op({ root: info })).toMatchObject({ annotationStatus: "Preview", preview: true });
    expect(op({ root: info, operation: { "x-ms-api-annotation": { status: "Production" } } })).toMatchObject({
      annotationStatus: "Production",
      preview: false,
    });
  });

  it("gives an id that is there twice to the last of the two", () => {
    const found = view({
      paths: { "/a": { get: operation("Same") }, "/b": { get: operation("Same") } },
    } as never);
    expect(found.operations.map((head) => head.path)).toEqual(["/b"]);
  });

  it("adds the path's parameters whose name the operation does not use, without regard to case or place", () => {
    const shared = [
      { name: "ID", in: "query", type: "string" },
      { name: "more", in: "query", type: "string" },
    ];
    const found = op({
      pathItem: { parameters: shared },
      parameters: [{ name: "id", in: "header", type: "string" }],
    });
    expect(found.inputs.map((one) => one.key)).toEqual(["header.$.id", "query.$.more"]);
  });

  it("cannot read a connector whose path has parameters while an operation has no list of its own", () => {
    const broken = draft({ pathItem: { parameters: [{ name: "a", in: "query", type: "string" }] } });
    delete (broken.paths as never as Record<string, { post: Record<string, unknown> }>)["/op"]?.post
      .parameters;
    expect(view(broken).head.failure).toMatchObject({
      code: "path-parameters-without-own",
      designerSays: "Cannot read properties of undefined (reading 'find')",
      pointer: "/paths/~1op/post",
    });
    expect(view(broken).operations).toEqual([]);
  });

  it("adds how often a polling trigger checks, and nothing to a webhook", () => {
    expect(op({ operation: { "x-ms-trigger": "single" } }).recurrence).toEqual({
      description: "How often do you want to check for items?",
      interval: 3,
      frequency: "Minute",
    });
    expect(op({}).recurrence).toBeUndefined();
  });
});
