/** The work behind `npm run validate`: many connectors in, one report out. */
import path from "node:path";
import { readConnector } from "../definition/connector-folder.ts";
import { findConnectors } from "../definition/find-connectors.ts";
import { InputError } from "../definition/problem.ts";
import type { Progress } from "../terminal/progress.ts";
import { type Baseline, readBaseline, subtractBaseline } from "./baseline.ts";
import type { Profile } from "./finding.ts";
import { type MendResult, mend } from "./fixing/fix-connector.ts";
import { didYouMean } from "./nearest.ts";
import { type ConnectorReport, displayFolder, type Report } from "./report.ts";
import type { Rule } from "./rule.ts";
import { findSettings, readSettings, type Settings, suppress } from "./settings.ts";
import { validateWith } from "./validate.ts";

export interface RunOptions {
  /** Folders or files; default: the current folder. */
  targets: readonly string[];
  /** Default: what the settings file says, else `certification`. */
  profile?: Profile;
  /** Only these rules. */
  only?: readonly string[];
  /** Not these rules. */
  ignore?: readonly string[];
  /** A settings file instead of the one in each connector's folder. */
  settings?: string;
  baseline?: string;
  /** Mend in memory and report what is left. */
  mend?: boolean;
  progress?: (total: number) => Progress;
}

export interface RunResult {
  report: Report;
  /** With `mend`: what was mended, by connector. */
  mended: { folder: string; root: string; result: MendResult }[];
}

/**
 * Validates every connector below the targets.
 * @throws {InputError} for targets, rule names, settings or baselines that cannot be used
 */
export function runValidate(rules: readonly Rule[], options: RunOptions): RunResult {
  const selected = selectRules(rules, options);
  const targets = options.targets.length > 0 ? options.targets : ["."];
  const folders = findConnectors(targets);
  const shared = options.settings ? readSettings(options.settings, rules) : undefined;
  const baseline: Baseline | undefined = options.baseline ? readBaseline(options.baseline) : undefined;
  const progress = options.progress && folders.length > 1 ? options.progress(folders.length) : undefined;
  const connectors: ConnectorReport[] = [];
  const mended: RunResult["mended"] = [];
  const profiles = new Set<Profile>();
  for (const folder of folders) {
    progress?.step(path.basename(folder));
    const connector = readConnector(folder);
    const settings = shared ?? findSettings(connector.root, rules);
    const profile = options.profile ?? settings?.profile ?? "certification";
    profiles.add(profile);
    const how = { profile, severities: settings?.severities };
    const shown = displayFolder(connector.root);
    let found: ReturnType<typeof validateWith>;
    if (options.mend) {
      const result = mend(selected, connector, how);
      mended.push({ folder: shown, root: connector.root, result });
      found = result.findings;
    } else {
      found = validateWith(selected, connector, how);
    }
    const { kept, suppressed } = settings
      ? suppress(found, restricted(settings, selected))
      : { kept: found, suppressed: 0 };
    const { fresh, known } = baseline ? subtractBaseline(shown, kept, baseline) : { fresh: kept, known: 0 };
    connectors.push({ folder: shown, connector, findings: fresh, known, suppressed });
  }
  progress?.done();
  // Each folder may name its own profile in its settings; a report that mixes them is headed by the stricter one.
  const profile = options.profile ?? (profiles.size === 1 ? ([...profiles][0] as Profile) : "certification");
  return { report: { profile, connectors }, mended };
}

/** Without the rules that were not asked for, a suppression of them is not unused. */
function restricted(settings: Settings, rules: readonly Rule[]): Settings {
  const ids = new Set(rules.map((rule) => rule.id));
  return { ...settings, suppress: settings.suppress.filter((entry) => ids.has(entry.rule)) };
}

function selectRules(rules: readonly Rule[], { only = [], ignore = [] }: RunOptions): Rule[] {
  for (const id of [...only, ...ignore]) findRule(rules, id);
  return rules.filter((rule) => (only.length === 0 || only.includes(rule.id)) && !ignore.includes(rule.id));
}

/**
 * The rule with an id.
 * @throws {InputError} `no-such-rule`, with the rule that was probably meant
 */
export function findRule(rules: readonly Rule[], id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found) return found;
  const ids = rules.map((rule) => rule.id);
  throw new InputError(
    "no-such-rule",
    `There is no rule "${id}".`,
    `${didYouMean(id, ids)}--list-rules names them all.`,
  );
}
