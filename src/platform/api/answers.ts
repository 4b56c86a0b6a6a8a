/** What comes of a call, and what is wrong with a definition or an answer. */
import type { JsonValue } from "../../json/values.ts";

/** A way in which a definition would fail at run time, told before anything is called. */
export interface Fault {
  /** Id of the rule of the validator, such as `webhook-location-header`. */
  id: string;
  /** False: it depends on what the service really does. */
  certain: boolean;
  /** What is wrong. */
  message: string;
  /** What to do about it. */
  help: string;
  /** Ids of the operations that it concerns; absent if it concerns the connector as a whole. */
  operations?: string[];
  file: string;
  pointer: string;
  /** Counted from 1; absent where the connector was given as values. */
  line?: number;
  column?: number;
}

/** An answer (or a notification) that is not what the definition promises. */
export interface Violation {
  operation: string;
  /** Status of the answer, or `notification`. */
  status: number | "notification";
  /** Where in the body, as a JSON pointer; `/headers/X` style for a header, empty for the whole answer. */
  pointer: string;
  message: string;
}

/** Who answered and how; the two kinds of 429 are `connection-throttled` and `service-rejected`. */
export type AnswerKind =
  | "succeeded"
  | "connection-throttled"
  | "service-rejected"
  | "service-failed"
  | "gateway-timeout"
  | "gateway-failed"
  | "backend-crashed"
  | "not-as-defined";

/** @typeParam Body what the body is known to be; JSON or a text where nothing is known. */
export interface Answer<Body = JsonValue | undefined> {
  operation: string;
  kind: AnswerKind;
  ok: boolean;
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Parsed JSON, a text, or `{ "$content-type", "$content" }` for anything else; undefined if empty. */
  body: Body;
  /** Seconds that the answer asks to wait. */
  retryAfterSeconds?: number;
  /** Behind a call without an answer: the stack of a backend that crashed, the error of the socket. */
  cause?: string;
  violations: Violation[];
  /** Number of the exchange in {@link Platform.exchanges}. */
  exchange: number;
}
