/** `validate --compile-script`: compiler errors as findings; without an SDK one sentence. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { hasSdk } from "../../src/platform/script/dotnet.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { runScript } from "../support/run-script.ts";

const SCRIPT = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        int count = "three";
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    }
}
`;

function folderWith(script: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "compile-"));
  writeFileSync(path.join(folder, "apiDefinition.swagger.json"), JSON.stringify(BASE_DEFINITION));
  writeFileSync(path.join(folder, "apiProperties.json"), JSON.stringify(BASE_PROPERTIES));
  writeFileSync(path.join(folder, "script.csx"), script);
  return folder;
}

const arguments_ = ["--profile", "import", "--format", "json", "--rule", "script-compile"];

it("reports what the compiler reports, at its line, where there is an SDK, and otherwise asks for one", () => {
  const broken = folderWith(SCRIPT);
  const { code, stdout, stderr } = runScript("validate", [broken, "--compile-script", ...arguments_]);
  if (!hasSdk()) {
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--compile-script needs the .NET SDK");
    return;
  }
  expect(code).toBe(1);
  const [finding, ...others] = JSON.parse(stdout).connectors[0].findings;
  expect(others).toEqual([]);
  expect([finding.rule, finding.file, finding.line, finding.column]).toEqual([
    "script-compile",
    "script.csx",
    5,
    21,
  ]);
  expect(finding.message).toContain("CS0029");
  const sound = folderWith(SCRIPT.replace('"three"', "3"));
  expect(runScript("validate", [sound, "--compile-script", ...arguments_]).code).toBe(0);
});

it("runs no compiler by default", () => {
  expect(runScript("validate", [folderWith(SCRIPT), ...arguments_]).code).toBe(0);
});
