/** What small changes to the Bookings connector do in the designer: one test a row of the table in docs/designer.md. */
import { describe, expect, it } from "vitest";
import { logicAppsDefinition, rowsOf } from "../../src/designer/index.ts";
import { bookings, type Loose, view } from "./build.ts";

const LIST = "ListBookingsBusinessUserAsAdmin";
const TRIGGER = "CreateAppointment";

/** The parts of the definition that the variants touch. */
function parts(definition: Loose) {
  const [, pathItem] =
    Object.entries<Loose>(definition.paths).find(([, item]) => item.post?.operationId === TRIGGER) ?? [];
  const body = pathItem.post.parameters.find((parameter: Loose) => parameter.in === "body");
  const webhook = body.schema.properties.webhook;
  const listed =
    definition.paths[
      Object.keys(definition.paths).find((path) => definition.paths[path].get?.operationId === LIST) ?? ""
    ];
  return {
    definition,
    pathItem,
    post: pathItem.post,
    body,
    webhook,
    fields: webhook.properties,
    change: webhook.properties.change_type,
    listed,
  };
}

type Parts = ReturnType<typeof parts>;

/** The trigger after an edit; change_type starts as the maker's own visible, required list. */
function variant(edit: (parts: Parts) => void = () => {}): Loose {
  const definition = bookings((copy) => {
    const found = parts(copy);
    found.fields.change_type = { type: "array", items: { type: "string" }, default: ["Created"] };
    found.webhook.required = ["notification_url", "change_type"];
    edit(parts(copy));
  });
  return view(definition).operation(TRIGGER);
}

const CHANGE = "body.$.webhook.change_type";
const URL_KEY = "body.$.webhook.notification_url";
const find = (operation: Loose, key: string) => operation.inputs.find((input: Loose) => input.key === key);
const shown = (operation: Loose) =>
  operation.inputs.filter((input: Loose) => input.shown).map((input: Loose) => input.name);
const body = (operation: Loose) => operation.logicApps.definition.inputs.body;
const parameters = (operation: Loose) => operation.powerAutomate.definition.inputs.parameters;
const keys = (operation: Loose) => operation.tokens.map((token: Loose) => token.key);

describe("the Bookings trigger as it is", () => {
  it("asks for the booking page from the list, and fills in the rest", () => {
    const operation: Loose = view(bookings()).operation(TRIGGER);
    expect(operation).toMatchObject({
      kind: "trigger",
      nodeType: "ApiConnectionWebhook",
      recurrence: undefined,
      splitOn: { enabled: false },
    });
    const page = operation.inputs[0];
    expect(page).toMatchObject({
      key: "path.$.SMTPAddress",
      required: true,
      editor: "combobox",
      dynamicValues: { operationId: LIST, targetExists: true },
    });
    expect(find(operation, URL_KEY)).toMatchObject({ shown: false, value: "@listCallbackUrl()" });
    expect(body(operation).webhook.notification_url).toBe("@listCallbackUrl()");
    expect(Object.keys(parameters(operation))).toEqual(["SMTPAddress"]);
  });

  it("offers the appointment with its customers, their answers and the staff", () => {
    const operation: Loose = view(bookings()).operation(TRIGGER);
    expect(keys(operation).filter((key: string) => /\]$/.test(key))).toEqual(
      expect.arrayContaining(["body.$.Customers.[*]", "body.$.StaffMembers.[*]"]),
    );
    expect(operation.tokens[0]).toMatchObject({ key: "body.$", expression: "triggerBody()" });
  });
});

