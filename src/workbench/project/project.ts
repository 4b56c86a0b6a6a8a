/** The connector folder as the workbench holds it: what is on disk now, and the last revision that could be used. */
import { type ConnectorFolder, readConnector } from "../../definition/connector-folder.ts";
import { type ConnectorView, viewConnector } from "../../designer/index.ts";
import { InputError } from "../../json/problem.ts";
import type { Finding, Profile } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { withContent } from "../../validation/fixing/apply-fixes.ts";
import { RunningValidator } from "../../validation/running.ts";
import { excuse, type Settings, type Suppression, suppress } from "../../validation/settings.ts";
import { type IdentifiedFinding, withIds } from "./finding-ids.ts";
import { fingerprint } from "./fingerprint.ts";
import { judge, judgingAnyhow } from "./judging.ts";

/** One reading of the folder. */
export interface Revision {
  /** From 1. */
  number: number;
  /** Milliseconds since 1970, of the real clock. */
  readAt: number;
  connector: ConnectorFolder;
  view: ConnectorView;
  findings: IdentifiedFinding[];
  profile: Profile;
  /** What the settings excuse, in their order, and how many findings each takes away. */
  suppressions: (Suppression & { count: number })[];
  /** Milliseconds that validating took. */
  took: number;
  /** A settings file that cannot be used; the rules then count as they do without one. */
  settingsProblem: InputError | undefined;
}

export class Project {
  /** As named at the start. */
  readonly target: string;
  readonly rules: readonly Rule[];
  /** What is on disk. */
  current: Revision;
  /** The last revision whose definition the designer could read; undefined until there is one. */
  good: Revision | undefined;
  /** When the current revision stopped being usable. */
  staleSince: number | undefined;
  #fingerprint: string;
  /** Sees what is on disk, and what somebody types on the page: one is nearly the other. */
  readonly #running = new RunningValidator();

  /** @throws {InputError} `no-such-folder` */
  constructor(target: string, rules: readonly Rule[]) {
    this.target = target;
    this.rules = rules;
    const connector = readConnector(target);
    this.#fingerprint = fingerprint(connector);
    this.current = this.#build(connector, 1);
    this.#judge();
  }

  /** The folder to watch. */
  get root(): string {
    return this.current.connector.root;
  }

  /** The revision that design and flows are made of. */
  get shown(): Revision {
    return this.good ?? this.current;
  }

  /**
   * Reads the folder again.
   * @returns false if nothing that counts has changed
   */
  reload(): boolean {
    const connector = this.#read();
    const seen = fingerprint(connector);
    if (seen === this.#fingerprint) return false;
    this.#fingerprint = seen;
    this.current = this.#build(connector, this.current.number + 1);
    this.#judge();
    return true;
  }

  /** What the validator says of the connector if one of its files held something else, with what its settings excuse left out. Fixes are not tried. */
  wouldFind(file: string, bytes: Buffer): Finding[] {
    const connector = withContent(this.current.connector, file, bytes, this.#running.connector);
    const { settings, options } = judgingAnyhow(connector.root, this.rules);
    const found = this.#running.validate(this.rules, connector, options);
    return settings ? suppress(found, settings).kept : found;
  }

  #read(): ConnectorFolder {
    try {
      return readConnector(this.target, this.#running.connector);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // Removed or renamed while the workbench runs: told like any other fault of the folder.
      const { root, name } = this.current.connector;
      const problem = {
        code: "definition-missing" as const,
        file: "apiDefinition.swagger.json",
        message: error.message,
        help: error.help,
      };
      return { root, name, entries: [], files: {}, secrets: [], named: [], problems: [problem] };
    }
  }

  #build(connector: ConnectorFolder, number: number): Revision {
    const judging = judgingAnyhow(connector.root, this.rules);
    const { settings, options, settingsProblem } = judging;
    const started = performance.now();
    const { found, kept } = judge(this.rules, connector, judging, this.#running);
    return {
      number,
      readAt: Date.now(),
      connector,
      view: viewConnector(connector),
      findings: withIds(kept),
      profile: options.profile,
      suppressions: settings ? counted(found, settings) : [],
      took: performance.now() - started,
      settingsProblem,
    };
  }

  #judge(): void {
    if (this.current.view.head.failure) {
      this.staleSince ??= this.current.readAt;
    } else {
      this.good = this.current;
      this.staleSince = undefined;
    }
  }
}

function counted(found: readonly Finding[], settings: Settings): Revision["suppressions"] {
  return settings.suppress.map((entry) => {
    const { rule, file, at, reason } = entry;
    const count = excuse(found, { ...settings, suppress: [entry] }, new Set()).suppressed;
    return {
      rule,
      ...(file === undefined ? {} : { file }),
      ...(at === undefined ? {} : { at }),
      reason,
      count,
    };
  });
}
