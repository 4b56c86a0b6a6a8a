/** A solution.yaml that makes the next package an update of the solution a connector came from. */
import { stringify } from "yaml";
import { parseVersion } from "../options.ts";
import type { SolutionOrigin } from "../read/packaged-connector.ts";

/** The file; values that the schema would refuse are left out. */
export function solutionYaml(origin: SolutionOrigin): Buffer {
  const { publisher } = origin;
  const name = (text: string) => (/^[A-Za-z_]\w{0,64}$/.test(text) ? text : undefined);
  const prefix = /^(?!mscrm)[a-z][a-z0-9]{1,7}$/.test(publisher.prefix) ? publisher.prefix : undefined;
  const own = origin.connectorName.startsWith(`${publisher.prefix}_`)
    ? origin.connectorName.slice(publisher.prefix.length + 1)
    : undefined;
  const content = {
    solution: {
      uniqueName: name(origin.uniqueName),
      displayName: origin.displayName.slice(0, 256) || undefined,
      version: version(origin.version),
    },
    ...(prefix && name(publisher.uniqueName)
      ? {
          publisher: {
            uniqueName: publisher.uniqueName,
            displayName: publisher.displayName.slice(0, 256) || undefined,
            prefix,
            optionValuePrefix: inRange(publisher.optionValuePrefix),
          },
        }
      : {}),
    connector: {
      name: own !== undefined && /^[a-zA-Z0-9_-]{1,200}$/.test(own) ? own : undefined,
      id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(origin.connectorId)
        ? origin.connectorId
        : undefined,
    },
  };
  const comment =
    "# Identity of the solution this connector was unpacked from: with it, an import updates that connector.\n";
  return Buffer.from(`${comment}${stringify(JSON.parse(JSON.stringify(content)))}`, "utf8");
}

function inRange(value: number | undefined): number | undefined {
  return value !== undefined && value >= 10_000 && value <= 99_999 ? value : undefined;
}

function version(text: string): string | undefined {
  try {
    return parseVersion(text);
  } catch {
    return undefined;
  }
}
