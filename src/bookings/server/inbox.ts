/** A subscriber that is always there: addresses under `/inbox/` take whatever is sent and show it. */
import { parseOutside } from "../../json/depth.ts";
import { sizeOf } from "../../json/size.ts";
import { Newest } from "../../machine/memory/newest.ts";

export interface Received {
  at: string;
  headers: Record<string, string>;
  /** The JSON value, or the text where it is none, or nested too deeply. */
  body: unknown;
}

/** Messages an inbox keeps, and inboxes there can be: the oldest go first. */
const MAX_MESSAGES = { count: 100, bytes: 512 * 1024 };
const MAX_INBOXES = 100;

export class Inboxes {
  #byName = new Map<string, Newest<Received>>();
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  receive(name: string, headers: Headers, text: string): void {
    const messages = this.#byName.get(name) ?? new Newest<Received>(MAX_MESSAGES);
    if (!this.#byName.has(name) && this.#byName.size >= MAX_INBOXES)
      this.#byName.delete(this.#byName.keys().next().value ?? "");
    this.#byName.set(name, messages);
    let body: unknown = text;
    try {
      body = parseOutside(text);
    } catch {}
    const kept = ["content-type", "user-agent"].map((header) => [header, headers.get(header) ?? ""]);
    const received = { at: new Date(this.#now()).toISOString(), headers: Object.fromEntries(kept), body };
    messages.add(received, sizeOf(received));
  }

  read(name: string): Received[] {
    return this.#byName.get(name)?.slice() ?? [];
  }

  clear(name: string): void {
    this.#byName.delete(name);
  }
}
