/** One thing that the search can lead to. */
import type { Candidate } from "./match.ts";

export type Kind = "command" | "operation" | "finding" | "input" | "output" | "event" | "call";

export interface Entry extends Candidate {
  kind: Kind;
  /** Unlike that of any other entry. */
  id: string;
  /** Stands beside the title: where it is, what it belongs to. */
  aside: string;
  /** Where it leads; or what it does. */
  go: string | (() => void);
}
