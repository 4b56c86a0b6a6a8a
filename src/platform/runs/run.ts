/** One run of a flow: what started it, what its actions did, and the values its expressions see. */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { ActionRecord, Run, RunSnapshot, RunStatus } from "../api.ts";
import { evaluate, type RunScope } from "./expressions.ts";

export class PlatformRun implements Run, RunScope {
  readonly id: string;
  readonly flow: string;
  readonly operation: string;
  status: RunStatus = "running";
  readonly actions: ActionRecord[] = [];
  readonly body: JsonValue | undefined;
  readonly #headers: Record<string, string>;
  readonly #startedAt: number;
  readonly #redactor: Redactor;
  #endedAt: number | undefined;
  readonly #outputs = new Map<string, JsonObject>();
  /** Innermost loop last. */
  readonly #loops: { name: string; item: JsonValue }[] = [];

  constructor(
    about: { id: string; flow: string; operation: string; startedAt: number },
    trigger: { headers: Record<string, string>; body: JsonValue | undefined },
    redactor: Redactor,
  ) {
    this.id = about.id;
    this.flow = about.flow;
    this.operation = about.operation;
    this.#startedAt = about.startedAt;
    this.#headers = trigger.headers;
    this.body = trigger.body;
    this.#redactor = redactor;
  }

  evaluate(expression: string): JsonValue | undefined {
    return evaluate(expression, this);
  }

  forEach(list: string, expression: string, loop = "Apply_to_each"): (JsonValue | undefined)[] {
    const items = this.evaluate(list);
    if (!Array.isArray(items)) return [];
    return items.map((item) => this.within(loop, item, () => this.evaluate(expression)));
  }

  /** Runs something inside a loop. */
  within<T>(loop: string, item: JsonValue, work: () => T): T {
    this.#loops.push({ name: loop, item });
    try {
      return work();
    } finally {
      this.#loops.pop();
    }
  }

  triggerOutputs(): JsonValue {
    return { headers: this.#headers, ...(this.body === undefined ? {} : { body: this.body }) };
  }

  outputs(action: string): JsonValue | undefined {
    return this.#outputs.get(action);
  }

  item(loop: string | undefined): JsonValue | undefined {
    return this.#loops.findLast((entry) => loop === undefined || entry.name === loop)?.item;
  }

  setOutputs(action: string, outputs: JsonObject): void {
    this.#outputs.set(action, outputs);
  }

  end(status: "succeeded" | "failed", at: number): void {
    this.status = status;
    this.#endedAt = at;
  }

  snapshot(): RunSnapshot {
    return {
      id: this.id,
      flow: this.flow,
      operation: this.operation,
      status: this.status,
      startedAt: new Date(this.#startedAt).toISOString(),
      ...(this.#endedAt === undefined ? {} : { endedAt: new Date(this.#endedAt).toISOString() }),
      trigger: { headers: this.#headers, body: this.#clean(this.body) },
      actions: this.#clean(this.actions as unknown as JsonValue) as unknown as ActionRecord[],
    };
  }

  /** A copy without secrets: signed addresses travel in bodies, too. */
  #clean<T extends JsonValue | undefined>(value: T): T {
    return value === undefined ? value : (JSON.parse(this.#redactor.text(JSON.stringify(value))) as T);
  }
}
