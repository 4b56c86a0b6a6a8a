/** The steps of a run behind its trigger, one after the other. */

import type { Operation } from "../../definition/model.ts";
import { kindOfOperation } from "../../definition/triggers.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue } from "../../json/values.ts";
import { isTrusted, operationAt } from "../addresses.ts";
import { messageOf } from "../answers.ts";
import type { ActionRecord, Answer, Arguments, FlowAction, RunAfterStatus, RunStatus } from "../api.ts";
import { sendInChunks } from "../chunked-upload.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { withRetries } from "../flows/retry/with-retries.ts";
import { toJson } from "../invoke/arguments.ts";
import { assembleCall } from "../invoke/assemble.ts";
import { callTo } from "../invoke/call.ts";
import { readFiles } from "../invoke/files.ts";
import { RUN_DURATION_MS } from "../limits.ts";
import { refusalOf } from "../network-guard.ts";
import type { Purpose } from "../purpose.ts";
import type { Services } from "../services.ts";
import { followAsync } from "./async-pattern.ts";
import { evaluateAll } from "./expressions.ts";
import { retryProfileOf } from "./retry-policy.ts";
import type { PlatformRun } from "./run.ts";
import type { RunOwner } from "./run-book.ts";

interface Callback {
  headers: Record<string, string>;
  body: JsonValue | undefined;
}

/** Why a run ends before its steps have. */
class Ended extends Error {
  readonly status: "cancelled" | "timed-out";

  constructor(status: "cancelled" | "timed-out") {
    super(status === "cancelled" ? "The run was cancelled." : "The run has taken as long as a run may.");
    this.status = status;
  }
}

export class ActionRunner {
  readonly #services: Services;
  readonly #run: PlatformRun;
  readonly #owner: RunOwner;
  readonly #callbacks = new Map<string, PromiseWithResolvers<Callback>>();
  readonly #ended = new AbortController();
  readonly #done = Promise.withResolvers<void>();

  constructor(services: Services, run: PlatformRun, owner: RunOwner) {
    this.#services = services;
    this.#run = run;
    this.#owner = owner;
  }

