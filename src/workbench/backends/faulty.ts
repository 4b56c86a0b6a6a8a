/** Faults on demand for backends that have none of their own. */
import type { ConnectorModel } from "../../definition/model.ts";
import { InputError } from "../../json/problem.ts";
import type { Backend, Clock } from "../../platform/index.ts";
import type { ActiveFault, FaultRequest } from "../api.ts";
import { COMMON_PRESETS, TRANSPORT_PRESETS, type WorkbenchBackend } from "./backend.ts";
import { createFinder } from "./find-operation.ts";

interface Injected {
  active: ActiveFault;
  answer: number | "disconnect" | "garbage" | "none";
  passing: number;
  probability: number;
}

/** More at a time serve nobody. */
const MAX_FAULTS = 100;

export class FaultBox {
  readonly #clock: Clock;
  readonly #random: () => number;
  #injected: Injected[] = [];
  #next = 1;
  #find: ReturnType<typeof createFinder> = () => undefined;
  #operations: string[] = [];

  constructor(clock: Clock, random: () => number = Math.random) {
    this.#clock = clock;
    this.#random = random;
  }

  use(model: ConnectorModel): void {
    this.#find = createFinder(model);
    this.#operations = [...model.byId.keys()];
  }

  /** A backend that is struck first and asked then. */
  before(backend: Backend): Backend {
    return async (request, signal) => {
      const fault = this.#take(this.#find(request.method, new URL(request.url).pathname)?.id);
      if (!fault) return await backend(request, signal);
      if (fault.active.latencyMs > 0) await this.#clock.sleep(fault.active.latencyMs, signal);
      if (fault.answer === "none") return await backend(request, signal);
      if (fault.answer === "disconnect") throw new TypeError("The connection broke before an answer came.");
      if (fault.answer === "garbage")
        return new Response("<!doctype html><title>Proxy</title><p>Something is in between.</p>", {
          headers: { "content-type": "text/html" },
        });
      return Response.json(
        { error: { code: String(fault.answer), message: "A fault that was switched on in the workbench." } },
        { status: fault.answer },
      );
    };
  }

  readonly control: WorkbenchBackend["faults"] = {
    presets: [...COMMON_PRESETS, ...TRANSPORT_PRESETS],
    inject: (fault) => this.#inject(fault),
    clear: (which) => {
      this.#injected = this.#injected.filter(
        ({ active }) => which !== undefined && active.id !== which && active.preset !== which,
      );
    },
    list: () => this.#injected.map(({ active }) => ({ ...active })),
  };

  #inject(fault: FaultRequest): number {
    const on = fault.on ?? "any";
    if (on !== "any" && !this.#operations.includes(on))
      throw new InputError(
        "unknown-operation",
        `There is no operation "${on}" to fail.`,
        `Name "any" or an operation of the connector, such as ${this.#operations.slice(0, 5).join(", ")}.`,
      );
    if (this.#injected.length >= MAX_FAULTS)
      throw new InputError("too-many-faults", `There are already ${MAX_FAULTS} faults.`, "Clear them first.");
    const answer = answerOf(fault.answer);
    const latencyMs = fault.latencyMs ?? 0;
    if (answer === "none" && latencyMs === 0)
      throw new InputError("empty-fault", "The fault does nothing.", "Give it an answer, a latency or both.");
    const id = this.#next++;
    this.#injected.push({
      active: { id, preset: fault.preset, on, answer: String(answer), latencyMs, left: fault.times ?? null },
      answer,
      passing: fault.after ?? 0,
      probability: fault.probability ?? 1,
    });
    return id;
  }

  #take(operation: string | undefined): Injected | undefined {
    for (const injected of this.#injected) {
      const { active } = injected;
      if (active.on !== "any" && active.on !== operation) continue;
      if (injected.passing > 0) {
        injected.passing--;
        continue;
      }
      if (injected.probability < 1 && this.#random() >= injected.probability) continue;
      if (active.left !== null && --active.left <= 0)
        this.#injected = this.#injected.filter((one) => one !== injected);
      return injected;
    }
    return undefined;
  }
}

function answerOf(answer: FaultRequest["answer"]): Injected["answer"] {
  if (answer === undefined) return "none";
  if (answer === "disconnect" || answer === "garbage") return answer;
  if (typeof answer === "number" && Number.isInteger(answer) && answer >= 400 && answer <= 599) return answer;
  throw new InputError(
    "unknown-answer",
    `This backend cannot fail with "${answer}".`,
    "Give a status from 400 to 599, disconnect or garbage.",
  );
}
