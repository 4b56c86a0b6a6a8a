/** What is behind the gateway, as the workbench drives it. */

import type { ConnectorModel } from "../../definition/model.ts";
import type { JsonValue } from "../../json/values.ts";
import type { Backend } from "../../platform/index.ts";
import type { ActiveFault, BackendInfo, EventSample, FaultPreset, FaultRequest } from "../api.ts";
import type { Desk } from "../desk.ts";

export interface WorkbenchBackend {
  info: BackendInfo;
  /** Takes calls as they leave the gateway. */
  handle: Backend;
  /** The definition has changed: answers follow it from now on. */
  use(model: ConnectorModel): void;
  faults: {
    presets: FaultPreset[];
    /** @throws {InputError} for what cannot happen */
    inject(fault: FaultRequest): number;
    clear(which?: number | string): void;
    list(): ActiveFault[];
  };
  quirks: {
    list(): { id: string; on: boolean; description: string }[];
    /** @throws {InputError} `unknown-quirk` */
    set(values: Record<string, boolean>): void;
  };
  /** Values of a connection that the backend itself knows best: a token of the mocked service's own issuer. */
  connectionValues?(
    user: string | undefined,
    needed: readonly { name: string; type: string }[],
  ): {
    values: Record<string, unknown>;
    user: string;
  };
  /** Events that the service is known to send for a trigger, most usual first. */
  samples?(operationId: string): EventSample[];
  /** Lets the next poll of a trigger find something; false if the backend decides that itself. */
  queue(operationId: string, body: JsonValue): boolean;
  desk?: Desk;
  /** Waits until nothing is on its way to a subscriber. */
  settled(): Promise<void>;
  close(): void;
}

/** Faults of every service; what only one service has comes with its own backend. */
export const COMMON_PRESETS: FaultPreset[] = [
  preset("unauthenticated", "Unauthorized", "The service rejects the sign-in.", 401),
  preset("forbidden", "Forbidden", "The service knows the caller but denies access.", 403),
  preset("quota", "Service quota", "The service itself has reached its limit for this caller.", 429),
  preset("internal-error", "Internal server error", "The service fails while it handles the call.", 500),
  preset("bad-gateway", "Bad gateway", "A gateway in front of the service cannot reach it.", 502),
];

export const TRANSPORT_PRESETS: FaultPreset[] = [
  {
    id: "disconnect",
    label: "Connection lost",
    description: "The service closes the connection without a response.",
    status: undefined,
    fault: { preset: "disconnect", answer: "disconnect" },
  },
  {
    id: "garbage",
    label: "HTML instead of JSON",
    description: "The response is an HTML page, as a proxy might send.",
    status: undefined,
    fault: { preset: "garbage", answer: "garbage" },
  },
  {
    id: "latency",
    label: "Slow responses",
    description: "Every response takes five seconds longer.",
    status: undefined,
    fault: { preset: "latency", latencyMs: 5_000 },
  },
];

export function preset(id: string, label: string, description: string, status: number): FaultPreset {
  return { id, label, description, status, fault: { preset: id, answer: status } };
}
