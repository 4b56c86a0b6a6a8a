/** Scenarios: what somebody did, and what came of it; recorded, replayed, exported. */

import type { JsonValue } from "../../json/values.ts";
import type { ExchangeRecord } from "../../platform/api.ts";

export interface ScenarioRun {
  id: string;
  flow: string;
  status: string;
  /** Name and status of each step. */
  actions: [string, string][];
}

/** What a deed led to, as far as it needed no time. */
export interface ScenarioResult {
  /** Why it was refused; undefined if it was done. */
  error?: string;
  /** A flow was to be on, but the service did not take its subscription, or its poll failed: why. */
  refused?: { status: number; message: string };
  /** Of a call, or of a notification that was fired: the status of its answer. */
  status?: number;
  runs: ScenarioRun[];
  /** Notifications that reached flows meanwhile. */
  notified: { flow: string; body: JsonValue }[];
  /** The flow, or the appointment, that it made. */
  made?: string;
}

export interface ScenarioStep {
  /** Id of the operation of the API, as in /openapi.json: `createFlow`, `fire`, `desk-book`, … */
  deed: string;
  /** Of the address, such as the flow's id. */
  params: Record<string, string>;
  body: JsonValue;
  /** The body held a secret, and so is not kept: the step cannot be replayed. */
  withheld?: true;
  result: ScenarioResult;
}

export interface Scenario {
  name: string;
  /** Time of the real clock. */
  recordedAt: string;
  /** Title of the connector. */
  connector: string;
  steps: ScenarioStep[];
  /** Calls that were made meanwhile, without secrets; the newest are left out where there are too many. */
  exchanges: ExchangeRecord[];
  truncated: boolean;
}

export interface ScenarioHead {
  name: string;
  recordedAt: string;
  steps: { deed: string; params: Record<string, string>; body: JsonValue; result: ScenarioResult }[];
  calls: number;
}

export interface ScenariosAnswer {
  /** Name of the one that is being recorded. */
  recording: { name: string; steps: number } | undefined;
  scenarios: ScenarioHead[];
}

export interface ScenarioReplay {
  name: string;
  steps: {
    deed: string;
    /** It led to the same: refused or not, with as many runs of the same steps and statuses. */
    same: boolean;
    expected: ScenarioResult;
    actual: ScenarioResult;
  }[];
  /** The clock is further on by so much; everything else is as it was. */
  clockMovedSeconds: number;
}

/** A file to be downloaded. */
export interface ScenarioFile {
  file: string;
  text: string;
}

export type ScenarioFormat = "vitest" | "node" | "har" | "json";

export interface ScenarioActions {
  startScenario(name: string): Promise<ScenariosAnswer>;
  stopScenario(): Promise<ScenariosAnswer>;
  deleteScenario(name: string): Promise<ScenariosAnswer>;
  replayScenario(name: string): Promise<ScenarioReplay>;
  exportScenario(name: string, format: ScenarioFormat): Promise<ScenarioFile>;
  importScenario(text: string): Promise<ScenariosAnswer>;
}
