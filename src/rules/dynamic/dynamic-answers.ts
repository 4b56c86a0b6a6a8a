import { child } from "../../json/pointer.ts";
import { ownString } from "../../json/values.ts";
import { onParameter, onProperty, PROPERTY_AT, withTarget } from "../examples/dynamic-example.ts";
import { labelOf } from "../facts/dynamic-arguments.ts";
import { caseFix, onlyCase, undescribed } from "../facts/dynamic-paths.ts";
import { followPath, isUndescribed, namesOfType, successSchema } from "../facts/dynamic-targets.ts";
import { type DynamicUse, dynamicUsages } from "../facts/dynamic-usages.ts";
import { nearest } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

const SCHEMA = `${PROPERTY_AT}/x-ms-dynamic-schema`;
const values = (paths: Record<string, string>) =>
  onParameter({ "x-ms-dynamic-values": { operationId: "List", parameters: {}, ...paths } });
const schema = (valuePath: string) =>
  onProperty({
    type: "object",
    "x-ms-dynamic-schema": { operationId: "List", parameters: {}, "value-path": valuePath },
  });
const PLACES = {
  type: "object",
  properties: {
    places: {
      type: "array",
      items: { type: "object", properties: { code: { type: "string" }, city: { type: "string" } } },
    },
  },
};
const FORM = { type: "object", properties: { form: { type: "object" } } };

export default defineRules("dynamic", [
  {
    id: "dynamic-schema-path",
    statement: "The path to a dynamic schema exists in the answer of the operation.",
    why: "The designer finds no schema there: makers see neither the fields to fill nor the dynamic content that it describes.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InvokedOperationShouldProduceProperty"],
    sources: [VALIDATOR_CODES, "observed: twelve published connectors"],
    fixable: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const use of context.fact(dynamicUsages).uses) {
          if ((use.kind !== "schema" && use.kind !== "properties") || !use.target) continue;
          const key = use.kind === "schema" ? "value-path" : "itemValuePath";
          const path = ownString(use.value, key);
          const answer = successSchema(context.root, use.target);
          if (!path || !answer) continue;
          const followed = followPath(context.root, answer, path);
          const pointer = child(use.pointer, key);
          // An answer that is not described at all is what most authors write for a schema.
          if (followed.state === "undescribed" && !isUndescribed(context.root, answer.value)) {
            const operation = quote(use.operationId ?? "");
            context.report(context.inDefinition(pointer), undescribed(operation, followed.name, key), {
              help: `Add ${quote(followed.name)}: {"type": "object"} to the properties there, in the answer of ${operation}, if the service sends it.`,
              related: [{ place: context.inDefinition(answer.pointer), label: "the answer" }],
              severity: "info",
            });
          }
          if (followed.state !== "missing") continue;
          const suggestion = nearest(followed.name, followed.known);
          // Only an object can hold a schema; what a text would say as one is nothing.
          const objects = namesOfType(context.root, answer, path, followed.known, ["object"]);
          context.report(
            context.inDefinition(pointer),
            `The schema is taken from ${quote(followed.name)}, which the declared answer of ${quote(use.operationId ?? "")} does not have.`,
            {
              help:
                suggestion === undefined
                  ? `If the service sends it, describe ${quote(followed.name)} in that answer, with "type": "object". Otherwise write in "${key}" the path of the object that holds the schema${objects.length === 0 ? "" : `, such as ${list(objects, "or")}`}.`
                  : `Did you mean ${quote(suggestion)}? If the service does send ${quote(followed.name)}, describe it in that answer.`,
              related: [{ place: context.inDefinition(answer.pointer), label: "the answer" }],
              fix: caseFix(pointer, path, followed.name, suggestion),
              ...(onlyCase(followed.name, suggestion) && { severity: "info" as const }),
            },
          );
        }
      },
    },
    bad: [
      { definition: withTarget(schema("Form"), [], FORM), at: [`${SCHEMA}/value-path`] },
      { definition: withTarget(schema("form/schema"), [], FORM), at: [`${SCHEMA}/value-path`] },
      {
        definition: withTarget(
          onProperty({
            "x-ms-dynamic-properties": { operationId: "List", parameters: {}, itemValuePath: "forms/a" },
          }),
          [],
          FORM,
        ),
        at: [`${PROPERTY_AT}/x-ms-dynamic-properties/itemValuePath`],
      },
    ],
    good: [{ definition: withTarget(schema("form"), [], FORM) }],
  },
  {
    id: "dynamic-target-schema",
    statement: "An operation that fills a drop-down or a schema describes its answer.",
    why: "Whether the paths into the answer exist shows only in the designer: if they do not, the drop-down or the fields that it fills stay empty; the platform warns of it at import.",
    severity: { import: "info", certification: "info" },
    codes: ["InvokedOperationShouldProduceArray"],
    sources: [VALIDATOR_CODES, "observed: twelve published connectors"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const seen = new Set<DynamicUse["target"]>();
        for (const use of context.fact(dynamicUsages).uses) {
          // One finding for each operation, however many lists it fills.
          if (!use.target || seen.has(use.target)) continue;
          seen.add(use.target);
          // Without any response the operation has a finding of its own.
          if (use.target.responses.length === 0 || successSchema(context.root, use.target)) continue;
          context.report(
            context.inDefinition(child(use.target.pointer, "responses")),
            `The operation ${quote(use.operationId ?? "")} fills ${labelOf(use)} but does not describe its answer.`,
            {
              help: 'Add "schema": {"type": "object", "properties": { … }} to its response "200", with the properties that the lookup reads.',
              part: "key",
              related: [{ place: context.inDefinition(use.pointer), label: "used here" }],
            },
          );
        }
      },
    },
    bad: [
      {
        definition: withTarget(values({ "value-path": "code" }), []),
        at: ["/paths/~1lists/get/responses"],
      },
    ],
    good: [{ definition: withTarget(values({ "value-collection": "places" }), [], PLACES) }],
  },
]);
