/** Calls an operation as a step of a run: retries, long operations, callbacks that are waited for. */

import type { Operation } from "../../definition/model.ts";
import { kindOfOperation } from "../../definition/triggers.ts";
import { rereadExact, stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import { addressIn, isTrusted, operationAt } from "../addresses.ts";
import { messageOf } from "../answers.ts";
import type { ActionRecord, Answer, Arguments, StaticResult } from "../api.ts";
import { sendWhole } from "../chunks/download.ts";
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
import { aborted, Ended, TIMED_OUT, TimedOut } from "./ended.ts";
import { retryProfileOf } from "./retry-policy.ts";
import type { PlatformRun } from "./run.ts";
import type { RunOwner } from "./run-book.ts";
import type { CallStep } from "./steps/step.ts";

/** How a step that waits for a callback has subscribed to it. */
interface Subscription {
  answer: Answer;
  /** The address of the call. */
  from: URL;
  connection: PlatformConnection;
}

interface Callback {
  headers: Record<string, string>;
  body: JsonValue | undefined;
}

export class OperationCaller {
  readonly #services: Services;
  readonly #run: PlatformRun;
  readonly #owner: RunOwner;
  readonly #ended: AbortController;
  readonly #callbacks = new Map<string, PromiseWithResolvers<Callback>>();

  /** @param ended ends with the run */
  constructor(services: Services, run: PlatformRun, owner: RunOwner, ended: AbortController) {
    this.#services = services;
    this.#run = run;
    this.#owner = owner;
    this.#ended = ended;
  }

  /** Hands a callback to the step that waits for it; false if none does. */
  resume(action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean {
    const waiting = this.#callbacks.get(action);
    if (!waiting) return false;
    this.#callbacks.delete(action);
    waiting.resolve({ headers, body });
    return true;
  }

  /** Calls the operation, and where that takes longer, waits until it is done. */
  async call(action: CallStep, record: ActionRecord, given: () => Arguments): Promise<void> {
    const { connector, redactor } = this.#services;
    const operation = connector.model.byId.get(action.operation);
    if (!operation) {
      throw new InputError(
        "operation-unknown",
        `The action "${action.name}" calls "${action.operation}", which the definition does not have.`,
        "Correct the operation id.",
      );
    }
    const values = await readFiles(given());
    record.inputs = rereadExact(redactor.text(stringifyExact(toJson(values, action.name)))) as JsonObject;
    this.#run.holds(record.inputs);
    if (action.staticResult) return this.#answered(action, record, action.staticResult);
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
      let { answer, from } = await this.#call(
        operation,
        action,
        connection,
        values,
        callbackUrl,
        record,
        deadline.signal,
      );
      if (!waits && action.asynchronous !== false)
        answer = await followAsync(this.#services, {
          answer,
          from,
          connection,
          about: { flow: this.#owner.id, run: this.#run.id },
          action: action.name,
          record,
          waiting: (is) => (is ? this.#run.waits() : this.#run.goesOn()),
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

  /** Sourced: a static result stands for the call, which is not made. */
  #answered(action: CallStep, record: ActionRecord, given: StaticResult): void {
    const { status = "Succeeded", outputs = {}, error } = given;
    record.status =
      status === "TimedOut" ? "timed-out" : (status.toLowerCase() as "succeeded" | "failed" | "skipped");
    const code = given.code ?? error?.code;
    if (code !== undefined) record.code = code;
    if (error?.message !== undefined) record.message = error.message;
    const { statusCode = status === "Succeeded" ? 200 : undefined, headers = {}, body } = outputs;
    if (statusCode !== undefined) record.httpStatus = statusCode;
    record.headers = headers;
    if (body !== undefined) record.body = body;
    this.#run.setOutputs(action.name, {
      ...(statusCode === undefined ? {} : { statusCode }),
      headers,
      ...(body === undefined ? {} : { body }),
    });
  }

  #connection(action: CallStep): PlatformConnection {
    return action.connection === undefined
      ? this.#owner.connection
      : this.#services.connectionOf(action.connection);
  }

  /** Ends with the run, or when the time of the action or of the run is over (sourced: pending steps time out with the run). */
  #deadline(action: CallStep): { signal: AbortSignal; stop(): void } {
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
      else controller.abort(new TimedOut(action.name, action.timeoutSeconds));
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
    action: CallStep,
    connection: PlatformConnection,
    values: Arguments,
    callbackUrl: string | undefined,
    record: ActionRecord,
    signal: AbortSignal,
  ): Promise<{ answer: Answer; from: URL }> {
    const { connector, ids, product, profile } = this.#services;
    let from = new URL(connector.origin);
    const answer = await withRetries(
      { ...this.#services, profile: retryProfileOf(action.retry, profile) },
      async () => {
        const call = assembleCall(connector, operation, values, callbackUrl, ids.later(24), product);
        const purpose: Purpose = {
          phase: callbackUrl === undefined ? "invoke" : "subscribe",
          flow: this.#owner.id,
          run: this.#run.id,
        };
        const chunked = action.chunked === true;
        const answer = await sendWhole(this.#services, call, connection, purpose, chunked);
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
      signal,
    );
    return { answer, from };
  }

  /** Sourced: a notification URL on an action makes the run wait until it is called back. */
  async #wait(
    action: CallStep,
    record: ActionRecord,
    callback: Promise<Callback>,
    signal: AbortSignal,
    subscription: Subscription,
  ): Promise<void> {
    record.status = "waiting";
    this.#run.waits(action.name);
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
        record.code = TIMED_OUT;
        record.message = error.message;
      } else throw error;
    } finally {
      this.#run.goesOn();
    }
  }

  async #unsubscribe({ answer, from, connection }: Subscription): Promise<void> {
    const { connector, gateway, events } = this.#services;
    const location = addressIn(answer.headers["location"], from);
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

  /** Outputs of a failed call are kept, too: a step that runs after the failure may read them. */
  #keep(action: CallStep, record: ActionRecord, answer: Answer): void {
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

const NOT_NEEDED = new Error("The action has ended.");
