/** What the rules say of a connector that is about to be packaged: what stops every package, and what stops certification. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { CommittedSecret } from "../../definition/secrets/secrets-of-file.ts";
import { paint } from "../../machine/terminal/paint.ts";
import type { Finding } from "../../rules/language/finding.ts";
import { loadRules } from "../../rules/load-rules.ts";
import { loadFormat } from "../../validation/load-format.ts";
import { certificationErrors, excusedSecrets, importFindings } from "../../validation/package-findings.ts";
import { displayFolder } from "../../validation/report.ts";

export interface Judgement {
  /** Findings of profile import; errors stop the build. */
  findings: Finding[];
  /** Errors of profile certification; undefined if nobody asked. */
  certification: Finding[] | undefined;
  /** The errors as text, empty without any. */
  report: string;
  /** Whether the settings excuse what seems to be a secret. */
  isExcused(secret: CommittedSecret): boolean;
}

/**
 * @param choice `certification`: whether that profile is wanted too; `exported`: whether the platform itself has exported the
 * connector, which means that it takes it: then nothing but what cannot be read stops the build
 */
export async function judgePackage(
  connector: ConnectorFolder,
  choice: { certification: boolean; exported: boolean },
): Promise<Judgement> {
  const rules = await loadRules();
  const { findings, suppressed } = importFindings(rules, connector, choice);
  const certification = choice.certification ? certificationErrors(rules, connector) : undefined;
  const errors = findings.filter((finding) => finding.severity === "error");
  return {
    findings,
    certification,
    report: errors.length === 0 ? "" : await reportOf(connector, errors, suppressed, "import"),
    isExcused: excusedSecrets(rules, connector),
  };
}

/** Findings as `npm run validate` prints them. */
export async function reportOf(
  connector: ConnectorFolder,
  findings: Finding[],
  suppressed: number,
  profile: "import" | "certification",
): Promise<string> {
  const rules = await loadRules();
  const pretty = await loadFormat("pretty");
  const connectors = [{ folder: displayFolder(connector.root), connector, findings, known: 0, suppressed }];
  const options = { paint: paint(process.stderr), rules, all: false };
  return [...pretty({ profile, connectors: 1 }, connectors, options)].join("");
}
