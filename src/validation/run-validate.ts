/** The work behind `npm run validate`: many connectors in, one report out. */
import path from "node:path";
import type { CompilerError } from "../definition/compiler-error.ts";
import {
  type ConnectorFolder,
  type ConnectorParts,
  connectorOf,
  connectorWhenAsked,
  readParts,
} from "../definition/connector-folder.ts";
import { findConnectors } from "../definition/find-connectors.ts";
import { InputError } from "../json/problem.ts";
import { kindOf } from "../machine/files/read-inside.ts";
import type { Progress } from "../machine/terminal/progress.ts";
import type { Finding, Profile } from "../rules/language/finding.ts";
import { didYouMean } from "../rules/language/nearest.ts";
import type { Previous } from "../rules/language/previous.ts";
import type { Rule } from "../rules/language/rule.ts";
import { readBaseline, subtractBaseline } from "./baseline.ts";
import { FindingsCache } from "./findings-cache.ts";
import { findAndTry, type MendResult, mend } from "./fixing/fix-connector.ts";
import { Helpers, threadsFor } from "./helpers.ts";
import { type ConnectorReport, displayFolder, type ReportHead } from "./report.ts";
import type { RunningValidator, RunningValidators } from "./running.ts";
import {
  excuse,
  findSettings,
  readSettings,
  type Settings,
  type Suppression,
  unusedSuppressions,
} from "./settings.ts";
import { UNUSED_SUPPRESSION } from "./unused-suppression.ts";
import { type ValidateOptions, validateWith } from "./validate.ts";

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
  /** What is known of the version before a connector; undefined for one that is new. */
  previous?: ((connector: ConnectorFolder) => Previous | undefined) | undefined;
  /** What a compiler says of a connector's script. */
  compile?: ((connector: ConnectorFolder) => readonly CompilerError[] | undefined) | undefined;
  /** Fix in memory what the report would show, report what is left, and hand over what was fixed. */
  mended?: (mended: Mended) => void;
  progress?: (total: number) => Progress;
  /**
   * A folder that keeps findings: connectors that have not changed are not validated again. Without effect where something is fixed
   * or a version before is known or a script is compiled.
   */
  cache?: string;
  /** Kept by somebody who makes the same run again whenever a file changes: what has not changed is not looked at again. */
  running?: RunningValidators;
  /** How many threads validate, the main one included; default: as many as pay on this machine. Of no consequence for the report. */
  threads?: number;
  /** Told why the folder cannot be used. */
  cacheUnusable?: (why: string) => void;
}

export interface Run {
  head: ReportHead;
  /** Connectors in order, each validated when it is asked for. */
  entries: Iterable<ConnectorReport>;
}

/** What was fixed in one connector. */
export interface Mended {
  folder: string;
  root: string;
  result: MendResult;
}

/**
 * Validates every connector below the targets, one at a time as the entries are taken.
 * @throws {InputError} for targets, rule names, settings or baselines that cannot be used; settings in a connector's own
 *   folder are read when its turn comes
 */
export function runValidate(rules: readonly Rule[], options: RunOptions): Run {
  const selected = selectRules(rules, options);
  const folders = findConnectors(options.targets.length > 0 ? options.targets : ["."]);
  const shared = options.settings ? readSettings(options.settings, rules) : undefined;
  const baseline = options.baseline ? readBaseline(options.baseline) : undefined;
  // All are read before the first connector: settings that cannot be used stop a report before it begins.
  const own = new Map(shared ? [] : folders.map(rootOf).map((root) => [root, findSettings(root, rules)]));
  const settingsOf = (root: string) => shared ?? own.get(root);
  // Each folder may name its own profile; a report over several is headed by the one that is used where none is named.
  const single = folders.length === 1 && folders[0] ? settingsOf(rootOf(folders[0]))?.profile : undefined;
  const head: ReportHead = {
    profile: options.profile ?? shared?.profile ?? single ?? "certification",
    connectors: folders.length,
  };
  const used = new Set<Suppression>();
  const settle = (
    found: Finding[],
    settings: Settings | undefined,
    root: string,
    profile: Profile,
    isLast: boolean,
  ) => {
    if (!settings) return { kept: found, suppressed: 0 };
    const applied = restricted(settings, selected, profile);
    const result = excuse(found, applied, used);
    // Settings for many connectors have been of use if they were in one of them.
    const isSettled = settings !== shared || isLast;
    if (isSettled && !options.ignore?.includes(UNUSED_SUPPRESSION.id))
      result.kept.push(...unusedSuppressions(applied, used, root));
    return result;
  };
  const judge = judging(selected, options);
  const profileIn = (root: string) => options.profile ?? settingsOf(root)?.profile ?? head.profile;
  const startHelpers = () => {
    const threads = threadsFor(folders.length, options.threads);
    // What was kept takes no time; fixing, compiling, and comparing with another version, need the connector itself.
    const needsConnectors = options.mended || options.previous || options.compile || options.running;
    if (threads === 1 || options.cache !== undefined || needsConnectors) return undefined;
    const jobs = folders.map((target) => {
      const root = rootOf(target);
      return {
        target,
        profile: profileIn(root),
        severities: [...(settingsOf(root)?.severities ?? [])],
      };
    });
    const ids = selected.map(({ id }) => id);
    return new Helpers(threads - 1, jobs, ids);
  };
  function* entries(): Generator<ConnectorReport> {
    const progress = folders.length > 1 ? options.progress?.(folders.length) : undefined;
    const helpers = startHelpers();
    try {
      yield* judged(progress, helpers);
    } finally {
      progress?.done();
      judge.done();
      helpers?.close();
    }
  }
  function* judged(progress: Progress | undefined, helpers: Helpers | undefined): Generator<ConnectorReport> {
    for (const [number, folder] of folders.entries()) {
      progress?.step(path.basename(folder));
      const parts = readParts(folder);
      const settings = settingsOf(parts.root);
      const how = {
        profile: profileIn(parts.root),
        severities: settings?.severities,
        others: rules,
      };
      const shown = displayFolder(parts.root);
      // What is excused or known is to stay as it is: a report that leaves it out says nothing of a fix of it.
      const reported = (all: readonly Finding[]) => {
        const kept = settings ? excuse(all, settings, new Set()).kept : all;
        return baseline ? subtractBaseline(parts.root, kept, baseline).fresh : kept;
      };
      const running = options.running?.of(folder, folders.length);
      const { connector, found, result } = judge(parts, how, reported, running, () => helpers?.take(number));
      if (result) options.mended?.({ folder: shown, root: parts.root, result });
      const isLast = folder === folders.at(-1);
      const { kept, suppressed } = settle(found, settings, parts.root, how.profile, isLast);
      const { fresh, known } = baseline
        ? subtractBaseline(parts.root, kept, baseline)
        : { fresh: kept, known: 0 };
      const fixed = result && Object.fromEntries(result.applied);
      yield { folder: shown, connector, findings: fresh, known, suppressed, fixed };
    }
  }
  return { head, entries: entries() };
}

