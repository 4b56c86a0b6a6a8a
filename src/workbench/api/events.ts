/** The timeline and the stream that tells of it. */
import type { JsonObject } from "../../json/values.ts";
import type { Part } from "./state.ts";

/** How an event reads at a glance. */
export type Mood = "plain" | "good" | "attention" | "bad";

/** One phase of anything that happens; the timeline. */
export interface WorkbenchEvent {
  /** Counts from 1 over all sources, without gaps. */
  number: number;
  at: string;
  /** `service` is the mocked service behind the gateway. */
  source: "platform" | "service" | "workbench";
  /** Stable name of the phase: `subscribed`, `registration-retry`, `booked`, `files-read`, … */
  type: string;
  mood: Mood;
  /** One English sentence; `facts` holds what it is made of, for other wordings. */
  text: string;
  operation?: string;
  connection?: string;
  flow?: string;
  run?: string;
  exchange?: number;
  facts: JsonObject;
}

export interface EventsAnswer {
  /** Oldest first. */
  events: WorkbenchEvent[];
  /** Oldest number still kept (20,000 are). */
  first: number;
  last: number;
  more: boolean;
}

/**
 * Messages of `/api/stream`, by SSE event name. The stream resumes: `Last-Event-ID` (browsers send it themselves) or `?after=`
 * names the last event seen. Events come in batches of at most 500, a batch at most every 100 ms; a reader that has fallen
 * behind what is kept gets `gap` first. A comment every 15 s keeps the connection open.
 */
export interface StreamMessages {
  /** `id` of the message is the last event's number. */
  events: WorkbenchEvent[];
  state: StateMessage;
  gap: { first: number };
}

/** Something changed beside the events: ask again for the parts whose number is another than you have. */
export interface StateMessage {
  session: string;
  versions: Record<Part, number>;
}

export interface StreamListener {
  events(events: WorkbenchEvent[]): void;
  state(message: StateMessage): void;
  /** Events up to this number are gone: load the list again. */
  gap(first: number): void;
  /**
   * `lost` while the server cannot be reached; the source tries again by itself. `locked` when it answers again but does not
   * know this page any more: it was started again, and the address that it has printed holds the key.
   */
  connection(status: "open" | "lost" | "locked"): void;
}
