/** Dataverse solutions with the connector: unmanaged, managed, and unpacked for git. */
import type { Built, Format } from "../artifact.ts";
import { deploymentSettings, deploymentSettingsName } from "../solution/deployment-settings.ts";
import { prepareSolution } from "../solution/prepare.ts";
import {
  type SolutionParts,
  solutionFileName,
  solutionZip,
  unpackedSolution,
} from "../solution/solution-zip.ts";

export const solution: Format = {
  id: "solution",
  title: "Dataverse solution",
  build(source) {
    const { connector: parts, notices } = prepareSolution(source);
    return { ...solutionFiles(parts), notices };
  },
};

/** The files of a solution in all its forms, and how they are imported. */
export function solutionFiles(parts: SolutionParts): Pick<Built, "files" | "next"> {
  const { uniqueName, version } = parts.settings;
  const unmanaged = solutionFileName(uniqueName, version, false);
  const managed = solutionFileName(uniqueName, version, true);
  return {
    files: [
      { path: `solution/${unmanaged}`, bytes: solutionZip(parts, "0") },
      { path: `solution/${managed}`, bytes: solutionZip(parts, "1") },
      ...unpackedSolution(parts, "solution/unpacked"),
      deploymentSettings(parts, `solution/${deploymentSettingsName(uniqueName)}`),
    ],
    next: [
      `pac solution import --path {out}/solution/${unmanaged}`,
      `pac solution import --path {out}/solution/${managed}    # managed: for environments where nothing is edited`,
      "pac solution pack --folder {out}/solution/unpacked --zipfile solution.zip    # from sources in git",
    ],
  };
}
