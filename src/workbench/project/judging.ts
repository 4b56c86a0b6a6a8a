/** How the validator judges a connector: as the settings file beside it says. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { InputError } from "../../json/problem.ts";
import type { Finding, Profile } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { findAndTry } from "../../validation/fixing/fix-connector.ts";
import type { RunningValidator } from "../../validation/running.ts";
import { findSettings, type Settings, suppress } from "../../validation/settings.ts";
import type { ValidateOptions } from "../../validation/validate.ts";

export interface Judging {
  settings: Settings | undefined;
  options: ValidateOptions & { profile: Profile };
}

/** @throws {InputError} for a settings file that cannot be used */
export function judgingOf(root: string, rules: readonly Rule[]): Judging {
  const settings = findSettings(root, rules);
  return {
    settings,
    options: { profile: settings?.profile ?? "certification", severities: settings?.severities },
  };
}

/** With a settings file that cannot be used, as without one. */
export function judgingAnyhow(
  root: string,
  rules: readonly Rule[],
): Judging & { settingsProblem: InputError | undefined } {
  try {
    return { ...judgingOf(root, rules), settingsProblem: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { settings: undefined, options: { profile: "certification" }, settingsProblem: error };
  }
}

/**
 * @param running the validator of a connector that is judged again and again
 * @returns all that is found, and what is left of it without what the settings excuse
 */
export function judge(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  { settings, options }: Judging,
  running?: RunningValidator,
): { found: Finding[]; kept: Finding[] } {
  const found = findAndTry(rules, connector, options, running);
  return { found, kept: settings ? suppress(found, settings).kept : found };
}
