/** Two extensions of one input that say different things, and inputs that wait for each other. */
import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, ownObject, ownString } from "../../json/values.ts";
import { onParameter, onProperty, PARAMETER_AT, PROPERTY_AT } from "../examples/dynamic-example.ts";
import { dynamicInputs } from "../facts/dynamic-inputs.ts";
import { dynamicUsages, refersByName } from "../facts/dynamic-usages.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS } from "../sources.ts";

const LIST = DYNAMIC_EXTENSIONS.list;
const WARNING = { import: "warning", certification: "warning" } as const;
const older = (more: JsonObject = {}) => ({
  "x-ms-dynamic-values": {
    operationId: "ListDepots",
    parameters: {},
    "value-path": "code",
    "value-title": "city",
    ...more,
  },
});
const newer = (more: JsonObject = {}) => ({
  "x-ms-dynamic-list": {
    operationId: "ListDepots",
    parameters: {},
    itemsPath: "",
    itemValuePath: "code",
    itemTitlePath: "city",
    ...more,
  },
});
const trimmed = (path: string | undefined) => (path ?? "").replace(/^\/+|\/+$/g, "");
const chained = (reference: string): JsonObject => ({
  operationId: "GetParcel",
  parameters: { parcelId: { parameter: reference } },
  "value-path": "id",
  "value-title": "state",
});

