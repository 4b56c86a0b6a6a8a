/** One thing that the search can lead to. */
import type { Candidate } from "./match.ts";

export type Kind = "command" | "operation" | "finding" | "input" | "output" | "event" | "call";

/** What is said of things of one kind. There are tens of thousands: most of it is made of those alone that are shown or chosen. */
export interface Way<Thing> {
  kind: Kind;
  /** Unlike that of any other entry. */
  id(of: Thing): string;
  title(of: Thing): string;
  /** What else it can be found by. */
  more(of: Thing): string;
  /** See {@link Candidate.lead}. */
  lead: number;
  /** See {@link Candidate.byWords}. */
  byWords: boolean;
  /** Stands beside the title: where it is, what it belongs to. */
  aside(of: Thing): string;
  /** The address it leads to; or what it does. */
  go(of: Thing): string | (() => void);
}

export interface Entry extends Candidate {
  way: Way<unknown>;
  of: unknown;
}

export function entry<Thing>(way: Way<Thing>, of: Thing): Entry {
  return {
    way: way as Way<unknown>,
    of,
    title: way.title(of).toLowerCase(),
    more: way.more(of).toLowerCase(),
    byWords: way.byWords,
    lead: way.lead,
  };
}