describe("where the notification content is", () => {
  it("in the operation or in a response: the trigger polls, and its tokens are those of the answer", () => {
    for (const move of [
      ({ pathItem, post }: Parts) => {
        post["x-ms-notification-content"] = pathItem["x-ms-notification-content"];
        delete pathItem["x-ms-notification-content"];
      },
      ({ pathItem, post }: Parts) => {
        post.responses["201"]["x-ms-notification-content"] = pathItem["x-ms-notification-content"];
        delete pathItem["x-ms-notification-content"];
      },
    ]) {
      const operation = variant(move);
      expect(operation).toMatchObject({
        nodeType: "ApiConnection",
        recurrence: { interval: 3, frequency: "Minute" },
      });
      expect(operation.logicApps.definition.recurrence).toEqual({ interval: 3, frequency: "Minute" });
      expect(keys(operation)).not.toContain("body.$.Customers");
      expect(operation.powerAutomate.tokens.map((token: Loose) => token.key)).not.toContain(
        "outputs.$.body/Customers",
      );
    }
  });

  it("in the operation, while the service still says webhook: no recurrence is written", () => {
    const operation = variant(({ pathItem }) => delete pathItem["x-ms-notification-content"]);
    const said = { ...operation, nodeType: "ApiConnectionWebhook" };
    const written: Loose = logicAppsDefinition({ ...said, head: said, connection: "c" });
    expect(written).toMatchObject({ type: "ApiConnectionWebhook" });
    expect(written.recurrence).toBeUndefined();
    expect(written.inputs.method).toBeUndefined();
  });

  it("on both levels: that of the path counts", () => {
    const operation = variant(({ post }) => {
      post["x-ms-notification-content"] = {
        schema: { type: "object", properties: { other: { type: "string" } } },
      };
    });
    expect(keys(operation)).toContain("body.$.Customers");
    expect(keys(operation)).not.toContain("body.$.other");
  });

  it("without its schema, or as a bare schema: one token of any type, none in Power Automate", () => {
    const without = variant(({ pathItem }) => delete pathItem["x-ms-notification-content"].schema);
    const bare = variant(({ pathItem }) => {
      pathItem["x-ms-notification-content"] = pathItem["x-ms-notification-content"].schema;
    });
    for (const operation of [without, bare]) {
      expect(operation.tokens).toMatchObject([{ key: "body.$", type: "any" }]);
      expect(operation.powerAutomate.tokens).toEqual([]);
    }
  });

  it("as a reference to a response: works", () => {
    const plain = variant();
    const referred = variant(({ definition, pathItem }) => {
      definition.responses.Hook = pathItem["x-ms-notification-content"];
      pathItem["x-ms-notification-content"] = { $ref: "#/responses/Hook" };
    });
    expect(keys(referred)).toEqual(keys(plain));
  });
});

describe("what the payload is", () => {
  const payload = (schema: (appointment: Loose) => Loose, trigger = "single") =>
    variant(({ pathItem, post }) => {
      const content = pathItem["x-ms-notification-content"];
      content.schema = schema(content.schema);
      post["x-ms-trigger"] = trigger;
    });
  const list = (items: Loose) => ({ type: "array", items });

  it("an array, single: a loop over the body", () => {
    const operation = payload(list);
    const id = operation.tokens.find((token: Loose) => token.key === "body.$.[*].Id");
    expect(id).toMatchObject({
      parentArray: "key-body-output",
      loops: [{ name: "For_each", over: "@triggerBody()" }],
    });
  });

  it("an array, batch: split on the body", () => {
    const operation = payload(list, "batch");
    expect(operation.splitOn).toMatchObject({ enabled: true, value: "@triggerBody()" });
    expect(operation.powerAutomate.splitOn).toBe("@triggerOutputs()['body']");
  });

  it("an object with the array alone, batch: split on it", () => {
    const operation = payload((items) => ({ type: "object", properties: { value: list(items) } }), "batch");
    expect(operation.splitOn.value).toBe("@triggerBody()?['value']");
    expect(operation.powerAutomate.splitOn).toBe("@triggerOutputs()?['body/value']");
  });

  it("an object with more beside the array, batch: only Power Automate splits", () => {
    const operation = payload(
      (items) => ({ type: "object", properties: { value: list(items), count: { type: "integer" } } }),
      "batch",
    );
    expect(operation.splitOn.enabled).toBe(false);
    expect(operation.powerAutomate.splitOn).toBe("@triggerOutputs()?['body/value']");
  });
});