interface Judged {
  connector: ConnectorFolder;
  found: Finding[];
  result?: MendResult;
}

/** How a connector's findings are come by: fixed, remembered, found by another thread, or found here. */
function judging(selected: readonly Rule[], options: RunOptions) {
  const caches = new Map<string, FindingsCache | undefined>();
  const cacheFor = ({ profile, severities }: ValidateOptions) => {
    if (options.cache === undefined || options.mended || options.previous || options.compile)
      return undefined;
    const about = [profile, selected.map(({ id }) => id), [...(severities ?? [])]];
    const key = JSON.stringify(about);
    if (caches.has(key)) return caches.get(key);
    const opened = FindingsCache.open(options.cache, about);
    const usable = opened instanceof FindingsCache ? opened : undefined;
    if (!(opened instanceof FindingsCache) && caches.size === 0) options.cacheUnusable?.(opened.unusable);
    caches.set(key, usable);
    return usable;
  };
  const judge = (
    parts: ConnectorParts,
    how: ValidateOptions,
    reported: (all: readonly Finding[]) => readonly Finding[],
    running: RunningValidator | undefined,
    helped: () => Finding[] | undefined,
  ): Judged => {
    const cache = cacheFor(how);
    const key = cache?.key(parts) ?? "";
    const kept = cache ? cache.find(key) : helped();
    if (kept) {
      const connector = connectorWhenAsked(parts);
      return { connector, found: withFixes(kept, () => validateWith(selected, connector, how)) };
    }
    const connector = connectorOf(parts, running?.connector);
    const given = {
      ...how,
      previous: options.previous?.(connector),
      compilerErrors: options.compile?.(connector),
    };
    if (options.mended) {
      const result = mend(selected, connector, given, reported);
      return { connector: result.connector, found: result.findings, result };
    }
    const found = findAndTry(selected, connector, given, running);
    // What is said of a secret is hidden when it goes out, and that it is one is known only to who has looked into the files.
    if (connector.secrets.length === 0) cache?.keep(key, found);
    return { connector, found };
  };
  return Object.assign(judge, {
    done: () => {
      for (const cache of caches.values()) cache?.close();
    },
  });
}

/** A fix is worked out from the text: whoever asks for one has the connector validated after all. */
function withFixes(kept: Finding[], again: () => Finding[]): Finding[] {
  let found: Finding[] | undefined;
  for (const [index, finding] of kept.entries())
    if (finding.fixable)
      finding.fix = () => {
        found ??= again();
        return found[index]?.fix?.();
      };
  return kept;
}

function rootOf(target: string): string {
  return kindOf(target) === "folder" ? target : path.dirname(target);
}

/** Without the rules that were not asked for, or that the profile does not ask for, a suppression of them is not unused. */
function restricted(settings: Settings, rules: readonly Rule[], profile: Profile): Settings {
  const asked = rules.filter((rule) => rule.severity[profile] !== "off" || settings.severities.has(rule.id));
  const ids = new Set(asked.map((rule) => rule.id));
  return { ...settings, suppress: settings.suppress.filter((entry) => ids.has(entry.rule)) };
}

function selectRules(rules: readonly Rule[], { only = [], ignore = [] }: RunOptions): Rule[] {
  for (const id of [...only, ...ignore]) {
    if (id === UNUSED_SUPPRESSION.id) continue;
    if (!rules.some((rule) => rule.id === id) && kindOf(id) !== "none")
      throw new InputError(
        "no-such-rule",
        `"${id}" is a ${kindOf(id)}, not a rule: everything after --rule or --ignore is taken to be a rule.`,
        "Name folders and files before these options.",
      );
    findRule(rules, id);
  }
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
    `${didYouMean(id, ids)}--list-rules lists them all.`,
  );
}
