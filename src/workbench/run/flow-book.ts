/** Flows under names that outlive the platform they run on. */
import { InputError } from "../../json/problem.ts";
import { NewestByKey } from "../../machine/memory/newest.ts";
import type { Flow, Run, WorkflowActions } from "../../platform/index.ts";
import type { EnteredValues, FlowEdit, FlowRequest, FlowView, RunView } from "../api.ts";
import type { ConnectionBook } from "./connection-book.ts";
import { triggerOf } from "./flow-trigger.ts";
import type { RunBook } from "./run-book.ts";
import type { Runtime } from "./runtime.ts";

/** A flow as it is kept over restarts. Its connection is not: that has secrets. */
export interface KeptFlow {
  id: string;
  name: string;
  request: FlowRequest;
  on: boolean;
}

interface Entry {
  id: string;
  name: string;
  request: FlowRequest;
  values: EnteredValues;
  flow: Flow | undefined;
  /** Whether it is to be on; survives a set-up. */
  on: boolean;
  lost: string | undefined;
  title: string;
  /** Making it looks through the platform's logs, so it is kept until something happens to the flow. */
  explanation: string[] | undefined;
}

/** More flows than anybody looks at; each costs a subscription. */
const MAX_FLOWS = 200;
/** … and so many that were deleted can be brought back. */
const MAX_DELETED = 20;

export class FlowBook {
  readonly #runtime: Runtime;
  readonly #connections: ConnectionBook;
  readonly #runs: RunBook;
  readonly #entries = new Map<string, Entry>();
  /** What was deleted last, and can be brought back. */
  readonly #deleted = new NewestByKey<string, Entry>({ count: MAX_DELETED, bytes: Number.POSITIVE_INFINITY });
  /** The platform's flow ids, by which events and exchanges speak of them; those of former platforms included. */
  readonly #names = new Map<string, string>();
  #count = 0;
  #making: string | undefined;
  /** Flows that are made while this is set are not kept, and taken away by {@link endPassing}. */
  #passing: Set<string> | undefined;
  /** Told when what is to be kept of flows has changed. */
  onChange: () => void = () => {};
  titleOf: (operationId: string) => string | undefined = () => undefined;

  constructor(runtime: Runtime, connections: ConnectionBook, runs: RunBook) {
    this.#runtime = runtime;
    this.#connections = connections;
    this.#runs = runs;
  }

  /** While a flow that is here already is made on the platform: why. */
  remaking: "edited" | "resumed" | undefined;

  nameOf(platformFlow: string): string | undefined {
    // The platform announces a flow while it is made, before its id is known here.
    if (this.#making !== undefined && !this.#names.has(platformFlow))
      this.#names.set(platformFlow, this.#making);
    return this.#names.get(platformFlow);
  }

  /** The name of a flow for people; its id if it was deleted. */
  readonly displayName = (id: string): string => this.#entries.get(id)?.name ?? id;

  /** @throws {InputError} for a trigger that does not exist, values it does not take or that are missing */
  create(request: FlowRequest): Promise<FlowView> {
    return this.#runtime.exclusive(async () => {
      if (this.#entries.size >= MAX_FLOWS)
        throw new InputError("too-many-flows", `There are already ${MAX_FLOWS} flows.`, "Delete some first.");
      const number = this.#count + 1;
      const title = this.titleOf(request.operationId) ?? request.operationId;
      const entry: Entry = {
        id: `f${number}`,
        name: request.name ?? `${title || request.operationId} ${number}`,
        request,
        values: request.values ?? {},
        flow: undefined,
        on: false,
        lost: undefined,
        title,
        explanation: undefined,
      };
      this.#make(entry);
      this.#count = number;
      this.#entries.set(entry.id, entry);
      this.#passing?.add(entry.id);
      if (request.on) await this.#turn(entry, true);
      this.onChange();
      return this.view(entry);
    });
  }