  /**
   * Runs the actions in the order in which they are listed. Sourced: one runs after the step before it has succeeded, or as
   * its `runAfter` says; a run ends as its last steps did, a skipped one counting as what it was skipped for.
   */
  async run(): Promise<void> {
    const actions = this.#owner.actions;
    for (const [index, action] of actions.entries()) {
      const record = newRecord(action);
      this.#run.actions.push(record);
      const ended = this.#ended.signal.aborted;
      if (ended || !this.#mayRun(action, actions[index - 1])) record.status = ended ? "cancelled" : "skipped";
      else await this.#guarded(action, record);
      this.#services.events.emit({
        type: "action-ended",
        flow: this.#owner.id,
        run: this.#run.id,
        action: action.name,
        status: record.status,
      });
    }
    this.#run.end(this.#outcome());
    this.#done.resolve();
  }

  resume(action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean {
    const waiting = this.#callbacks.get(action);
    if (!waiting) return false;
    this.#callbacks.delete(action);
    waiting.resolve({ headers, body });
    return true;
  }

  async cancel(): Promise<void> {
    this.#ended.abort(new Ended("cancelled"));
    await this.#done.promise;
  }

  close(): void {
    this.#ended.abort(new Error("The platform was closed."));
  }

  #mayRun(action: FlowAction, before: FlowAction | undefined): boolean {
    const wanted = predecessors(action, before);
    for (const name of Object.keys(wanted)) {
      const status = this.#run.action(name)?.status;
      if (status === undefined || !wanted[name]?.some((one) => STATUS[one] === status)) return false;
    }
    return true;
  }

  #outcome(): RunStatus {
    const reason: unknown = this.#ended.signal.reason;
    if (reason instanceof Ended) return reason.status;
    const actions = this.#owner.actions;
    const followed = new Set(
      actions.flatMap((action, index) => Object.keys(predecessors(action, actions[index - 1]))),
    );
    const failed = (name: string, depth: number): boolean => {
      const status = this.#run.action(name)?.status;
      if (status === "failed" || status === "timed-out") return true;
      if (status !== "skipped" || depth > actions.length) return false;
      const index = actions.findIndex((action) => action.name === name);
      const action = actions[index];
      return (
        action !== undefined &&
        Object.keys(predecessors(action, actions[index - 1])).some((one) => failed(one, depth + 1))
      );
    };
    return actions.some(({ name }) => !followed.has(name) && failed(name, 0)) ? "failed" : "succeeded";
  }

  async #guarded(action: FlowAction, record: ActionRecord): Promise<void> {
    const { clock, redactor } = this.#services;
    record.status = "running";
    record.startedAt = new Date(clock.now()).toISOString();
    try {
      if (action.condition !== undefined && this.#run.evaluate(action.condition) !== true)
        record.status = "skipped";
      else if (action.operation === undefined) this.#compute(action, record);
      else if (action.forEach === undefined) await this.#once(action, record, () => this.#values(action));
      else await this.#loop(action, action.forEach, record);
    } catch (error) {
      record.status =
        error instanceof Ended ? error.status : error instanceof TimedOut ? "timed-out" : "failed";
      record.message = redactor.text(error instanceof Error ? error.message : String(error));
      if (error instanceof InputError && !record.message.includes(error.help))
        record.message += ` ${error.help}`;
    }
    record.endedAt = new Date(clock.now()).toISOString();
  }

  /** Steps that call nothing. */
  #compute(action: FlowAction, record: ActionRecord): void {
    const evaluated = (value: unknown) => toJson(evaluateAll(value, this.#run.scope()) ?? null, action.name);
    if (action.variable !== undefined) {
      const before = this.#run.scope().variable(action.variable);
      const value =
        action.append === undefined ? evaluated(action.value) : appended(before, evaluated(action.append));
      this.#run.setVariable(action.variable, value);
      record.body = value;
    } else if ("compose" in action) {
      record.body = evaluated(action.compose);
      // Sourced: outputs('Compose') is the value itself.
      this.#run.setOutputs(action.name, record.body as JsonObject);
    } else {
      throw new InputError(
        "action-without-operation",
        `The step "${action.name}" says neither which operation it calls, nor what it composes, nor which variable it sets.`,
        "Give operation, compose or variable.",
      );
    }
    record.status = "succeeded";
  }

  async #loop(action: FlowAction, list: string, record: ActionRecord): Promise<void> {
    const items = this.#run.evaluate(list);
    if (!Array.isArray(items))
      throw new InputError("loop-without-list", `${list} is not a list.`, "Loop over an array.");
    const loop = action.loop ?? "Apply_to_each";
    record.iterations = [];
    for (const item of items) {
      const round = newRecord(action);
      record.iterations.push(round);
      // Expressions are evaluated inside the loop before anything is awaited.
      const values = this.#run.within(loop, item, () => this.#values(action));
      await this.#once(action, round, () => values);
      if (round.status !== "succeeded") record.status = round.status;
    }
    if (record.status === "running") record.status = "succeeded";
    const bodies = record.iterations.map(({ body }) => body ?? null);
    this.#run.setOutputs(action.name, { body: bodies });
  }

  #values(action: FlowAction): Arguments {
    const values = evaluateAll(action.arguments ?? {}, this.#run.scope());
    return isObject(values) ? values : {};
  }

  async #once(action: FlowAction, record: ActionRecord, given: () => Arguments): Promise<void> {
    const { connector, redactor } = this.#services;
    const operation = connector.model.byId.get(action.operation ?? "");
    if (!operation) {
      throw new InputError(
        "operation-unknown",
        `The action "${action.name}" calls "${action.operation}", which the definition does not have.`,
        "Correct the operation id.",
      );
    }
    const values = await readFiles(given());
    record.inputs = JSON.parse(redactor.text(JSON.stringify(toJson(values, action.name)))) as JsonObject;
    this.#run.holds(record.inputs);
    const connection = this.#connection(action);
    const waits = kindOfOperation(connector.model.root, operation) === "webhook-action";
    const target = { flow: this.#owner.id, run: this.#run.id, action: action.name };
    const callbackUrl = waits ? this.#services.callbacks.make(target) : undefined;
    const callback = Promise.withResolvers<Callback>();
    callback.promise.catch(() => undefined);
    // Registered before the call: a fast service may call back before it has answered.
    if (waits) this.#callbacks.set(action.name, callback);
    const deadline = this.#deadline(action);
    try {
      let { answer, from } = await this.#call(operation, action, connection, values, callbackUrl, record);
      if (!waits && action.asynchronous !== false)
        answer = await followAsync(this.#services, {
          answer,
          from,
          connection,
          about: { flow: this.#owner.id, run: this.#run.id },
          action: action.name,
          record,
          waiting: (is) => this.#waiting(is),
          profile: retryProfileOf(action.retry, this.#services.profile),
          signal: deadline.signal,
        });
      this.#keep(action, record, answer);
      if (waits && answer.ok)
        await this.#wait(action, record, callback.promise, deadline.signal, { answer, from, connection });
    } finally {
      this.#callbacks.delete(action.name);
      deadline.stop();
    }
  }

  #connection(action: FlowAction): PlatformConnection {
    return action.connection === undefined
      ? this.#owner.connection
      : this.#services.connectionOf(action.connection);
  }

  /** Ends with the run, or when the time of the action or of the run is over (sourced: pending steps time out with the run). */
  #deadline(action: FlowAction): { signal: AbortSignal; stop(): void } {
    const { clock, product } = this.#services;
    const controller = new AbortController();
    const stopped = new AbortController();
    const ended = () => controller.abort(this.#ended.signal.reason);
    this.#ended.signal.addEventListener("abort", ended, { once: true });
    if (this.#ended.signal.aborted) ended();
    const ofRun = this.#run.startedAt + RUN_DURATION_MS[product] - clock.now();
    const own = action.timeoutSeconds === undefined ? Number.POSITIVE_INFINITY : action.timeoutSeconds * 1000;
    clock.background(async () => {
      await clock.sleep(Math.min(own, ofRun), stopped.signal);
      if (ofRun <= own) this.#ended.abort(new Ended("timed-out"));
      else controller.abort(new TimedOut(action));
    });
    return {
      signal: controller.signal,
      stop: () => {
        this.#ended.signal.removeEventListener("abort", ended);
        stopped.abort(NOT_NEEDED);
      },
    };
  }

  async #call(
    operation: Operation,
    action: FlowAction,
    connection: PlatformConnection,
    values: Arguments,
    callbackUrl: string | undefined,
    record: ActionRecord,
  ): Promise<{ answer: Answer; from: URL }> {
    const { connector, gateway, ids, product, profile } = this.#services;
    let from = new URL(connector.origin);
    const answer = await withRetries(
      { ...this.#services, profile: retryProfileOf(action.retry, profile) },
      async () => {
        const call = assembleCall(connector, operation, values, callbackUrl, `----${ids.hex(24)}`, product);
        const purpose: Purpose = {
          phase: callbackUrl === undefined ? "invoke" : "subscribe",
          flow: this.#owner.id,
          run: this.#run.id,
        };
        const answer =
          action.chunked === true
            ? await sendInChunks(this.#services, call, connection, purpose)
            : await gateway.send(call, connection, purpose);
        from = new URL(`${call.origin}${call.basePath}${call.path}`);
        return answer;
      },
      ({ answer, startedAt, waitMs }) => {
        if (waitMs === undefined) return;
        record.retryHistory.push({
          startedAt: new Date(startedAt).toISOString(),
          endedAt: new Date(this.#services.clock.now()).toISOString(),
          code: String(answer.status),
        });
      },
      this.#ended.signal,
    );
    return { answer, from };
  }

  /** Sourced: a notification URL on an action makes the run wait until it is called back. */
  async #wait(
    action: FlowAction,
    record: ActionRecord,
    callback: Promise<Callback>,
    signal: AbortSignal,
    subscription: { answer: Answer; from: URL; connection: PlatformConnection },
  ): Promise<void> {
    record.status = "waiting";
    this.#waiting(true, action.name);
    try {
      const { headers, body } = await Promise.race([callback, aborted(signal)]);
      record.status = "succeeded";
      if (body !== undefined) record.body = body;
      // The status is that of the callback, which is always a request that was taken (inferred).
      this.#run.setOutputs(action.name, {
        statusCode: 200,
        headers,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      // Sourced: whenever a run is cancelled while it waits, or before it times out, the subscription is ended.
      await this.#unsubscribe(subscription);
      if (error instanceof TimedOut) {
        record.status = "timed-out";
        record.message = error.message;
      } else throw error;
    } finally {
      this.#waiting(false);
    }
  }

  async #unsubscribe({
    answer,
    from,
    connection,
  }: {
    answer: Answer;
    from: URL;
    connection: PlatformConnection;
  }): Promise<void> {
    const { connector, gateway, events } = this.#services;
    const header = answer.headers["location"];
    const location = header !== undefined && URL.canParse(header, from) ? new URL(header, from) : undefined;
    if (!location || refusalOf(location) !== undefined) {
      events.emit({
        type: "subscription-orphaned",
        flow: this.#owner.id,
        operation: this.#owner.operation,
        message:
          "The subscription of an action that waited cannot be ended: its answer named no address for that.",
      });
      return;
    }
    const call = callTo(location, "DELETE", operationAt(connector, "DELETE", location));
    const ended = await gateway.send(call, connection, {
      phase: "unsubscribe",
      flow: this.#owner.id,
      run: this.#run.id,
      credentials: isTrusted(connector, location, from.host),
    });
    const about = { flow: this.#owner.id, status: ended.status };
    if (ended.ok) events.emit({ type: "unsubscribed", ...about });
    else events.emit({ type: "unsubscribe-failed", ...about, message: messageOf(ended) });
  }

  #waiting(is: boolean, action?: string): void {
    this.#run.status = is ? "waiting" : "running";
    if (is && action !== undefined)
      this.#services.events.emit({ type: "run-waiting", flow: this.#owner.id, run: this.#run.id, action });
  }

  /** Outputs of a failed call are kept, too: a step that runs after the failure may read them. */
  #keep(action: FlowAction, record: ActionRecord, answer: Answer): void {
    record.status = answer.ok ? "succeeded" : "failed";
    record.httpStatus = answer.status;
    record.headers = answer.headers;
    if (answer.body !== undefined) record.body = answer.body;
    if (!answer.ok) record.message = this.#services.redactor.text(messageOf(answer));
    this.#run.setOutputs(action.name, {
      statusCode: answer.status,
      headers: answer.headers,
      ...(answer.body === undefined ? {} : { body: answer.body }),
    });
  }
}

class TimedOut extends Error {
  constructor(action: FlowAction) {
    super(`The action "${action.name}" timed out after ${action.timeoutSeconds} s.`);
  }
}

const NOT_NEEDED = new Error("The action has ended.");

const STATUS: Readonly<Record<RunAfterStatus, ActionRecord["status"]>> = {
  Succeeded: "succeeded",
  Failed: "failed",
  Skipped: "skipped",
  TimedOut: "timed-out",
};

function predecessors(action: FlowAction, before: FlowAction | undefined): Record<string, RunAfterStatus[]> {
  return action.runAfter ?? (before ? { [before.name]: ["Succeeded"] } : {});
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Sourced: append to array variable, append to string variable; increment for numbers. */
function appended(before: JsonValue | undefined, value: JsonValue): JsonValue {
  if (Array.isArray(before)) return [...before, value];
  if (typeof before === "number" && typeof value === "number") return before + value;
  return `${typeof before === "string" ? before : ""}${typeof value === "string" ? value : JSON.stringify(value)}`;
}

function newRecord(action: FlowAction): ActionRecord {
  return {
    name: action.name,
    operation: action.operation ?? (action.variable === undefined ? "Compose" : "Variable"),
    status: "running",
    retryHistory: [],
  };
}
