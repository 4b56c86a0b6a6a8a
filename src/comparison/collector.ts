/** Collects changes: the same change of a shared definition, reached from several operations, is one. */
import { maskCredentials } from "../machine/redaction/mask.ts";
import { printable } from "../machine/terminal/printable.ts";
import { AREAS, type Change, type ChangeClass, type ChangePlace, CLASSES } from "./change.ts";
import type { Kind } from "./kinds/kind.ts";
import { KINDS, type KindId } from "./kinds/kinds.ts";
import type { Side } from "./side.ts";

export interface Observed {
  /** The operation it was seen in; undefined for what concerns the whole connector. */
  operation?: string | undefined;
  old?: ChangePlace | undefined;
  new?: ChangePlace | undefined;
  /** The sentence; `of` names the operations, such as ` of CreateAppointment`, or nothing. */
  message: (of: string) => string;
  /** What tells changes of one kind at one place apart, such as the key of an extension. */
  topic?: string;
  /** Instead of the kind's own. */
  class?: ChangeClass;
  why?: string;
  help?: string;
}

/** Longer texts of a connector are cut in messages. */
const MAX_TEXT = 600;

/** Takes changes. */
export interface Reporter {
  report(id: KindId, observed: Observed): void;
  /** How often something was reported, the same change from another operation included. */
  readonly reports: number;
}

/** Takes changes of an operation that makers do not see: nothing of it can break what they made. */
export class UnseenReporter implements Reporter {
  readonly #collector: Reporter;

  constructor(collector: Reporter) {
    this.#collector = collector;
  }

  get reports(): number {
    return this.#collector.reports;
  }

  report(id: KindId, observed: Observed): void {
    const kind: Kind = KINDS[id];
    const isBreaking = (observed.class ?? kind.class) === "breaking";
    this.#collector.report(
      id,
      isBreaking
        ? {
            ...observed,
            class: "risky",
            why: "Makers do not see the operation; what the platform calls by itself, for lists of choices or to unsubscribe, may depend on it.",
            help: "Make sure that whatever refers to it still fits.",
          }
        : observed,
    );
  }
}

export class Collector implements Reporter {
  readonly #found = new Map<string, { id: KindId; observed: Observed; operations: Set<string> }>();

  reports = 0;

  report(id: KindId, observed: Observed): void {
    this.reports++;
    const { old, new: now, operation } = observed;
    const somewhere = (old ?? now) ? "" : observed.message("");
    const key = [id, place(old), place(now), observed.topic ?? "", somewhere].join("\n");
    const known = this.#found.get(key);
    if (!known) {
      this.#found.set(key, { id, observed, operations: new Set(operation === undefined ? [] : [operation]) });
      return;
    }
    if (operation !== undefined) known.operations.add(operation);
    // What is only risky inside of something optional can be breaking elsewhere.
    if (rankOf(id, observed) < rankOf(id, known.observed)) known.observed = observed;
  }

  /**
   * All changes: the gravest first, then by area, then as they were found.
   * @param now the new version, to point at what is left around what was removed
   */
  changes(now: Side): Change[] {
    const all = [...this.#found.values()].map(({ id, observed, operations: reached }): Change => {
      const kind: Kind = KINDS[id];
      const operations = [...reached];
      return {
        id,
        class: observed.class ?? kind.class,
        area: kind.area,
        operation: operations[0] ?? null,
        operations,
        concerns: kind.concerns,
        old: observed.old ?? null,
        new: observed.new ?? null,
        anchor: observed.new ?? now.around(observed.old),
        message: text(observed.message(ofOperations(operations))),
        why: text(observed.why ?? kind.why),
        help: text(observed.help ?? kind.help),
      };
    });
    const rank = (change: Change) =>
      CLASSES.indexOf(change.class) * AREAS.length + AREAS.indexOf(change.area);
    return all.sort((a, b) => rank(a) - rank(b));
  }
}

function rankOf(id: KindId, observed: Observed): number {
  return CLASSES.indexOf(observed.class ?? KINDS[id].class);
}

function place(at: ChangePlace | undefined): string {
  return at ? `${at.file}#${at.pointer}` : "";
}

function ofOperations(operations: readonly string[]): string {
  if (operations.length === 0) return "";
  if (operations.length <= 3)
    return ` of ${operations.length === 1 ? operations[0] : `${operations.slice(0, -1).join(", ")} and ${operations.at(-1)}`}`;
  return ` of ${operations.slice(0, 2).join(", ")} and ${operations.length - 2} more operations`;
}

/** One line without commands to a terminal and without credentials. */
function text(value: string): string {
  const shown = maskCredentials(value);
  return printable(shown.length <= MAX_TEXT ? shown : `${shown.slice(0, MAX_TEXT - 1)}…`);
}
