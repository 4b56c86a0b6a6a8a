import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { child } from "../../json/pointer.ts";
import { own } from "../../json/values.ts";
import { onProperty, PROPERTY_AT } from "../examples/dynamic-example.ts";
import { dynamicUsages } from "../facts/dynamic-usages.ts";
import { show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DESIGNER_PARAMETERS, OPENAPI_EXTENSIONS } from "../sources.ts";

const dynamicSchema = { "x-ms-dynamic-schema": { operationId: "GetParcel", parameters: { parcelId: "1" } } };

export default defineRule("dynamic", {
  id: "dynamic-schema-on-object",
  statement: 'A dynamic schema stands on a schema of the type "object".',
  why: "The designer adds the fields that the operation describes to an object alone: at a schema of any other type, makers do not see them.",
  severity: { import: "warning", certification: "warning" },
  sources: [OPENAPI_EXTENSIONS, DESIGNER_PARAMETERS],
  checks: {
    connector(context) {
      for (const site of context.fact(dynamicUsages).sites) {
        // On a parameter that has no schema the extension is in the wrong place as such.
        if (site.isParameter) continue;
        const type = own(site.value, "type");
        // Without a type the designer still looks.
        if (type === undefined || type === "object") continue;
        const keys = [DYNAMIC_EXTENSIONS.schema, DYNAMIC_EXTENSIONS.properties];
        // The two stand for one thing: one finding is enough.
        const key = keys.find((candidate) => own(site.value, candidate) !== undefined);
        if (key === undefined) continue;
        context.report(
          context.inDefinition(child(site.pointer, key)),
          `${key} is at a schema of the type ${show(type)} instead of "object".`,
          {
            help: `If an operation describes the fields of an object here, write "type": "object". If makers are to choose a value, write "x-ms-dynamic-values" in place of ${key}.`,
            part: "key",
            related: [{ place: context.inDefinition(child(site.pointer, "type")), label: "not an object" }],
          },
        );
      }
    },
  },
  bad: [{ definition: onProperty(dynamicSchema), at: [`${PROPERTY_AT}/x-ms-dynamic-schema`] }],
  good: [{ definition: onProperty({ ...dynamicSchema, type: "object" }) }],
});
