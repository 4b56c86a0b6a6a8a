/** The script of a connector, as the options ask for it; and the fault that there is one and nobody runs it. */
import { scriptOperationsOf } from "../../definition/script.ts";
import { InputError } from "../../json/problem.ts";
import type { Fault } from "../api.ts";
import type { LoadedConnector } from "../connector-source.ts";
import { dotnetScript } from "./dotnet-script.ts";
import type { Script, ScriptOption } from "./script.ts";
import { standInFor } from "./stand-in.ts";

/** Sourced: "Execution time: must finish within two minutes". The training module says five seconds: an option chooses. */
const TIMEOUT_SECONDS = 120;

export interface ScriptOptions {
  script?: ScriptOption;
  /** Seconds that one call of a script that is run may take; 120 unless said (documented; a training page says 5). */
  scriptTimeoutSeconds?: number;
  /** Lets the HTTP calls of a script that is run leave its process otherwise than through `SendAsync`; false by default. */
  scriptNetwork?: boolean;
  /**
   * How a script that is run gets `Context.OperationId`: `plain` by default, or `base64`, as it arrives in some regions
   * (documented as a known issue of custom code). A script that compares it must decode it first.
   */
  scriptOperationId?: "plain" | "base64";
}

/** @throws {InputError} `script-missing` if there is nothing to run */
export function makeScript(connector: LoadedConnector, options: ScriptOptions): Script | undefined {
  const { script } = options;
  if (script === undefined) return undefined;
  if (script !== "run") return standInFor(connector, script);
  if (!connector.script) {
    throw new InputError(
      "script-missing",
      `The connector ${connector.name} has no script.csx that could be run.`,
      "Give the folder that it is in, or provide functions that stand in for it.",
    );
  }
  return dotnetScript({
    ...connector.script,
    operations: scriptOperationsOf(connector.properties),
    timeoutSeconds: options.scriptTimeoutSeconds ?? TIMEOUT_SECONDS,
    network: options.scriptNetwork === true,
    encodedId: options.scriptOperationId === "base64",
  });
}

/** Sourced: code takes precedence over the definition. What is called without it is another connector. */
export function scriptFaults(connector: LoadedConnector, script: Script | undefined): Fault[] {
  const { script: source, model } = connector;
  if (!source) return [];
  const named = scriptOperationsOf(connector.properties);
  const operations = [...(named ?? model.byId.keys())].filter(
    (id) => model.byId.has(id) && !script?.covers(id),
  );
  if (operations.length === 0) return [];
  return [
    {
      id: "script-not-run",
      certain: true,
      message: `${source.file} answers in place of the service, and it is not run.`,
      help: `Let functions stand in for it ({ script: { ${operations[0]}: (request, send) => Response } }), or run it with the .NET SDK of this machine ({ script: "run" }).`,
      operations,
      file: source.file,
      pointer: "",
      line: 1,
      column: 1,
    },
  ];
}
