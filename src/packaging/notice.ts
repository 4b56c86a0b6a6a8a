/** What packaging has to say about a connector: what stops it, what gets lost on the way, what was chosen. */

import { printable } from "../machine/terminal/printable.ts";

/** `error`: nothing is written. `warning`: something is dropped or will surprise. `note`: a choice made for the author. */
export type NoticeSeverity = "error" | "warning" | "note";

export interface Notice {
  /** Stable name, such as `description-too-long`. */
  code: string;
  severity: NoticeSeverity;
  /** The format it concerns; undefined for all of them. */
  format?: string;
  message: string;
  /** What the author can do about it. */
  help: string;
  /** Place, where there is one: file relative to the connector folder, line from 1. */
  file?: string;
  line?: number;
}

/** True if one of the notices stops the build. */
export function hasErrors(notices: readonly Notice[]): boolean {
  return notices.some((notice) => notice.severity === "error");
}

/** One notice as lines of text: `severity place message`, then the help. */
export function formatNotice(notice: Notice): string {
  const place = notice.file ? `${notice.file}${notice.line ? `:${notice.line}` : ""}: ` : "";
  const format = notice.format ? `[${notice.format}] ` : "";
  // Messages repeat what is in files, which must not steer a terminal.
  return `${notice.severity} ${format}${printable(`${place}${notice.message}`)} (${notice.code})\n  ${notice.help}`;
}
