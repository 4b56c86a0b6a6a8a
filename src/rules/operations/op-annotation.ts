/** x-ms-api-annotation: revisions of operations, their status, and what replaces them. */

import { type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import { ANNOTATION, annotated, at } from "../examples/annotated.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { operationFamilies, type Revision, statusOf } from "../facts/operation-families.ts";
import { nameAt, nameOf as operationName } from "../facts/operation-name.ts";
import type { Context } from "../language/context.ts";
import type { Node, Place } from "../language/node.ts";
import { quote, quoteWhole, shownList } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import { VALIDATOR_CODES, VERSIONING } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;
/** The platform keeps two revisions of an operation side by side, the old one and its successor. */
const MAX_ACTIVE = 2;

function onAnnotation(check: (annotation: JsonObject, node: Node, context: Context) => void): Check {
  return (node, context) => {
    const annotation = ownObject(node.value, ANNOTATION);
    if (annotation) check(annotation, node, context);
  };
}

function placeOf(context: Context, { operation }: Revision): Place {
  return context.inDefinition(`${operation.pointer}/${ANNOTATION}`);
}

function nameOf({ operation }: Revision): string {
  return operationName(operation);
}

/** The number of a family's next revision. */
function nextOf(members: readonly Revision[]): number {
  return Math.max(0, ...members.map(({ revision }) => revision ?? 0)) + 1;
}

/** The oldest of some revisions; one without a number is older than all that have one. */
function oldest(members: readonly Revision[], count: number): Revision[] {
  return [...members].sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0)).slice(0, count);
}

