/** The steps of a run behind its trigger: their order, loops, branches, and how the run ends. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue } from "../../json/values.ts";
import type { ActionRecord, Arguments, Comparison, RunAfterStatus } from "../api.ts";
import { toJson } from "../invoke/arguments.ts";
import { MAX_SPLIT_ITEMS, MAX_SPLIT_ITEMS_LOW } from "../limits.ts";
import type { Services } from "../services.ts";
import { Ended, TIMED_OUT, TimedOut } from "./ended.ts";
import { evaluateAll } from "./expressions.ts";
import { OperationCaller } from "./operation-caller.ts";
import type { PlatformRun } from "./run.ts";
import type { RunOwner } from "./run-book.ts";
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

/** The longest that a step waits (sourced: limits of Power Automate, 30 days); the run ends it sooner where it may. */
const LONGEST_WAIT_MS = 30 * 86_400_000;

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
   * wait for each other are parallel branches. Records stand in the order in which the steps are listed.
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
    if (step.wants !== undefined) this.#checkVariable(step, before);
    record.body =
      "subtract" in step
        ? appended(before, negative(this.#evaluated(step.subtract, step.name)))
        : "append" in step
          ? appended(before, this.#evaluated(step.append, step.name))
          : this.#evaluated(step.value, step.name);
    const kinds = new Set([kindOf(record.body), kindOf(before), NULL]);
    // null goes with every type (chosen).
    if (step.wants === "same" && kinds.size > 2)
      throw new InputError(
        "variable",
        `The variable "${step.variable}" is ${kindOf(before)}; it cannot be set to ${kindOf(record.body)}.`,
        "Convert the value, or make another variable.",
      );
    this.#run.setVariable(step.variable, record.body);
    record.status = "succeeded";
  }

  /** Sourced: variables are made before they are used, and each action is for variables of one type. */
  #checkVariable({ variable, wants }: VariableStep, before: JsonValue | undefined): void {
    if (before === undefined)
      throw new InputError(
        "variable",
        `The variable "${variable}" has not been made.`,
        "Make it with Initialize variable, or give it in variables.",
      );
    const kind = kindOf(before);
    const fits =
      wants === "same" ||
      kind === { array: "an array", string: "a text", number: "a number" }[wants ?? "array"];
    if (!fits)
      throw new InputError(
        "variable",
        `The variable "${variable}" is ${kind}; this step is for ${wants === "number" ? "numbers" : wants === "string" ? "texts" : "arrays"}.`,
        "Set the variable, or take the action for its type.",
      );
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
    // A step inside has ended the run: what stands around it has not failed.
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
    const milliseconds = this.#waitOf(step);
    record.inputs = { seconds: milliseconds / 1000 };
    record.status = "succeeded";
    if (milliseconds === 0) return;
    record.status = "waiting";
    this.#run.waits(step.name);
    try {
      await this.#services.clock.sleep(milliseconds, this.#ended.signal);
    } finally {
      this.#run.goesOn();
    }
    record.status = "succeeded";
  }

  #waitOf(step: WaitStep): number {
    const refuse = (message: string) => new InputError("wait", message, "Wait for 30 days at most.");
    if ("until" in step.for) {
      const text = this.#evaluated(step.for.until, step.name);
      const at = typeof text === "string" ? momentOf(text) : Number.NaN;
      // A time that has passed is not waited for (chosen).
      const milliseconds = Math.max(0, at - this.#services.clock.now());
      if (milliseconds <= LONGEST_WAIT_MS) return milliseconds;
      throw refuse(`A step cannot wait until ${stringifyExact(text)}.`);
    }
    const { unit } = step.for;
    const count = Number(this.#evaluated(step.for.count, step.name));
    if (!(count >= 0) || count * unit > LONGEST_WAIT_MS)
      throw refuse(`A step cannot wait for ${String(count)} times ${unit / 1000} s.`);
    return count * unit;
  }

  #values(step: CallStep): Arguments {
    const values = evaluateAll(step.arguments, this.#run.scope());
    return isObject(values) ? values : {};
  }
}

/** The platform's own words for a run or a scope in which something failed (observed). */
const ACTION_FAILED = {
  code: "ActionFailed",
  message: "An action failed. No dependent actions succeeded.",
} as const;

const STATUS: Readonly<Record<RunAfterStatus, ActionRecord["status"]>> = {
  Succeeded: "succeeded",
  Failed: "failed",
  Skipped: "skipped",
  TimedOut: "timed-out",
};

function statusOf(records: readonly ActionRecord[], name: string): ActionRecord["status"] | undefined {
  return records.findLast((record) => record.name === name)?.status;
}

/** Why a step may not run, in words; undefined if it may. */
function unmetOf(step: Step, records: readonly ActionRecord[]): string | undefined {
  for (const name of Object.keys(step.runAfter)) {
    const status = statusOf(records, name);
    const wanted = step.runAfter[name] ?? [];
    if (status !== undefined && wanted.some((one) => STATUS[one] === status)) continue;
    return `It runs after "${name}" has ${wanted.map((one) => ENDED[one]).join(" or ")}; "${name}" ${status === undefined ? "did not run" : `has ${WORDS[status] ?? status}`}.`;
  }
  return undefined;
}

const ENDED: Readonly<Record<RunAfterStatus, string>> = {
  Succeeded: "succeeded",
  Failed: "failed",
  Skipped: "been skipped",
  TimedOut: "timed out",
};
const WORDS: Readonly<Partial<Record<ActionRecord["status"], string>>> = {
  skipped: "been skipped",
  cancelled: "been cancelled",
  "timed-out": "timed out",
};

/** Sourced: steps end as their last ones did, a skipped one counting as what it was skipped for. */
function outcome(steps: readonly Step[], records: readonly ActionRecord[]): "failed" | "succeeded" {
  const followed = new Set(steps.flatMap(({ runAfter }) => Object.keys(runAfter)));
  const byName = new Map(steps.map((step) => [step.name, step]));
  const failed = (name: string, depth: number): boolean => {
    const status = statusOf(records, name);
    if (status === "failed" || status === "timed-out") return true;
    if (status !== "skipped" || depth > steps.length) return false;
    return Object.keys(byName.get(name)?.runAfter ?? {}).some((one) => failed(one, depth + 1));
  };
  return steps.some(({ name }) => !followed.has(name) && failed(name, 0)) ? "failed" : "succeeded";
}

/** Marks a step, and all within it, as not run. */
function leave(record: ActionRecord, step: Step, code: string, message: string): void {
  record.status = "skipped";
  record.code = code;
  record.message = message;
  const inner = (steps: readonly Step[]) => leftOut(steps, "ActionSkipped", `"${step.name}" was skipped.`);
  if (step.kind === "if") {
    record.steps = inner(step.steps);
    record.otherwise = inner(step.otherwise);
  } else if (step.kind === "switch") {
    record.branches = [...step.cases, { name: "Default", steps: step.otherwise }].map((one) => ({
      name: one.name,
      taken: false,
      steps: inner(one.steps),
    }));
  } else if (step.kind === "scope" || step.kind === "loop" || step.kind === "until")
    record.steps = inner(step.steps);
}

/** Records of steps that are not run. */
function leftOut(steps: readonly Step[], code: string, message: string): ActionRecord[] {
  return steps.map((step) => {
    const record = newRecord(step);
    leave(record, step, code, message);
    return record;
  });
}

function errorOf({ status, code, message }: Ended): { code: string; message: string } | undefined {
  if (status === "succeeded") return undefined;
  return {
    code: code === undefined || code === "" ? (status === "failed" ? "Failed" : "RunEnded") : code,
    message,
  };
}

/** The type of a variable's value in words; integers and floats are not told apart (chosen). */
const NULL = "null";
function kindOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return "an array";
  if (value === null || value === undefined) return NULL;
  return (
    { string: "a text", number: "a number", bigint: "a number", boolean: "a boolean" }[
      typeof value as string
    ] ?? "an object"
  );
}

/** Sourced: append to array variable, append to string variable; increment for numbers. */
function appended(before: JsonValue | undefined, value: JsonValue): JsonValue {
  if (Array.isArray(before)) return [...before, value];
  if (typeof before === "number" && typeof value === "number") return before + value;
  return `${typeof before === "string" ? before : ""}${typeof value === "string" ? value : stringifyExact(value)}`;
}

/** Sourced: decrement variable. */
function negative(value: JsonValue): JsonValue {
  if (typeof value === "number") return -value;
  throw new InputError("variable", "A variable is made smaller by a number only.", "Give a number.");
}

/** Sourced: delay until takes a timestamp in UTC; one without a zone is UTC. */
function momentOf(text: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
}

function newRecord({ name, operation }: Step): ActionRecord {
  return { name, operation, status: "running", retryHistory: [] };
}
