/** The workbench at one moment, and its settings. */
import type { Fault, Product, RetryProfileId, ThrottleSettings, Violation } from "../../platform/api.ts";
import type { Severity } from "../../rules/language/finding.ts";
import type { FaultRequest, SettingsChange } from "../requests.ts";
import type { ConnectionView, FlowView } from "./run.ts";

/** The workbench at one moment; small (no lists that grow), asked for again whenever the stream says so. */
export interface WorkbenchState {
  workbench: {
    version: string;
    /** Changes at every start of the process: a page that sees another one has to load everything again. */
    session: string;
    /** It was started with several connectors, and shows the first because nobody has chosen yet. */
    undecided?: true;
  };
  /** Counts up for each part whenever it has changed; the same numbers come with {@link StateMessage}. */
  versions: Record<Part, number>;
  connector: ConnectorInfo;
  findings: Record<Severity, number>;
  backend: BackendInfo;
  clock: ClockInfo;
  settings: SettingsView;
  connections: ConnectionView[];
  /** Which connection is used where a request names none. */
  defaultConnection: string | undefined;
  flows: FlowView[];
  /** Ways in which the definition will fail at run time, found before anything was called. */
  faults: Fault[];
  /** What the last answers and notifications broke of the definition; newest last, at most 50. */
  violations: Violation[];
  counts: { runs: number; exchanges: number; events: number; violations: number };
  /** Number of the newest event, where a stream would continue. */
  lastEvent: number;
}

/** What can change on its own; the page asks again for what it shows. */
export type Part =
  /** Definition or properties were read again: `/api/design`, `/api/raw`. */
  | "design"
  | "findings"
  /** `/api/state`: flows, connections, clock, settings, gauge. */
  | "state"
  /** `/api/desk`. */
  | "desk"
  /** `/api/calls`. */
  | "calls"
  /** `/api/scenarios`. */
  | "scenarios";

export interface ConnectorInfo {
  /** Name of the folder. */
  name: string;
  /** The folder as it was named at the start; the folder's bare name in offline files. */
  folder: string;
  title: string;
  /** Counts how often the files were read, from 1. */
  revision: number;
  /** Time of day of the real clock at which they were read. */
  readAt: string;
  /**
   * The definition cannot be used as it is on disk now: design and flows are still those of the last good revision, the
   * findings those of the broken one. Undefined if all is well.
   */
  stale: { message: string; help: string; since: string } | undefined;
  /** The definition can be shown but not run, such as one without a host: there are no flows, lists or calls. */
  notRunnable: { message: string; help: string } | undefined;
  files: { part: string; file: string; bytes: number; encoding?: string }[];
}

export interface BackendInfo {
  /** `bookings`: the mocked Bookings service; `address`: a server of this machine; `mock`: answers made from the definition's schemas. */
  kind: "bookings" | "address" | "mock";
  /** What is behind the gateway, such as `Mocked Bookings service`. */
  name: string;
  /** Why this one was chosen, one sentence. */
  why: string;
  /** For `address`: where. */
  url?: string;
  /** The booking desk can be used. */
  desk: boolean;
}

export interface ClockInfo {
  now: string;
  /** How far ahead of the real clock, in milliseconds. */
  aheadMs: number;
  /** When the next thing that waits happens (a retry, a poll), if anything waits. */
  nextAt: string | undefined;
}

export interface SettingsView {
  product: Product;
  retryProfile: RetryProfileId;
  retryProfiles: RetryProfileId[];
  throttle: ThrottleSettings;
  /** Reported deviations of the mocked service; empty for other backends. */
  quirks: { id: string; on: boolean; description: string }[];
  /** Faults that can be switched on, ready to be posted. */
  faultPresets: FaultPreset[];
  /** Faults that are switched on and can still strike. */
  faults: ActiveFault[];
}

export interface FaultPreset {
  /** Stable: `unauthenticated`, `not-an-administrator`, `bad-gateway`, `latency`, … */
  id: string;
  /** Plain English, such as `Not an administrator`. */
  label: string;
  description: string;
  status: number | undefined;
  /** What to post as {@link SettingsChange.inject}. */
  fault: FaultRequest;
}

export interface ActiveFault {
  id: number;
  preset: string | undefined;
  on: string;
  /** `none` if it only delays. */
  answer: string;
  latencyMs: number;
  /** How often it can still strike; null is without end. */
  left: number | null;
}

export interface StateActions {
  settings(change: SettingsChange): Promise<WorkbenchState>;
}
