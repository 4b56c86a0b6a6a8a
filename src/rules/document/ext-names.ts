/** Which x-… keys there are and where: misspelt ones, ones without effect, ones made for another tool. */

import { EXTENSIONS, type ExtensionPlace } from "../../definition/grammar/extensions.ts";
import { placesOf } from "../../definition/grammar/grammar.ts";
import { METHODS } from "../../definition/model.ts";
import { renameKey } from "../../json/edits.ts";
import { type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";
import { DEPOTS, depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { onKinds } from "../facts/checks.ts";
import { EXTENSION_KINDS, extensionKeys, isExtensionKey, placeOf } from "../facts/extensions.ts";
import type { Context } from "../language/context.ts";
import type { Node, NodeKind } from "../language/node.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS } from "../sources.ts";

/** How messages name the places; those that are not here go by their own name. */
const PLACE_NAMES: Partial<Record<ExtensionPlace, string>> = {
  root: "the top of the definition",
  info: "info",
  contact: "contact",
  license: "license",
  tag: "a tag",
  securityDefinition: "a security definition",
  pathItem: "a path",
  operation: "an operation",
  response: "a response",
  header: "a response header",
  items: "the items of a parameter",
  schema: "a schema",
  notificationContent: "a notification",
};

/** The kinds of node whose unknown keys are errors; an extension begins with "x-" to the letter. */
const REFUSING: ReadonlySet<NodeKind> = new Set([
  "root",
  "info",
  "contact",
  "license",
  "pathItem",
  "operation",
  "parameter",
  "response",
  "schema",
]);

function nameOf(place: ExtensionPlace): string {
  return PLACE_NAMES[place] ?? `a ${place}`;
}

/** What shows names for values here, beside the values that are there. */
function helpForEnum(values: readonly JsonValue[] | undefined): string {
  const [first] = values ?? [];
  return first === undefined
    ? "Remove it."
    : `Remove it. If makers are to read other names than the values, add "x-ms-enum-values": [{"value": ${show(first)}, "displayName": "…"}, …] beside "enum".`;
}

export default defineRules("document", [
  {
    id: "ext-unknown-xms-name",
    statement: "Every x-ms-… key is an extension that exists, spelt exactly.",
    why: "Import and certification let an unknown extension pass, and the designer ignores it: what it was to do, such as naming or hiding a field, does not happen, and nothing says so.",
    severity: { import: "warning", certification: "warning" },
    sources: [
      DEFINITION_SCHEMA,
      OPENAPI_EXTENSIONS,
      "observed: every unknown name in 13 published connectors is a slip",
    ],
    fixable: true,
    onlyWith: [(key) => isExtensionKey(key) && !EXTENSIONS.has(key)],
    checks: onKinds(EXTENSION_KINDS, (node, context) => {
      const extensions = context.fact(extensionKeys);
      for (const key of extensions.of(node)) {
        if (EXTENSIONS.has(key)) continue;
        const slip = extensions.slipOf(key, placeOf(node));
        if (!slip) continue;
        const { meant } = slip;
        const sure = meant !== undefined && slip.sure && own(node.value, meant) === undefined;
        context.report(node.at(key), `${quote(key)} is not an extension of the Power Platform.`, {
          help:
            meant === undefined
              ? "Remove it."
              : sure
                ? `Rename it to "${meant}".`
                : own(node.value, meant) === undefined
                  ? `Rename it to "${meant}" if that was meant, otherwise remove it.`
                  : `Remove it: "${meant}" is there already.`,
          label: "unknown",
          part: "key",
          meant,
          // Where the rule on keys refuses it outright, this only says what was meant.
          ...(!key.startsWith("x-") && REFUSING.has(node.kind) && { severity: "info" as const }),
          ...(sure && {
            fix: {
              title: `Rename it to "${meant}"`,
              edits: (document) => renameKey(document, node.at(key).pointer, meant),
            },
          }),
        });
      }
    }),
    bad: [
      {
        definition: parcelWith({ id: { "x-ms-sumamry": "Number" }, state: { "x-ms-summary:": "State" } }),
        at: [`${PARCEL}/id/x-ms-sumamry`, `${PARCEL}/state/x-ms-summary:`],
      },
      {
        definition: depotsWith({ "x-ms-visibilty": "internal", "X-MS-Trigger": "single" }),
        at: [`${DEPOTS}/x-ms-visibilty`, `${DEPOTS}/X-MS-Trigger`],
      },
      {
        definition: { definitions: { Parcel: { "x-ms-tooltip": "A parcel." } } },
        at: ["/definitions/Parcel/x-ms-tooltip"],
      },
      { definition: { "x-ms-made-up": true }, at: ["/x-ms-made-up"] },
      {
        definition: { definitions: { Parcel: { "x-summary": "Parcel" } } },
        at: ["/definitions/Parcel/x-summary"],
      },
    ],
    good: [
      {
        definition: {
          "x-generator": "Parcel tools",
          "x-msft-build": 7,
          definitions: { Parcel: { "x-nullable": true, "x-example": 1 } },
        },
      },
    ],
  },
  {
    id: "ext-wrong-location",
    statement: "An extension is placed where it has an effect.",
    why: "Import lets an extension pass anywhere, but the designer ignores it where it has no meaning: what the author wanted, such as naming or hiding something, does not happen.",
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA, OPENAPI_EXTENSIONS],
    yieldsTo: [
      "op-x-ms-summary-ignored",
      "param-body-dynamic-extension",
      "param-url-encoding-location",
      "webhook-content-on-path-item",
      "webhook-url-in-body",
    ],
    checks: onKinds(
      EXTENSION_KINDS,
      (node, context) => {
        if (node.kind === "root") checkPaths(node, context);
        const keys = context.fact(extensionKeys).of(node);
        const place = placeOf(node);
        if (!place) return;
        for (const key of keys) {
          const extension = EXTENSIONS.get(key);
          if (!extension?.places || extension.places.includes(place)) continue;
          context.report(node.at(key), `"${key}" has no effect on ${nameOf(place)}.`, {
            help:
              onlyOperation(node, key, extension.places) ??
              moveOrRemove(
                extension.places,
                key === "x-ms-summary" && own(node.value, "description") !== undefined,
              ),
            label: "ignored here",
            part: "key",
          });
        }
      },
      (kind) => [(key) => isMisplaced(key, kind) || (kind === "root" && key === "paths")],
    ),
    bad: [
      {
        definition: { paths: { "x-ms-trigger": "batch", "x-ms-note": 1 } },
        at: ["/paths/x-ms-trigger", "/paths/x-ms-note"],
      },
      {
        definition: { paths: { "/depots": { "x-ms-visibility": "internal" } } },
        at: ["/paths/~1depots/x-ms-visibility"],
      },
      {
        definition: parcelWith({ id: { "x-ms-url-encoding": "single" } }),
        at: [`${PARCEL}/id/x-ms-url-encoding`],
      },
      { definition: { info: { "x-ms-summary": "Parcels" } }, at: ["/info/x-ms-summary"] },
      {
        definition: depotsWith({ "x-ms-dynamic-values": { operationId: "ListDepots" } }),
        at: [`${DEPOTS}/x-ms-dynamic-values`],
      },
    ],
    good: [
      {
        definition: { definitions: { Parcel: { "x-ms-summary": "Parcel", "x-ms-visibility": "advanced" } } },
      },
      { definition: parcelWith({ id: { "x-ms-capabilities": { filterFunctions: ["eq"] } } }) },
    ],
  },
  {
    id: "ext-autorest-ignored",
    statement: "No extensions of the AutoRest code generator.",
    why: "The extension comes from a definition for client libraries. Power Platform ignores it, so that makers see nothing of what it says; it does no harm.",
    severity: { import: "info", certification: "info" },
    sources: [DEFINITION_SCHEMA, "https://github.com/Azure/autorest/tree/main/docs/extensions"],
    onlyWith: [(key) => EXTENSIONS.get(key)?.readBy === "autorest"],
    checks: onKinds(EXTENSION_KINDS, (node, context) => {
      for (const key of context.fact(extensionKeys).of(node)) {
        if (EXTENSIONS.get(key)?.readBy !== "autorest") continue;
        context.report(
          node.at(key),
          `"${key}" is an extension for AutoRest, a generator of client libraries, and not for the Power Platform.`,
          {
            help:
              key === "x-ms-enum"
                ? helpForEnum(ownArray(node.value, "enum"))
                : key === "x-ms-skip-url-encoding"
                  ? 'Remove it. If the value of a path parameter may hold "/" or spaces, write "x-ms-url-encoding": "single" at it.'
                  : "Remove it, unless a generator of client libraries reads this file as well.",
            part: "key",
          },
        );
      }
    }),
    bad: [
      {
        definition: {
          definitions: {
            Parcel: {
              "x-ms-client-name": "ParcelDto",
              properties: { state: { "x-ms-enum": { name: "State" } } },
            },
          },
        },
        at: [`${PARCEL}/state/x-ms-enum`, "/definitions/Parcel/x-ms-client-name"],
      },
    ],
  },
]);

/** Whether an extension has no effect on some node of a kind; of parameters, the one or the other. */
function isMisplaced(key: string, kind: NodeKind): boolean {
  const places = EXTENSIONS.get(key)?.places;
  return places !== undefined && !placesOf(kind).every((place) => places.includes(place));
}

/** Where an extension on a path was surely meant for the one operation there. */
function onlyOperation(node: Node, key: string, homes: readonly ExtensionPlace[]): string | undefined {
  if (node.kind !== "pathItem" || !homes.includes("operation")) return undefined;
  const methods = METHODS.filter((method) => ownObject(node.value, method));
  const [method] = methods;
  if (method === undefined || methods.length > 1) return undefined;
  return own(ownObject(node.value, method), key) === undefined
    ? `Move it into "${method}", or remove it.`
    : `Remove it; "${method}" has its own.`;
}

/** A long list of homes helps nobody: what is named then is the removal alone. */
function moveOrRemove(homes: readonly ExtensionPlace[], isDescribed = false): string {
  if (isDescribed) return "Remove it; the description beside it is what is read.";
  return homes.length <= 4
    ? `If it was meant for ${places(homes)}, move it there; otherwise remove it.`
    : "Remove it. If it was meant for something near by, such as a parameter or a property, write it there.";
}

function places(list: readonly ExtensionPlace[]): string {
  const names = list.map(nameOf);
  return names.length === 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** Swagger allows extensions among the paths; those of the platform belong to one of them. */
function checkPaths(root: Node, context: Context): void {
  for (const key of Object.keys(ownObject(root.value, "paths") ?? {})) {
    if (!/^x-ms-/i.test(key)) continue;
    const wanted = EXTENSIONS.get(key)?.places;
    context.report(root.at("paths", key), `${quote(key)} has no effect among the paths.`, {
      help: wanted ? moveOrRemove(wanted) : "Remove it.",
      label: "ignored here",
      part: "key",
    });
  }
}
