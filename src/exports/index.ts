/**
 * `import { readConnector, validate, fix, compare } from "connector-workbench"`: the validator and the comparison for programs.
 * Nothing here writes a file, prints, or calls anything; what is wrong with a connector is a result, never an exception.
 */
import path from "node:path";
import type { Comparison } from "../comparison/change.ts";
import { compareVersions } from "../comparison/index.ts";
import { type ConnectorFolder, connectorFromFiles, readConnector } from "../definition/connector-folder.ts";
import type { Finding, Profile } from "../rules/language/finding.ts";
import type { Rule } from "../rules/language/rule.ts";
import { shown } from "../rules/language/shown-texts.ts";
import { loadRules } from "../rules/load-rules.ts";
import { findAndTry, mend } from "../validation/fixing/fix-connector.ts";
import { findSettings, suppress } from "../validation/settings.ts";
import type { ValidateOptions as Engine } from "../validation/validate.ts";

export type { Change, ChangeClass, Comparison } from "../comparison/change.ts";
export type { ConnectorFolder } from "../definition/connector-folder.ts";
export { InputError } from "../json/problem.ts";
export type { Finding, Profile, Severity } from "../rules/language/finding.ts";
export { connectorFromFiles, readConnector };

export interface ValidateOptions {
  /** `certification` (the default) or `import`; a settings file may say otherwise where this is left out. */
  profile?: Profile;
  /** Only these rules, by id. */
  rules?: readonly string[];
  /** False leaves a `connector-rules.yaml` in the connector's folder unread. */
  settings?: boolean;
}

/**
 * Validates a connector.
 * @param connector its folder, or a definition file, or what {@link readConnector} or {@link connectorFromFiles} gave
 * @returns findings in the order of file, place and rule; the same as `connector validate --format json` prints
 * @throws {InputError} `no-such-folder`, `settings-invalid`, `no-such-rule`
 */
export async function validate(
  connector: string | ConnectorFolder,
  options: ValidateOptions = {},
): Promise<Finding[]> {
  const { folder, engine, handedOut } = await prepare(connector, options);
  return handedOut(findAndTry(engine.rules ?? [], folder, engine));
}

/** Validates one connector again and again, in a fraction of the time: see {@link createValidator}. */
export interface Validator {
  /**
   * Validates the connector as it is now.
   * @param connector its folder, or a definition file, which is read again; or contents by name, as an editor holds them
   * @returns what {@link validate} would return, in the same order
   * @throws {InputError} `no-such-folder`, `settings-invalid`
   */
  validate(connector: string | ReadonlyMap<string, Buffer>): Finding[];
}

/**
 * A validator for whoever asks at every change: an editor, a watch. It remembers what it saw and looks only at what may have
 * changed since; 1 MB with one change takes a few hundredths of a second. Use one for each connector: another connector is as good
 * as everything changed.
 * @throws {InputError} `no-such-rule`
 */
export async function createValidator(options: ValidateOptions = {}): Promise<Validator> {
  const all = await loadRules();
  const { findRule } = await import("../validation/run-validate.ts");
  const { RunningValidator } = await import("../validation/running.ts");
  const rules = options.rules ? options.rules.map((id) => findRule(all, id)) : all;
  const running = new RunningValidator();
  return {
    validate(connector) {
      const folder =
        typeof connector === "string"
          ? readConnector(connector, running.connector)
          : connectorFromFiles("connector", connector, undefined, running.connector);
      const { engine, handedOut } = judging(folder, all, rules, options);
      return handedOut(findAndTry(rules, folder, engine, running));
    },
  };
}

export interface FixResult {
  /** Files that would change, by name; `bytes` is what to write. */
  files: { file: string; before: string; after: string; bytes: Uint8Array }[];
  /** How many fixes were applied, by rule. */
  applied: Record<string, number>;
  /** The connector as it is afterwards, and what is left to find in it. */
  connector: ConnectorFolder;
  findings: Finding[];
}

/**
 * Fixes in memory what can be fixed mechanically; writing the files is up to the caller.
 * @throws {InputError} as {@link validate}
 */
export async function fix(
  connector: string | ConnectorFolder,
  options: ValidateOptions = {},
): Promise<FixResult> {
  const { folder, engine, excused, handedOut } = await prepare(connector, options);
  const result = mend(engine.rules ?? [], folder, engine, excused);
  return {
    files: result.files.map(({ file, before, after, bytes }) => ({ file, before, after, bytes })),
    applied: Object.fromEntries(result.applied),
    connector: result.connector,
    findings: handedOut(result.findings),
  };
}

/**
 * What changed from one version to another, whom it hurts and what to do about it.
 * @throws {InputError} `no-such-folder`
 */
export function compare(before: string | ConnectorFolder, after: string | ConnectorFolder): Comparison {
  const comparison = compareVersions({ connector: folderOf(before) }, { connector: folderOf(after) });
  return { ...comparison, changes: comparison.changes.map(shown) };
}

function folderOf(connector: string | ConnectorFolder): ConnectorFolder {
  return typeof connector === "string" ? readConnector(connector) : connector;
}

async function prepare(connector: string | ConnectorFolder, options: ValidateOptions) {
  const all = await loadRules();
  const { findRule } = await import("../validation/run-validate.ts");
  const folder = folderOf(connector);
  const rules = options.rules ? options.rules.map((id) => findRule(all, id)) : all;
  return { folder, ...judging(folder, all, rules, options) };
}

/** How a connector is judged, what is left of its findings, and the same as a program gets it: without secrets. */
function judging(
  folder: ConnectorFolder,
  all: readonly Rule[],
  rules: readonly Rule[],
  options: ValidateOptions,
) {
  // What was made of contents in memory is in no folder that could hold settings.
  const onDisk = options.settings !== false && path.isAbsolute(folder.root);
  const settings = onDisk ? findSettings(folder.root, all) : undefined;
  const engine: Engine = {
    profile: options.profile ?? settings?.profile ?? "certification",
    rules,
    ...(settings ? { severities: settings.severities } : {}),
  };
  const excused = (findings: readonly Finding[]): Finding[] =>
    settings ? suppress([...findings], settings).kept : [...findings];
  const handedOut = (findings: readonly Finding[]): Finding[] => excused(findings).map(shown);
  return { engine, excused, handedOut };
}
