/** The steps of a run behind its trigger: their order, loops, branches, and how the run ends. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue } from "../../json/values.ts";
import type { ActionRecord, Arguments, Comparison } from "../api.ts";
import { toJson } from "../invoke/arguments.ts";
import { MAX_SPLIT_ITEMS, MAX_SPLIT_ITEMS_LOW } from "../limits.ts";
import type { Services } from "../services.ts";
import { Ended, TIMED_OUT, TimedOut } from "./ended.ts";
import { evaluateAll } from "./expressions.ts";
import { OperationCaller } from "./operation-caller.ts";
import type { PlatformRun } from "./run.ts";
import type { RunOwner } from "./run-book.ts";
import { ACTION_FAILED, leave, leftOut, newRecord, outcome, unmetOf } from "./step-records.ts";
import { isMet } from "./steps/conditions.ts";
import { dataOf } from "./steps/data-operations.ts";
import type {
  CallStep,
  ComposeStep,
  DataStep,
  IfStep,
  LoopStep,
  Step,
  SwitchStep,
  TerminateStep,
  UntilStep,
  VariableStep,
  WaitStep,
} from "./steps/step.ts";
import { variableAfter } from "./steps/variables.ts";
import { waitOf } from "./steps/waits.ts";

export class ActionRunner {
  readonly #services: Services;
  readonly #run: PlatformRun;
  readonly #owner: RunOwner;
  readonly #ended = new AbortController();
  readonly #done = Promise.withResolvers<void>();
  readonly #caller: OperationCaller;
  /** Depth of loops: what their rounds do would push everything else out of the events that are kept. */
  #looping = 0;

  constructor(services: Services, run: PlatformRun, owner: RunOwner) {
    this.#services = services;
    this.#run = run;
    this.#owner = owner;
    this.#caller = new OperationCaller(services, run, owner, this.#ended);
  }

  async run(): Promise<void> {
    const { steps } = this.#owner;
    await this.#all(steps, this.#run.actions);
    const reason: unknown = this.#ended.signal.reason;
    if (reason instanceof Ended) this.#run.end(reason.status, errorOf(reason));
    else {
      const status = outcome(steps, this.#run.actions);
      this.#run.end(status, status === "failed" ? ACTION_FAILED : undefined);
    }
    this.#done.resolve();
  }

  resume(action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean {
    return this.#caller.resume(action, headers, body);
  }

  async cancel(): Promise<void> {
    this.#ended.abort(new Ended("cancelled"));
    await this.#done.promise;
  }

  close(): void {
    this.#ended.abort(new Error("The platform was closed."));
  }

  /**
   * Runs the steps of one level. Sourced: each runs once the steps that its `runAfter` names have ended as it says; steps that do not
   * wait for each other are parallel branches. Records are in the order in which the steps are listed.
   */
  async #all(steps: readonly Step[], records: ActionRecord[]): Promise<void> {
    const ended = new Map<string, Promise<void>>();
    const places = new Map(steps.map(({ name }, index) => [name, index]));
    for (const step of steps) {
      const before = Object.keys(step.runAfter).flatMap((name) => ended.get(name) ?? []);
      const work =
        before.length === 0
          ? this.#one(step, records, places)
          : Promise.all(before).then(() => this.#one(step, records, places));
      ended.set(step.name, work);
    }
    await Promise.all(ended.values());
  }

  async #one(step: Step, records: ActionRecord[], places: ReadonlyMap<string, number>): Promise<void> {
    const record = newRecord(step);
    const place = places.get(step.name) ?? 0;
    const later = records.findIndex(({ name }) => (places.get(name) ?? 0) > place);
    records.splice(later < 0 ? records.length : later, 0, record);
    if (this.#ended.signal.aborted) {
      const reason: unknown = this.#ended.signal.reason;
      // Sourced: what a Terminate step leaves undone is skipped; what is cancelled is cancelled.
      const terminated = reason instanceof Ended && reason.code !== undefined;
      record.status = terminated ? "skipped" : "cancelled";
      if (terminated) leave(record, step, "TerminateActionExecuted", "A Terminate step has ended the run.");
    } else {
      const reason = unmetOf(step, records);
      if (reason === undefined) await this.#guarded(step, record);
      else leave(record, step, "ActionSkipped", reason);
    }
    if (this.#looping === 0 || record.status === "failed" || record.status === "timed-out")
      this.#services.events.emit({
        type: "action-ended",
        flow: this.#owner.id,
        run: this.#run.id,
        action: step.name,
        status: record.status,
        ...(record.message === undefined ? {} : { message: record.message }),
      });
  }

  async #guarded(step: Step, record: ActionRecord): Promise<void> {
    const { clock, redactor } = this.#services;
    record.status = "running";
    record.startedAt = new Date(clock.now()).toISOString();
    try {
      if (step.condition !== undefined && this.#run.evaluate(step.condition) !== true)
        leave(record, step, "ActionConditionFailed", `The condition ${step.condition} is not met.`);
      else await this.#do(step, record);
    } catch (error) {
      // Sourced: what is under way in other branches when a Terminate step ends the run is cancelled.
      const elsewhere = step.kind === "wait" || step.kind === "call";
      record.status =
        error instanceof Ended
          ? error.code !== undefined && elsewhere
            ? "cancelled"
            : error.status
          : error instanceof TimedOut
            ? "timed-out"
            : "failed";
      if (error instanceof TimedOut) record.code = TIMED_OUT;
      record.message = redactor.text(error instanceof Error ? error.message : String(error));
      if (error instanceof InputError && !record.message.includes(error.help))
        record.message += ` ${error.help}`;
    }
    record.endedAt = new Date(clock.now()).toISOString();
  }

  async #do(step: Step, record: ActionRecord): Promise<void> {
    switch (step.kind) {
      case "call":
        if (step.each === undefined) return await this.#caller.call(step, record, () => this.#values(step));
        return await this.#repeat(step, step.each, record);
      case "compose":
        return this.#compose(step, record);
      case "variable":
        return this.#variable(step, record);
      case "loop":
        return await this.#loop(step, record);
      case "if":
        return await this.#branch(step, record);
      case "switch":
        return await this.#switch(step, record);
      case "until":
        return await this.#until(step, record);
      case "data":
        return this.#data(step, record);
      case "scope":
        record.steps = [];
        await this.#all(step.steps, record.steps);
        return this.#scopeEnded(record, outcome(step.steps, record.steps));
      case "terminate":
        return this.#terminate(step, record);
      case "wait":
        return await this.#wait(step, record);
      case "empty":
        throw new InputError(
          "action-without-operation",
          `The step "${step.name}" says neither which operation it calls, nor what it composes, nor which variable it sets.`,
          "Give operation, compose or variable.",
        );
    }
  }

  #evaluated(value: unknown, name: string): JsonValue {
    return toJson(evaluateAll(value, this.#run.scope()) ?? null, name);
  }

  #compose(step: ComposeStep, record: ActionRecord): void {
    record.body = this.#evaluated(step.value, step.name);
    // Sourced: outputs('Compose') is the value itself.
    this.#run.setOutputs(step.name, record.body as JsonObject);
    record.status = "succeeded";
  }

  #variable(step: VariableStep, record: ActionRecord): void {
    const before = this.#run.scope().variable(step.variable);
    record.body = variableAfter(step, before, (value) => this.#evaluated(value, step.name));
    this.#run.setVariable(step.variable, record.body);
    for (const other of step.others ?? [])
      this.#run.setVariable(other.variable, this.#evaluated(other.value, step.name));
    record.status = "succeeded";
  }

  /** The items of a loop, no more than the plan lets it have (sourced: limits of Power Automate, as for splitting). */
  #items(list: string, name: string): JsonValue[] {
    const items = this.#run.evaluate(list);
    if (!Array.isArray(items))
      throw new InputError("loop-without-list", `${list} is not a list.`, "Loop over an array.");
    const { profile } = this.#services;
    const limit = profile.id === "power-automate-low" ? MAX_SPLIT_ITEMS_LOW : MAX_SPLIT_ITEMS;
    if (items.length > limit)
      throw new InputError(
        "loop-too-long",
        `"${name}" would run ${items.length} times; the profile ${profile.id} allows ${limit}.`,
        "Loop over fewer items.",
      );
    return items;
  }

  /** One call for each item of a list. */
  async #repeat(step: CallStep, each: { list: string; loop: string }, record: ActionRecord): Promise<void> {
    const items = this.#items(each.list, step.name);
    record.iterations = [];
    for (const item of items) {
      const round = newRecord(step);
      record.iterations.push(round);
      // Expressions are evaluated inside the loop before anything is awaited.
      const values = this.#run.within(each.loop, item, () => this.#values(step));
      await this.#caller.call(step, round, () => values);
      if (round.status !== "succeeded") record.status = round.status;
    }
    if (record.status === "running") record.status = "succeeded";
    const bodies = record.iterations.map(({ body }) => body ?? null);
    this.#run.setOutputs(step.name, { body: bodies });
  }

  /** Sourced: a loop fails if one of its rounds did; the other rounds go on. */
  async #loop(step: LoopStep, record: ActionRecord): Promise<void> {
    const items = this.#items(step.list, step.name);
    record.iterations = [];
    const outputs = new Map<string, JsonValue[]>();
    let failed = false;
    this.#looping++;
    try {
      for (const item of items) {
        if (this.#ended.signal.aborted) throw this.#ended.signal.reason;
        const records: ActionRecord[] = [];
        const round: ActionRecord = { ...newRecord(step), inputs: { item }, steps: records };
        record.iterations.push(round);
        this.#run.holds(item);
        round.startedAt = new Date(this.#services.clock.now()).toISOString();
        await this.#run.within(step.name, item, () => this.#all(step.steps, records));
        round.endedAt = new Date(this.#services.clock.now()).toISOString();
        round.status = outcome(step.steps, records);
        failed ||= round.status === "failed";
        for (const { name } of step.steps) {
          const list = outputs.get(name) ?? [];
          list.push(this.#run.outputsOf(name) ?? null);
          outputs.set(name, list);
        }
      }
    } finally {
      this.#looping--;
    }
    // Observed: behind the loop, outputs('Compose') of a step inside it is the list of what its rounds gave.
    for (const [name, list] of outputs) this.#run.setOutputs(name, list as unknown as JsonObject);
    this.#scopeEnded(record, failed ? "failed" : "succeeded");
  }

  async #branch(step: IfStep, record: ActionRecord): Promise<void> {
    const comparisons: Comparison[] = [];
    record.comparisons = comparisons;
    const is = isMet(step.expression, this.#run.scope(), (comparison) => {
      comparisons.push(comparison);
      for (const operand of comparison.operands) this.#run.holds(operand);
    });
    record.expressionResult = is;
    const [taken, passed] = is ? [step.steps, step.otherwise] : [step.otherwise, step.steps];
    const records: ActionRecord[] = [];
    const left = leftOut(
      passed,
      "ActionBranchingConditionNotSatisfied",
      `The condition is ${is ? "" : "not "}met.`,
    );
    record.steps = is ? records : left;
    record.otherwise = is ? left : records;
    await this.#all(taken, records);
    this.#scopeEnded(record, outcome(taken, records));
  }

  /** Sourced: the case whose value equals that of the expression, else the default. */
  async #switch(step: SwitchStep, record: ActionRecord): Promise<void> {
    const value = this.#evaluated(step.value, step.name);
    record.inputs = { value };
    this.#run.holds(value);
    const taken = step.cases.find((one) => isDeepStrictEqual(one.value, value));
    const branch = (name: string, steps: readonly Step[], is: boolean) => ({
      name,
      taken: is,
      steps: is
        ? ([] as ActionRecord[])
        : leftOut(steps, "ActionBranchingConditionNotSatisfied", `The value is not that of "${name}".`),
    });
    record.branches = [
      ...step.cases.map((one) => branch(one.name, one.steps, one === taken)),
      branch("Default", step.otherwise, taken === undefined),
    ];
    const steps = taken?.steps ?? step.otherwise;
    const records = record.branches.find((one) => one.taken)?.steps ?? [];
    await this.#all(steps, records);
    this.#scopeEnded(record, outcome(steps, records));
  }

  /**
   * Sourced (run loops, Until loop considerations): the steps run, then the condition is looked at. Only the last round's failure is
   * the loop's, and one that reaches its limit of rounds or time has succeeded, unless it is told to fail there. That the time is
   * looked at between rounds is chosen.
   */
  async #until(step: UntilStep, record: ActionRecord): Promise<void> {
    const { clock } = this.#services;
    const end = clock.now() + step.timeout;
    record.iterations = [];
    this.#looping++;
    try {
      for (let round = 0; ; round++) {
        const records: ActionRecord[] = [];
        const done: ActionRecord = { ...newRecord(step), steps: records };
        record.iterations.push(done);
        done.startedAt = new Date(clock.now()).toISOString();
        this.#run.setRound(step.name, round);
        await this.#all(step.steps, records);
        done.endedAt = new Date(clock.now()).toISOString();
        if (this.#ended.signal.aborted) throw this.#ended.signal.reason;
        const status = outcome(step.steps, records);
        done.status = status;
        done.expressionResult = isMet(step.expression, this.#run.scope());
        if (done.expressionResult) return this.#scopeEnded(record, status);
        const limit =
          round + 1 >= step.count
            ? `${step.count} rounds`
            : clock.now() >= end
              ? `${step.timeout / 1000} s`
              : undefined;
        if (limit !== undefined) {
          this.#scopeEnded(record, step.failsAtLimit ? "failed" : status);
          record.message = `The condition was not met within ${limit}.`;
          return;
        }
        // A loop that waits for nothing must not keep everything else from going on.
        await clock.during(() => nextTurn());
      }
    } finally {
      this.#looping--;
    }
  }

  #data(step: DataStep, record: ActionRecord): void {
    record.body = dataOf(step, {
      evaluate: (value) => this.#evaluated(value, step.name),
      evaluateFor: (item, value) =>
        this.#run.within(step.name, item, () => this.#evaluated(value, step.name)),
      check: (schema, value) =>
        this.#services.checker
          .value(schema, value)
          .map(({ pointer, message }) => `${pointer === "" ? "" : `${pointer} `}${message}`),
    });
    this.#run.setOutputs(step.name, { body: record.body });
    record.status = "succeeded";
  }

  #scopeEnded(record: ActionRecord, status: "failed" | "succeeded"): void {
    const reason: unknown = this.#ended.signal.reason;
    // A step inside has ended the run: what is around it has not failed.
    if (reason instanceof Ended && reason.code === undefined) throw reason;
    record.status = status;
    if (status === "failed") {
      record.code = ACTION_FAILED.code;
      record.message = ACTION_FAILED.message;
    }
  }

  #terminate(step: TerminateStep, record: ActionRecord): void {
    const text = (value: unknown) => {
      const found = this.#evaluated(value ?? null, step.name);
      return found === null ? undefined : typeof found === "string" ? found : stringifyExact(found);
    };
    const code = text(step.code);
    const message = text(step.message);
    record.inputs = {
      runStatus: step.status,
      ...(code === undefined ? {} : { code }),
      ...(message === undefined ? {} : { message }),
    };
    record.status = "succeeded";
    // An empty code still tells that a step ended the run.
    this.#ended.abort(new Ended(step.status, message ?? `"${step.name}" has ended the run.`, code ?? ""));
  }

  async #wait(step: WaitStep, record: ActionRecord): Promise<void> {
    const { clock } = this.#services;
    const evaluated = (value: unknown) => this.#evaluated(value, step.name);
    const milliseconds = waitOf(step, evaluated, clock.now());
    record.inputs = { seconds: milliseconds / 1000 };
    record.status = "succeeded";
    if (milliseconds === 0) return;
    record.status = "waiting";
    this.#run.waits(step.name);
    try {
      await clock.sleep(milliseconds, this.#ended.signal);
    } finally {
      this.#run.goesOn();
    }
    record.status = "succeeded";
  }

  #values(step: CallStep): Arguments {
    const values = evaluateAll(step.arguments, this.#run.scope());
    return isObject(values) ? values : {};
  }
}

function errorOf({ status, code, message }: Ended): { code: string; message: string } | undefined {
  if (status === "succeeded") return undefined;
  return {
    code: code === undefined || code === "" ? (status === "failed" ? "Failed" : "RunEnded") : code,
    message,
  };
}
