/** x-ms-notification-content: what a webhook sends, and where that has to be said. */

import type { Operation } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { removeAt } from "../../json/edits.ts";
import { moveMember, wrapValue } from "../../json/move-text.ts";
import { isObject, type JsonObject, own, ownArray, ownString } from "../../json/values.ts";
import { hookBody, newsHook } from "../examples/hooks-example.ts";
import { misplacedContent, urlsOf } from "../facts/notification-urls.ts";
import { nameAt } from "../facts/operation-name.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_PARSER, VALIDATOR_CODES, WEBHOOK_TRIGGER } from "../sources.ts";

const KEY = "x-ms-notification-content";
const SET_WRONGLY = "SchemaDefinitionSetIncorrectly";
const SCHEMA_KEYS = ["type", "properties", "items", "allOf", "required", "title", "example"];
const CONTENT: JsonObject = {
  description: "The news.",
  schema: { type: "object", properties: { headline: { type: "string" } } },
};
const HOOK = "/paths/~1hooks~1news";
const hookOnly = (content: unknown) => newsHook({}, { [KEY]: content as JsonObject });

export default defineRules("triggers-webhook", [
  {
    id: "webhook-content-on-path-item",
    statement: `${KEY} stands on the path, beside the method, never inside the operation.`,
    why: "The designer reads x-ms-notification-content from the path only. Elsewhere it is lost: the trigger turns into a polling one, without any of its dynamic content.",
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
        const name = nameAt(node);
        if (own(parent.value, KEY) !== undefined) {
          context.report(place, `${KEY} inside the operation ${name} is never read: its path has another.`, {
            help: "Remove it here; the one on the path applies.",
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
        context.report(place, `${KEY} stands inside the operation ${name}, not on its path.`, {
          help: `Move it one level up, onto the path ${quote(String(parent.key))}, beside "${node.key}".`,
          label: "never read here",
          part: "key",
          codes: lackingCode(node.operation, parent, context),
          related: [{ place: parent, label: "belongs here", part: "key" }],
          fix: {
            title: "Move it onto the path",
            edits: (document) => moveMember(document, place.pointer, parent.pointer),
          },
        });
      },
      response(node, context) {
        if (own(node.value, KEY) === undefined) return;
        const path = node.parent?.kind === "operation" ? node.parent.parent : undefined;
        const place = node.at(KEY);
        const movable = path !== undefined && own(path.value, KEY) === undefined;
        context.report(place, `${KEY} stands inside a response, not on the path.`, {
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
        context.report(node.at(KEY), `${KEY} stands inside a body parameter, not on the path.`, {
          help: 'Move it onto the path, beside "post".',
          label: "never read here",
          part: "key",
          codes: lackingCode(node.parent?.operation, node.parent?.parent, context),
        });
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
    statement: `The path of an operation with a notification URL has ${KEY}.`,
    why: "x-ms-notification-content tells makers what the notification holds, and the import refuses a webhook trigger without it.",
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
            help: `Add "${KEY}": {"schema": { … }} to the path, beside "${node.key}", with the properties of what the service sends.`,
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
    statement: `${KEY} is an object with a schema and perhaps a description.`,
    why: "Only what is described under its schema becomes dynamic content: otherwise makers get one lump called Body.",
    severity: { import: "warning", certification: "warning" },
    codes: ["SchemaDefinitionSetIncorrectly", "JsonTypeIncorrect", "AdditionalPropertyNotAllowed"],
    sources: [DEFINITION_SCHEMA, WEBHOOK_TRIGGER, VALIDATOR_CODES, "observed: 8 published connectors"],
    breaksAtRunTime: "possible",
    fixable: true,
    shape: [
      { of: "pathItem", faults: ["type"], keys: [KEY] },
      {
        of: "notificationContent",
        faults: ["unknown"],
        say: ({ node, key }, usual) =>
          isRead(node) && !hasBareSchema(node.value)
            ? {
                ...(key === "parameters" && ofNoVariable(node)),
                label: undefined,
                breaksAtRunTime: usual.meant === "schema" ? undefined : "never",
                codes: [
                  ...(usual.codes ?? []),
                  ...(usual.meant === "schema" && key !== "schema" ? [SET_WRONGLY] : []),
                ],
              }
            : undefined,
      },
      {
        of: "notificationContent",
        faults: ["type"],
        keys: ["description"],
        say: ({ node }) =>
          isRead(node) && !hasBareSchema(node.value) ? { breaksAtRunTime: "never" } : undefined,
      },
      {
        of: "notificationContent",
        faults: ["missing", "type"],
        keys: ["schema"],
        say({ fault, node }, usual) {
          if (!isRead(node)) return undefined;
          if (fault === "type") return { codes: [SET_WRONGLY, ...(usual.codes ?? [])] };
          const bare = hasBareSchema(node.value);
          return {
            message: bare
              ? `${KEY} holds a schema itself instead of under "schema".`
              : `${KEY} has no schema, so that triggers offer nothing of what is sent.`,
            help: bare
              ? 'Put it under "schema": {"schema": { … }}.'
              : 'Add "schema" with the properties of the notification.',
            part: "key",
            codes: [SET_WRONGLY],
            fix: bare
              ? {
                  title: 'Put it under "schema"',
                  edits: (document) => wrapValue(document, node.pointer, "schema"),
                }
              : undefined,
          };
        },
      },
    ],
    checks: { notificationContent: checkSchema },
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

/** What is in the wrong place is missing in the right one, unless that has its own or the operation needs none. */
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

/** Whether the designer reads it, and it stands here: behind a reference stands a response, with rules of its own. */
function isRead(node: Node): boolean {
  return node.parent?.kind === "pathItem" && own(node.value, "$ref") === undefined;
}

/** Whether content is a schema without the key for it. */
function hasBareSchema(content: JsonObject): boolean {
  return (
    own(content, "schema") === undefined &&
    Object.keys(content).some((key) => SCHEMA_KEYS.includes(key)) &&
    !Object.keys(content).some((key) => key.toLowerCase() === "schema")
  );
}

/** Content, or the response that it refers to, has a schema with something in it. */
function checkSchema(node: Node, context: Context): void {
  // Content that is not read at all has a rule of its own.
  if (node.parent?.kind !== "pathItem") return;
  const schema = own(resolveObject(context.root, node.value, node.pointer)?.value, "schema");
  const isReference = own(node.value, "$ref") !== undefined;
  if (isObject(schema) ? Object.keys(schema).length > 0 : !isReference || schema !== undefined) return;
  context.report(
    isReference && schema === undefined ? node : node.at("schema"),
    schema === undefined
      ? `${KEY} has no schema, so that triggers offer nothing of what is sent.`
      : `The schema of ${KEY} is empty, so that triggers offer nothing of what is sent.`,
    {
      help: 'Describe the notification: {"type": "object", "properties": { … }}.',
      codes: schema === undefined ? [SET_WRONGLY] : [],
    },
  );
}

/** What to do with parameters beside the schema that the operation could not take either: the path has no such variables. */
function ofNoVariable(node: Node): { help: string } | undefined {
  const path = String(node.parent?.key ?? "");
  const entries = ownArray(node.value, "parameters") ?? [];
  const names = entries.map((entry) => (own(entry, "in") === "path" ? ownString(entry, "name") : undefined));
  const [name] = names;
  if (name === undefined || names.some((one) => one === undefined || path.includes(`{${one}}`)))
    return undefined;
  return { help: `Remove it: the path ${quote(path)} has no ${quote(`{${name}}`)}.` };
}
