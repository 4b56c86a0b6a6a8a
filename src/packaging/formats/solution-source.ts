/** The solution as YAML source: what Git integration and `pac solution clone` and `sync` write. (Layout documented: "Solution YAML source control format reference"; names inside connectors/ inferred.) */
import type { Format } from "../artifact.ts";
import { prepareSolution } from "../solution/prepare.ts";
import { yamlSource } from "../solution/yaml-source.ts";

export const solutionSource: Format = {
  id: "solution-source",
  title: "solution in YAML source",
  build(source) {
    const { connector: parts, notices } = prepareSolution(source);
    return {
      files: yamlSource(parts, "solution-source"),
      notices: source.options.only?.includes("solution") ? [] : notices,
      next: ["pac solution pack --folder {out}/solution-source --zipfile solution.zip"],
    };
  },
};
