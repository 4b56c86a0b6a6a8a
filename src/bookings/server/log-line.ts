/** An event as one line of a log. */
import { printable } from "../../machine/terminal/printable.ts";
import type { BookingsEvent } from "../events.ts";

/** Without line breaks, tokens or secrets of callback addresses, which events do not hold. */
export function logLine(event: BookingsEvent): string {
  const { name, sequence: _sequence, at, ...facts } = event;
  const parts = Object.entries(facts).map(([key, value]) => {
    const text = typeof value === "string" && !/[\s"]/.test(value) ? value : JSON.stringify(value);
    return `${key}=${printable(text)}`;
  });
  return `${new Date(at).toISOString()} ${name.padEnd(12)} ${parts.join(" ")}`;
}
