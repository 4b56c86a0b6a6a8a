/** An event as one line of a log. */
import type { BookingsEvent } from "../events.ts";

/** Without line breaks, tokens or secrets of callback addresses, which events do not hold. */
export function logLine(event: BookingsEvent): string {
  const { name, sequence: _sequence, at, ...facts } = event;
  const parts = Object.entries(facts).map(([key, value]) => {
    const text =
      typeof value === "string" && !/[\s"\x00-\x1f\x7f]/.test(value) ? value : JSON.stringify(value);
    return `${key}=${text}`;
  });
  return `${new Date(at).toISOString()} ${name.padEnd(12)} ${parts.join(" ")}`;
}
