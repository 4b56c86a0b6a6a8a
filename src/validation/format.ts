/** What a format is, and the list of them. */
import type { Painter } from "../machine/terminal/paint.ts";
import type { Rule } from "../rules/language/rule.ts";
import type { ConnectorReport, ReportHead } from "./report.ts";

export interface FormatOptions {
  paint: Painter;
  /** All rules, for formats that carry their metadata. */
  rules: readonly Rule[];
  /** Show every finding instead of the first few of each rule. */
  all: boolean;
  /** Cells of a line of the terminal; unknown in a pipe or file, where lines stay whole. */
  width?: number;
}

/**
 * Turns a report into the text of a format, piece by piece as the connectors come, with a line break at its end.
 * A piece is written before the next connector is validated.
 */
export type Format = (
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
) => Generator<string>;
