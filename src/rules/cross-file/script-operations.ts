/** scriptOperations of apiProperties.json, the script, and the operations of the definition. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { removeAt, replaceValue } from "../../json/edits.ts";
import { own, ownArray, scalarText } from "../../json/values.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PACONN_README } from "../sources.ts";

const AT = "apiProperties.json#/properties/scriptOperations";
const SCRIPT = {
  "script.csx":
    "public class Script : ScriptBase\n{\n  public override Task<HttpResponseMessage> ExecuteAsync() => null;\n}\n",
};

/** Names that a message repeats. */
const MAX_NAMED = 8;

export default defineRules("cross-file", [
  {
    id: "x-script-operations-type",
    statement: "scriptOperations is an array of operation ids; empty or null means all operations.",
    why: "Only a list of operationIds is documented: otherwise the platform refuses the file, or the script never runs.",
    severity: { import: "error", certification: "error" },
    sources: [PACONN_README],
    fixable: true,
    shape: [
      {
        of: "properties",
        faults: ["type"],
        keys: ["scriptOperations"],
        say({ entry, value, place }, _, context) {
          if (entry !== undefined)
            return {
              message: `scriptOperations holds ${show(value)}, which is not an operation id.`,
              help: "Write operation ids, as strings.",
              fix: undefined,
            };
          if (value === null) return undefined;
          const meant = typeof value === "string" ? (value.trim() === "" ? [] : [value]) : undefined;
          const known = meant?.every((id) => context.model.byId.has(id)) ? meant : undefined;
          return {
            help: 'Write the ids of the operations that the script serves: ["GetParcel"].',
            fix: known && {
              title: "Make it an array",
              edits: (document) => replaceValue(document, place.pointer, known),
            },
          };
        },
      },
    ],
    bad: [
      { properties: { properties: { scriptOperations: "GetParcel" } }, at: [AT] },
      { properties: { properties: { scriptOperations: { GetParcel: true } } }, at: [AT] },
      { properties: { properties: { scriptOperations: ["GetParcel", 3] } }, at: [`${AT}/1`] },
    ],
    good: [{ properties: { properties: { scriptOperations: [] } } }],
  },
  {
    id: "x-script-operations-exist",
    statement: "Every entry of scriptOperations is the id of an operation.",
    why: "The script never runs for the operation that was meant, or the platform refuses the list at import.",
    severity: { import: "error", certification: "error" },
    sources: [
      PACONN_README,
      'observed: two published connectors kept the sample\'s "getCall", "postCall" and "putCall"',
    ],
    fixable: true,
    comparesPlaces: true,
    checks: {
      properties(properties, context) {
        // Of a definition without operations doc-paths-required has said all there is to say.
        if (!context.fact(signIn).definitionKnown || context.model.byId.size === 0) return;
        const listed = ownArray(properties.value, "scriptOperations") ?? [];
        const unknown = listed.flatMap((id, index) =>
          typeof id === "string" && !context.model.byId.has(id) ? [{ id, index }] : [],
        );
        // A list of nothing but unknown names without a script is a left-over: x-script-file-present says to delete it.
        if (unknown.length === listed.length && lacksScript(context.connector)) return;
        for (const { id, index } of unknown) {
          const place = properties.at("scriptOperations", index);
          const lower = id.trim().toLowerCase();
          const same = [...context.model.byId.keys()].filter((known) => known.toLowerCase() === lower);
          const right = same.length === 1 ? same[0] : undefined;
          context.report(
            place,
            `scriptOperations names ${quote(id)}, which is not an operation of the definition.`,
            {
              help: `${didYouMean(id, context.model.byId.keys())}Write an operationId of the definition, letter for letter, or delete the entry if the operation is gone.`,
              label: "no such operation",
              ...(right !== undefined && !listed.includes(right)
                ? {
                    fix: {
                      title: `Write ${quote(right)}`,
                      edits: (document) => replaceValue(document, place.pointer, right),
                    },
                  }
                : /^(?:get|post|put|delete|patch)Call$/.test(id) &&
                  // An empty list would mean all operations: something other than was written.
                  unknown.length < listed.length && {
                    fix: {
                      title: "Delete the sample's entry",
                      edits: (document) => removeAt(document, place.pointer),
                    },
                  }),
            },
          );
        }
      },
    },
    bad: [
      {
        properties: { properties: { scriptOperations: ["GetParcel", "getparcels", "createParcel"] } },
        at: [`${AT}/1`, `${AT}/2`],
      },
      { properties: { properties: { scriptOperations: ["getCall", "GetParcel"] } }, at: [`${AT}/0`] },
    ],
    good: [
      { properties: { properties: { scriptOperations: ["GetParcel"] } } },
      { properties: { properties: { scriptOperations: ["postCall"] } } },
    ],
  },
  {
    id: "x-script-file-present",
    statement: "A connector that lists scriptOperations has its script, script.csx.",
    why: 'The platform refuses scriptOperations without a script ("InvalidScriptDefinitionUrlWithNonNullOperations").',
    severity: { import: "error", certification: "error" },
    sources: [PACONN_README, "observed: five published connectors"],
    checks: {
      properties(properties, context) {
        const listed = ownArray(properties.value, "scriptOperations");
        if (!listed || !lacksScript(context.connector)) return;
        const leftOver =
          listed.length > 0 &&
          context.fact(signIn).definitionKnown &&
          !listed.some((id) => context.model.byId.has(scalarText(id)));
        const named =
          listed.length === 0
            ? "scriptOperations stands for all operations, but there is no script.csx."
            : `scriptOperations names ${listed.length === 1 ? show(listed[0]) : `${listed.length} operations`}, but there is no script.csx.`;
        context.report(
          properties.at("scriptOperations"),
          leftOver
            ? `scriptOperations names ${listed.slice(0, MAX_NAMED).map(show).join(", ")}, but there is no script.csx and no such operation.`
            : named,
          {
            help: leftOver
              ? "Delete scriptOperations."
              : "Put script.csx beside this file, or delete scriptOperations.",
            part: "key",
            // A published connector has the empty list and no script.
            ...(listed.length === 0 && { severity: "warning" as const }),
          },
        );
      },
    },
    bad: [
      { properties: { properties: { scriptOperations: ["GetParcel"] } }, at: [AT] },
      { properties: { properties: { scriptOperations: ["getCall"] } }, at: [AT] },
      { properties: { properties: { scriptOperations: [] } }, at: [AT] },
    ],
    good: [
      { properties: { properties: { scriptOperations: ["GetParcel"] } }, files: SCRIPT },
      { files: { "apiProperties.json": '{"properties": {"scriptOperations": null}}' } },
    ],
  },
  {
    id: "x-script-operations-present",
    statement: "A connector with a script lists the operations that it serves.",
    why: "Without the list the platform runs the script for every operation, and every call takes longer. An empty list says that this is meant.",
    severity: { import: "info", certification: "info" },
    sources: [PACONN_README, "observed: 28 published connectors leave it out"],
    comparesPlaces: true,
    checks: {
      properties(properties, context) {
        const script = context.connector.script;
        const value = own(properties.value, "scriptOperations");
        if (!script || (value !== undefined && value !== null)) return;
        context.report(
          value === null ? properties.at("scriptOperations") : properties,
          `There is a script, ${quote(script.file)}, but apiProperties.json has no "scriptOperations".`,
          {
            help: 'If the script is for all operations, write "scriptOperations": []. Otherwise list the operationIds that it looks at, "scriptOperations": ["…"].',
          },
        );
      },
    },
    bad: [{ files: SCRIPT, at: ["apiProperties.json#/properties"] }],
    good: [{ files: SCRIPT, properties: { properties: { scriptOperations: [] } } }, {}],
  },
]);

function lacksScript({ script, entries, problems }: ConnectorFolder): boolean {
  // A script that is there but cannot be read, or has a name of its own, is for other rules.
  const files = [...entries, ...problems.map((problem) => problem.file)];
  return script === undefined && !files.some((file) => /\.csx?$/i.test(file));
}
