/** The steps of a run behind its trigger. */

import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue } from "../../json/values.ts";
import { messageOf } from "../answers.ts";
import type { ActionRecord, Answer, Arguments, FlowAction } from "../api.ts";
import { withRetries } from "../flows/retry/with-retries.ts";
import { assembleCall } from "../invoke/assemble.ts";
import type { Services } from "../services.ts";
import { evaluateAll } from "./expressions.ts";
import type { PlatformRun } from "./run.ts";
import type { RunOwner } from "./run-book.ts";

interface Callback {
  headers: Record<string, string>;
  body: JsonValue | undefined;
}

export class ActionRunner {
  readonly #services: Services;
  readonly #run: PlatformRun;
  readonly #owner: RunOwner;
  readonly #callbacks = new Map<string, PromiseWithResolvers<Callback>>();
  readonly #closed = new AbortController();

  constructor(services: Services, run: PlatformRun, owner: RunOwner) {
    this.#services = services;
    this.#run = run;
    this.#owner = owner;
  }

  /** Runs the actions in order; one that fails fails the run, and those behind it are skipped (sourced: the default). */
  async run(): Promise<void> {
    let failed = false;
    for (const action of this.#owner.actions) {
      const record = newRecord(action);
      this.#run.actions.push(record);
      if (failed) record.status = "skipped";
      else await this.#guarded(action, record);
      if (record.status === "failed") failed = true;
      this.#services.events.emit({
        type: "action-ended",
        flow: this.#owner.id,
        run: this.#run.id,
        action: action.name,
        status: record.status,
      });
    }
    this.#run.end(failed ? "failed" : "succeeded", this.#services.clock.now());
  }

  resume(action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean {
    const waiting = this.#callbacks.get(action);
    if (!waiting) return false;
    this.#callbacks.delete(action);
    waiting.resolve({ headers, body });
    return true;
  }

  close(): void {
    this.#closed.abort(new Error("The platform was closed."));
    for (const waiting of this.#callbacks.values()) waiting.reject(this.#closed.signal.reason);
    this.#callbacks.clear();
  }

  async #guarded(action: FlowAction, record: ActionRecord): Promise<void> {
    try {
      if (action.forEach === undefined) await this.#once(action, record, action.arguments ?? {});
      else await this.#loop(action, action.forEach, record);
    } catch (error) {
      record.status = "failed";
      record.message = error instanceof Error ? error.message : String(error);
    }
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
      const values = this.#run.within(loop, item, () => evaluateAll(action.arguments ?? {}, this.#run));
      await this.#once({ ...action, arguments: {} }, round, isObject(values) ? values : {}, true);
      if (round.status === "failed") record.status = "failed";
    }
  }

  async #once(action: FlowAction, record: ActionRecord, given: Arguments, evaluated = false): Promise<void> {
    const { connector, redactor } = this.#services;
    const operation = connector.model.byId.get(action.operation);
    if (!operation) {
      throw new InputError(
        "operation-unknown",
        `The action "${action.name}" calls "${action.operation}", which the definition does not have.`,
        "Correct the operation id.",
      );
    }
    const values = (evaluated ? given : evaluateAll(given, this.#run)) as Arguments;
    record.inputs = JSON.parse(redactor.text(JSON.stringify(values))) as JsonObject;
    const waits = operation.kind === "webhook-action";
    const target = { flow: this.#owner.id, run: this.#run.id, action: action.name };
    const callbackUrl = waits ? this.#services.callbacks.make(target) : undefined;
    const callback = Promise.withResolvers<Callback>();
    callback.promise.catch(() => undefined);
    // Registered before the call: a fast service may call back before it has answered.
    if (waits) this.#callbacks.set(action.name, callback);
    const answer = await this.#call(operation.id ?? "", values, callbackUrl, record);
    record.httpStatus = answer.status;
    if (!answer.ok) {
      this.#callbacks.delete(action.name);
      record.status = "failed";
      record.message = redactor.text(messageOf(answer));
      return;
    }
    if (waits) await this.#wait(action, record, callback.promise);
    else this.#keep(action, record, answer);
  }

  #call(
    id: string,
    values: Arguments,
    callbackUrl: string | undefined,
    record: ActionRecord,
  ): Promise<Answer> {
    const { connector, gateway, ids, product } = this.#services;
    const operation = connector.model.byId.get(id);
    return withRetries(
      this.#services,
      async () => {
        if (!operation) throw new Error(`There is no operation ${id}.`);
        const call = assembleCall(connector, operation, values, callbackUrl, `----${ids.hex(24)}`, product);
        return await gateway.send(call, this.#owner.connection, {
          phase: callbackUrl === undefined ? "invoke" : "subscribe",
          flow: this.#owner.id,
          run: this.#run.id,
        });
      },
      ({ answer, startedAt, waitMs }) => {
        if (waitMs === undefined) return;
        record.retryHistory.push({
          startedAt: new Date(startedAt).toISOString(),
          endedAt: new Date(this.#services.clock.now()).toISOString(),
          code: String(answer.status),
        });
      },
      this.#closed.signal,
    );
  }

  /** Sourced: a notification URL on an action makes the run wait until it is called back. */
  async #wait(action: FlowAction, record: ActionRecord, callback: Promise<Callback>): Promise<void> {
    const { events } = this.#services;
    record.status = "waiting";
    this.#run.status = "waiting";
    events.emit({ type: "run-waiting", flow: this.#owner.id, run: this.#run.id, action: action.name });
    const { headers, body } = await callback;
    this.#run.status = "running";
    record.status = "succeeded";
    if (body !== undefined) record.body = body;
    this.#run.setOutputs(action.name, { headers, ...(body === undefined ? {} : { body }) });
  }

  #keep(action: FlowAction, record: ActionRecord, answer: Answer): void {
    record.status = "succeeded";
    if (answer.body !== undefined) record.body = answer.body;
    this.#run.setOutputs(action.name, {
      statusCode: answer.status,
      headers: answer.headers,
      ...(answer.body === undefined ? {} : { body: answer.body }),
    });
  }
}

function newRecord(action: FlowAction): ActionRecord {
  return { name: action.name, operation: action.operation, status: "succeeded", retryHistory: [] };
}
