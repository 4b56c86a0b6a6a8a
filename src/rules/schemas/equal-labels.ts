/** Inputs and outputs that makers can tell apart. */

import { isInternal } from "../../definition/extensions.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { operationWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { labelFrom } from "../facts/label-from-name.ts";
import { list, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { STRING_GUIDANCE } from "../sources.ts";

const LABEL = "x-ms-summary";

/** Groups of more than one by what makers read; what is hidden is not among them. */
function twins(
  entries: readonly (readonly [string, JsonValue | undefined])[],
): { label: string; names: string[] }[] {
  const byLabel = new Map<string, { label: string; names: string[] }>();
  for (const [name, value] of entries) {
    if (!isObject(value) || isInternal(value)) continue;
    const label = ownString(value, LABEL)?.trim();
    if (!label) continue;
    const known = byLabel.get(label.toLowerCase());
    if (known) known.names.push(name);
    else byLabel.set(label.toLowerCase(), { label, names: [name] });
  }
  return [...byLabel.values()].filter(({ names }) => names.length > 1);
}

/** Whether any of some fields has a title. */
function isAnyLabelled(properties: JsonObject): boolean {
  for (const name in properties) if (ownString(properties[name], LABEL) !== undefined) return true;
  return false;
}

/** What tells the fields apart, in the words of their names. */
function helpFor(names: readonly string[]): string {
  const labels = names.slice(0, 3).map((name) => labelFrom(name));
  return labels.includes(undefined) || new Set(labels).size < labels.length
    ? `Give each an "${LABEL}" that says what it is for.`
    : `Give each an "${LABEL}" that says what it is for, such as ${list(labels as string[])}.`;
}

export default defineRule("schemas", {
  id: "schema-labels-differ",
  statement: "Fields that stand beside each other have different titles.",
  why: "Makers see two inputs, or two entries of dynamic content, under the same words and cannot tell which is which.",
  severity: { import: "info", certification: "info" },
  sources: [STRING_GUIDANCE],
  inferred: true,
  checks: {
    operation(node, context) {
      const { operation } = node;
      if (!operation || operation.internal) return;
      const shown = operation.parameters.filter((parameter) => parameter.in !== "body");
      const byName = new Map(shown.map((parameter) => [parameter.name, parameter]));
      for (const { label, names } of twins(shown.map((parameter) => [parameter.name, parameter.value]))) {
        const last = byName.get(names.at(-1) ?? "");
        if (!last) continue;
        context.report(
          { file: node.file, pointer: last.usedAt },
          `The parameters ${list(names)} of ${quote(operation.id ?? "")} ${names.length === 2 ? "both" : "all"} have the title ${quote(label)}.`,
          { help: helpFor(names) },
        );
      }
    },
    schema(node, context) {
      if (node.usage === 0) return;
      const properties = ownObject(node.value, "properties");
      if (!properties || !isAnyLabelled(properties)) return;
      for (const { label, names } of twins(
        Object.keys(properties).map((name) => [name, own(properties, name)]),
      ))
        context.report(
          node.at("properties", names.at(-1) ?? "", LABEL),
          `The fields ${list(names)} ${names.length === 2 ? "both" : "all"} have the title ${quote(label)}.`,
          {
            help: helpFor(names),
            related: [{ place: node.at("properties", names[0] ?? "", LABEL), label: "the same title" }],
          },
        );
    },
  },
  bad: [
    {
      definition: parcelWith({ id: { "x-ms-summary": "Number" }, state: { "x-ms-summary": "number" } }),
      at: [`${PARCEL}/state/x-ms-summary`],
    },
    {
      definition: operationWith("/parcels/{parcelId}", "get", {
        parameters: [
          { name: "parcelId", in: "path", required: true, type: "string", "x-ms-summary": "Id" },
          { name: "depot", in: "query", type: "string", "x-ms-summary": "Id" },
        ],
      }),
      at: ["/paths/~1parcels~1{parcelId}/get/parameters/1"],
    },
  ],
  good: [
    {},
    {
      definition: parcelWith({
        id: { "x-ms-summary": "Number" },
        state: { "x-ms-summary": "Number", "x-ms-visibility": "internal" },
      }),
    },
  ],
});