export default defineRules("operations", [
  {
    id: "op-annotation-revision",
    statement: "Each operation of a family has a different revision.",
    why: "The designer offers makers the newest revision of a family; without numbers, or with one number twice, it cannot tell which that is.",
    severity: WARNING,
    codes: [
      "OperationRevisionEmpty",
      "OperationFamilyHasManyEmptyRevisions",
      "OperationFamilyHasDuplicateRevisions",
    ],
    sources: [VALIDATOR_CODES],
    checks: {
      connector(context) {
        for (const [family, members] of context.fact(operationFamilies)) {
          const seen = new Map<number | undefined, Revision>();
          for (const member of members) {
            const earlier = seen.get(member.revision);
            if (!earlier) seen.set(member.revision, member);
            const related = earlier && [{ place: placeOf(context, earlier), label: "the other one" }];
            if (member.revision === undefined) {
              context.report(
                placeOf(context, member),
                `The operation ${nameOf(member)} belongs to the family ${quote(family)} and has no revision${earlier ? `, like ${nameOf(earlier)}` : ""}.`,
                {
                  help: `Add "revision": ${nextOf(members)}${nextOf(members) > 1 ? ", or a lower free number if it is older than the others" : ""}.`,
                  part: "key",
                  codes: earlier
                    ? ["OperationRevisionEmpty", "OperationFamilyHasManyEmptyRevisions"]
                    : ["OperationRevisionEmpty"],
                  ...(related ? { related } : {}),
                },
              );
            } else if (earlier) {
              context.report(
                placeOf(context, member),
                `The operations ${nameOf(earlier)} and ${nameOf(member)} of the family ${quote(family)} both have the revision ${member.revision}.`,
                {
                  help: `Write "revision": ${nextOf(members)} at the newer of the two.`,
                  part: "key",
                  codes: ["OperationFamilyHasDuplicateRevisions"],
                  ...(related ? { related } : {}),
                },
              );
            }
          }
        }
      },
    },
    bad: [
      { definition: annotated({ family: "Stamps" }), at: [at("get")] },
      { definition: annotated({ family: "Stamps" }, { family: "Stamps" }), at: [at("get"), at("put")] },
      {
        definition: annotated({ family: "Stamps", revision: 1 }, { family: "Stamps", revision: 1 }),
        at: [at("put")],
      },
    ],
    good: [{ definition: annotated({ family: "Stamps", revision: 1 }, { family: "Stamps", revision: 2 }) }],
  },
  {
    id: "op-annotation-active",
    statement: "A family has at most two operations that are not deprecated, and one of them in Production.",
    why: "The platform keeps two revisions side by side, the current one and its successor in preview; makers would have to choose between more that all look current.",
    severity: WARNING,
    codes: ["OperationFamilyHasManyActiveOperations", "OperationFamilyHasManyActiveProductionOperations"],
    sources: [VALIDATOR_CODES],
    checks: {
      connector(context) {
        for (const [family, members] of context.fact(operationFamilies)) {
          const active = members.filter((member) => !member.deprecated);
          const production = active.filter((member) => member.status === "production");
          const extra = active[MAX_ACTIVE];
          const second = production[1];
          if (extra) {
            context.report(
              placeOf(context, extra),
              `The family ${quote(family)} has ${active.length} operations that are not deprecated: ${shownList(active.map(nameOf))}.`,
              {
                help: `Set "deprecated": true on ${shownList(oldest(active, active.length - MAX_ACTIVE).map(nameOf))}, so that the newest ${MAX_ACTIVE} remain. Flows that use ${active.length - MAX_ACTIVE > 1 ? "them" : "it"} go on running.`,
                part: "key",
                codes: ["OperationFamilyHasManyActiveOperations"],
                related: active
                  .slice(0, 2)
                  .map((member) => ({ place: placeOf(context, member), label: "also active" })),
              },
            );
          } else if (second) {
            context.report(
              placeOf(context, second),
              `The family ${quote(family)} has ${production.length} operations in Production that are not deprecated: ${shownList(production.map(nameOf))}.`,
              {
                help: `Set "deprecated": true on ${shownList(oldest(production, production.length - 1).map(nameOf))}. Flows that use ${production.length > 2 ? "them" : "it"} go on running.`,
                part: "key",
                codes: ["OperationFamilyHasManyActiveProductionOperations"],
                related: production
                  .slice(0, 1)
                  .map((member) => ({ place: placeOf(context, member), label: "also in Production" })),
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: annotated(
          { family: "Stamps", revision: 1 },
          { family: "Stamps", revision: 2 },
          { family: "Stamps", revision: 3 },
        ),
        at: [at("post")],
      },
      {
        definition: annotated(
          { family: "Stamps", revision: 1, status: "Production" },
          { family: "Stamps", revision: 2, status: "Production" },
        ),
        at: [at("put")],
      },
    ],
    good: [
      {
        definition: annotated(
          { family: "Stamps", revision: 1, status: "Production", deprecated: true },
          { family: "Stamps", revision: 2, status: "Production" },
          { family: "Stamps", revision: 3, status: "Preview" },
        ),
      },
    ],
  },
  {
    id: "op-annotation-id-suffix",
    statement: "The operationId of a later revision ends with its number, such as _V2.",
    why: "Microsoft's validator warns about it, and whoever reads a flow in code view cannot tell which revision it calls.",
    severity: { import: "info", certification: "info" },
    codes: ["OperationIdShouldEndWithRevision"],
    sources: [VALIDATOR_CODES, VERSIONING, "observed: 9 published connectors do not"],
    onlyWith: [ANNOTATION],
    checks: {
      operation: onAnnotation((annotation, node, context) => {
        const revision = own(annotation, "revision");
        const id = ownString(node.value, "operationId");
        if (typeof revision !== "number" || !Number.isInteger(revision) || revision < 2 || id === undefined)
          return;
        const suffix = `_V${revision}`;
        if (id.toLowerCase().endsWith(`v${revision}`)) return;
        // The family is what the revisions have in common; the id of this one may be named after something else.
        const family = (ownString(annotation, "family") ?? "").replace(/_?V\d+$/i, "");
        const named = family + suffix;
        const right =
          /^[A-Za-z]\w*$/.test(family) && !context.model.byId.has(named)
            ? named
            : id.replace(/_?V\d+$/i, "") + suffix;
        context.report(
          node.at("operationId"),
          `The operationId ${quote(id)} of revision ${revision} does not end with "${suffix}".`,
          {
            help: `Write ${quoteWhole(right)} if it is not published yet; otherwise leave it: flows store the id.`,
            related: [{ place: node.at(ANNOTATION, "revision"), label: `revision ${revision}` }],
          },
        );
      }),
    },
    bad: [
      {
        definition: depotsWith({ [ANNOTATION]: { family: "ListDepots", revision: 2 } }),
        at: [`${DEPOTS}/operationId`],
      },
    ],
    good: [{ definition: annotated({ family: "Stamps", revision: 1 }, { family: "Stamps", revision: 2 }) }],
  },
  {
    id: "op-annotation-replacement",
    statement:
      "Only a deprecated operation names a replacement, and it names both the connector and the operation.",
    why: "The platform refuses half a replacement, and one for an operation that is still current.",
    severity: ERROR,
    codes: [
      "ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations",
      "ApiAnnotationExtensionReplacementInfoMissingApiProperty",
      "ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty",
    ],
    sources: [VALIDATOR_CODES],
    shape: [
      {
        of: "replacement",
        faults: ["missing", "empty", "type"],
        keys: ["api", "operationId"],
        say: ({ key, node }) => ({
          message: `The replacement of ${nameAt(node)} does not name the ${key === "api" ? "connector" : "operation"}: "${key}" is missing.`,
          help:
            key === "api"
              ? 'Add "api": "…" with the name of the connector that has the new operation.'
              : 'Add "operationId": "…" with the id of the operation to use instead.',
          codes: [
            key === "api"
              ? "ApiAnnotationExtensionReplacementInfoMissingApiProperty"
              : "ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty",
          ],
          fix: undefined,
        }),
      },
    ],
    onlyWith: [ANNOTATION],
    checks: {
      operation: onAnnotation((annotation, node, context) => {
        const replacement = ownObject(annotation, "replacement");
        if (!replacement) return;
        if (own(node.value, "deprecated") !== true) {
          const name = nameAt(node);
          context.report(
            node.at(ANNOTATION, "replacement"),
            `The operation ${name} names a replacement, but is not deprecated.`,
            {
              help: `Add "deprecated": true to ${name}, or remove the replacement if makers are to go on choosing it.`,
              codes: ["ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations"],
            },
          );
        }
      }),
    },
    bad: [
      {
        definition: annotated({ replacement: { api: "parcels", operationId: "Stamps_V2" } }),
        at: [at("get", "replacement")],
      },
      {
        definition: annotated({ replacement: { operationId: "Stamps_V2" }, deprecated: true }),
        at: [at("get", "replacement")],
      },
      {
        definition: annotated({ replacement: { api: "parcels" }, deprecated: true }),
        at: [at("get", "replacement")],
      },
    ],
    good: [
      {
        definition: annotated({
          replacement: { api: "parcels", operationId: "Stamps_V2" },
          deprecated: true,
        }),
      },
    ],
  },
  {
    id: "op-annotation-status-ahead",
    statement: "No operation is in Production while its connector is in Preview.",
    why: "The platform refuses an operation that claims to be further than the connector around it.",
    severity: ERROR,
    codes: ["OperationStatusAheadOfConnector"],
    sources: [VALIDATOR_CODES],
    onlyWith: [ANNOTATION],
    checks: {
      operation: onAnnotation((_, node, context) => {
        // Written otherwise it is not a status yet, which info-annotation-status says.
        if (own(own(node.value, ANNOTATION), "status") !== "Production") return;
        if (statusOf(ownObject(context.root, "info")) !== "preview") return;
        context.report(
          node.at(ANNOTATION, "status"),
          `The operation ${nameAt(node)} has the status "Production", but the connector has "Preview".`,
          {
            help: 'Write "Preview" here. If the connector has left its preview, write "Production" in "x-ms-api-annotation" of "info" instead.',
            related: [
              {
                place: { file: node.file, pointer: `/info/${ANNOTATION}/status` },
                label: "the connector's status",
              },
            ],
          },
        );
      }),
    },
    bad: [
      {
        definition: { info: { [ANNOTATION]: { status: "Preview" } }, ...annotated({ status: "Production" }) },
        at: [at("get", "status")],
      },
    ],
    good: [
      {
        definition: {
          info: { [ANNOTATION]: { status: "Production" } },
          ...annotated({ status: "Production" }),
        },
      },
    ],
  },
]);
