import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { CUSTOM_CODE } from "../sources.ts";

const SCRIPT = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken)
    }
}
`;
const ERRORS = [{ code: "CS1002", message: "; expected", line: 5, column: 90 }];

export default defineRule("package-files", {
  id: "script-compile",
  statement: "The script compiles.",
  why: "The platform compiles the script when the connector is uploaded, and is reported to name no reason where that fails. Looked for only with --compile-script, which needs the .NET SDK.",
  severity: { import: "error", certification: "error" },
  sources: [CUSTOM_CODE],
  checks: {
    connector(context) {
      const { script } = context.connector;
      if (!script) return;
      for (const { code, message, line, column } of context.subject.compilerErrors ?? []) {
        const begin = script.lines.starts[line - 1] ?? script.text.length;
        const start = Math.min(script.text.length, begin + column - 1);
        context.report(
          { file: script.file, pointer: "" },
          `The compiler says of the script: ${sentence(message)}${code === "" ? "" : ` (${code})`}`,
          {
            help: `Correct ${quote(script.file)} here${code === "" ? "" : `; the documentation of C# explains ${code}`}.`,
            label: "does not compile",
            range: { start, end: Math.min(script.text.length, start + 1) },
          },
        );
      }
    },
  },
  bad: [{ files: { "script.csx": SCRIPT }, compilerErrors: ERRORS, at: ["script.csx#"] }],
  good: [
    { files: { "script.csx": SCRIPT.replace("Token)", "Token);") }, compilerErrors: [] },
    { compilerErrors: ERRORS },
  ],
});

/** The compiler writes without a full stop. */
function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
