/** Notifications meet faults on their way as requests do: lost, late, twice, or behind a later one. */
import type { ClockFace } from "../../machine/clock.ts";
import type { EventHub } from "../events.ts";
import type { Fault, Faults } from "../faults.ts";
import type { Deliver } from "./send.ts";

export interface StruckDeliver {
  deliver: Deliver;
  /** Sends what is being held back to come out of order, although nothing has overtaken it. Resolves when it is sent. */
  release(): Promise<void>;
}

/** A carrier of notifications that faults on `delivery` strike. */
export function withFaults(
  faults: Faults,
  clock: ClockFace,
  events: EventHub,
  deliver: Deliver,
): StruckDeliver {
  /** By callback address, in the order in which they were to come. */
  const held = new Map<string, Request[]>();

  const sendHeld = async (address: string): Promise<void> => {
    const requests = held.get(address) ?? [];
    held.delete(address);
    // Nobody is asked again for these, nor waits for them: that they come once, and late, is the fault.
    for (const request of requests) await deliver(request).catch(() => undefined);
  };

  const strike = async (
    request: Request,
    fault: Fault,
    signal: AbortSignal | undefined,
  ): Promise<Response | undefined> => {
    const { answer, latencyMs } = fault;
    const name = typeof answer === "string" ? answer : String(answer.status);
    events.emit("fault", { request: undefined, on: "delivery", answer: name, latencyMs });
    if (latencyMs > 0) await clock.sleep(latencyMs);
    if (answer === "none") return deliver(request, signal);
    if (answer === "out-of-order") {
      held.set(request.url, [...(held.get(request.url) ?? []), request]);
      return new Response(null, { status: 202 });
    }
    if (answer === "twice") {
      await deliver(request.clone(), signal);
      return deliver(request, signal);
    }
    if (fault.effect === "after") await deliver(request, signal);
    return typeof answer === "string" ? Response.error() : new Response(null, { status: answer.status });
  };

  return {
    async deliver(request, signal) {
      const fault = faults.take("delivery");
      // Nearly always nothing is held back: then nobody need write the address out, which takes a while.
      const waiting = held.size > 0 && held.has(request.url);
      const response = await (fault ? strike(request, fault, signal) : deliver(request, signal));
      if (waiting) await sendHeld(request.url);
      return response;
    },
    async release() {
      for (const address of [...held.keys()]) await sendHeld(address);
    },
  };
}
