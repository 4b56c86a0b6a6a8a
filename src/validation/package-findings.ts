/** What the rules say of a connector that is about to be packaged. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { CommittedSecret } from "../definition/secrets/secrets-of-file.ts";
import type { Finding } from "../rules/language/finding.ts";
import type { Rule } from "../rules/language/rule.ts";
import { SECRET_RULES } from "./secret-rules.ts";
import { excuses, findSettings, suppress } from "./settings.ts";
import { validateWith } from "./validate.ts";

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

/**
 * Findings of profile import; errors stop every package.
 * @param exported the platform itself has exported the connector, which means that it takes it: then nothing but what cannot be
 *   read stops the build
 */
export function importFindings(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  { exported = false } = {},
): { findings: Finding[]; suppressed: number } {
  const { kept, suppressed } = run(rules, connector, "import", rules);
  const findings = kept.map((finding) =>
    finding.severity === "error" && (exported || EXPORTED_ANYWAY.has(finding.rule))
      ? { ...finding, severity: "warning" as const }
      : finding,
  );
  return { findings, suppressed };
}

/** Errors of profile certification: what stops the certification package. The rest of its rules is not heard. */
export function certificationErrors(rules: readonly Rule[], connector: ConnectorFolder): Finding[] {
  const asked = rules.filter((rule) => rule.severity.certification === "error");
  return run(rules, connector, "certification", asked).kept.filter(({ severity }) => severity === "error");
}

/** Whether the connector's settings excuse what seems to be a secret. */
export function excusedSecrets(
  rules: readonly Rule[],
  connector: ConnectorFolder,
): (secret: CommittedSecret) => boolean {
  const settings = findSettings(connector.root, rules);
  return (secret) => settings !== undefined && excuses(settings, SECRET_RULES, secret);
}

function run(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  profile: "import" | "certification",
  asked: readonly Rule[],
) {
  const settings = findSettings(connector.root, rules);
  const found = validateWith(rules, connector, {
    profile,
    rules: asked,
    others: rules,
    severities: settings?.severities,
  });
  return settings ? suppress(found, settings) : { kept: found, suppressed: 0 };
}
