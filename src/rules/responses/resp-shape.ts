/** What every response and its headers must be. */

import { ITEM_TYPES } from "../../definition/grammar/swagger.ts";
import { addMember } from "../../json/edits.ts";
import { entryOf, isObject, type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { bareMime, isMime, mimesOf } from "../facts/mime-types.ts";
import { isWebhook } from "../facts/notification-urls.ts";
import { nameAt } from "../facts/operation-name.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;

const answers = (responses: unknown) => ({ paths: { "/depots": { get: { responses } } } }) as never;
const AT = "/paths/~1depots/get/responses";
const withHeaders = (headers: unknown) => answers({ "200": { headers } });

export default defineRules("responses", [
  {
    id: "resp-required",
    statement: "Every operation declares at least one response.",
    why: "Without one the designer offers makers nothing of the answer, and the import refuses the operation; published connectors lack one only on webhook triggers and internal operations.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationMustHaveResponse"],
    sources: [
      VALIDATOR_CODES,
      DEFINITION_SCHEMA,
      "observed: 13 published connectors, on webhook triggers and one internal operation",
    ],
    asksFor: ["responses"],
    checks: {
      operation(node, context) {
        const responses = own(node.value, "responses");
        // A value of another type has a rule of its own.
        if (responses !== undefined && !isObject(responses)) return;
        if (Object.keys(responses ?? {}).some((status) => !status.startsWith("x-"))) return;
        const { operation } = node;
        const webhook = operation !== undefined && isWebhook(context, operation);
        context.report(
          responses === undefined ? node : node.at("responses"),
          `The operation ${nameAt(node)} declares no response.`,
          {
            help: webhook
              ? 'Add the status that the service answers a subscription with, such as "201": {"description": "Subscribed.", "headers": {"Location": {"type": "string"}}}. The platform calls the address in Location to unsubscribe: if the service does not send it, let a script add it.'
              : 'Add "200": {"description": "…", "schema": { … }} with what comes back. If nothing does, add "204": {"description": "Done."}.',
            // Published and working: webhook triggers, whose content comes later, and operations that no maker sees.
            ...(webhook || operation?.internal ? { severity: "warning" } : {}),
          },
        );
      },
    },
    bad: [
      { definition: answers(null), at: [DEPOTS] },
      {
        definition: { paths: { "/hooks": { post: { responses: { "201": null } } } } },
        at: ["/paths/~1hooks/post/responses"],
      },
    ],
    good: [{ definition: answers({ "200": null, "204": { description: "Nothing." } }) }],
  },
  {
    id: "resp-code-valid",
    statement: 'Responses stand under HTTP status codes or "default".',
    why: 'The import refuses a definition with any key among the responses but HTTP status codes and "default".',
    severity: ERROR,
    codes: ["ResponseMustBeDefaultOrHttpStatusCode"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        for (const status of Object.keys(ownObject(node.value, "responses") ?? {})) {
          if (status === "default" || status.startsWith("x-") || /^[1-5]\d\d$/.test(status)) continue;
          const digits = /^[1-5]\d\d/.exec(status.trim())?.[0];
          context.report(
            node.at("responses", status),
            `${quote(status)}, a response of ${nameAt(node)}, is not an HTTP status code.`,
            {
              help: digits
                ? `Write "${digits}".`
                : /^[1-5]xx$/i.test(status)
                  ? `Write one code such as "${status.charAt(0)}00", or "default".`
                  : `${didYouMean(status, ["default"])}Write a code from 100 to 599, or "default".`,
              part: "key",
            },
          );
        }
      },
    },
    bad: [
      {
        definition: answers({ "2XX": { description: "Fine." }, ok: { description: "Fine." } }),
        at: [`${AT}/2XX`, `${AT}/ok`],
      },
    ],
    good: [{ definition: answers({ default: { description: "Else." }, "x-note": "none" }) }],
  },
  {
    id: "resp-description-required",
    statement: "Every response has a description.",
    why: "Swagger requires a description, even an empty one, and the import refuses a response without it.",
    severity: ERROR,
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: "response",
        faults: ["missing", "type"],
        keys: ["description"],
        say({ fault, node, value }) {
          const status = node.status ?? "";
          const reason = reasonPhrase(status);
          const written = reason === undefined ? "Any other answer." : `${reason}.`;
          const fixable = fault === "missing" && (reason !== undefined || status === "default");
          return {
            message:
              fault === "missing"
                ? `The response ${quote(status || String(node.key))}${of(node)} has no description.`
                : `The description of the response ${quote(status || String(node.key))}${of(node)} is ${kindName(value)}; it must be a string.`,
            help: `Write "description": ${quoteWhole(written)}, or what the answer means here.`,
            fix: fixable
              ? {
                  title: `Add the description ${quote(written)}`,
                  edits: (document) => addMember(document, node.pointer, "description", written),
                }
              : undefined,
          };
        },
      },
    ],
    bad: [
      { definition: answers({ "200": null, "404": {} }), at: [`${AT}/404`] },
      { definition: { responses: { Gone: { description: null, headers: {} } } }, at: ["/responses/Gone"] },
      { definition: { responses: { Gone: { description: 7 } } }, at: ["/responses/Gone/description"] },
    ],
    good: [{ definition: answers({ "404": { description: "" } }) }],
  },
  {
    id: "resp-description-empty",
    statement: "The description of a response is not empty.",
    why: "Nothing breaks, but whoever reads the definition, or documentation made from it, does not learn when this answer comes.",
    severity: { import: "info", certification: "info" },
    sources: [DEFINITION_SCHEMA, "observed: 9 published connectors"],
    shape: [
      {
        of: "response",
        faults: ["empty"],
        keys: ["description"],
        say: ({ node }) => ({
          message: `The description of the response ${quote(String(node.key))}${of(node)} is empty.`,
          help: `Write ${quoteWhole(`${reasonPhrase(node.status ?? "") ?? "Any other answer"}.`)}, or in a few words what the answer means here.`,
        }),
      },
    ],
    bad: [{ definition: answers({ "404": { description: " " } }), at: [`${AT}/404/description`] }],
  },
  {
    id: "resp-header-type",
    statement: "Every response header has a type, and its name is there once whatever its letter case.",
    why: "The import refuses a response header without a type, and a name that is there again in other letters: the names of headers have no letter case.",
    severity: ERROR,
    codes: [
      "ResponseHeadersAreNotUnique",
      "RequiredPropertyMissing",
      "JsonValueNotInEnum",
      "JsonTypeIncorrect",
    ],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      { of: "response", faults: ["type"], keys: ["headers"], entries: true },
      {
        of: "header",
        faults: ["missing", "type", "value"],
        keys: ["type"],
        say({ fault, node, value }) {
          const name = quote(String(node.key));
          return fault === "missing"
            ? {
                message: `The response header ${name}${of(node)} has no type.`,
                help: 'Add "type": "string".',
              }
            : {
                message: `The response header ${name}${of(node)} has the type ${show(value)}.`,
                help: `${typeof value === "string" ? didYouMean(value, ITEM_TYPES) : ""}Write ${list(ITEM_TYPES, "or")}.`,
              };
        },
      },
    ],
    checks: {
      response(node, context) {
        const headers = ownObject(node.value, "headers");
        if (!headers) return;
        const first = new Map<string, string>();
        for (const name of Object.keys(headers)) {
          const earlier = first.get(name.toLowerCase());
          if (earlier === undefined) first.set(name.toLowerCase(), name);
          else
            context.report(
              node.at("headers", name),
              `The response ${quote(String(node.key))}${of(node)} has the header ${quote(name)} already, as ${quote(earlier)}.`,
              {
                help: "Remove one of the two.",
                part: "key",
                codes: ["ResponseHeadersAreNotUnique"],
                related: [{ place: node.at("headers", earlier), label: "first here", part: "key" }],
              },
            );
        }
      },
    },
    bad: [
      { definition: withHeaders({ "X-Rate": { description: "Rate." } }), at: [`${AT}/200/headers/X-Rate`] },
      { definition: withHeaders({ "X-Rate": { type: "String" } }), at: [`${AT}/200/headers/X-Rate/type`] },
      {
        definition: withHeaders({ Etag: { type: "string" }, ETag: { type: "string" } }),
        at: [`${AT}/200/headers/ETag`],
      },
      { definition: withHeaders({ Etag: "string" }), at: [`${AT}/200/headers/Etag`] },
    ],
    good: [{ definition: withHeaders({ ETag: { type: "string" } }) }],
  },
  {
    id: "resp-example-mime",
    statement: "Examples of a response are listed under MIME types that the operation produces.",
    why: "An example in another type describes an answer that never comes, and Microsoft's validator warns.",
    severity: { import: "warning", certification: "warning" },
    codes: ["ResponseExampleMustBeProducedByOperation"],
    sources: [VALIDATOR_CODES],
    onlyWith: ["examples"],
    checks: {
      response(node, context) {
        const examples = ownObject(node.value, "examples");
        if (!examples) return;
        const { operation } = node;
        const produced = operation
          ? (mimesOf(context.root, operation, "produces") ??
            noneIfEmpty(ownArray(operation.value, "produces")))
          : producedBySharers(node, context);
        for (const mime of Object.keys(examples)) {
          if (mime.startsWith("x-")) continue;
          const fits =
            isMime(mime) && (!produced || produced.includes("*/*") || produced.includes(bareMime(mime)));
          if (fits) continue;
          context.report(
            node.at("examples", mime),
            produced && isMime(mime)
              ? `There is an example for ${quote(mime)}, but ${operation ? quote(operation.id ?? "") : "what answers with it"} produces ${list(produced)}.`
              : `There is an example for ${quote(mime)}, which is not a MIME type.`,
            {
              help:
                produced?.length === 0
                  ? `Write "produces": [${quote(mime)}] if the service answers so. Otherwise remove the example.`
                  : `Put the example under ${list(produced ?? ["application/json"], "or")}.`,
              part: "key",
            },
          );
        }
      },
    },
    bad: [
      {
        definition: depotsWith({ produces: [], responses: { "200": { examples: { "text/csv": "a,b" } } } }),
        at: [`${DEPOTS}/responses/200/examples/text~1csv`],
      },
      {
        definition: answers({ "200": { examples: { "text/csv": "a,b" } } }),
        at: [`${AT}/200/examples/text~1csv`],
      },
      {
        definition: { responses: { Gone: { description: "Gone.", examples: { first: {} } } } },
        at: ["/responses/Gone/examples/first"],
      },
      {
        definition: {
          ...(answers({ "410": { $ref: "#/responses/Gone" } }) as object),
          responses: { Gone: { description: "Gone.", examples: { "text/csv": "a,b" } } },
        },
        at: ["/responses/Gone/examples/text~1csv"],
      },
    ],
    good: [{ definition: answers({ "200": { examples: { "application/json; charset=utf-8": [] } } }) }],
  },
]);

/** `of "GetParcel"`, for what belongs to one operation. */
function of(node: Node): string {
  return node.operation?.id === undefined ? "" : ` of ${quote(node.operation.id)}`;
}

/** What HTTP calls a status: "OK". Asked for only by a fault, because the module that knows it takes long to load. */
function reasonPhrase(status: string): string | undefined {
  return entryOf(process.getBuiltinModule("node:http").STATUS_CODES, status);
}

/** The MIME types of all operations that answer with a shared response; undefined if one does not say, or there is none. */
function producedBySharers(response: Node, context: Context): string[] | undefined {
  const all = new Set<string>();
  for (const operation of context.model.operations) {
    if (!operation.responses.some(({ pointer }) => pointer === response.pointer)) continue;
    const produced = mimesOf(context.root, operation, "produces");
    if (!produced) return undefined;
    for (const mime of produced) all.add(mime);
  }
  return all.size > 0 ? [...all] : undefined;
}

/** An empty list is not "anything": it takes back what the definition says for all operations. */
function noneIfEmpty(list: readonly JsonValue[] | undefined): string[] | undefined {
  return list?.length === 0 ? [] : undefined;
}
