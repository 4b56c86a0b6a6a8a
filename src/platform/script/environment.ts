/** What a child process of ours sees of this one's environment: what it needs to start, and none of the secrets. */
import type { DotnetSdk } from "./dotnet.ts";

const NEEDED = [
  "PATH",
  "LANG",
  "LC_ALL",
  "TZ",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
  "NUMBER_OF_PROCESSORS",
];

/** An address at which nobody listens: where calls go that do not go through the gateway. */
const NOWHERE = "http://127.0.0.1:9";

/** @param network whether the child's own HTTP calls may leave it */
export function childEnvironment(sdk: DotnetSdk, home: string, network: boolean): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    HOME: home,
    USERPROFILE: home,
    DOTNET_ROOT: sdk.root,
    DOTNET_CLI_TELEMETRY_OPTOUT: "1",
    DOTNET_NOLOGO: "1",
    DOTNET_TieredCompilation: "1",
  };
  for (const name of NEEDED) if (process.env[name] !== undefined) environment[name] = process.env[name];
  if (!network)
    for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"])
      environment[name] = NOWHERE;
  return environment;
}
