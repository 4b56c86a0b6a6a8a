/** Faults on demand: how often, after how many, at random, with latency. */
import { InputError } from "../json/problem.ts";
import { described, either, integer, number, type Of, object, oneOf, text } from "../machine/schema/shape.ts";
import type { ServiceContract } from "./contract/service-contract.ts";
import type { Random } from "./random.ts";

/** A fault as it is asked for; the control API checks by this shape and shows it. */
export const faultShape = object(
  {},
  {
    on: described(
      text(200),
      'Operation id, "delivery" for notifications on their way, or "any" (the default).',
    ),
    answer: described(
      either(text(200), integer(400, 599)),
      "What happens instead of the answer: an error of connector/service.yaml by its id, a status from 400 to 599, disconnect (the connection breaks) or garbage (a page of HTML where JSON was due). On deliveries also twice, or out-of-order (held back until the next one to the same address has arrived). Without it, only latencyMs strikes.",
    ),
    times: described(integer(1, 1_000_000), "How often it strikes, in all; without end unless given."),
    after: described(integer(0, 1_000_000), "How many calls pass before the first."),
    probability: described(
      number(0, 1),
      "Chance that a call is struck, drawn from the service's seed; 1 unless given.",
    ),
    latencyMs: described(integer(0, 600_000), "Milliseconds that the call takes longer."),
    effect: described(
      oneOf("before", "after"),
      "after: the service does what was asked for and only the answer is lost, so that a caller who repeats asks twice.",
    ),
  },
);
export type FaultSpec = Of<typeof faultShape>;

export interface Fault {
  id: number;
  on: string;
  answer:
    | "none"
    | "disconnect"
    | "garbage"
    | "twice"
    | "out-of-order"
    | { status: number; error: string | undefined };
  latencyMs: number;
  effect: "before" | "after";
}

interface Injected {
  fault: Fault;
  left: number;
  passing: number;
  probability: number;
}

/** More at a time serve nobody and would only fill memory. */
const MAX_FAULTS = 1000;

export class Faults {
  #contract: ServiceContract;
  #random: Random;
  #operations: readonly string[];
  #injected: Injected[] = [];
  #next = 1;

  constructor(contract: ServiceContract, random: Random) {
    this.#contract = contract;
    this.#random = random;
    this.#operations = [
      "any",
      "delivery",
      "ListBookingsBusinessUserAsAdmin",
      "DeleteWebhook",
      ...contract.changes.map((change) => change.trigger),
    ];
  }

  /** Asks for a fault. @returns its number, for {@link clear}. @throws {InputError} for what cannot happen */
  inject(spec: FaultSpec): number {
    const on = spec.on ?? "any";
    if (!this.#operations.includes(on))
      throw new InputError(
        "unknown-operation",
        `There is no operation "${on}" to fail.`,
        `Name one of: ${this.#operations.join(", ")}.`,
      );
    if (this.#injected.length >= MAX_FAULTS)
      throw new InputError("too-many-faults", `There are already ${MAX_FAULTS} faults.`, "Clear them first.");
    const answer = this.#answer(spec.answer, on);
    if (answer === "none" && !spec.latencyMs)
      throw new InputError("empty-fault", "The fault does nothing.", "Give it an answer, a latency or both.");
    const checked = [spec.times ?? 1, spec.after ?? 0, spec.probability ?? 0, spec.latencyMs ?? 0];
    if (checked.some((number) => !(number >= 0)))
      throw new InputError(
        "bad-number",
        "times, after, probability and latencyMs are numbers from 0.",
        "Correct the fault.",
      );
    const id = this.#next++;
    this.#injected.push({
      fault: { id, on, answer, latencyMs: spec.latencyMs ?? 0, effect: spec.effect ?? "before" },
      left: spec.times ?? Number.POSITIVE_INFINITY,
      passing: spec.after ?? 0,
      probability: spec.probability ?? 1,
    });
    return id;
  }

  /** Ends a fault, or all of them. */
  clear(id?: number): void {
    this.#injected = id === undefined ? [] : this.#injected.filter((injected) => injected.fault.id !== id);
  }

  /** The faults that can still strike. */
  list(): (Fault & { left: number | null })[] {
    return this.#injected.map(({ fault, left }) => ({ ...fault, left: Number.isFinite(left) ? left : null }));
  }

  /** The fault that strikes the next call of an operation, if one does. */
  take(on: string): Fault | undefined {
    for (const injected of this.#injected) {
      const { fault } = injected;
      // "any" means any request: what is on its way to a subscriber is none.
      if (fault.on !== on && (fault.on !== "any" || on === "delivery")) continue;
      if (injected.passing > 0) {
        injected.passing--;
        continue;
      }
      if (injected.probability < 1 && this.#random.next() >= injected.probability) continue;
      if (--injected.left <= 0) this.clear(fault.id);
      return fault;
    }
    return undefined;
  }

  #answer(answer: FaultSpec["answer"], on: string): Fault["answer"] {
    if (answer === undefined) return "none";
    if (answer === "twice" || answer === "out-of-order") {
      if (on === "delivery") return answer;
      throw new InputError(
        "deliveries-only",
        `Only notifications can come ${answer}.`,
        'Set "on" to "delivery".',
      );
    }
    if (answer === "disconnect" || answer === "garbage") return answer;
    if (typeof answer === "number") {
      if (answer >= 400 && answer <= 599 && Number.isInteger(answer))
        return { status: answer, error: undefined };
      throw new InputError("bad-status", `${answer} is not an error status.`, "Give one from 400 to 599.");
    }
    const known = this.#contract.errors.filter((one) => one.kind === "answer" && one.origin === "service");
    const entry = known.find((one) => one.id === answer);
    if (entry?.status !== undefined) return { status: entry.status, error: entry.id };
    throw new InputError(
      "unknown-error",
      `The service has no error "${answer}".`,
      `Name a status, disconnect, garbage, for deliveries twice or out-of-order, or one of: ${known.map((one) => one.id).join(", ")}.`,
    );
  }
}
