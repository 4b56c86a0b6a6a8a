/** What the rules say of a connector that is about to be packaged: what stops every package, and what stops certification. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { CommittedSecret } from "../../definition/secrets/secrets-of-file.ts";
import { paint } from "../../machine/terminal/paint.ts";
import type { Finding } from "../../rules/language/finding.ts";
import { loadRules } from "../../rules/load-rules.ts";
import { loadFormat } from "../../validation/load-format.ts";
import { displayFolder } from "../../validation/report.ts";
import { excuses, findSettings, suppress } from "../../validation/settings.ts";
import { validateWith } from "../../validation/validate.ts";

/**
 * Rules of profile import that solutions of others break which the platform has exported, and imports again: they warn here.
 * (Observed: exports with empty colours, gateways beside keys, sign-in by dynamic discovery, on-behalf-of as a boolean, tenant
 * settings without their source.)
 */
const EXPORTED_ANYWAY = new Set([
  "brand-color-required",
  "cp-tenantid-shape",
  "oauth-custom-parameter-shape",
  "oauth-identity-provider",
  "x-gateway-auth",
]);

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

/** The rules that report secrets: excused there, they are no secrets to packages either. */
const SECRETS = ["sec-client-secret-real", "sec-committed-secret"];

/**
 * @param choice `certification`: whether that profile is wanted too; `exported`: whether the platform itself has exported the
 * connector, which means that it takes it: then nothing but what cannot be read stops the build
 */
export async function judgePackage(
  connector: ConnectorFolder,
  choice: { certification: boolean; exported: boolean },
): Promise<Judgement> {
  const rules = await loadRules();
  const settings = findSettings(connector.root, rules);
  const run = (profile: "import" | "certification") => {
    // Of the review, only what stops the package is asked for: the rest of its rules would be heard for nothing.
    const asked =
      profile === "import" ? rules : rules.filter((rule) => rule.severity.certification === "error");
    const found = validateWith(rules, connector, {
      profile,
      rules: asked,
      others: rules,
      severities: settings?.severities,
    });
    return settings ? suppress(found, settings) : { kept: found, suppressed: 0 };
  };
  const { kept, suppressed } = run("import");
  const findings = kept.map((finding) =>
    finding.severity === "error" && (choice.exported || EXPORTED_ANYWAY.has(finding.rule))
      ? { ...finding, severity: "warning" as const }
      : finding,
  );
  const certification = choice.certification
    ? run("certification").kept.filter((finding) => finding.severity === "error")
    : undefined;
  const errors = findings.filter((finding) => finding.severity === "error");
  return {
    findings,
    certification,
    report: errors.length === 0 ? "" : await reportOf(connector, errors, suppressed, "import"),
    isExcused: (secret) => settings !== undefined && excuses(settings, SECRETS, secret),
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