describe("what the operation says of itself", () => {
  it("no x-ms-trigger: an action that waits for a callback, with the same inputs", () => {
    const operation = variant(({ post }) => delete post["x-ms-trigger"]);
    expect(operation).toMatchObject({ kind: "action", nodeType: "ApiConnectionWebhook" });
    expect(shown(operation)).toEqual(shown(variant()));
    expect(operation.tokens[0].expression).toBe(`body('${TRIGGER}')`);
  });

  it("no trigger hint: nothing changes", () => {
    expect(variant(({ post }) => delete post["x-ms-trigger-hint"])).toEqual(variant());
  });

  it("internal: makers do not see it", () => {
    expect(variant(({ post }) => (post["x-ms-visibility"] = "internal")).internal).toBe(true);
  });

  it("important, or a preview: it comes first, and shows a badge", () => {
    const found = view(
      bookings((definition) => {
        for (const item of Object.values<Loose>(definition.paths)) {
          for (const operation of Object.values<Loose>(item)) {
            if (!operation.operationId || operation["x-ms-visibility"] === "internal") continue;
            operation["x-ms-visibility"] =
              operation.operationId === "UpdateAppointment" ? "important" : "none";
            operation["x-ms-api-annotation"] = {
              status: operation.operationId === "UpdateAppointment" ? "preview" : "Production",
            };
          }
        }
      }),
    );
    expect(found.operations[0]).toMatchObject({ operationId: "UpdateAppointment", preview: true });
    expect(found.operations[1]?.preview).toBe(false);
  });

  it("parameters on the path while the operation has none: the whole connector cannot be read", () => {
    const definition = bookings((copy) => {
      const { pathItem, post } = parts(copy);
      pathItem.parameters = post.parameters;
      delete post.parameters;
    });
    expect(view(definition).head.failure?.code).toBe("path-parameters-without-own");
  });
});

describe("change_type", () => {
  it("internal, required or not: hidden, its default sent by Logic Apps and left to the platform by Power Automate", () => {
    for (const required of [["notification_url", "change_type"], ["notification_url"]]) {
      const operation = variant(({ change, webhook }) => {
        change["x-ms-visibility"] = "internal";
        webhook.required = required;
      });
      expect(shown(operation)).toEqual(["SMTPAddress"]);
      expect(body(operation).webhook.change_type).toEqual(["Created"]);
      expect(parameters(operation)).not.toHaveProperty("body/webhook/change_type");
    }
  });

  it("advanced or important, required: shown, and moved above the booking page", () => {
    for (const visibility of ["advanced", "important"]) {
      const operation = variant(({ change, definition, post }) => {
        change["x-ms-visibility"] = visibility;
        for (const parameter of [...post.parameters, ...Object.values<Loose>(definition.parameters ?? {})]) {
          if (parameter.name === "SMTPAddress") delete parameter["x-ms-visibility"];
        }
      });
      expect(shown(operation)).toEqual(["webhook.change_type", "SMTPAddress"]);
    }
  });

  it("optional with a default: shown at once, removable", () => {
    const operation = variant(({ webhook }) => (webhook.required = ["notification_url"]));
    expect(find(operation, CHANGE)).toMatchObject({ place: "removable", shownInitially: true });
    expect(parameters(operation)).toMatchObject({ "body/webhook/change_type": ["Created"] });
  });

  it("optional without a default: behind Advanced parameters and not written; important: shown", () => {
    const optional = (visibility?: string) =>
      variant(({ change, webhook }) => {
        webhook.required = ["notification_url"];
        delete change.default;
        if (visibility) change["x-ms-visibility"] = visibility;
      });
    expect(find(optional(), CHANGE)).toMatchObject({ place: "advanced", shownInitially: false });
    expect(body(optional()).webhook).not.toHaveProperty("change_type");
    expect(find(optional("important"), CHANGE).place).toBe("always");
  });

  it("required without a default: an empty list editor, sent as empty text", () => {
    const operation = variant(({ change }) => delete change.default);
    expect(find(operation, CHANGE)).toMatchObject({ editor: "array", value: undefined });
    expect(body(operation).webhook.change_type).toBe("");
    expect(parameters(operation)["body/webhook/change_type"]).toBe("");
  });

  it("values listed on the items: plain rows; on the list itself: rows with a choice", () => {
    const items = variant(({ change }) => (change.items.enum = ["Created"]));
    expect(find(items, CHANGE)).toMatchObject({ editor: "array", options: undefined });
    const whole = variant(({ change }) => (change.enum = ["Created"]));
    expect(find(whole, CHANGE)).toMatchObject({
      editor: "array",
      options: [{ displayName: "Created", value: "Created" }],
    });
  });

  it("one text of a few: a drop-down set to its default, with labels if the definition names them", () => {
    const operation = variant(({ fields }) => {
      fields.change_type = {
        type: "string",
        enum: ["c"],
        default: "c",
        "x-ms-enum-values": [{ displayName: "Created", value: "c" }],
      };
    });
    expect(find(operation, CHANGE)).toMatchObject({
      editor: "combobox",
      value: "c",
      options: [{ displayName: "Created", value: "c" }],
    });
  });

  it("summary, title or both: each in turn is the label, the title wins; Power Automate takes the summary", () => {
    const labels = (more: Loose) => {
      const operation = variant(({ change }) => Object.assign(change, more));
      const automate = operation.powerAutomate.inputs.find(
        (input: Loose) => input.key === "body/webhook/change_type",
      );
      return [find(operation, CHANGE).label.text, automate.label.text];
    };
    expect(labels({})).toEqual(["change_type", "body/webhook/change_type"]);
    expect(labels({ "x-ms-summary": "S" })).toEqual(["S", "S"]);
    expect(labels({ title: "T" })[0]).toBe("T");
    expect(labels({ title: "T", "x-ms-summary": "S" })).toEqual(["T", "S"]);
  });
});

