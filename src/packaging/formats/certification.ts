/** The package for Partner Center: intro.md and, inside another archive, the connector's and the flows' solutions. (Sourced: certification packages and validator.) */
import type { Format } from "../artifact.ts";
import { checkPackage, summarizeChecks } from "../certification/package-checks.ts";
import type { Notice } from "../notice.ts";
import { prepareSolution } from "../solution/prepare.ts";
import { solutionZip } from "../solution/solution-zip.ts";
import { readArchive } from "../zip/nested.ts";
import { writeZip } from "../zip/write-zip.ts";
import { NO_OPERATION } from "./flow.ts";

/** Refusals that one message names. */
const MAX_REFUSALS = 3;

export const certification: Format = {
  id: "certification",
  title: "certification package",
  build(source) {
    // A certified connector has one host for everyone: no environment variable, whatever the other solutions hold.
    const { connector, flow, notices: losses } = prepareSolution(source, false);
    const text = source.connector.intro ?? source.connector.readme;
    const leftOut = (impossible: NonNullable<ReturnType<Format["build"]>["impossible"]>) => ({
      files: [],
      notices: [],
      next: [],
      impossible,
    });
    if (flow.flows.length === 0) return leftOut(NO_OPERATION);
    if (!text) {
      return leftOut({
        code: "intro-missing",
        message: "There is no intro.md, the text of the connector's public page.",
        help: "Write intro.md beside the definition: what the connector does, prerequisites, credentials, known issues.",
      });
    }
    if (!source.icon) {
      return leftOut({
        code: "icon-missing",
        message: "There is no icon.png, without which certification refuses the package.",
        help: "Add a square PNG of 100 to 230 pixels on the brand colour.",
      });
    }
    const refusals = source.options.refusals ?? [];
    if (refusals.length > 0)
      return leftOut({
        code: "certification-refused",
        message: `The review would refuse the connector: ${refusals.slice(0, MAX_REFUSALS).join(" ")}${refusals.length > MAX_REFUSALS ? ` And ${refusals.length - MAX_REFUSALS} more.` : ""}`,
        help: "Correct what profile certification of the validator calls an error.",
      });
    // Unmanaged, which is what the review asks for.
    const inner = writeZip([
      { name: "PkgAssets/ConnectorSolution.zip", bytes: solutionZip(connector, "0") },
      { name: "PkgAssets/FlowSolution.zip", bytes: solutionZip(flow, "0") },
    ]);
    const outer = writeZip([
      { name: "intro.md", bytes: text.bytes },
      { name: "package.zip", bytes: inner },
    ]);
    const path = `certification/${connector.settings.uniqueName}.zip`;
    const report = checkPackage(readArchive(outer, path), false);
    const notices: Notice[] = report.checks
      .filter((check) => check.outcome === "failed" || check.outcome === "warning")
      .map((check) => ({
        code: `certification-${check.number}`,
        severity: check.outcome === "failed" ? ("error" as const) : ("warning" as const),
        // A title says what is expected: without that word it reads as if it were so.
        message: `Check ${check.number} ${check.outcome === "failed" ? "fails" : "may fail"}. Expected: ${check.title}. Found: ${check.detail}.`,
        help: "docs/packaging.md lists the checks of the certification validator.",
      }));
    if (!source.connector.intro)
      notices.push({
        code: "intro-from-readme",
        severity: "note",
        message: `There is no intro.md; ${text.file} is used as the public page.`,
        help: "Write an intro.md if the public page shall say something else.",
      });
    const alone = source.options.only !== undefined && !source.options.only.includes("solution");
    return {
      files: [{ path, bytes: outer }],
      notices: [...(alone ? losses : []), ...notices],
      report: summarizeChecks(report.checks),
      next: [`upload {out}/${path} to a blob and give its SAS address to Partner Center`],
    };
  },
};
