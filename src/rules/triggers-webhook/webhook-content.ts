/** x-ms-notification-content: what a webhook sends, and where that has to be said. */

import type { Operation } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { removeAt, renameKey } from "../../json/edits.ts";
import { moveMember, wrapValue } from "../../json/move-text.ts";
import { isObject, type JsonObject, own } from "../../json/values.ts";
import { hookBody, newsHook } from "../examples/hooks-example.ts";
import { misplacedContent, urlsOf } from "../facts/notification-urls.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_PARSER, VALIDATOR_CODES, WEBHOOK_TRIGGER } from "../sources.ts";

const KEY = "x-ms-notification-content";
/** What content may hold; headers and name are tolerated. */
const KEYS = ["description", "schema", "headers", "name"];
const SCHEMA_KEYS = ["type", "properties", "items", "allOf", "required", "title", "example"];
const CONTENT: JsonObject = {
  description: "The news.",
  schema: { type: "object", properties: { headline: { type: "string" } } },
};
const HOOK = "/paths/~1hooks~1news";
const hookOnly = (content: unknown) => newsHook({}, { [KEY]: content as JsonObject });

export default defineRules([
  {
    id: "webhook-content-on-path-item",
    group: "triggers-webhook",
    statement: `${KEY} stands on the path, beside the method, never inside the operation.`,
    why: "The designer reads it from the path only. Inside the operation it is lost: the trigger turns into a polling one, without any of its dynamic content.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationMustHaveNotificationContentExtension"],
    sources: [
      WEBHOOK_TRIGGER,
      DEFINITION_SCHEMA,
      DESIGNER_PARSER,
      "observed: 685 of 685 uses in published connectors stand on the path, although the extension guide says operations",
    ],
    breaksAtRunTime: "certain",
    fixable: true,
    onlyWith: [KEY],
    checks: {
      operation(node, context) {
        const { parent } = node;
        if (!parent || own(node.value, KEY) === undefined) return;
        const place = node.at(KEY);
        const name = quote(node.operation?.id ?? String(node.key));
        if (own(parent.value, KEY) !== undefined) {
          context.report(place, `${KEY} inside the operation ${name} is never read: its path has another.`, {
            help: "Remove it here; what stands on the path counts.",
            breaksAtRunTime: "never",
            label: "never read",
            codes: [],
            part: "key",
            related: [{ place: parent.at(KEY), label: "this one is read", part: "key" }],
            fix: {
              title: "Remove it from the operation",
              edits: (document) => removeAt(document, place.pointer),
            },
          });
          return;
        }
        context.report(
          place,
          `${KEY} stands inside the operation ${name}, where the designer does not look.`,
          {
            help: `Move it one level up, onto the path ${quote(String(parent.key))}, beside "${node.key}".`,
            label: "never read here",
            part: "key",
            codes: lackingCode(node.operation, parent, context),
            related: [{ place: parent, label: "belongs here", part: "key" }],
            fix: {
              title: "Move it onto the path",
              edits: (document) => moveMember(document, place.pointer, parent.pointer),
            },
          },
        );
      },
      response(node, context) {
        if (own(node.value, KEY) === undefined) return;
        const path = node.parent?.kind === "operation" ? node.parent.parent : undefined;
        const place = node.at(KEY);
        const movable = path !== undefined && own(path.value, KEY) === undefined;
        context.report(place, `${KEY} stands inside a response, where the designer does not look.`, {
          help: 'Move it onto the path, beside "post".',
          label: "never read here",
          part: "key",
          codes: lackingCode(node.parent?.operation, path, context),
          related: path ? [{ place: path, label: "belongs here", part: "key" }] : [],
          fix: movable
            ? {
                title: "Move it onto the path",
                edits: (document) => moveMember(document, place.pointer, path.pointer),
              }
            : undefined,
        });
      },
      parameter(node, context) {
        if (own(node.value, KEY) === undefined || own(node.value, "in") !== "body") return;
        context.report(
          node.at(KEY),
          `${KEY} stands inside a body parameter, where the designer does not look.`,
          {
            help: 'Move it onto the path, beside "post".',
            label: "never read here",
            part: "key",
            codes: lackingCode(node.parent?.operation, node.parent?.parent, context),
          },
        );
      },
    },
    bad: [
      { definition: newsHook({ [KEY]: CONTENT }, { [KEY]: null }), at: [`${HOOK}/post/${KEY}`] },
      { definition: newsHook({ [KEY]: CONTENT }), at: [`${HOOK}/post/${KEY}`] },
      {
        definition: newsHook(
          { responses: { "201": { description: "Done.", [KEY]: CONTENT } } },
          { [KEY]: null },
        ),
        at: [`${HOOK}/post/responses/201/${KEY}`],
      },
      {
        definition: newsHook({ parameters: [{ ...hookBody(), [KEY]: CONTENT }] }, { [KEY]: null }),
        at: [`${HOOK}/post/parameters/0/${KEY}`],
      },
    ],
    good: [{ definition: newsHook() }],
  },
  {
    id: "webhook-content-required",
    group: "triggers-webhook",
    statement: `The path of an operation with a notification URL has ${KEY}.`,
    why: "It tells makers what the notification holds; without it the platform refuses the operation.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationMustHaveNotificationContentExtension"],
    sources: [VALIDATOR_CODES],
    comparesPlaces: true,
    checks: {
      operation(node, context) {
        const { operation, parent } = node;
        if (!operation || !parent || own(parent.value, KEY) !== undefined) return;
        const { fields } = urlsOf(context, operation);
        const [field] = fields;
        // Content in the wrong place is one fault, and named there.
        if (!field || misplacedContent(operation) !== undefined || hasContentInside(operation)) return;
        context.report(
          node,
          `The operation ${quote(operation.id ?? String(node.key))} takes the notification URL ${quote(field.path || "body")}, but its path has no ${KEY}.`,
          {
            help: `Add "${KEY}": {"schema": { … }} to the path, beside "${node.key}", with the schema of what is sent.`,
            label: "a webhook without content",
            related: [{ place: { file: node.file, pointer: field.pointer }, label: "the notification URL" }],
          },
        );
      },
    },
    bad: [{ definition: newsHook({}, { [KEY]: null }), at: [`${HOOK}/post`] }],
    good: [{ definition: newsHook() }, { definition: newsHook({ [KEY]: CONTENT }, { [KEY]: null }) }],
  },
  {
    id: "webhook-content-shape",
    group: "triggers-webhook",
    statement: `${KEY} is an object with a schema and perhaps a description.`,
    why: "Only what stands under its schema becomes dynamic content; otherwise makers get one lump called Body.",
    severity: { import: "warning", certification: "warning" },
    codes: ["SchemaDefinitionSetIncorrectly", "JsonTypeIncorrect", "AdditionalPropertyNotAllowed"],
    sources: [DEFINITION_SCHEMA, WEBHOOK_TRIGGER, VALIDATOR_CODES, "observed: 8 published connectors"],
    breaksAtRunTime: "possible",
    fixable: true,
    asksFor: ["schema"],
    checks: {
      pathItem(node, context) {
        const content = own(node.value, KEY);
        if (content === undefined || isObject(content)) return;
        context.report(node.at(KEY), `${KEY} must be an object, but is ${kindName(content)}.`, {
          help: 'Write {"description": "…", "schema": { … }}.',
          codes: ["JsonTypeIncorrect"],
        });
      },
      notificationContent: checkShape,
    },
    bad: [
      { definition: hookOnly({ description: "News." }), at: [`${HOOK}/${KEY}`] },
      { definition: hookOnly({ type: "object", properties: {} }), at: [`${HOOK}/${KEY}`] },
      { definition: hookOnly({ $ref: "#/definitions/Parcel" }), at: [`${HOOK}/${KEY}`] },
      {
        definition: hookOnly({ ...CONTENT, Schema: {}, examples: {} }),
        at: [`${HOOK}/${KEY}/Schema`, `${HOOK}/${KEY}/examples`],
      },
      { definition: hookOnly({ Schema: { type: "object" } }), at: [`${HOOK}/${KEY}/Schema`] },
      { definition: hookOnly("news"), at: [`${HOOK}/${KEY}`] },
      {
        definition: hookOnly({ description: 7, schema: {} }),
        at: [`${HOOK}/${KEY}/description`, `${HOOK}/${KEY}/schema`],
      },
    ],
    good: [
      { definition: newsHook() },
      {
        definition: {
          ...hookOnly({ $ref: "#/responses/News" }),
          responses: { News: { description: "News.", schema: { type: "object" } } },
        },
      },
    ],
  },
]);

