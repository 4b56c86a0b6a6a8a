/** operationIds: there, unique, and made of letters and digits. */

import type { Operation } from "../../definition/model.ts";
import { own } from "../../json/values.ts";
import { hereAndWhereNamed } from "../facts/mentions.ts";
import { placeholderSaying } from "../facts/text-placeholder.ts";
import type { Context } from "../language/context.ts";
import type { Node, Place } from "../language/node.ts";
import { kindName, list, quote, quoteWhole } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import { CODING_STANDARDS, DESIGNER_PARSER, STRING_GUIDANCE, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;
const INFO = { import: "info", certification: "info" } as const;
/** Inferred: the limit is not published; the longest published id has 77 characters. */
const TOO_LONG = 80;
const RENAME =
  "In a published one leave it: flows store the id, and those that use the operation would break.";

/** Calls back with every id that is a text with something in it. */
function onId(check: (id: string, place: Place, context: Context, node: Node) => void): Check {
  return (node, context) => {
    const id = own(node.value, "operationId");
    if (typeof id === "string" && id.trim() !== "") check(id, node.at("operationId"), context, node);
  };
}

/** An id of letters and digits in PascalCase that says the same. */
function suggested(id: string): string {
  // "é" is an "e" and an accent then, of which the letter stays.
  const words = id
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const shouted = words.length > 1 && isShouted(id.replace(/[^A-Za-z]/g, ""));
  const name = words.map((word) => capitalised(word, shouted)).join("");
  // A number in front goes behind the rest: "2ndDepots" has no other name without it.
  const digits = /^\d+[a-z]*/.exec(name)?.[0] ?? "";
  return `${name.slice(digits.length)}${digits}`.replace(/^\d+$/, "") || "GetParcel";
}

/** @param shouted whether the whole id is in capitals, so that no word can be told from an abbreviation */
function capitalised(word: string, shouted: boolean): string {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  return shouted || isShouted(capital) ? word.charAt(0).toUpperCase() + word.slice(1).toLowerCase() : capital;
}

/** Capitals only, and more of them than an abbreviation has. */
function isShouted(text: string): boolean {
  return /[A-Z]{5}/.test(text) && text === text.toUpperCase();
}

/** An id for an operation by its method and path: `GetParcelsById` for `get /parcels/{id}`. */
function idFor(method: string, path: string): string {
  const words = path
    .split("/")
    .map((segment) => segment.replace(/\{([^{}]*)\}/g, " By $1 "))
    .join(" ");
  return suggested(`${method} ${words.slice(0, 120)}`);
}

/** In what way an id is not in PascalCase; undefined if it is. */
function notPascalCase(id: string): string | undefined {
  if (/^[a-z]/.test(id)) return "starts with a small letter";
  if (/^[0-9]/.test(id)) return "starts with a digit";
  return isShouted(id) ? "is written in capitals only" : undefined;
}

function odd(id: string): string {
  return list([...new Set(id.replace(/[A-Za-z0-9_\s]/g, ""))]);
}

const get = (more: Record<string, string>) => ({ paths: { "/depots": { get: more } } });
const AT = ["/paths/~1depots/get/operationId"];

/** The second of two operations whose ids are alike by a measure. */
function checkUnique(
  context: Context,
  measure: (id: string) => string,
  found: (a: Operation, b: Operation) => void,
) {
  const first = new Map<string, Operation>();
  for (const operation of context.model.operations) {
    if (operation.id === undefined || operation.id.trim() === "") continue;
    const key = measure(operation.id);
    const earlier = first.get(key);
    if (earlier) found(operation, earlier);
    else first.set(key, operation);
  }
}

function idOf(context: Context, operation: Operation): Place {
  return context.inDefinition(`${operation.pointer}/operationId`);
}

export default defineRules("operations", [
  {
    id: "op-id-required",
    statement: "Every operation has an operationId.",
    why: "Flows store the operationId to know what to call; the platform refuses an operation without one.",
    severity: ERROR,
    codes: ["OperationIdRequired", "RequiredValueEmpty", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES],
    shape: [
      {
        of: "operation",
        faults: ["missing", "empty", "type"],
        keys: ["operationId"],
        say({ fault, node, value }) {
          const name = quote(`${String(node.key)} ${String(node.parent?.key)}`);
          if (fault === "type")
            return {
              message: `The operationId of ${name} is ${kindName(value)}; it must be a string.`,
              help: `Write "operationId": ${quoteWhole(idFor(String(node.key), String(node.parent?.key)))}, or a better name for what it does.`,
            };
          return {
            message:
              fault === "missing"
                ? `The operation ${name} has no operationId.`
                : `The operationId of ${name} is empty.`,
            help: `${fault === "missing" ? "Add" : "Write"} "operationId": ${quoteWhole(idFor(String(node.key), String(node.parent?.key)))}, or a better name for what it does.`,
            codes: ["OperationIdRequired", ...(value === "" ? ["RequiredValueEmpty"] : [])],
          };
        },
      },
    ],
    bad: [
      {
        definition: {
          paths: { "/stamps": { get: {}, put: { operationId: " " }, post: { operationId: 7 } } },
        },
        at: ["/paths/~1stamps/get", "/paths/~1stamps/put/operationId", "/paths/~1stamps/post/operationId"],
      },
    ],
    good: [{ definition: { paths: { "/stamps": { get: { operationId: "GetStamps" } } } } }],
  },
  {
    id: "op-id-unique",
    statement: "No two operations have the same operationId.",
    why: "Flows call operations by their id; the import refuses a definition in which two have the same.",
    severity: ERROR,
    codes: ["OperationIdNotUnique"],
    sources: [VALIDATOR_CODES],
    checks: {
      connector(context) {
        checkUnique(
          context,
          (id) => id,
          (operation, earlier) => {
            context.report(
              idOf(context, operation),
              `${quote(`${operation.method} ${operation.path}`)} has the operationId ${quote(operation.id ?? "")}, which belongs to ${quote(`${earlier.method} ${earlier.path}`)} already.`,
              {
                help: `Give the newer of the two another id, such as ${quoteWhole(idFor(operation.method, operation.path))}, and look at what names this one: drop-downs, policies and the script.`,
                label: "used again here",
                related: [{ place: idOf(context, earlier), label: "first used here" }],
              },
            );
          },
        );
      },
    },
    bad: [
      { definition: get({ operationId: "GetParcel" }), at: ["/paths/~1parcels~1{parcelId}/get/operationId"] },
    ],
    good: [{ definition: get({ operationId: "GetDepots" }) }],
  },
  {
    id: "op-id-unique-case-insensitive",
    statement: "No two operationIds differ in letter case only.",
    why: "The Logic Apps designer and other tools look operations up without regard to case, so that one of the two answers for both.",
    severity: ERROR,
    sources: [DESIGNER_PARSER, "observed: no published connector has such a pair"],
    inferred: true,
    checks: {
      connector(context) {
        checkUnique(
          context,
          (id) => id.toLowerCase(),
          (operation, earlier) => {
            if (operation.id === earlier.id) return;
            context.report(
              idOf(context, operation),
              `The operationId ${quote(operation.id ?? "")} differs from ${quote(earlier.id ?? "")} in letter case only.`,
              {
                help: `Give the newer of the two another id, such as ${quoteWhole(idFor(operation.method, operation.path))}.`,
                label: "the same but for its capitals",
                related: [{ place: idOf(context, earlier), label: "as this one" }],
              },
            );
          },
        );
      },
    },
    bad: [
      { definition: get({ operationId: "getParcel" }), at: ["/paths/~1parcels~1{parcelId}/get/operationId"] },
    ],
    good: [{ definition: get({ operationId: "GetParcels" }) }],
  },
  {
    id: "op-id-alphanumeric",
    statement: "An operationId has no underscore but that of a version suffix such as _V2.",
    why: "The service removes everything but letters and digits from ids: Microsoft's validator warns that the id in flows may then differ from the one in this file (OperationIdSanitized).",
    severity: INFO,
    codes: ["OperationIdSanitized"],
    sources: [VALIDATOR_CODES, STRING_GUIDANCE, "observed: 186 published connectors use underscores"],
    onlyWith: ["operationId"],
    checks: {
      operation: onId((id, place, context) => {
        if (!/^\w+$/.test(id) || !id.replace(/_V\d+$/i, "").includes("_")) return;
        context.report(
          place,
          `The operationId ${quote(id)} contains an underscore; only letters and digits are allowed, and a suffix such as "_V2".`,
          {
            help: `Write ${quoteWhole(suggested(id))} in a new connector${hereAndWhereNamed(context, id)}. ${RENAME}`,
          },
        );
      }),
    },
    bad: [{ definition: get({ operationId: "List_Depots" }), at: AT }],
    good: [{ definition: get({ operationId: "ListDepots_V2" }) }],
  },
  {
    id: "op-id-special-characters",
    statement: "An operationId has no characters but letters, digits and underscores.",
    why: "The service removes other characters: the id in flows and the id in the definition differ, and policies or a script that name it may miss the operation.",
    severity: WARNING,
    codes: ["OperationIdSanitized"],
    sources: [VALIDATOR_CODES, "observed: 63 published connectors"],
    onlyWith: ["operationId"],
    checks: {
      operation: onId((id, place, context) => {
        if (/\s/.test(id) || /^\w+$/.test(id)) return;
        const placeholder = placeholderSaying("operationId", id);
        context.report(
          place,
          placeholder?.message ??
            `The operationId ${quote(id)} contains ${odd(id)}; only letters and digits are allowed.`,
          {
            help:
              placeholder?.help ??
              `Write ${quoteWhole(suggested(id))} in a new connector${hereAndWhereNamed(context, id)}. ${RENAME}`,
          },
        );
      }),
    },
    bad: [
      { definition: get({ operationId: "list-depots/all" }), at: AT },
      { definition: get({ operationId: "ListDépôts" }), at: AT },
      { definition: get({ operationId: "<operation>" }), at: AT },
    ],
    good: [{ definition: get({ operationId: "ListDepots" }) }],
  },
  {
    id: "op-id-no-space",
    statement: "An operationId has no white space.",
    why: "Microsoft's guide allows none: the service takes it out of the id, and expressions and policies that name the operation by the id in this file miss it.",
    severity: ERROR,
    codes: ["OperationIdSanitized"],
    sources: [STRING_GUIDANCE, VALIDATOR_CODES, "observed: no published connector has one"],
    onlyWith: ["operationId"],
    checks: {
      operation: onId((id, place, context) => {
        if (!/\s/.test(id)) return;
        const placeholder = placeholderSaying("operationId", id);
        context.report(place, placeholder?.message ?? `The operationId ${quote(id)} contains white space.`, {
          help:
            placeholder?.help ??
            `Write ${quoteWhole(suggested(id))}${hereAndWhereNamed(context, id)}; the name that makers read is the summary.`,
        });
      }),
    },
    bad: [{ definition: get({ operationId: "List depots" }), at: AT }],
    good: [{ definition: get({ operationId: "ListDepots" }) }],
  },
  {
    id: "op-id-pascal-case",
    statement: "An operationId starts with a capital and is not written in capitals only.",
    why: "Nothing breaks: Microsoft's coding standards ask for PascalCase, in which authors of flows see the ids of all connectors in code view.",
    severity: INFO,
    sources: [CODING_STANDARDS],
    yieldsTo: ["op-id-no-space"],
    onlyWith: ["operationId"],
    checks: {
      operation: onId((id, place, context) => {
        const says = notPascalCase(id);
        if (says === undefined) return;
        context.report(place, `The operationId ${quote(id)} ${says}.`, {
          help: `Write ${quoteWhole(suggested(id))} in a new connector${hereAndWhereNamed(context, id)}. ${RENAME}`,
        });
      }),
    },
    bad: [
      { definition: get({ operationId: "listDepots" }), at: AT },
      { definition: get({ operationId: "list-depots" }), at: AT },
      { definition: get({ operationId: "LIST_DEPOTS" }), at: AT },
      { definition: get({ operationId: "2ndDepots" }), at: AT },
    ],
    good: [
      { definition: get({ operationId: "ListDepots" }) },
      { definition: get({ operationId: "ListDHL" }) },
      { definition: get({ operationId: "SMS" }) },
    ],
  },
  {
    id: "op-id-length",
    statement: `An operationId has fewer than ${TOO_LONG} characters.`,
    why: "The service refuses ids that are too long (OperationIdTooLong) by a limit that it does not publish; no published connector comes above 77 characters.",
    severity: WARNING,
    codes: ["OperationIdTooLong"],
    sources: [VALIDATOR_CODES, "observed: the longest published id has 77 characters"],
    inferred: true,
    onlyWith: ["operationId"],
    checks: {
      operation: onId((id, place, context) => {
        if (id.length < TOO_LONG) return;
        context.report(
          place,
          `The operationId ${quote(id)} has ${id.length} characters; the longest published one has 77.`,
          {
            help: `Shorten it to fewer than ${TOO_LONG} in a new connector${hereAndWhereNamed(context, id)}. ${RENAME}`,
          },
        );
      }),
    },
    bad: [{ definition: get({ operationId: `List${"Depots".repeat(13)}` }), at: AT }],
    good: [{ definition: get({ operationId: "ListDepots".repeat(7) }) }],
  },
]);
