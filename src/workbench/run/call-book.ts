/** Calls of actions on their own, newest kept: what was filled in, and what came back. */
import { sizeOf } from "../../json/size.ts";
import { Newest } from "../../machine/memory/newest.ts";
import type { CallRecord, CallsAnswer } from "../api.ts";

/** Kept before the oldest are dropped, and the memory they may take, in bytes. Chosen. */
const KEPT = { count: 300, bytes: 8 * 1024 * 1024 };

export class CallBook {
  readonly #calls = new Newest<CallRecord>(KEPT);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(call: Omit<CallRecord, "number">): CallRecord {
    const added = { number: ++this.#count, ...call };
    this.#calls.add(added, sizeOf(added));
    return added;
  }

  /** Newest first; of one operation, if it is named. */
  list(operationId?: string): CallsAnswer {
    const all = this.#calls.slice().reverse();
    return {
      calls: operationId === undefined ? all : all.filter((call) => call.operationId === operationId),
    };
  }

  /** Takes what was kept; numbers go on behind it. */
  restore(calls: readonly CallRecord[]): void {
    for (const call of calls) {
      this.#calls.add(call, sizeOf(call));
      this.#count = Math.max(this.#count, call.number);
    }
  }
}
