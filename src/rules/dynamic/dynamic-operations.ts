import { replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, own } from "../../json/values.ts";
import { onParameter, PARAMETER_AT } from "../examples/dynamic-example.ts";
import { labelOf } from "../facts/dynamic-arguments.ts";
import { dynamicUsages } from "../facts/dynamic-usages.ts";
import { meantOperation } from "../facts/meant-operation.ts";
import { askFor, nearest } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const BUILT_IN = "AadGraph.GetUsers";
const AT = `${PARAMETER_AT}/x-ms-dynamic-values`;

export default defineRules("dynamic", [
  {
    id: "dynamic-operation-exists",
    statement: "The operation that a dynamic extension names exists in the definition.",
    why: "The platform refuses to import the definition: makers would open the drop-down and read an error instead of values.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationIdNotFound"],
    sources: [VALIDATOR_CODES],
    breaksAtRunTime: "certain",
    fixable: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        // Without paths there is no operation to name; that is said once, at the root.
        if (!isObject(own(context.root, "paths"))) return;
        let guesses = 0;
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.operationId === undefined || use.target) continue;
          const place = context.inDefinition(child(use.pointer, "operationId"));
          // A guess compares with every operation: not worth it for the hundredth fault of one file.
          const suggestion =
            guesses++ < 100 ? nearest(use.operationId, context.model.byId.keys()) : undefined;
          const sameButCase = suggestion?.toLowerCase() === use.operationId.toLowerCase();
          context.report(
            place,
            `${labelOf(use)} names the operation ${quote(use.operationId)}, which the definition does not have.`,
            {
              help: `${askFor(suggestion)}Write the operationId of the operation that lists the values, letter for letter as the definition has it.`,
              label: "no such operation",
              related: meantOperation(context, suggestion),
              fix:
                sameButCase && suggestion !== undefined
                  ? {
                      title: `Write ${quote(suggestion)}`,
                      edits: (document) => replaceValue(document, place.pointer, suggestion),
                    }
                  : undefined,
            },
          );
        }
      },
    },
    bad: [
      {
        definition: onParameter({ "x-ms-dynamic-values": { operationId: "listDepots", parameters: {} } }),
        at: [`${AT}/operationId`],
      },
      {
        definition: onParameter({
          "x-ms-dynamic-tree": {
            settings: {},
            open: { operationId: "ListFolders" },
            browse: { operationId: "ListDepots" },
          },
        }),
        at: [`${PARAMETER_AT}/x-ms-dynamic-tree/open/operationId`],
      },
    ],
    good: [
      { definition: onParameter({ "x-ms-dynamic-values": { operationId: "ListDepots", parameters: {} } }) },
    ],
  },
  {
    id: "dynamic-builtin-operation",
    statement: `A built-in operation is ${BUILT_IN}, the only one there is.`,
    why: "The designer has no other built-in source of values, so that the drop-down stays empty for makers.",
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA],
    checks: {
      connector(context) {
        for (const use of context.fact(dynamicUsages).uses) {
          const name = own(use.value, "builtInOperation");
          if (use.kind !== "values" || typeof name !== "string" || name === BUILT_IN) continue;
          context.report(
            context.inDefinition(child(use.pointer, "builtInOperation")),
            `There is no built-in operation ${show(name)}.`,
            {
              help: `Write "${BUILT_IN}" for a list of users, or "operationId" with an operation of this definition.`,
            },
          );
        }
      },
    },
    bad: [
      {
        definition: onParameter({ "x-ms-dynamic-values": { builtInOperation: "AadGraph.GetGroups" } }),
        at: [`${AT}/builtInOperation`],
      },
    ],
    good: [{ definition: onParameter({ "x-ms-dynamic-values": { builtInOperation: BUILT_IN } }) }],
  },
]);
