/** What the table of connectors says of each: looked at one by one, with room for everything else between two. */
import { statSync } from "node:fs";
import { readConnector } from "../../definition/connector-folder.ts";
import { viewConnector } from "../../designer/index.ts";
import { InputError } from "../../json/problem.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { countBySeverity } from "../../validation/report.ts";
import type { ConnectorFacts } from "../api/connectors.ts";
import { judge, judgingAnyhow } from "../project/judging.ts";

/** Share of the time that is spent here, while the page is used at the same time. */
const SHARE = 0.5;
/** Nobody has asked for so long, in milliseconds: nobody looks. */
const PATIENCE = 10_000;

export class Survey {
  readonly #rules: readonly Rule[];
  readonly #known = new Map<string, ConnectorFacts>();
  #folders: readonly string[] = [];
  #askedAt = 0;
  #working = false;
  #over = false;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  /** What is known of a folder so far. */
  facts(folder: string): ConnectorFacts | undefined {
    return this.#known.get(folder);
  }

  /** Somebody looks at these: goes on with those that are not known. */
  ask(folders: readonly string[]): void {
    this.#folders = folders;
    this.#askedAt = Date.now();
    if (!this.#working) void this.#work();
  }

  /** It has changed since, or will be looked at again for another reason. */
  forget(folder: string): void {
    this.#known.delete(folder);
  }

  close(): void {
    this.#over = true;
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      for (;;) {
        const next = this.#folders.find((folder) => !this.#known.has(folder));
        if (next === undefined || this.#over || Date.now() - this.#askedAt > PATIENCE) return;
        const started = performance.now();
        this.#known.set(next, this.#look(next));
        // Requests come first: what one connector took is left to them before the next.
        const pause = (performance.now() - started) * (1 / SHARE - 1);
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    } finally {
      this.#working = false;
    }
  }

  #look(folder: string): ConnectorFacts {
    try {
      const connector = readConnector(folder);
      const { head, operations } = viewConnector(connector);
      // A settings file that cannot be used is said where the connector is opened.
      const { kept } = judge(this.#rules, connector, judgingAnyhow(connector.root, this.#rules));
      const parts = [connector.definition, connector.properties, connector.script, connector.settings];
      return {
        title: head.title,
        operations: operations.filter(({ internal }) => !internal).length,
        triggers: operations.filter(({ kind, internal }) => kind === "trigger" && !internal).length,
        findings: countBySeverity(kept),
        changedAt: newest(parts.flatMap((part) => (part ? [`${connector.root}/${part.file}`] : []))),
        failure: head.failure?.message,
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const nothing = { title: "", operations: 0, triggers: 0, findings: { error: 0, warning: 0, info: 0 } };
      return { ...nothing, changedAt: "", failure: error.message };
    }
  }
}

function newest(files: readonly string[]): string {
  const times = files.flatMap((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? []);
  return times.length === 0 ? "" : new Date(Math.max(...times)).toISOString();
}
