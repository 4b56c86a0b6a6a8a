import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { child } from "../../json/pointer.ts";
import { own, ownObject } from "../../json/values.ts";
import { onParameter, PARAMETER_AT } from "../examples/dynamic-example.ts";
import { dynamicUsages } from "../facts/dynamic-usages.ts";
import type { Context } from "../language/context.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_UTILS, VALIDATOR_CODES } from "../sources.ts";

const CAPABILITY = "file-picker";
const TREE = DYNAMIC_EXTENSIONS.tree;
const VALUES = DYNAMIC_EXTENSIONS.values;
const CALL = { operationId: "ListDepots", itemValuePath: "code", itemTitlePath: "city", parameters: {} };
const BROWSE = {
  operationId: "GetParcel",
  itemValuePath: "id",
  parameters: { parcelId: { selectedItemValuePath: "code" } },
};
const GOOD_TREE = {
  settings: { canSelectParentNodes: false, canSelectLeafNodes: true },
  open: CALL,
  browse: CALL,
};
const picker = { [VALUES]: { capability: CAPABILITY, parameters: {}, "value-path": "code" } };
const capabilities = { "x-ms-capabilities": { [CAPABILITY]: { open: { operationId: "ListDepots" } } } };

export default defineRules("dynamic", [
  {
    id: "dynamic-capability-filepicker",
    statement: `The capability of x-ms-dynamic-values is ${CAPABILITY}, which the definition declares, and has ${TREE} beside it.`,
    why: "The platform refuses to import the definition: the file picker would not open for makers.",
    severity: { import: "error", certification: "error" },
    codes: ["DynamicTreeExtensionMissing"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const { kind, value, pointer, site } of context.fact(dynamicUsages).uses) {
          const capability = own(value, "capability");
          if (kind !== "values" || capability === undefined) continue;
          const place = context.inDefinition(child(pointer, "capability"));
          if (capability !== CAPABILITY) {
            context.report(
              place,
              `"capability" of ${VALUES} is ${show(capability)} instead of "${CAPABILITY}".`,
              {
                help: `Write "${CAPABILITY}", or "operationId" with the operation that lists the values.`,
                codes: [],
              },
            );
            continue;
          }
          if (!ownObject(ownObject(context.root, "x-ms-capabilities"), CAPABILITY)) {
            context.report(
              place,
              `${VALUES} uses the capability "${CAPABILITY}", which "x-ms-capabilities" of the definition does not declare.`,
              {
                help: `Add at the top level of the definition "x-ms-capabilities": {"${CAPABILITY}": {"open": {"operationId": "…"}, "browse": {"operationId": "…"}}}, with the operations that list the roots and the content of a folder.`,
                codes: [],
              },
            );
          }
          if (own(site.value, TREE) !== undefined) continue;
          context.report(
            context.inDefinition(pointer),
            `${VALUES} with the capability "${CAPABILITY}" has no ${TREE} beside it.`,
            {
              help: `Add beside it "${TREE}": {"settings": {"canSelectParentNodes": true, "canSelectLeafNodes": true}, "open": {"operationId": "…", "parameters": {}}, "browse": {"operationId": "…", "parameters": { … }}}, with the operations that list the roots and the content of a folder.`,
              codes: ["DynamicTreeExtensionMissing"],
            },
          );
        }
      },
    },
    bad: [
      { definition: { ...onParameter(picker), ...capabilities }, at: [`${PARAMETER_AT}/${VALUES}`] },
      {
        definition: onParameter({ ...picker, [TREE]: GOOD_TREE }),
        at: [`${PARAMETER_AT}/${VALUES}/capability`],
      },
      {
        definition: onParameter({ [VALUES]: { capability: "filepicker" } }),
        at: [`${PARAMETER_AT}/${VALUES}/capability`],
      },
    ],
    good: [{ definition: { ...onParameter({ ...picker, [TREE]: GOOD_TREE }), ...capabilities } }],
  },
  {
    id: "dynamic-tree-shape",
    statement: `${TREE} has settings and the operations open and browse; only browse may pass on what was selected.`,
    why: "The platform refuses to import the definition: the view of folders in the designer has nothing to show.",
    severity: { import: "error", certification: "error" },
    codes: [
      "SelectedItemValuePathNotAllowedInThisPosition",
      "RequiredPropertyMissing",
      "JsonTypeIncorrect",
      "AdditionalPropertyNotAllowed",
    ],
    sources: [
      VALIDATOR_CODES,
      DESIGNER_UTILS,
      "observed: all ten uses in published connectors have this shape",
    ],
    shape: [
      { of: ["parameter", "schema"], faults: ["type"], keys: [TREE] },
      { of: ["dynamicTree", "treeSettings", "treeCall"], faults: ["unknown"] },
      { of: ["dynamicTree", "treeSettings"], faults: ["missing", "type"] },
      {
        of: "treeCall",
        faults: ["missing", "type"],
        keys: ["operationId"],
        say: ({ path }) => ({ message: `"${path.at(-1)}" of ${TREE} has no "operationId".` }),
      },
    ],
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const site of context.fact(dynamicUsages).sites) {
          const tree = own(site.value, TREE);
          if (tree !== undefined) checkCalls(tree, child(site.pointer, TREE), context);
        }
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.step === "browse") continue;
          for (const argument of use.arguments) {
            if (own(argument.value, "selectedItemValuePath") === undefined) continue;
            context.report(
              context.inDefinition(child(argument.pointer, "selectedItemValuePath")),
              '"selectedItemValuePath" stands outside of "browse".',
              {
                help: "Pass a fixed value or an input here: nothing is selected yet.",
                part: "key",
                codes: ["SelectedItemValuePathNotAllowedInThisPosition"],
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: onParameter({ [TREE]: { settings: {}, open: CALL } }),
        at: [`${PARAMETER_AT}/${TREE}`],
      },
      {
        definition: onParameter({
          [TREE]: { settings: { canSelectLeafNodes: "yes" }, open: { itemValuePath: "code" }, browse: CALL },
        }),
        at: [`${PARAMETER_AT}/${TREE}/settings/canSelectLeafNodes`, `${PARAMETER_AT}/${TREE}/open`],
      },
      {
        definition: onParameter({
          [TREE]: {
            ...GOOD_TREE,
            open: BROWSE,
          },
        }),
        at: [`${PARAMETER_AT}/${TREE}/open/parameters/parcelId/selectedItemValuePath`],
      },
      {
        definition: onParameter({
          [TREE]: {
            settings: { canSelectParents: true },
            open: { operationId: "ListDepots" },
            browse: { ...CALL, itemPath: "code" },
            close: {},
          },
        }),
        at: [
          `${PARAMETER_AT}/${TREE}/settings/canSelectParents`,
          `${PARAMETER_AT}/${TREE}/open`,
          `${PARAMETER_AT}/${TREE}/browse/itemPath`,
          `${PARAMETER_AT}/${TREE}/close`,
        ],
      },
    ],
    good: [
      {
        definition: onParameter({
          [TREE]: {
            ...GOOD_TREE,
            browse: BROWSE,
          },
        }),
      },
    ],
  },
]);

/** As for the other extensions: the entries are then passed on as a whole. */
function checkCalls(tree: unknown, pointer: string, context: Context): void {
  for (const key of ["open", "browse"]) {
    const call = ownObject(tree, key);
    if (typeof own(call, "operationId") !== "string" || own(call, "itemValuePath") !== undefined) continue;
    context.report(
      context.inDefinition(child(pointer, key)),
      `"${key}" does not say which property of an entry is its value.`,
      {
        help: 'Add "itemValuePath" with the name of the property.',
        asks: "itemValuePath",
        codes: ["RequiredPropertyMissing"],
        severity: "warning",
      },
    );
  }
}
