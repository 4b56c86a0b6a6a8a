/** One run of a flow: what started it, what its actions did, and the values its expressions see. */

import { AsyncLocalStorage } from "node:async_hooks";
import { rereadExact, stringifyExact } from "../../json/exact-numbers.ts";
import { sizeOf } from "../../json/size.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { ActionRecord, Run, RunSnapshot, RunStatus } from "../api.ts";
import { MANUAL, RECURRENCE } from "../flows/trigger-names.ts";
import { toJson } from "../invoke/arguments.ts";
import type { Services } from "../services.ts";
import { evaluate } from "./expressions.ts";
import type { RunOwner, TriggerOutputs } from "./run-book.ts";
import type { RunScope } from "./scope.ts";

interface Round {
  name: string;
  item: JsonValue;
}

/** A run without any values, in bytes. */
const RUN_BYTES = 2_000;

export class PlatformRun implements Run {
  readonly id: string;
  status: RunStatus = "running";
  readonly actions: ActionRecord[] = [];
  readonly startedAt: number;
  bytes: number;
  readonly #services: Services;
  readonly #owner: RunOwner;
  readonly #trigger: TriggerOutputs;
  readonly #cancel: () => Promise<void>;
  #endedAt: number | undefined;
  #error: { code: string; message: string } | undefined;
  // Made when they are needed: a long test has many runs, and most of them have no steps.
  #outputs: Map<string, JsonObject> | undefined;
  #variables: Map<string, JsonValue> | undefined;
  /** Innermost loop last. Branches run beside each other, each in loops of its own. */
  readonly #loops = new AsyncLocalStorage<readonly Round[]>();
  #waiting = 0;
  #rounds: Map<string, number> | undefined;

  constructor(services: Services, owner: RunOwner, trigger: TriggerOutputs, cancel: () => Promise<void>) {
    this.id = services.ids.hex(20).toUpperCase();
    this.startedAt = services.clock.now();
    this.#services = services;
    this.#owner = owner;
    this.#trigger = trigger;
    this.#cancel = cancel;
    this.bytes = RUN_BYTES + sizeOf(trigger);
  }

  /** Counts values that it holds from now on. */
  holds(value: JsonValue): void {
    this.bytes += sizeOf(value);
  }

  get flow(): string {
    return this.#owner.id;
  }

  get operation(): string {
    return this.#owner.operation;
  }

  get body(): JsonValue | undefined {
    return this.#trigger.body;
  }

  get trigger(): TriggerOutputs {
    return this.#trigger;
  }

  action(name: string): ActionRecord | undefined {
    return recordNamed(this.actions, name);
  }

  evaluate(expression: string): JsonValue | undefined {
    return evaluate(expression, this.scope());
  }

  forEach(list: string, expression: string, loop = "Apply_to_each"): (JsonValue | undefined)[] {
    const items = this.evaluate(list);
    if (!Array.isArray(items)) return [];
    return items.map((item) => this.within(loop, item, () => this.evaluate(expression)));
  }

  /** Which round of an Until loop it is in, from 0. */
  setRound(loop: string, index: number): void {
    this.#rounds ??= new Map();
    this.#rounds.set(loop, index);
  }

  #roundOf(loop: string): number | undefined {
    for (const [name, index] of this.#rounds ?? []) if (isNamed({ name }, loop)) return index;
    return undefined;
  }

  /** Runs something inside a loop: whatever it asks for, also later, the item is its own. */
  within<T>(loop: string, item: JsonValue, work: () => T): T {
    return this.#loops.run([...(this.#loops.getStore() ?? []), { name: loop, item }], work);
  }

  async cancel(): Promise<Run> {
    await this.#cancel();
    return this;
  }

  setOutputs(action: string, outputs: JsonObject): void {
    this.#outputs ??= new Map();
    this.#outputs.set(action, outputs);
    this.holds(outputs);
  }

  setVariable(name: string, value: JsonValue): void {
    this.#variablesNow().set(name, value);
    this.holds(value);
  }

  /** It waits until {@link goesOn}. @param action the step that waits; it is told, unless its polls are */
  waits(action?: string): void {
    this.#waiting++;
    this.status = "waiting";
    if (action !== undefined)
      this.#services.events.emit({ type: "run-waiting", flow: this.flow, run: this.id, action });
  }

  goesOn(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.status = "running";
  }

  /** @param error why, where it did not succeed */
  end(status: RunStatus, error?: { code: string; message: string }): void {
    this.status = status;
    this.#error = error;
    this.#endedAt = this.#services.clock.now();
  }

