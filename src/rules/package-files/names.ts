/** The two files that make a connector, under the names that every tool expects. */
import { reportReadProblems } from "../facts/read-problems.ts";
import type { Context } from "../language/context.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { FROM_DEFINITION, SETTINGS_SCHEMA, SUBMISSION } from "../sources.ts";

const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";

function rename(context: Context): string {
  return `Rename it${context.connector.files.settings === undefined ? "" : ", and change it in settings.json"}.`;
}

export default defineRules("package-files", [
  {
    id: "pkg-definition-name",
    statement: `There is a definition, and it is named ${DEFINITION}.`,
    why: "Without a definition there is no connector; under another name certification and many tools do not find it.",
    severity: { import: "error", certification: "error" },
    sources: [SUBMISSION, SETTINGS_SCHEMA],
    checks: {
      connector(context) {
        reportReadProblems(context, "definition", ["definition-missing"]);
        const file = context.connector.definition?.file;
        // paconn and pac take any name; only a submission needs this one.
        if (file === undefined || file === DEFINITION) return;
        context.report(
          { file, pointer: "" },
          `The definition is named ${quote(file)}, not "${DEFINITION}".`,
          {
            help: rename(context),
            severity: { import: "off", certification: "warning" },
          },
        );
      },
    },
    bad: [
      {
        files: { [DEFINITION]: null, "apidefinition.swagger.json": '{"swagger": "2.0"}' },
        at: ["apidefinition.swagger.json#"],
      },
      { files: { [DEFINITION]: null, "swagger.json": '{"swagger": "2.0"}' }, at: ["swagger.json#"] },
      { files: { [DEFINITION]: null }, at: [""] },
    ],
  },
  {
    id: "pkg-properties-name",
    statement: `There is a file ${PROPERTIES}, named exactly so.`,
    why: "apiProperties.json holds sign-in, icon colour and policies. The portal imports a definition alone and asks for the sign-in; paconn and a submission need the file.",
    severity: { import: "warning", certification: "error" },
    sources: [SUBMISSION, SETTINGS_SCHEMA, FROM_DEFINITION],
    checks: {
      connector(context) {
        // Where there is no definition either, the folder is simply no connector: one finding says so.
        if (context.connector.definition)
          // The file that is not there cannot be opened at a place: the one that is there is marked.
          reportReadProblems(
            context,
            "properties",
            ["properties-missing"],
            context.connector.definition.file,
          );
        const file = context.connector.properties?.file;
        if (file === undefined || file === PROPERTIES) return;
        context.report({ file, pointer: "" }, `The file is named ${quote(file)}, not "${PROPERTIES}".`, {
          help: rename(context),
          severity: { import: "off", certification: "warning" },
        });
      },
    },
    bad: [
      {
        files: { [PROPERTIES]: null, "ApiProperties.json": '{"properties": {}}' },
        at: ["ApiProperties.json#"],
      },
      { files: { [PROPERTIES]: null }, at: [""] },
    ],
  },
]);
