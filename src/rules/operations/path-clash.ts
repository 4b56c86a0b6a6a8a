/** Paths that a router, or the platform, cannot tell apart. */

import type { Operation } from "../../definition/model.ts";
import { child } from "../../json/pointer.ts";
import { own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { nameOf } from "../facts/operation-name.ts";
import { type PathTemplate, parsePath, segmentsMeet } from "../facts/path-template.ts";
import { addTo } from "../language/add-to.ts";
import type { Context } from "../language/context.ts";
import { quote, quoteWhole, shownList } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_OPERATIONS, issuesOf, VALIDATOR_CODES } from "../sources.ts";

/** Chosen: four times the operations that the platform takes; beyond, every pair would be too many. */
const MAX_COMPARED = 1024;

/** An operation with its path taken apart. */
interface Route {
  operation: Operation;
  template: PathTemplate;
  /** How many characters of the path are fixed: the operation with fewer is the one whose values can hit the other. */
  fixed: number;
}

/** Whether some request fits both paths; they have as many segments. */
function meet(a: Route, b: Route): boolean {
  return (
    a.template.segments.every((segment, index) => segmentsMeet(segment, b.template.segments[index])) &&
    canEqual(a.operation, b.operation) &&
    canEqual(b.operation, a.operation)
  );
}

/** Whether the variables that are whole segments may hold what is there in the other path: a number is never "latest". */
function canEqual(operation: Operation, other: Operation): boolean {
  const others = other.path.split("/");
  return operation.path.split("/").every((segment, index) => {
    const fixed = others[index] ?? "";
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    if (name === undefined || fixed.includes("{")) return true;
    const value = operation.parameters.find((found) => found.in === "path" && found.name === name)?.value;
    const type = ownString(value, "type");
    if ((type === "integer" || type === "number") && Number.isNaN(Number(fixed))) return false;
    const values = ownArray(value, "enum");
    return !values || values.some((one) => String(one).toLowerCase() === fixed.toLowerCase());
  });
}

/** Whether of two routes that meet the first is the one to report. */
function isLooser(a: Route, b: Route): boolean {
  return a.fixed < b.fixed || (a.fixed === b.fixed && a.operation.pointer < b.operation.pointer);
}

/** Operations by method and number of segments: only those of a group can meet. */
function routesOf(context: Context): Route[][] {
  const groups = new Map<string, Route[]>();
  for (const operation of context.model.operations.slice(0, MAX_COMPARED)) {
    const template = parsePath(operation.path);
    if (template.fault !== undefined) continue;
    const key = `${operation.method} ${template.segments.length}`;
    const route = { operation, template, fixed: template.shape.replaceAll("{}", "").length };
    addTo(groups, key, route);
  }
  return [...groups.values()];
}

/**
 * The values with which a path becomes another one, as in `{id} = "latest"`; undefined if that takes a value in the other
 * path as well.
 */
function valuesThatMeet(path: string, other: string): string | undefined {
  const segments = path.split("/");
  const others = other.split("/");
  if (segments.length !== others.length) return undefined;
  const values: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const fixed = others[index] ?? "";
    const [, before = "", name, after = ""] = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(segment) ?? [];
    // A variable of the whole segment takes whatever the other's variable takes.
    if (fixed.includes("{")) {
      if (name === undefined || before !== "" || after !== "") return undefined;
      continue;
    }
    if (segment.toLowerCase() === fixed.toLowerCase()) continue;
    if (name === undefined) return undefined;
    values.push(`{${name}} = ${quote(fixed.slice(before.length, fixed.length - after.length))}`);
  }
  return values.length === 0 ? undefined : values.join(" and ");
}

/** A request that fits both paths: the fixed part of each segment, from the path that has one. */
function addressOfBoth(path: string, other: string): string {
  const others = other.split("/");
  return path
    .split("/")
    .map((segment, index) => textOfBoth(segment, others[index] ?? ""))
    .join("/");
}