  /** What expressions see of this run. Shapes of `trigger()`, `actions()` and `workflow()` are sourced (function reference). */
  scope(): RunScope {
    const { clock, ids } = this.#services;
    return {
      triggerOutputs: () => this.#triggerOutputs(),
      outputs: (name) => this.outputsOf(name),
      item: (loop) =>
        this.#loops.getStore()?.findLast((entry) => loop === undefined || isNamed(entry, loop))?.item,
      round: (loop) => this.#roundOf(loop),
      trigger: () => ({
        name: nameOfTrigger(this.#owner.operation),
        status: "Succeeded",
        startTime: iso(this.startedAt),
        endTime: iso(this.startedAt),
        outputs: this.#triggerOutputs(),
      }),
      action: (name) => this.#actionInfo(name),
      result: (name) => this.#result(name),
      variable: (name) => this.#variablesNow().get(name),
      parameter: (name) => {
        const value = this.#owner.options.parameters?.[name];
        return value === undefined ? undefined : toJson(value, name);
      },
      workflow: () => this.#workflow(),
      callbackUrl: () => this.#owner.callbackUrl,
      now: () => clock.now(),
      random: () => ids.random(),
      guid: () => ids.guid(),
    };
  }

  head(): ReturnType<Run["head"]> {
    return {
      id: this.id,
      flow: this.flow,
      operation: this.operation,
      status: this.status,
      startedAt: iso(this.startedAt),
      ...(this.#endedAt === undefined ? {} : { endedAt: iso(this.#endedAt) }),
    };
  }

  snapshot(): RunSnapshot {
    return {
      ...this.head(),
      ...(this.#error ? { error: this.#clean(this.#error) } : {}),
      trigger: { ...this.#trigger, body: this.#clean(this.body) },
      actions: this.#clean(this.actions as unknown as JsonValue) as unknown as ActionRecord[],
    };
  }

  #triggerOutputs(): JsonObject {
    const { statusCode, headers, body } = this.#trigger;
    return { statusCode, headers, ...(body === undefined ? {} : { body }) };
  }

  /** Names in expressions have underscores where the designer shows blanks (sourced). */
  outputsOf(name: string): JsonObject | undefined {
    const exact = this.#outputs?.get(name);
    if (exact !== undefined || !this.#outputs) return exact;
    for (const [known, outputs] of this.#outputs) if (known.replaceAll(" ", "_") === name) return outputs;
    return undefined;
  }

  /** Sourced: the top-level steps of a scoped action, of a loop those of all its rounds, with inputs, outputs, status and times. */
  #result(name: string): JsonObject[] | undefined {
    const record = this.action(name);
    const rounds = record?.iterations?.flatMap((round) => round.steps ?? []);
    const steps =
      rounds ??
      record?.branches?.flatMap((branch) => branch.steps) ??
      (record?.steps && [...record.steps, ...(record.otherwise ?? [])]);
    return steps?.map((step) => this.#infoOf(step));
  }

  #actionInfo(name: string): JsonObject | undefined {
    const record = this.action(name);
    if (!record || record.status === "waiting" || record.status === "running") return undefined;
    return this.#infoOf(record, this.outputsOf(name));
  }

  #infoOf(record: ActionRecord, outputs = outputsIn(record)): JsonObject {
    return {
      name: record.name,
      status: STATUS_NAMES[record.status] ?? record.status,
      ...(record.startedAt === undefined ? {} : { startTime: record.startedAt }),
      ...(record.endedAt === undefined ? {} : { endTime: record.endedAt }),
      ...(record.inputs === undefined ? {} : { inputs: record.inputs }),
      ...(outputs === undefined ? {} : { outputs }),
      ...(record.code === undefined ? {} : { code: record.code }),
      ...(record.message === undefined
        ? {}
        : {
            error: { ...(record.code === undefined ? {} : { code: record.code }), message: record.message },
          }),
    };
  }

  #workflow(): JsonObject {
    const { id, name } = this.#owner;
    const path = `/providers/Microsoft.ProcessSimple/environments/emulated/flows/${id}`;
    return {
      id: path,
      name: id,
      type: "Microsoft.Logic/workflows",
      location: "emulated",
      tags: { flowDisplayName: name, environmentName: "emulated", logicAppName: id },
      run: { id: `${path}/runs/${this.id}`, name: this.id, type: "Microsoft.Logic/workflows/runs" },
    };
  }

  #variablesNow(): Map<string, JsonValue> {
    if (!this.#variables) {
      this.#variables = new Map();
      const given = this.#owner.options.variables ?? {};
      for (const name of Object.keys(given)) this.#variables.set(name, toJson(given[name], name));
    }
    return this.#variables;
  }

  /** A copy without secrets: signed addresses travel in bodies, too. */
  #clean<T extends JsonValue | undefined>(value: T): T {
    return value === undefined
      ? value
      : (rereadExact(this.#services.redactor.text(stringifyExact(value))) as T);
  }
}

/** The platform calls its own triggers so in definitions (observed in published flows). */
function nameOfTrigger(operation: string): string {
  return operation === MANUAL ? "manual" : operation === RECURRENCE ? "Recurrence" : operation;
}

const STATUS_NAMES: Readonly<Record<string, string>> = {
  succeeded: "Succeeded",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Cancelled",
  "timed-out": "TimedOut",
};

/** Outputs as the record of a step has them: of a step of a loop, each round has its own. */
function outputsIn({ httpStatus, headers, body, operation }: ActionRecord): JsonObject | undefined {
  if (httpStatus === undefined)
    return body === undefined || operation === "Variable" ? undefined : (body as JsonObject);
  return { statusCode: httpStatus, headers: headers ?? {}, ...(body === undefined ? {} : { body }) };
}

function isNamed(record: { name: string }, name: string): boolean {
  return record.name === name || record.name.replaceAll(" ", "_") === name;
}

/** The last record of a step, also of one inside loops, branches and scopes. */
function recordNamed(records: readonly ActionRecord[], name: string): ActionRecord | undefined {
  const found = records.findLast((record) => isNamed(record, name));
  if (found) return found;
  for (const { iterations, steps, otherwise, branches = [] } of records.toReversed()) {
    const rounds = iterations?.toReversed().flatMap((round) => (round.steps ? [round.steps] : [])) ?? [];
    for (const list of [...rounds, steps ?? [], otherwise ?? [], ...branches.map((one) => one.steps)]) {
      const inner = recordNamed(list, name);
      if (inner) return inner;
    }
  }
  return undefined;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
