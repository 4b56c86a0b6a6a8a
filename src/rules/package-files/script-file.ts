/** The connector's custom code as a file. */
import { grouped } from "../../machine/terminal/grouped.ts";
import { CANNOT_OPEN, reportReadProblems } from "../facts/read-problems.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CUSTOM_CODE, PACONN_README } from "../sources.ts";

const MAX_BYTES = 1024 * 1024;
const CODE = "public class Script : ScriptBase {}";

/** Files that can only be custom code: script.cs, and whatever ends with .csx. */
function scriptsOf(entries: readonly string[]): string[] {
  return entries.filter((entry) => /\.csx$/i.test(entry) || entry.toLowerCase() === "script.cs");
}

/** Sources beside a script, for which there is no way into it; tests and tools in folders of their own are not meant for it. */
function helpersOf(entries: readonly string[]): string[] {
  return entries.filter((entry) => /^[^/]+\.cs$/i.test(entry) && entry.toLowerCase() !== "script.cs");
}

export default defineRules("package-files", [
  {
    id: "script-size",
    statement: "The script has at most 1 MiB.",
    why: "The platform refuses larger scripts at the upload.",
    severity: { import: "error", certification: "error" },
    sources: [CUSTOM_CODE],
    checks: {
      connector(context) {
        reportReadProblems(context, "script", ["too-large"]);
        const { script } = context.connector;
        if (!script || script.bytes.length <= MAX_BYTES) return;
        context.report(
          { file: script.file, pointer: "" },
          `The script has ${grouped(script.bytes.length)} bytes; ${grouped(MAX_BYTES)} are allowed.`,
          {
            help: `Take ${grouped(script.bytes.length - MAX_BYTES)} bytes or more out: move data into the service, and let the script fetch it by this.Context.SendAsync.`,
          },
        );
      },
    },
    bad: [{ files: { "script.csx": `${CODE}${" ".repeat(MAX_BYTES)}` }, at: ["script.csx#"] }],
    good: [{ files: { "script.csx": CODE } }],
  },
  {
    id: "script-single",
    statement: "A connector has one script, and it can be read.",
    why: "paconn and the portal upload one file: code in any other never runs.",
    severity: { import: "error", certification: "error" },
    sources: [CUSTOM_CODE],
    checks: {
      connector(context) {
        reportReadProblems(context, "script", CANNOT_OPEN);
        const scripts = scriptsOf(context.connector.entries);
        if (scripts.length === 1)
          for (const file of helpersOf(context.connector.entries))
            context.report(
              { file, pointer: "" },
              `${quote(file)} lies beside the script and is not a part of it.`,
              {
                help: `Move what the script needs of it into ${quote(scripts[0] ?? "")}.`,
                severity: "warning",
              },
            );
        if (scripts.length < 2) return;
        const used = context.connector.script?.file ?? scripts[0];
        const file = scripts.find((entry) => entry !== used) ?? "";
        context.report({ file, pointer: "" }, `There are ${scripts.length} scripts: ${list(scripts)}.`, {
          help: `Put all code into ${quote(scripts.includes("script.csx") ? "script.csx" : (scripts[0] ?? "script.csx"))} and delete the other${scripts.length > 2 ? "s" : ""}.`,
          // With the usual name beside it there is no doubt which one is uploaded.
          ...(scripts.includes("script.csx") && { severity: { import: "warning" as const } }),
        });
      },
    },
    bad: [
      { files: { "script.csx": CODE, "helpers.csx": "class Helpers {}" }, at: ["helpers.csx#"] },
      { files: { "script.csx": CODE, "Helper.cs": "class Helper {}" }, at: ["Helper.cs#"] },
    ],
    good: [{ files: { "script.csx": CODE } }],
  },
  {
    id: "script-file-name",
    statement: "The script is named script.csx.",
    why: "Certification and most tools look for script.csx, and leave a script of another name out.",
    severity: { import: "info", certification: "info" },
    sources: [CUSTOM_CODE, PACONN_README],
    checks: {
      connector(context) {
        const scripts = scriptsOf(context.connector.entries);
        const [only] = scripts;
        if (only === undefined || scripts.includes("script.csx")) return;
        context.report({ file: only, pointer: "" }, `The script is named ${quote(only)}, not "script.csx".`, {
          help: `Rename it to "script.csx"${context.connector.files.settings === undefined ? "" : ", and change it in settings.json"}.`,
        });
      },
    },
    bad: [
      { files: { "Script.csx": CODE }, at: ["Script.csx#"] },
      { files: { "script.cs": CODE }, at: ["script.cs#"] },
      { files: { "parcels.csx": CODE }, at: ["parcels.csx#"] },
    ],
    good: [{ files: { "script.csx": CODE } }],
  },
]);