export default defineRules("dynamic", [
  {
    id: "dynamic-twins-agree",
    statement:
      "The older and the newer dynamic extension of one input call the same operation and store the same value.",
    why: "Some products read the older extension and others the newer one: the same choice of a maker sends one value from one of them and another from the other.",
    severity: WARNING,
    sources: [OPENAPI_EXTENSIONS],
    inferred: true,
    checks: {
      connector(context) {
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.kind !== "values" && use.kind !== "schema") continue;
          const key = use.kind === "values" ? LIST : DYNAMIC_EXTENSIONS.properties;
          const twin = ownObject(use.site.value, key);
          if (!twin) continue;
          const at = child(use.site.pointer, key);
          for (const [before, after, what] of [
            ["operationId", "operationId", "calls"],
            ["value-path", "itemValuePath", "stores"],
            ["value-title", "itemTitlePath", "shows"],
          ] as const) {
            // A rule of its own compares where the schema is.
            if (use.kind === "schema" && before !== "operationId") break;
            const one = trimmed(ownString(use.value, before));
            const other = trimmed(ownString(twin, after));
            // What is missing is asked for by other rules.
            if (one === "" || other === "" || one === other) continue;
            context.report(
              context.inDefinition(child(at, after)),
              `"${key}" ${what} ${quote(other)}, but "${DYNAMIC_EXTENSIONS[use.kind]}" beside it ${what} ${quote(one)}.`,
              {
                help: `Find out which of the two ${what === "shows" ? "makers are to read" : what === "stores" ? "the service wants to be sent" : "is meant"}. For ${quoteWhole(one)}, write "${after}": ${quoteWhole(one)} here; for ${quoteWhole(other)}, write "${before}": ${quoteWhole(other)} in "${DYNAMIC_EXTENSIONS[use.kind]}".`,
                label: "differs",
                related: [
                  { place: context.inDefinition(child(use.pointer, before)), label: "the older one" },
                ],
                ...(what === "shows" ? { severity: "info" as const } : {}),
              },
            );
            break;
          }
        }
      },
    },
    bad: [
      {
        definition: onParameter({ ...older(), ...newer({ itemValuePath: "city" }) }),
        at: [`${PARAMETER_AT}/${LIST}/itemValuePath`],
      },
      {
        definition: onParameter({ ...older(), ...newer({ operationId: "GetParcel" }) }),
        at: [`${PARAMETER_AT}/${LIST}/operationId`],
      },
      {
        definition: onProperty({
          type: "object",
          "x-ms-dynamic-schema": { operationId: "GetParcel", parameters: {} },
          "x-ms-dynamic-properties": { operationId: "ListDepots", parameters: {} },
        }),
        at: [`${PROPERTY_AT}/x-ms-dynamic-properties/operationId`],
      },
    ],
    good: [{ definition: onParameter({ ...older(), ...newer() }) }],
  },
  {
    id: "dynamic-chain-ends",
    statement: "No drop-down waits for itself, by way of others or directly.",
    why: "The drop-down waits for a choice that nobody can make before: makers see an empty list.",
    severity: WARNING,
    sources: [OPENAPI_EXTENSIONS],
    inferred: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        /** By the place of a drop-down: the drop-downs that it waits for, by the place where it says so. */
        const waits = new Map<string, Map<string, string>>();
        const labels = new Map<string, string>();
        /** Inputs whose fields depend on others: a drop-down cannot wait for them in turn. */
        const schemas = new Set<string>();
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.kind === "schema" || use.kind === "properties") schemas.add(use.site.pointer);
          for (const argument of use.arguments) {
            if (argument.reference === undefined) continue;
            for (const owner of use.site.owners) {
              const { found } = refersByName(use.kind)
                ? inputs.byName(owner, argument.reference)
                : inputs.byPath(owner, argument.reference);
              const [input] = found;
              if (!input || found.length > 1) continue;
              const target = input.field?.pointer ?? input.parameter.pointer;
              const from = waits.get(use.site.pointer) ?? new Map<string, string>();
              waits.set(use.site.pointer, from);
              if (!from.has(target)) from.set(target, argument.referencePointer);
              labels.set(target, argument.reference);
            }
          }
        }
        const done = new Set<string>();
        for (const start of waits.keys()) {
          const way: string[] = [];
          for (let at: string | undefined = start; at !== undefined && !done.has(at); ) {
            const seen = way.indexOf(at);
            if (seen >= 0) {
              const circle = way.slice(seen);
              for (const one of circle) done.add(one);
              const first = circle[0] ?? at;
              const second = circle[1] ?? first;
              const place = waits.get(first)?.get(second);
              if (place === undefined) break;
              const names = circle.map((one) => labels.get(one) ?? "");
              context.report(
                context.inDefinition(place),
                circle.length === 1
                  ? `The drop-down ${quote(names[0] ?? "")} waits for its own choice.`
                  : `The ${circle.some((one) => schemas.has(one)) ? "inputs" : "drop-downs"} ${list(names)} wait for each other.`,
                {
                  help:
                    circle.length === 1
                      ? "Name the input that has to be chosen before it, give the parameter a fixed value, or leave it out."
                      : "Let the first of them be filled without the others: give the parameter a fixed value, or leave it out.",
                  label: "waits for this",
                },
              );
              break;
            }
            way.push(at);
            // One way is enough to find a circle that everything leads into; others are tried from their own start.
            const next: string[] = [...(waits.get(at)?.keys() ?? [])].filter((one) => waits.has(one));
            at = next.find((one) => way.includes(one)) ?? next[0];
          }
          for (const one of way) done.add(one);
        }
      },
    },
    bad: [
      {
        definition: onParameter({ "x-ms-dynamic-values": chained("depot") }),
        at: [`${PARAMETER_AT}/x-ms-dynamic-values/parameters/parcelId/parameter`],
      },
      {
        definition: onParameter({ "x-ms-dynamic-values": chained("parcel") }, [
          { name: "parcel", in: "query", type: "string", "x-ms-dynamic-values": chained("depot") },
        ]),
        at: [`${PARAMETER_AT}/x-ms-dynamic-values/parameters/parcelId/parameter`],
      },
    ],
    good: [
      {
        definition: onParameter({ "x-ms-dynamic-values": chained("parcel") }, [
          { name: "parcel", in: "query", type: "string", ...older() },
        ]),
      },
    ],
  },
]);