  #make(entry: Entry, remaking?: "edited" | "resumed"): void {
    const { request, values, name } = entry;
    const { platform } = this.#runtime;
    this.#making = entry.id;
    this.remaking = remaking;
    try {
      entry.flow = platform.createFlow(triggerOf(request), values, {
        name,
        connection: this.#connections.get(request.connection),
        ...(request.definition
          ? { definition: request.definition }
          : request.actions
            ? { actions: request.actions }
            : {}),
        ...(request.recurrenceSeconds === undefined ? {} : { recurrenceSeconds: request.recurrenceSeconds }),
      });
    } finally {
      this.#making = undefined;
      this.remaking = undefined;
    }
  }

  turn(id: string, on: boolean): Promise<FlowView> {
    return this.#runtime.exclusive(async () => {
      const entry = this.entry(id);
      if (entry.lost !== undefined && on)
        throw new InputError("trigger-lost", entry.lost, "Bring the trigger back into the definition first.");
      await this.#turn(entry, on);
      return this.view(entry);
    });
  }

  async #turn(entry: Entry, on: boolean): Promise<void> {
    entry.on = on;
    this.onChange();
    await (on ? entry.flow?.turnOn() : entry.flow?.turnOff());
  }

  edit(id: string, { values, name, trigger, definition, recurrenceSeconds }: FlowEdit): Promise<FlowView> {
    return this.#runtime.exclusive(async () => {
      const entry = this.entry(id);
      if (name !== undefined) entry.name = name;
      this.onChange();
      if (trigger !== undefined || definition !== undefined || recurrenceSeconds !== undefined) {
        await this.#remake(entry, {
          ...(values === undefined ? {} : { values: { ...entry.values, ...values } }),
          ...(trigger === undefined ? {} : { trigger }),
          ...(definition === undefined ? {} : { definition }),
          ...(recurrenceSeconds === undefined ? {} : { recurrenceSeconds }),
        });
        return this.view(entry);
      }
      if (values !== undefined) {
        await entry.flow?.edit(values);
        entry.values = { ...entry.values, ...values };
        this.onChange();
      }
      return this.view(entry);
    });
  }

  /** Other steps are another flow to the platform: the old one unsubscribes, the new one takes its name and place. */
  async #remake(entry: Entry, change: Partial<FlowRequest>): Promise<void> {
    const before = { request: entry.request, values: entry.values, flow: entry.flow };
    const { actions: _, ...request } = entry.request;
    entry.request = { ...(change.definition ? request : entry.request), ...change };
    entry.values = change.values ?? entry.values;
    try {
      // Refused before the old one is given up.
      this.#make(entry, "edited");
    } catch (error) {
      Object.assign(entry, before);
      throw error;
    }
    await before.flow?.turnOff();
    entry.lost = undefined;
    entry.explanation = undefined;
    if (entry.on) await this.#turn(entry, true);
  }

  /** Runs a flow once more with what its trigger delivered to a run. @throws {InputError} `flow-unknown`, `trigger-lost` */
  resubmit(id: string, run: Run | Pick<RunView, "trigger">): Run {
    return this.running(id).resubmit(run);
  }

  delete(id: string): Promise<void> {
    return this.#runtime.exclusive(async () => {
      const entry = this.entry(id);
      await entry.flow?.turnOff();
      this.#entries.delete(id);
      this.#deleted.set(id, entry, 0);
      this.onChange();
    });
  }

  /** Flows that are made from now on are there for a while only. */
  beginPassing(): void {
    this.#passing = new Set();
  }

  /** Turns off what was made since, and takes it away for good. */
  endPassing(): Promise<void> {
    return this.#runtime.exclusive(async () => {
      for (const id of this.#passing ?? []) {
        await this.#entries.get(id)?.flow?.turnOff();
        this.#entries.delete(id);
        this.#deleted.delete(id);
      }
      this.#passing = undefined;
      this.onChange();
    });
  }

  /** @throws {InputError} `flow-unknown` for one that was not deleted, or too long ago; whatever {@link create} throws */
  restore(id: string): Promise<FlowView> {
    return this.#runtime.exclusive(async () => {
      const entry = this.#deleted.get(id);
      if (!entry)
        throw new InputError(
          "flow-unknown",
          `No flow "${id}" was deleted lately.`,
          `The last ${MAX_DELETED} that were deleted can be restored.`,
        );
      if (this.#entries.size >= MAX_FLOWS)
        throw new InputError("too-many-flows", `There are already ${MAX_FLOWS} flows.`, "Delete some first.");
      // The platform it ran on may be gone.
      this.#make(entry);
      entry.lost = undefined;
      entry.explanation = undefined;
      this.#deleted.delete(id);
      this.#entries.set(id, entry);
      this.onChange();
      if (entry.on) await this.#turn(entry, true);
      return this.view(entry);
    });
  }

  /** What is to be kept of each flow. */
  kept(): KeptFlow[] {
    const staying = [...this.#entries.values()].filter(({ id }) => !this.#passing?.has(id));
    return staying.map(({ id, name, request, values, on }) => {
      const { connection: _, on: __, ...rest } = request;
      return { id, name, request: { ...rest, values }, on };
    });
  }

  /** Makes flows from before the process was started; those that were on subscribe again. Ids go on behind theirs. */
  restoreKept(flows: readonly KeptFlow[]): Promise<void> {
    return this.#runtime.exclusive(async () => {
      for (const { id, name, request, on } of flows.slice(0, MAX_FLOWS)) {
        const entry: Entry = {
          id,
          name,
          request,
          values: request.values ?? {},
          flow: undefined,
          on,
          lost: undefined,
          title: this.titleOf(request.operationId) ?? request.operationId,
          explanation: undefined,
        };
        this.#entries.set(id, entry);
        this.#count = Math.max(this.#count, Number(/^f(\d{1,9})$/.exec(id)?.[1] ?? 0));
      }
      await this.resume();
    });
  }

  /** Unsubscribes every flow, because its platform is about to go. */
  async suspend(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ flow }) => flow?.turnOff()));
  }

  /** Makes every flow on the new platform, as far as its trigger is still there. */
  async resume(): Promise<void> {
    for (const entry of this.#entries.values()) {
      entry.flow = undefined;
      entry.explanation = undefined;
      try {
        entry.title = this.titleOf(entry.request.operationId) ?? entry.title;
        this.#make(entry, "resumed");
        entry.lost = undefined;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        entry.lost = error.message;
        this.#runtime.tell("flow-lost", "attention", `${entry.name} cannot run: ${error.message}`, {
          flow: entry.id,
          operation: entry.request.operationId,
        });
        continue;
      }
      await this.#turn(entry, entry.on);
    }
  }

  views(): FlowView[] {
    return [...this.#entries.values()].map((entry) => this.view(entry));
  }

  /** @throws {InputError} `flow-unknown` */
  entry(id: string): Entry {
    const found = this.#entries.get(id);
    if (found) return found;
    throw new InputError("flow-unknown", `There is no flow "${id}".`, "GET /api/state lists the flows.");
  }

  /** @throws {InputError} `flow-unknown`, `trigger-lost` */
  running(id: string): Flow {
    const { flow, lost } = this.entry(id);
    if (flow) return flow;
    throw new InputError("trigger-lost", lost ?? "The flow cannot run.", "Correct the definition first.");
  }

  /** Something happened to a flow: what was said of it is no longer true. */
  noteChange(id: string): void {
    const entry = this.#entries.get(id);
    if (entry) entry.explanation = undefined;
  }

  #explain(entry: Entry): string[] {
    if (entry.lost !== undefined) return [entry.lost];
    entry.explanation ??= this.#runtime.clean(entry.flow?.explain() ?? []);
    return entry.explanation;
  }

  view(entry: Entry): FlowView {
    const { id, name, request, flow, lost, title } = entry;
    const snapshot = flow?.snapshot() ?? {
      operation: request.operationId,
      kind: "webhook" as const,
      state: "off" as const,
      health: "off" as const,
      arguments: {},
      orphans: [],
    };
    return {
      ...snapshot,
      id,
      name,
      connection: request.connection ?? this.#connections.default ?? "",
      title,
      values: flow ? (snapshot.arguments as EnteredValues) : entry.values,
      actions: request.actions ?? [],
      ...(request.trigger ? { trigger: request.trigger } : {}),
      steps: request.definition ? countSteps(request.definition.actions) : (request.actions?.length ?? 0),
      recurrenceSeconds:
        "recurrenceSeconds" in snapshot ? snapshot.recurrenceSeconds : request.recurrenceSeconds,
      explanation: this.#explain(entry),
      lost,
      runs: this.#runs.countOf(id),
      lastRun: this.#runs.last(id),
    };
  }
}

/** How many steps there are, those inside loops and branches included. */
function countSteps(actions: WorkflowActions | undefined): number {
  return Object.values(actions ?? {}).reduce((count, action) => {
    const inner = "actions" in action ? countSteps(action.actions) : 0;
    const other = "else" in action ? countSteps(action.else?.actions) : 0;
    const cases =
      action.type === "Switch"
        ? [...Object.values(action.cases ?? {}), action.default].map((one) => countSteps(one?.actions))
        : [];
    return count + 1 + inner + other + cases.reduce((sum, one) => sum + one, 0);
  }, 0);
}
