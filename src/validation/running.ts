/** A validator that runs along with somebody's edits, whatever else changes in the meantime. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { Finding } from "../rules/language/finding.ts";
import type { Rule } from "../rules/language/rule.ts";
import { Verdicts } from "./fixing/verdicts.ts";
import { Session } from "./session.ts";
import { type ValidateOptions, validateWith } from "./validate.ts";

export class RunningValidator {
  /** What was validated last: whoever reads the connector again hands it to the reader. */
  connector: ConnectorFolder | undefined;
  #session: Session | undefined;
  #rules: readonly (readonly Rule[] | undefined)[] = [];
  #by = "";
  #trials: RunningValidator | undefined;
  /** What came of trying fixes of what was validated last; undefined if that depends on more than the files. */
  verdicts: Verdicts | undefined;

  /** A validator of its own for what is tried on the connector: two states side by side, each much like it was the last time. */
  get trials(): RunningValidator {
    this.#trials ??= new RunningValidator();
    return this.#trials;
  }

  /** {@link validateWith}, to the byte. Fixes of the findings are to be asked for before the next call. */
  validate(rules: readonly Rule[], connector: ConnectorFolder, options: ValidateOptions = {}): Finding[] {
    this.connector = connector;
    // What is known besides the files is another thing each time.
    if (options.previous || options.compilerErrors) {
      this.verdicts = undefined;
      return validateWith(rules, connector, options);
    }
    const lists = [rules, options.rules, options.others];
    const by = JSON.stringify([options.profile, [...(options.severities ?? [])]]);
    if (
      this.#session === undefined ||
      by !== this.#by ||
      lists.some((list, at) => list !== this.#rules[at])
    ) {
      this.#session = new Session(rules, options);
      this.verdicts = undefined;
      this.#rules = lists;
      this.#by = by;
    }
    this.verdicts ??= new Verdicts();
    return this.#session.validate(connector);
  }
}

/** Chosen: the validators of more connectors than these would fill the memory, and nobody edits so many at once. */
const MOST = 12;

/** Validators of the connectors of a run that is made again and again, by their folders. */
export class RunningValidators {
  readonly #all = new Map<string, RunningValidator>();

  /** @param connectors how many the run has */
  of(target: string, connectors: number): RunningValidator | undefined {
    if (connectors > MOST) return undefined;
    const known = this.#all.get(target) ?? new RunningValidator();
    this.#all.delete(target);
    this.#all.set(target, known);
    for (const other of this.#all.keys()) if (this.#all.size > MOST) this.#all.delete(other);
    return known;
  }
}