describe("the body around it", () => {
  it("called webhook, nested: only Power Automate's key changes; flat: both do", () => {
    const nested = variant(({ body }) => (body.name = "webhook"));
    expect(find(nested, CHANGE)).toBeDefined();
    expect(parameters(nested)).toHaveProperty(["webhook/webhook/change_type"]);
    const flat = variant(({ body, webhook }) => {
      body.name = "webhook";
      body.schema = webhook;
    });
    expect(find(flat, "body.$.change_type")).toBeDefined();
    expect(parameters(flat)).toHaveProperty(["webhook/change_type"]);
  });

  it("not required at one level: what is in it is optional, and still shown because of the default", () => {
    for (const loosen of [
      ({ body }: Parts) => (body.required = false),
      ({ body }: Parts) => delete body.schema.required,
    ]) {
      expect(find(variant(loosen), CHANGE)).toMatchObject({ required: false, place: "removable" });
    }
  });

  it("its webhook object internal: no callback address is sent, only an empty text or the object's default", () => {
    const internal = (more = {}) =>
      variant(({ webhook }) => Object.assign(webhook, { "x-ms-visibility": "internal", ...more }));
    expect(body(internal())).toEqual({ webhook: "" });
    expect(body(internal({ default: { a: 1 } }))).toEqual({ webhook: { a: 1 } });
    expect(Object.keys(parameters(internal()))).toEqual(["SMTPAddress"]);
  });

  it("itself internal: nothing changes in Logic Apps, all is left to the platform in Power Automate", () => {
    const operation = variant(({ body }) => (body["x-ms-visibility"] = "internal"));
    expect(shown(operation)).toEqual(shown(variant()));
    expect(Object.keys(parameters(operation))).toEqual(["SMTPAddress"]);
  });
});

describe("the notification URL", () => {
  it("not internal: a field with the expression in Logic Apps, hidden in Power Automate", () => {
    const operation = variant(({ fields }) => delete fields.notification_url["x-ms-visibility"]);
    expect(find(operation, URL_KEY)).toMatchObject({ shown: true, value: "@listCallbackUrl()" });
    expect(parameters(operation)).not.toHaveProperty("body/webhook/notification_url");
  });

  it("without x-ms-notification-url: sent as empty text", () => {
    const operation = variant(({ fields }) => delete fields.notification_url["x-ms-notification-url"]);
    expect(body(operation).webhook.notification_url).toBe("");
  });
});

describe("the list of booking pages", () => {
  const page = (edit: (parameter: Loose) => void) => {
    const operation = variant(({ definition, post }) => {
      for (const parameter of [...post.parameters, ...Object.values<Loose>(definition.parameters ?? {})]) {
        if (parameter.name === "SMTPAddress") edit(parameter);
      }
    });
    return find(operation, "path.$.SMTPAddress").dynamicValues;
  };

  it("in the newer form alone: loads in Power Automate only", () => {
    const source = page((parameter) => {
      delete parameter["x-ms-dynamic-values"];
      parameter["x-ms-dynamic-list"] = { operationId: LIST };
    });
    expect(source).toMatchObject({ kind: "DynamicList", loadsIn: { logicApps: false, powerAutomate: true } });
  });

  it("without a collection or a title: the first array there is, and the value as text", () => {
    const source = page((parameter) => {
      const { operationId, "value-path": path } = parameter["x-ms-dynamic-values"];
      parameter["x-ms-dynamic-values"] = { operationId, "value-path": path };
    });
    const answer = { total: 1, mailboxes: [{ email: "clinic@contoso.com", displayName: "Clinic" }] };
    expect(rowsOf(source, answer)).toMatchObject([
      { value: "clinic@contoso.com", title: "clinic@contoso.com" },
    ]);
  });

  it("from an operation that is not there: the drop-down can say so", () => {
    expect(page((parameter) => (parameter["x-ms-dynamic-values"].operationId = "Gone")).targetExists).toBe(
      false,
    );
  });
});
