/** A solution with one cloud flow for each trigger, turned off, and the connector they use. */
import type { Built, Format } from "../artifact.ts";
import { deploymentSettings, deploymentSettingsName } from "../solution/deployment-settings.ts";
import { prepareSolution } from "../solution/prepare.ts";
import { type SolutionParts, solutionFileName, solutionZip } from "../solution/solution-zip.ts";

export const NO_OPERATION = {
  code: "no-operation",
  message: "The connector has no operation that makers see, so no flow can be built for it.",
  help: "Declare an operation with an operationId that is not internal.",
};

export const flow: Format = {
  id: "flow",
  title: "flow solution",
  build(source) {
    const { flow: parts, notices } = prepareSolution(source);
    if (parts.flows.length === 0) return { files: [], notices: [], next: [], impossible: NO_OPERATION };
    return {
      ...flowFiles(parts, source.options.managed ?? false),
      notices: source.options.only && !source.options.only.includes("solution") ? notices : [],
    };
  },
};

/** The files of a solution with flows, and how they are imported. */
export function flowFiles(parts: SolutionParts, managed: boolean): Pick<Built, "files" | "next"> {
  const { version, flows } = parts.settings;
  const name = solutionFileName(flows.uniqueName, version, false);
  const files = [{ path: `solution/${name}`, bytes: solutionZip(parts, "0") }];
  if (managed)
    files.push({
      path: `solution/${solutionFileName(flows.uniqueName, version, true)}`,
      bytes: solutionZip(parts, "1"),
    });
  const settings = deploymentSettings(parts, `solution/${deploymentSettingsName(flows.uniqueName)}`);
  return {
    files: [...files, settings],
    next: files.map(
      (file) => `pac solution import --path {out}/${file.path}    # after the connector's own solution`,
    ),
  };
}