/** A text that fits two segments: of `{kind}({id})` and `parcels({number})` it is `parcels(1)`. */
function textOfBoth(segment: string, rival: string): string {
  const isWhole = /^\{[^{}]*\}$/.test(segment);
  if (isWhole || (segment.includes("{") && !rival.includes("{"))) return rival;
  if (!segment.includes("{") || /^\{[^{}]*\}$/.test(rival) || !rival.includes("{")) return segment;
  const [before = "", ...rest] = segment.split(/\{[^{}]*\}/);
  const [rivalBefore = "", ...rivalRest] = rival.split(/\{[^{}]*\}/);
  const start = before.length > rivalBefore.length ? before : rivalBefore;
  const [after = "", rivalAfter = ""] = [rest.pop(), rivalRest.pop()];
  const end = after.length > rivalAfter.length ? after : rivalAfter;
  const plain = `${start}1${end}`;
  return fits(plain, segment) && fits(plain, rival)
    ? plain
    : `${start}1${[...rest, ...rivalRest].map((fixed) => `${fixed}1`).join("")}${end}`;
}

/** Whether a text fits a segment with variables; their fixed parts follow one another in it. */
function fits(text: string, segment: string): boolean {
  const parts = segment.split(/\{[^{}]*\}/);
  let from = 0;
  for (const [index, part] of parts.entries()) {
    // A variable in front of the part takes one character at least.
    const at = text.indexOf(part, index === 0 ? 0 : from + 1);
    if (at < 0 || (index === 0 && at > 0)) return false;
    from = at + part.length;
  }
  return text.endsWith(parts.at(-1) ?? "");
}

/** The names of some operations; of many, three and how many more. */
function namesOf(operations: readonly Operation[]): string {
  const names = operations.slice(0, 3).map(nameOf);
  return operations.length > 3 ? `${names.join(", ")} and ${operations.length - 3} more` : shownList(names);
}

