/** Which responses an operation declares, and which of them the designer reads. */

import { isSuccess, outputResponse, schemaOf } from "../../definition/answers.ts";
import { isAgentic } from "../../definition/extensions.ts";
import type { Operation, Response } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { own } from "../../json/values.ts";
import { operationWith } from "../examples/small-changes.ts";
import { isPolling, isWebhook } from "../facts/notification-urls.ts";
import { nameOf } from "../facts/operation-name.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import {
  CERTIFICATION,
  CODING_STANDARDS,
  DESIGNER_OUTPUTS,
  pullRequest,
  VALIDATOR_CODES,
} from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;
/** The designer looks for a schema at these, in this order. */
const READ = ["200", "201", "default"];

function hasSchema(response: Response): boolean {
  return own(response.value, "schema") !== undefined;
}

/** Whether a response describes an error of this operation alone, and not by referring to a shared response. */
function isOwnError(operation: Operation, response: Response): boolean {
  return (
    /^[45]\d\d$/.test(response.status) &&
    hasSchema(response) &&
    response.pointer.startsWith(operation.pointer)
  );
}

const OK = { description: "Fine." };
const TEXT = { ...OK, schema: { type: "string" } };
const OBJECT = { ...OK, schema: { type: "object" } };
/** The base connector with another operation. */
const answers = (responses: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  ({
    paths: { "/stamps": { get: { operationId: "ListStamps", parameters: [], responses, ...more } } },
  }) as never;
const AT = "/paths/~1stamps/get/responses";

/** What to do with a "default" beside other responses. */
function helpForDefault(statuses: readonly string[], inline: boolean): string {
  const free = ["400", "500"].find((status) => !statuses.includes(status));
  const leave = inline ? "delete its schema" : "refer to a response without a schema";
  return free === undefined
    ? `Let ${quote("default")} be without a schema: ${leave}.`
    : `Rename "default" to the status that is answered so, such as "${free}". If that can be any, ${leave}: makers do not see it.`;
}

export default defineRules("responses", [
  {
    id: "resp-success-required",
    statement: "Every operation declares a successful response.",
    why: "Without one the designer offers makers no field of the answer, and Microsoft's validator warns.",
    severity: WARNING,
    codes: ["OperationShouldHaveSuccessfulResponse"],
    sources: [VALIDATOR_CODES, CODING_STANDARDS],
    yieldsTo: ["resp-default-only"],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        const { operation } = node;
        const statuses = operation?.statuses ?? [];
        if (!operation || statuses.length === 0 || statuses.some(isSuccess)) return;
        // What is meant as a success, such as "2XX" or "200 OK", is a fault of its status.
        if (statuses.some((status) => /^\s*2/.test(status))) return;
        context.report(
          node.at("responses"),
          `The operation ${nameOf(operation)} declares ${list(statuses)}, but no response for success.`,
          {
            help: 'Add "200": {"description": "…", "schema": { … }} with what comes back when all goes well. If nothing does, add "204": {"description": "Done."}.',
          },
        );
      },
    },
    bad: [{ definition: answers({ "404": OK, "500": OK }), at: [AT] }],
    good: [{ definition: answers({ "204": OK }) }, { definition: answers({ "2XX": OK, "404": OK }) }],
  },
  {
    id: "resp-default-only",
    statement: '"default" is not the only response.',
    why: '"default" stands for every status that is not declared, errors included: makers cannot tell what comes back when all goes well, and Microsoft\'s validator warns.',
    severity: WARNING,
    codes: ["OperationShouldHaveSuccessfulResponse"],
    sources: [CODING_STANDARDS, pullRequest(1425), VALIDATOR_CODES, "observed: 84 published connectors"],
    // With a schema it is that one's, which is graver.
    yieldsTo: ["resp-default-schema"],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        const { operation } = node;
        const statuses = operation?.statuses ?? [];
        if (!operation || statuses.length !== 1 || statuses[0] !== "default") return;
        context.report(
          node.at("responses", "default"),
          `The operation ${nameOf(operation)} declares no response but "default", which stands for everything else: no success is described.`,
          {
            help: 'Rename it to "200", or to the status that the service answers with when all goes well.',
            part: "key",
          },
        );
      },
    },
    bad: [{ definition: answers({ default: OK }), at: [`${AT}/default`] }],
    good: [{ definition: answers({ "200": OK, default: OK }) }, { definition: answers({ default: TEXT }) }],
  },
  {
    id: "resp-default-schema",
    statement: 'The "default" response has no schema.',
    why: "Schemas belong to expected answers; certification refuses one for all the rest.",
    severity: { import: "off", certification: "error" },
    codes: ["DefaultResponseHasSchema"],
    sources: [VALIDATOR_CODES, pullRequest(3841), CERTIFICATION],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        const found = node.operation?.responses.find(({ status }) => status === "default");
        if (!node.operation || !found || !hasSchema(found)) return;
        // `{}` says nothing of the answer.
        const schema = schemaOf(context.root, found)?.value;
        if (schema && Object.keys(schema).length === 0) return;
        const inline = found.pointer.startsWith(node.pointer);
        const only = node.operation.responses.length === 1;
        context.report(
          // Alone, it is "default" that has to change; its schema is right.
          inline && !only ? node.at("responses", "default", "schema") : node.at("responses", "default"),
          only
            ? `The operation ${nameOf(node.operation)} declares only "default", which stands for everything else: no success is described.`
            : inline
              ? `The "default" response of ${nameOf(node.operation)} has a schema.`
              : `The "default" response of ${nameOf(node.operation)} refers to ${quote(found.pointer.slice(found.pointer.lastIndexOf("/") + 1))}, which has a schema.`,
          {
            help: only
              ? 'Rename it to "200", or to the status that the service answers with when all goes well.'
              : helpForDefault(node.operation.statuses, inline),
            part: "key",
            ...(inline
              ? {}
              : {
                  related: [
                    { place: { file: node.file, pointer: `${found.pointer}/schema` }, label: "the schema" },
                  ],
                }),
          },
        );
      },
    },
    bad: [
      { definition: answers({ "200": OK, default: TEXT }), at: [`${AT}/default/schema`] },
      {
        definition: {
          ...(answers({ "200": OK, default: { $ref: "#/responses/Else" } }) as object),
          responses: { Else: TEXT },
        },
        at: [`${AT}/default`],
      },
      { definition: answers({ default: TEXT }), at: [`${AT}/default`] },
    ],
    good: [
      { definition: answers({ "200": TEXT, default: OK }) },
      { definition: answers({ "200": TEXT, default: { ...OK, schema: {} } }) },
    ],
  },
  {
    id: "resp-multiple-schemas",
    statement: "Only one response has a schema: the designer reads one.",
    why: 'The designer reads the schema of one response, of "200" before "201" before "default": what other responses describe never becomes dynamic content.',
    severity: { import: "info", certification: "info" },
    codes: ["OperationHasManyResponsesWithSchema"],
    sources: [
      VALIDATOR_CODES,
      DESIGNER_OUTPUTS,
      "chosen: errors count once for a connector, and not where they are shared; 201 published connectors declare them, and tools read them",
    ],
    yieldsTo: ["resp-default-schema"],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        const { operation } = node;
        // A webhook's dynamic content is what its notifications hold, whatever the subscription answers.
        if (!operation || operation.responses.length < 2 || isWebhook(context, operation)) return;
        const found = READ.flatMap((status) =>
          operation.responses.filter((response) => response.status === status),
        ).filter(hasSchema);
        const [first, ...others] = found;
        if (!first || others.length === 0) return;
        const used = schemaOf(context.root, first)?.value;
        // The same schema for all of them loses nothing.
        if (used && others.every((other) => schemaOf(context.root, other)?.value === used)) return;
        context.report(
          node.at("responses"),
          `The operation ${nameOf(operation)} has schemas on ${list(found.map(({ status }) => status))}; the designer reads only ${quote(first.status)}.`,
          {
            // It refuses "default", which says nothing of others.
            ...(!others.every(({ status }) => status === "default") && { yieldsTo: [] }),
            help: `Put all fields that makers need into the schema of ${quote(first.status)}, and remove the others or let them refer to the same definition.`,
            related: [
              { place: node.at("responses", first.status), label: "read", part: "key" },
              ...others.map((other) => ({
                place: node.at("responses", other.status),
                label: "not read",
                part: "key" as const,
              })),
            ],
          },
        );
      },
      connector(context) {
        const found = context.model.operations.filter(
          (operation) =>
            !isWebhook(context, operation) &&
            operation.responses.some(({ status }) => READ.includes(status)) &&
            operation.responses.some((response) => isOwnError(operation, response)),
        );
        const [first, ...others] = found;
        const answer = first?.responses.find((response) => isOwnError(first, response));
        if (!first || !answer) return;
        const more =
          others.length > 0
            ? `, and so ${others.length === 1 ? "does 1 more operation" : `do ${others.length} more operations`}`
            : "";
        context.report(
          context.inDefinition(answer.pointer),
          `The operation ${nameOf(first)} has a schema on ${quote(answer.status)}, which the designer never reads${more}.`,
          {
            help: 'Leave it if it is meant for readers of the definition. If makers need a field of it in flows, add that field to the schema of the successful response, with "x-ms-visibility": "advanced".',
          },
        );
      },
    },
    bad: [
      { definition: answers({ "200": TEXT, "201": OBJECT }), at: [AT] },
      { definition: answers({ "200": TEXT, "400": OBJECT, "404": OBJECT }), at: [`${AT}/400`] },
    ],
    good: [
      { definition: answers({ "200": TEXT, default: OBJECT }) },
      {
        definition: {
          ...(answers({ "200": TEXT, "400": { $ref: "#/responses/Wrong" } }) as object),
          responses: { Wrong: OBJECT },
        },
      },
      {
        definition: answers({
          "200": { ...OK, schema: { $ref: "#/definitions/Parcel" } },
          "201": { ...OK, schema: { $ref: "#/definitions/Parcel" } },
        }),
      },
    ],
  },
  {
    id: "resp-200-201-schema",
    statement: "An operation that makers see has a schema on its 200 or 201, unless nothing comes back.",
    why: "Without a schema makers get the answer as one lump in dynamic content, and have to take it apart by expressions or a Parse JSON step.",
    severity: { import: "off", certification: "warning" },
    codes: ["SchemaDefinitionSetIncorrectly"],
    sources: [VALIDATOR_CODES, CERTIFICATION],
    asksFor: ["schema"],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        const { operation } = node;
        // The answer to HEAD has no body.
        if (!operation || node.internal || operation.method === "head") return;
        // What an MCP server answers is a message of the protocol, for agents and not for makers.
        if (isAgentic(operation)) return;
        // Triggers have rules of their own.
        if (isWebhook(context, operation) || isPolling(context, operation)) return;
        const statuses = operation.statuses;
        const successes = statuses.filter(isSuccess);
        if (successes.length === 0 || successes.every((status) => status === "204" || status === "205"))
          return;
        const relevant = operation.responses.filter(({ status }) => isSuccess(status));
        // A response that points to nothing may have one; a schema on another success has a rule of its own.
        if (relevant.length < successes.length || relevant.some(hasSchema)) {
          checkOnlyResponse(node, operation, context);
          return;
        }
        const place = successes.find((status) => status === "200" || status === "201") ?? successes[0] ?? "";
        context.report(
          node.at("responses", place),
          `The response ${quote(place)} of ${nameOf(operation)} has no schema.`,
          place === "202"
            ? {
                // The platform itself asks for the result where the answer names an address, and the flow gets that result.
                help: 'Leave it if nothing follows, as where a message is sent. If the answer names an address in Location, describe under "200" what the platform fetches there in the end.',
                part: "key",
                // A request that is only accepted has no outputs.
                severity: "info",
              }
            : {
                help: `Add "schema": {"type": "object", "properties": { … }} with the fields that come back. Leave it if nothing does${place === "200" ? ', or rename it to "204" if that is the status it really sends' : ""}.`,
                part: "key",
              },
        );
      },
    },
    bad: [
      { definition: answers({ "200": OK, "404": OK }), at: [`${AT}/200`] },
      { definition: answers({ "202": OK }), at: [`${AT}/202`] },
      { definition: answers({ "202": TEXT }), at: [`${AT}/202`] },
    ],
    good: [
      { definition: answers({ "204": OK }) },
      { definition: answers({ "201": TEXT }) },
      {
        definition: operationWith("/depots", "head", {
          operationId: "HasDepots",
          parameters: [],
          responses: { "200": OK },
        }),
      },
      { definition: answers({ "200": OK }, { "x-ms-agentic-protocol": "mcp-streamable-1.0" }) },
    ],
  },
  {
    id: "resp-schema-ignored-code",
    statement: "Among several responses, a success with a schema is 200 or 201.",
    why: "The designer reads 200, then 201, then default: a schema on 202 or 206 is read only if it is the only response.",
    severity: WARNING,
    sources: [DESIGNER_OUTPUTS, "observed: 18 published connectors"],
    onlyWith: ["responses"],
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (!operation || isWebhook(context, operation)) return;
        const read = outputResponse(operation);
        for (const response of operation.responses) {
          const { status } = response;
          if (!isSuccess(status) || READ.includes(status) || status === read?.status || !hasSchema(response))
            continue;
          // Nothing is lost with a schema that says nothing, or the same as the one that is read.
          const schema = schemaOf(context.root, response)?.value;
          const other = read && schemaOf(context.root, read)?.value;
          if (schema === undefined || schema === other || Object.keys(schema).length === 0) continue;
          context.report(
            node.at("responses", status),
            read
              ? `The designer does not read the schema of ${quote(status)} of ${nameOf(operation)}: it reads ${quote(read.status)}.`
              : `The designer does not read the schema of ${quote(status)}, and ${nameOf(operation)} has no response that it reads.`,
            {
              // On "default" a schema would be refused.
              help:
                read && read.status !== "default"
                  ? hasSchema(read)
                    ? `Remove the schema of ${quote(status)}. If makers need fields of it, add them to the schema of ${quote(read.status)}.`
                    : `Move the schema to ${quote(read.status)}, or remove it.`
                  : `Move the schema to a response "200" if the service answers so, otherwise remove it.`,
              part: "key",
              // Makers have dynamic content all the same.
              ...(other && { severity: "info" as const }),
              ...(read
                ? {
                    related: [
                      { place: node.at("responses", read.status), label: "read", part: "key" as const },
                    ],
                  }
                : {}),
            },
          );
        }
      },
    },
    bad: [
      { definition: answers({ "200": OK, "202": TEXT }), at: [`${AT}/202`] },
      { definition: answers({ "200": OBJECT, "202": TEXT }), at: [`${AT}/202`] },
      { definition: answers({ "202": TEXT, "400": OK }), at: [`${AT}/202`] },
      { definition: answers({ "207": TEXT, default: OK }), at: [`${AT}/207`] },
    ],
    good: [
      { definition: answers({ "202": TEXT }) },
      { definition: answers({ "200": OK, "202": { ...OK, schema: {} } }) },
    ],
  },
  {
    id: "resp-empty-schema",
    statement: "The schema of an answer is not empty.",
    why: "{} means anything: makers get one lump to parse instead of fields.",
    severity: { import: "off", certification: "info" },
    sources: [CERTIFICATION, "observed: 212 published connectors"],
    onlyWith: ["schema"],
    checks: {
      response(node, context) {
        // The schema of "default" has a rule of its own; those of errors are read by nobody.
        if (node.status !== undefined && !isSuccess(node.status)) return;
        const schema = resolveObject(context.root, own(node.value, "schema"), "");
        if (!schema || Object.keys(schema.value).length > 0) return;
        const of = node.operation ? ` of ${nameOf(node.operation)}` : "";
        context.report(
          node.at("schema"),
          `The schema of the response ${quote(String(node.key))}${of} is empty: makers get no fields of it.`,
          {
            help: ["204", "205"].includes(node.status ?? "")
              ? `Remove it: an answer with the status ${node.status} has no content.`
              : `Describe what comes back${own(node.value, "examples") === undefined ? "" : ", such as from the example beside it"}: {"type": "object", "properties": { … }}. Remove the schema only if nothing comes back.`,
          },
        );
      },
    },
    bad: [
      { definition: answers({ "200": { ...OK, schema: {} } }), at: [`${AT}/200/schema`] },
      {
        definition: {
          ...(answers({ "200": { ...OK, schema: { $ref: "#/definitions/Any" } } }) as object),
          definitions: { Any: {} },
        },
        at: [`${AT}/200/schema`],
      },
    ],
    good: [{ definition: answers({ "200": TEXT, "400": { ...OK, schema: {} } }) }],
  },
]);

/** The designer reads the schema of any success that is the only response; the service wants it on 200 or 201. */
function checkOnlyResponse(node: Node, operation: Operation, context: Context): void {
  const [only, ...others] = operation.responses;
  if (!only || others.length > 0 || !isSuccess(only.status) || READ.includes(only.status)) return;
  context.report(
    node.at("responses", only.status),
    `The schema of ${nameOf(operation)} is on ${quote(only.status)}, not on "200" or "201".`,
    {
      help: `Rename it to "200" if the service answers so. Otherwise leave it: the designer reads the only response.`,
      part: "key",
      // Nothing is lost; the service reports it all the same.
      severity: "info",
    },
  );
}
