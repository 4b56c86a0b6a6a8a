/** What flows and the front end know of the runs there are; {@link RunStore} is the one implementation. */
import type { JsonValue } from "../../json/values.ts";
import type { FlowOptions, Run } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import type { Step } from "./steps/step.ts";

/** What a run needs to know of its flow. */
export interface RunOwner {
  id: string;
  name: string;
  operation: string;
  steps: readonly Step[];
  connection: PlatformConnection;
  callbackUrl: string | undefined;
  options: FlowOptions;
}

/** What a trigger hands to a run. */
export interface TriggerOutputs {
  statusCode: number;
  headers: Record<string, string>;
  body: JsonValue | undefined;
}

export interface RunBook {
  /** Starts a run, or lets it wait for its turn; undefined if no more may wait. One without actions has ended when this returns. */
  start(owner: RunOwner, trigger: TriggerOutputs): Run | undefined;
  /** Whether a further run of a flow that limits them may start, or wait. */
  accepts(owner: RunOwner): boolean;
  /** Runs of one payload are kept together, however many: called before each payload. */
  trim(): void;
  /** Hands a callback to the action that waits for it; false if none does. */
  resume(run: string, action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean;
  of(flow: string): Run[];
  /** How many runs a flow has had, those no longer kept included. */
  count(flow: string): number;
  all(): Run[];
  get(id: string): Run | undefined;
  /** Calls the listener when a run of the flow starts; returns how to stop that. */
  onStart(flow: string, listener: (run: Run) => void): () => void;
  close(): void;
}
