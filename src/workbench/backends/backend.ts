/** What stands behind the gateway, as the workbench drives it. */

import type { ConnectorModel } from "../../definition/model.ts";
import type { JsonValue } from "../../json/values.ts";
import type { Backend } from "../../platform/index.ts";
import type { ActiveFault, BackendInfo, FaultPreset, FaultRequest } from "../api.ts";
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
  /** Lets the next poll of a trigger find something; false if the backend decides that itself. */
  queue(operationId: string, body: JsonValue): boolean;
  desk?: Desk;
  /** Waits until nothing is on its way to a subscriber. */
  settled(): Promise<void>;
  close(): void;
}

/** Faults of every service; what only one service has comes with its own backend. */
export const COMMON_PRESETS: FaultPreset[] = [
  preset("unauthenticated", "Not signed in", "The service refuses the sign-in.", 401),
  preset("forbidden", "Not allowed", "The service knows the caller and refuses.", 403),
  preset("quota", "Quota of the service", "The service itself has had enough of this caller.", 429),
  preset("internal-error", "Service fails", "The service breaks down while answering.", 500),
  preset("bad-gateway", "Bad gateway", "The service cannot be reached behind its own front end.", 502),
];

export const TRANSPORT_PRESETS: FaultPreset[] = [
  {
    id: "disconnect",
    label: "Connection breaks",
    description: "The service hangs up without an answer.",
    status: undefined,
    fault: { preset: "disconnect", answer: "disconnect" },
  },
  {
    id: "garbage",
    label: "HTML instead of JSON",
    description: "The answer is a page of HTML, as from a proxy in between.",
    status: undefined,
    fault: { preset: "garbage", answer: "garbage" },
  },
  {
    id: "latency",
    label: "Slow answers",
    description: "Every answer takes five seconds longer.",
    status: undefined,
    fault: { preset: "latency", latencyMs: 5_000 },
  },
];

export function preset(id: string, label: string, description: string, status: number): FaultPreset {
  return { id, label, description, status, fault: { preset: id, answer: status } };
}