export default defineRules("operations", [
  {
    id: "path-unique-case-insensitive",
    statement: "No two paths differ in letter case only.",
    why: "The platform compares paths without regard to case, and the import refuses a path that is there twice (PathRedefined).",
    severity: { import: "error", certification: "error" },
    codes: ["PathRedefined"],
    sources: [VALIDATOR_CODES, issuesOf("microsoft/powerapps-tools", 222)],
    checks: {
      connector(context) {
        const paths = ownObject(context.root, "paths") ?? {};
        const first = new Map<string, string>();
        for (const path of Object.keys(paths)) {
          if (path.startsWith("x-") || own(paths, path) === null) continue;
          const lower = path.toLowerCase();
          const earlier = first.get(lower);
          if (earlier === undefined) first.set(lower, path);
          else {
            context.report(
              context.inDefinition(child("/paths", path)),
              `The path ${quote(path)} is there already as ${quote(earlier)}.`,
              {
                help: `Move the operations of ${quoteWhole(path)} into ${quoteWhole(earlier)}, or the other way round: the service decides which spelling it takes.`,
                part: "key",
                label: "the same path again",
                related: [
                  { place: context.inDefinition(child("/paths", earlier)), label: "first here", part: "key" },
                ],
              },
            );
          }
        }
      },
    },
    bad: [{ definition: { paths: { "/Depots": { put: {} } } }, at: ["/paths/~1Depots"] }],
    good: [{ definition: { paths: { "/depots2": { put: {} } } } }],
  },
  {
    id: "path-template-duplicate",
    statement: "No two operations of one method have paths that differ in the names of variables only.",
    why: "Every request fits both paths, so that one of the operations would never be called; the import refuses the pair.",
    severity: { import: "error", certification: "error" },
    codes: ["DuplicateOperationPath"],
    sources: [VALIDATOR_CODES],
    checks: {
      connector(context) {
        const first = new Map<string, Operation>();
        for (const operation of context.model.operations) {
          const { shape, fault } = parsePath(operation.path);
          if (fault !== undefined) continue;
          const key = `${operation.method} ${shape}`;
          const earlier = first.get(key);
          if (!earlier) first.set(key, operation);
          // The same path in other capitals has a rule of its own.
          else if (earlier.path.toLowerCase() !== operation.path.toLowerCase()) {
            context.report(
              context.inDefinition(operation.pointer),
              `The path ${quote(operation.path)} of ${nameOf(operation)} cannot be told from ${quote(earlier.path)} of ${nameOf(earlier)}.`,
              {
                help: "Keep one of the two operations: the service cannot tell their requests apart either. If it takes another path for one of them, correct that path.",
                label: "fits the same requests",
                related: [{ place: context.inDefinition(earlier.pointer), label: "as this one" }],
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels/{number}": { get: { operationId: "GetByNumber" } } } },
        at: ["/paths/~1parcels~1{number}/get"],
      },
    ],
    good: [
      { definition: { paths: { "/parcels/{number}": { delete: { operationId: "DeleteParcel" } } } } },
      { definition: { paths: { "/{": { get: {} }, "/{stamp": { get: {} } } } },
    ],
  },
  {
    id: "path-partial-duplicate",
    statement: "No path with a variable also fits another path of the same method.",
    why: "Where a maker enters a value that makes the two addresses one, the service answers as it does to the other operation; Microsoft's validator warns of such pairs (PartialDuplicateOperationPath).",
    severity: { import: "info", certification: "warning" },
    codes: ["PartialDuplicateOperationPath"],
    sources: [VALIDATOR_CODES, DESIGNER_OPERATIONS, "observed: 97 published connectors"],
    checks: {
      connector(context) {
        for (const group of routesOf(context)) {
          for (const route of group) {
            if (!route.template.shape.includes("{}")) continue;
            const others = group.filter(
              (other) =>
                other.template.shape !== route.template.shape && isLooser(route, other) && meet(route, other),
            );
            const other = others[0]?.operation;
            if (!other) continue;
            const { operation } = route;
            const rest = others.slice(1).map((found) => found.operation);
            const values = valuesThatMeet(operation.path, other.path);
            const address = quote(addressOfBoth(operation.path, other.path));
            context.report(
              context.inDefinition(operation.pointer),
              values === undefined
                ? `The address ${address} fits both ${nameOf(operation)} and ${nameOf(other)}${rest.length > 0 ? `; others fit ${namesOf(rest)} too` : ""}.`
                : `${nameOf(operation)} with ${values} calls the same address as ${nameOf(other)}${rest.length > 0 ? `, and with other values the same as ${namesOf(rest)}` : ""}.`,
              {
                help: `Leave it if ${values === undefined ? "such an address never occurs" : rest.length > 0 ? "no maker enters such values" : `no maker enters ${values.replaceAll(" = ", " as ")}`}, or if the service answers both operations alike. If the variable can only be one of a few values, list them in the "enum" of its parameter.`,
                label: "fits some of the same requests",
                related: others.slice(0, 3).map((found) => ({
                  place: context.inDefinition(found.operation.pointer),
                  label: "as this one",
                })),
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels/latest": { get: { operationId: "GetLatestParcel" } } } },
        at: ["/paths/~1parcels~1{parcelId}/get"],
      },
      {
        definition: {
          paths: {
            "/{kind}/list": { get: {} },
            "/parcels(x)/list": { put: {} },
            "/parcels({id})/list": { put: {} },
          },
        },
        at: ["/paths/~1{kind}~1list/get", "/paths/~1parcels({id})~1list/put"],
      },
      {
        definition: { paths: { "/data/{kind}({id})": { get: {} }, "/data/stamps({id})": { get: {} } } },
        at: ["/paths/~1data~1{kind}({id})/get"],
      },
    ],
    good: [
      { definition: { paths: { "/parcels/{parcelId}/latest": { get: { operationId: "GetLatest" } } } } },
      {
        definition: {
          paths: {
            "/depots/latest": { put: {} },
            "/depots/{number}": { put: { parameters: [{ name: "number", in: "path", type: "integer" }] } },
            "/stamps/latest": { put: {} },
            "/stamps/{kind}": {
              put: { parameters: [{ name: "kind", in: "path", type: "string", enum: ["small", "large"] }] },
            },
          },
        },
      },
    ],
  },
]);
