/** The platform's limits on schemas, counted with references followed. */

import { child } from "../../json/pointer.ts";
import { type JsonObject, own } from "../../json/values.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { refsByDefinition } from "../facts/definition-cycles.ts";
import { nameOf } from "../facts/operation-name.ts";
import { type OperationPart, operationSizes } from "../facts/operation-size.ts";
import {
  countText,
  MAX_BODY_SCHEMAS,
  MAX_OPERATION_SCHEMAS,
  MAX_TOTAL_SCHEMAS,
  schemaSizes,
} from "../facts/schema-size.ts";
import { unreachedDefinitions } from "../facts/unreached-definitions.ts";
import { quote } from "../language/quote.ts";
import { type BadExample, defineRules, type Example } from "../language/rule.ts";
import { CONNECTOR_FAQ, issue, VALIDATOR_CODES } from "../sources.ts";

/** Chosen: the limit exists and is not published; the deepest schema of any published connector has 15 levels. */
const MAX_DEPTH = 16;

// The examples are large: they are made when a test or a page asks for them, not at every start.
export default defineRules("document", [
  {
    id: "doc-schema-count-body",
    statement: `A body, response or notification has at most ${MAX_BODY_SCHEMAS} schemas, references followed.`,
    why: "The platform refuses to import a definition with more than 512 schemas in one body or answer; in the designer, makers would face hundreds of fields.",
    severity: { import: "error", certification: "error" },
    codes: ["BodySchemaCountExceedsMaxAllowed"],
    sources: [CONNECTOR_FAQ, VALIDATOR_CODES, issue(1088)],
    checks: {
      connector(context) {
        for (const { operation, parts } of context.fact(operationSizes)) {
          for (const part of parts) {
            // Where one definition alone is too large, doc-schema-count-definition points at it.
            if (part.size.ownCount <= MAX_BODY_SCHEMAS) continue;
            context.report(
              context.inDefinition(part.pointer),
              `The ${part.what} of operation ${nameOf(operation)} has ${countText(part.size.count)} schemas with references followed; ${MAX_BODY_SCHEMAS} are allowed.`,
              {
                help: 'Delete properties that makers do not need. A deep part can stay as {"type": "object"} without "properties": makers then get it as one token.',
              },
            );
          }
        }
      },
    },
    get bad(): BadExample[] {
      return [
        {
          definition: depotsWith({
            responses: {
              "200": { schema: null, description: "All." },
              "203": { description: "Everything.", schema: wide(600) },
            },
          }),
          at: [`${DEPOTS}/responses/203/schema`],
        },
        {
          definition: {
            definitions: { Label: wide(40) },
            paths: {
              "/parcels": {
                post: {
                  responses: {
                    "201": {
                      schema: {
                        $ref: null,
                        type: "object",
                        properties: Object.fromEntries(
                          Array.from({ length: 15 }, (_, n) => [
                            `label${n}`,
                            { $ref: "#/definitions/Label" },
                          ]),
                        ),
                      },
                    },
                  },
                },
              },
            },
          },
          at: ["/paths/~1parcels/post/responses/201/schema"],
        },
      ];
    },
    get good(): Example[] {
      return [{ definition: depotsWith({ responses: { "200": { schema: { items: wide(500) } } } }) }];
    },
  },
  {
    id: "doc-schema-count-definition",
    statement: `A definition has at most ${MAX_BODY_SCHEMAS} schemas, references followed.`,
    why: "The platform counts each definition when it imports the connector, and refuses the whole connector, even if nothing uses this one.",
    severity: { import: "error", certification: "error" },
    codes: ["BodySchemaCountExceedsMaxAllowed"],
    sources: [issue(1088)],
    checks: {
      root(root, context) {
        for (const [name, size] of context.fact(schemaSizes).definitions) {
          // What is too large only because it contains something too large will be fixed with that.
          if (size.ownCount <= MAX_BODY_SCHEMAS) continue;
          context.report(
            root.at("definitions", name),
            `The definition ${quote(name)} has ${countText(size.count)} schemas with references followed; ${MAX_BODY_SCHEMAS} are allowed.`,
            {
              help: 'Delete the definition if nothing uses it. Otherwise delete properties that makers do not need, or write a deep part as {"type": "object"} without "properties".',
              part: "key",
            },
          );
        }
      },
    },
    get bad(): BadExample[] {
      return [
        { definition: { definitions: { Everything: wide(600) } }, at: ["/definitions/Everything"] },
        {
          definition: {
            definitions: bomb(40),
          },
          at: ["/definitions/Bomb4", "/definitions/Bomb13", "/definitions/Bomb22", "/definitions/Bomb31"],
        },
      ];
    },
    get good(): Example[] {
      return [
        {
          definition: {
            definitions: { Box: { type: "object", properties: { inner: { $ref: "#/definitions/Box" } } } },
          },
        },
      ];
    },
  },
  {
    id: "doc-schema-count-operation",
    statement: `An operation has at most ${grouped(MAX_OPERATION_SCHEMAS)} schemas, all operations together at most ${grouped(MAX_TOTAL_SCHEMAS)}.`,
    why: "The platform refuses to import a definition with more.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationSchemaCountExceedsMaxAllowed", "TotalSchemaCountExceedsMaxAllowed"],
    sources: [CONNECTOR_FAQ, VALIDATOR_CODES],
    checks: {
      connector(context) {
        const sizes = context.fact(operationSizes);
        const total = sizes.reduce((sum, { parts }) => sum + sumOf(parts, "count"), 0);
        if (total > MAX_TOTAL_SCHEMAS)
          context.report(
            context.inDefinition("/paths"),
            `All operations together have ${countText(total)} schemas; ${grouped(MAX_TOTAL_SCHEMAS)} are allowed.`,
            {
              help: 'Delete properties that makers do not need from the largest bodies and responses, or write deep parts as {"type": "object"} without "properties".',
              codes: ["TotalSchemaCountExceedsMaxAllowed"],
            },
          );
        const blamed = new Map<string, number>();
        for (const { parts } of sizes)
          if (sumOf(parts, "count") > MAX_OPERATION_SCHEMAS)
            for (const culprit of culprits(parts)) blamed.set(culprit, (blamed.get(culprit) ?? 0) + 1);
        const said = new Set<string>();
        for (const { operation, parts } of sizes) {
          const count = sumOf(parts, "count");
          if (count <= MAX_OPERATION_SCHEMAS) continue;
          // Ten operations that use one huge definition have one fault between them.
          const cause = sumOf(parts, "ownCount") > MAX_OPERATION_SCHEMAS ? undefined : culprits(parts)[0];
          if (cause !== undefined && said.has(cause)) continue;
          if (cause !== undefined) said.add(cause);
          const others = cause === undefined ? 0 : (blamed.get(cause) ?? 1) - 1;
          context.report(
            context.inDefinition(operation.pointer),
            `Operation ${nameOf(operation)} has ${countText(count)} schemas with references followed${others > 0 ? `, and ${others} more ${others === 1 ? "operation has" : "operations have"} too many` : ""}; ${grouped(MAX_OPERATION_SCHEMAS)} are allowed.`,
            {
              help: 'Delete properties that makers do not need from its bodies and responses, or write deep parts as {"type": "object"} without "properties".',
              codes: ["OperationSchemaCountExceedsMaxAllowed"],
              ...(cause !== undefined && {
                related: [
                  {
                    place: context.inDefinition(child("/definitions", cause)),
                    label: "the largest part",
                    part: "key" as const,
                  },
                ],
              }),
            },
          );
        }
      },
    },
    get bad(): BadExample[] {
      return [
        {
          definition: {
            definitions: { Page: wide(500) },
            paths: {
              "/depots": {
                get: {
                  responses: Object.fromEntries(
                    Array.from({ length: 35 }, (_, n) => [
                      String(400 + n),
                      { description: "No.", schema: { $ref: "#/definitions/Page" } },
                    ]),
                  ),
                },
              },
            },
          },
          at: [DEPOTS],
        },
        {
          definition: {
            definitions: bomb(40),
            paths: {
              "/depots": {
                get: { responses: { "200": { schema: { items: { $ref: "#/definitions/Bomb0" } } } } },
              },
              "/parcels": { post: { responses: { "201": { schema: { $ref: "#/definitions/Bomb0" } } } } },
            },
          },
          at: ["/paths", DEPOTS],
        },
      ];
    },
    get good(): Example[] {
      return [
        {
          definition: {
            definitions: { Page: wide(500) },
            paths: {
              "/depots": {
                get: { responses: { "200": { schema: { items: { $ref: "#/definitions/Page" } } } } },
              },
            },
          },
        },
      ];
    },
  },
  {
    id: "doc-schema-depth",
    statement: `Schemas nest at most ${MAX_DEPTH} levels deep, references followed.`,
    why: "The platform has a limit that it does not publish, at which an import fails; in the designer, names of fields that deep fill a line.",
    severity: { import: "warning", certification: "warning" },
    codes: ["SchemaTooDeep"],
    sources: [VALIDATOR_CODES, "observed: the deepest schema of 1,024 published connectors has 15 levels"],
    inferred: true,
    checks: {
      connector(context) {
        const said = new Set<string>();
        for (const { operation, parts } of context.fact(operationSizes)) {
          for (const part of parts) {
            if (part.size.depth <= MAX_DEPTH) continue;
            const schema = JSON.stringify(own(part.value, "$ref")) ?? part.pointer;
            if (said.has(schema)) continue;
            said.add(schema);
            context.report(
              context.inDefinition(part.pointer),
              `The ${part.what} of operation ${nameOf(operation)} nests ${part.size.depth} levels deep.`,
              {
                help: `Write what lies below level ${MAX_DEPTH} as {"type": "object"} without "properties".`,
              },
            );
          }
        }
        // What no operation leads to is read by the platform all the same. One that others hold is part of their depth.
        const { definitions } = context.fact(schemaSizes);
        const held = new Set(
          [...context.fact(unreachedDefinitions)].flatMap(
            (name) => context.fact(refsByDefinition).get(name) ?? [],
          ),
        );
        for (const name of context.fact(unreachedDefinitions)) {
          const depth = definitions.get(name)?.depth ?? 0;
          if (depth <= MAX_DEPTH || held.has(name)) continue;
          context.report(
            context.inDefinition(child("/definitions", name)),
            `The definition ${quote(name)} nests ${depth} levels deep.`,
            { help: `Nothing uses it: remove it, or stay within ${MAX_DEPTH} levels.`, part: "key" },
          );
        }
      },
    },
    get bad(): BadExample[] {
      return [
        {
          definition: depotsWith({ responses: { "200": { schema: { items: deep(17) } } } }),
          at: [`${DEPOTS}/responses/200/schema`],
        },
        { definition: { definitions: { Crate: deep(20) } }, at: ["/definitions/Crate"] },
      ];
    },
    get good(): Example[] {
      return [{ definition: depotsWith({ responses: { "200": { schema: { items: deep(10) } } } }) }];
    },
  },
]);

function sumOf(parts: readonly OperationPart[], key: "count" | "ownCount"): number {
  return parts.reduce((sum, part) => sum + part.size[key], 0);
}

function culprits(parts: readonly OperationPart[]): string[] {
  return [...new Set(parts.flatMap((part) => part.size.culprit ?? []))];
}

function wide(count: number): JsonObject {
  const properties: JsonObject = {};
  for (let number = 0; number < count; number++) properties[`field${number}`] = { type: "string" };
  return { type: "object", properties };
}

function deep(levels: number): JsonObject {
  return levels === 0 ? { type: "string" } : { type: "object", properties: { inner: deep(levels - 1) } };
}

/** Each definition holds the next one twice: a few lines that stand for a trillion schemas. */
function bomb(levels: number): JsonObject {
  const definitions: JsonObject = {};
  for (let level = 0; level < levels; level++) {
    const inner: JsonObject =
      level === levels - 1 ? { type: "string" } : { $ref: `#/definitions/Bomb${level + 1}` };
    definitions[`Bomb${level}`] = { type: "object", properties: { left: inner, right: inner } };
  }
  return definitions;
}