/** What stands in the wrong place is missing in the right one, unless that has its own or the operation needs none. */
function lackingCode(operation: Operation | undefined, path: Node | undefined, context: Context): string[] {
  const lacks =
    operation !== undefined && path?.kind === "pathItem" && own(path.value, KEY) === undefined
      ? urlsOf(context, operation).fields.length > 0
      : false;
  return lacks ? ["OperationMustHaveNotificationContentExtension"] : [];
}

function hasContentInside({ responses, parameters }: Operation): boolean {
  return [...responses, ...parameters].some(({ value }) => own(value, KEY) !== undefined);
}

function checkShape(node: Node, context: Context): void {
  // Content that is not read at all has a rule of its own.
  if (node.parent?.kind !== "pathItem") return;
  const resolved = resolveObject(context.root, node.value, node.pointer);
  if (!resolved) return;
  const { value } = resolved;
  const keys = Object.keys(value);
  const schema = own(value, "schema");
  const misspelt = schema === undefined ? keys.find((key) => key.toLowerCase() === "schema") : undefined;
  if (schema === undefined && misspelt === undefined) {
    const bare = keys.some((key) => SCHEMA_KEYS.includes(key));
    context.report(
      node,
      bare
        ? `${KEY} holds a schema itself instead of under "schema".`
        : `${KEY} has no schema, so that triggers offer nothing of what is sent.`,
      {
        help: bare
          ? 'Put it under "schema": {"schema": { … }}.'
          : 'Add "schema" with the properties of the notification.',
        part: "key",
        codes: ["SchemaDefinitionSetIncorrectly"],
        fix: bare
          ? {
              title: 'Put it under "schema"',
              edits: (document) => wrapValue(document, node.pointer, "schema"),
            }
          : undefined,
      },
    );
    if (bare) return;
  } else if (schema !== undefined && !isObject(schema)) {
    context.report(node.at("schema"), `The schema of ${KEY} must be an object, but is ${kindName(schema)}.`, {
      help: 'Write {"type": "object", "properties": { … }}.',
      codes: ["SchemaDefinitionSetIncorrectly", "JsonTypeIncorrect"],
    });
  } else if (isObject(schema) && Object.keys(schema).length === 0) {
    context.report(
      node.at("schema"),
      `The schema of ${KEY} is empty, so that triggers offer nothing of what is sent.`,
      {
        help: 'Describe the notification: {"type": "object", "properties": { … }}.',
        codes: [],
      },
    );
  }
  // Behind a reference stands a response, with keys and rules of its own.
  if (resolved.pointer !== node.pointer) return;
  const description = own(value, "description");
  if (description !== undefined && typeof description !== "string") {
    context.report(
      node.at("description"),
      `The description of ${KEY} is ${kindName(description)}, not a text.`,
      {
        help: "Write what the notification holds, in quotes.",
        breaksAtRunTime: "never",
        codes: ["JsonTypeIncorrect"],
      },
    );
  }
  for (const key of keys) {
    if (KEYS.includes(key) || key.startsWith("x-")) continue;
    const place = node.at(key);
    const meant = KEYS.find((known) => known === key.toLowerCase());
    context.report(place, `${KEY} has no property ${quote(key)}.`, {
      help: `${didYouMean(key, KEYS)}It holds "schema" and "description".`,
      ...(key === misspelt ? {} : { breaksAtRunTime: "never" as const }),
      part: "key",
      codes: [
        "AdditionalPropertyNotAllowed",
        ...(key === misspelt ? ["SchemaDefinitionSetIncorrectly"] : []),
      ],
      fix:
        meant !== undefined && own(value, meant) === undefined
          ? {
              title: `Rename it to "${meant}"`,
              edits: (document) => renameKey(document, place.pointer, meant),
            }
          : undefined,
    });
  }
}
