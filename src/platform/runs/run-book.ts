/** What flows and the front end know of the runs there are; {@link RunStore} is the one implementation. */
import type { JsonValue } from "../../json/values.ts";
import type { FlowAction, Run } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";

/** What a run needs to know of its flow. */
export interface RunOwner {
  id: string;
  operation: string;
  actions: readonly FlowAction[];
  connection: PlatformConnection;
}

export interface RunBook {
  /** Starts a run. One without actions has ended when this returns. */
  start(owner: RunOwner, trigger: { headers: Record<string, string>; body: JsonValue | undefined }): Run;
  /** Hands a callback to the action that waits for it; false if none does. */
  resume(run: string, action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean;
  of(flow: string): Run[];
  all(): Run[];
  get(id: string): Run | undefined;
  close(): void;
}
