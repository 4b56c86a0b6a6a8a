/**
 * Triggers that every flow knows, whatever the connector: the one that is started by hand, and the one that starts by itself.
 * With them a connector that has actions only can run a flow of several steps.
 */
import type { Operation } from "../../definition/operation.ts";
import { InputError } from "../../json/problem.ts";
import { type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import type { Arguments, BuiltInTrigger, Flow, FlowOptions, FlowSnapshot, Run } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { toJson } from "../invoke/arguments.ts";
import type { Services } from "../services.ts";
import { BaseFlow } from "./base-flow.ts";
import { checkedRecurrence } from "./recurrence.ts";
import { everySeconds, type RecurrencePlan, readRecurrence } from "./recurrence-plan.ts";
import { MANUAL, RECURRENCE } from "./trigger-names.ts";

/** @throws {InputError} `flow-trigger` for a trigger that is neither of the two; `recurrence` */
export function builtInFlow(
  services: Services,
  trigger: BuiltInTrigger,
  values: Arguments,
  connection: PlatformConnection,
  options: FlowOptions,
): BaseFlow {
  const given = trigger as unknown as JsonObject;
  const type = (ownString(given, "type") ?? "").toLowerCase();
  if (type === "request") return new ManualFlow(services, given, values, connection, options);
  if (type === "recurrence") return new RecurrenceFlow(services, given, values, connection, options);
  throw new InputError(
    "flow-trigger",
    `A flow cannot begin with the trigger "${ownString(given, "type") ?? ""}" here.`,
    'Give the id of a trigger of the connector, { type: "Request", kind: "Button" } or { type: "Recurrence", recurrence: … }.',
  );
}

/** Starts a run when somebody presses the button, with what is filled in. */
class ManualFlow extends BaseFlow {
  readonly kind = "manual" as const;
  readonly #faults: (value: unknown) => { message: string }[];

  constructor(
    services: Services,
    trigger: JsonObject,
    values: Arguments,
    connection: PlatformConnection,
    options: FlowOptions,
  ) {
    super(services, standIn(MANUAL), values, connection, options);
    const schema = ownObject(ownObject(trigger, "inputs"), "schema") ?? {};
    this.#faults = schemaCheck(checkable(schema), "The input");
    try {
      this.#faults({});
    } catch (error) {
      throw new InputError(
        "flow-trigger",
        `The inputs of the trigger are not a JSON schema: ${error instanceof Error ? error.message : String(error)}.`,
        "Correct inputs.schema.",
      );
    }
  }

  override run(inputs: Arguments = {}): Run {
    if (this.state !== "on")
      throw new InputError("flow-off", "The flow is off: it cannot be run.", "Turn it on first.");
    const body = toJson(inputs, "inputs");
    const faults = this.#faults(body);
    if (faults.length > 0)
      throw new InputError(
        "trigger-inputs",
        `The flow cannot be run with these inputs: ${faults.map(({ message }) => message).join(" ")}`,
        "Fill in what the trigger asks for.",
      );
    return this.begin(body);
  }

  async settled(): Promise<Flow> {
    return this;
  }

  protected override check(): void {}

  protected async start(): Promise<void> {
    this.health = "ready";
  }

  protected async stop(): Promise<void> {}
}

/**
 * Starts runs by time, see {@link readRecurrence}. What it missed while it was off is not made up for (sourced: Recurrence trigger).
 */
class RecurrenceFlow extends BaseFlow {
  readonly kind = "recurrence" as const;
  readonly #plan: RecurrencePlan;
  #nextAt: number | undefined;

  constructor(
    services: Services,
    trigger: JsonObject,
    values: Arguments,
    connection: PlatformConnection,
    options: FlowOptions,
  ) {
    super(services, standIn(RECURRENCE), values, connection, options);
    const { recurrenceSeconds } = options;
    const given = readRecurrence(ownObject(trigger, "recurrence"));
    const plan = recurrenceSeconds === undefined ? given : everySeconds(recurrenceSeconds);
    checkedRecurrence(services.product, plan.seconds);
    this.#plan = plan;
  }

  async settled(): Promise<Flow> {
    return this;
  }

  override snapshot(): FlowSnapshot {
    return {
      ...super.snapshot(),
      ...(this.#nextAt === undefined || this.state !== "on"
        ? {}
        : { nextPollAt: new Date(this.#nextAt).toISOString() }),
      recurrenceSeconds: this.#plan.seconds,
    };
  }

  protected override check(): void {}

  protected async start(): Promise<void> {
    const { clock } = this.services;
    const { signal } = this.period;
    this.health = "waiting";
    const turnedOn = clock.now();
    clock.background(async () => {
      let at = this.#plan.first(turnedOn);
      while (at !== undefined && !signal.aborted) {
        this.#nextAt = at;
        if (at > clock.now()) await clock.sleep(at - clock.now(), signal);
        this.receive({}, undefined);
        at = this.#plan.next(clock.now(), turnedOn);
      }
      if (!signal.aborted) this.#nextAt = undefined;
    });
  }

  protected async stop(): Promise<void> {
    this.#nextAt = undefined;
  }
}

/** What the rest of the platform takes for an operation: it has no inputs, and nothing is called by it. */
function standIn(id: string): Operation {
  return {
    path: "",
    method: "post",
    id,
    value: {},
    pointer: "",
    pathItem: {},
    pathPointer: "",
    parameters: [],
    statuses: [],
    responses: [],
    kind: "action",
    trigger: undefined,
    batch: false,
    notificationContent: undefined,
    internal: false,
  };
}

/** What counts of an input is its type and whether it is required; formats are hints for whoever fills it in (chosen). */
function checkable(schema: JsonObject): JsonObject {
  const properties = ownObject(schema, "properties") ?? {};
  const required = own(schema, "required");
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.keys(properties).map((name) => {
        const property = own(properties, name);
        const kept = ["type", "enum", "items"].flatMap((key): [string, JsonValue][] => {
          const value = own(property, key);
          return value === undefined ? [] : [[key, value]];
        });
        return [name, Object.fromEntries(kept)];
      }),
    ),
    ...(Array.isArray(required) ? { required } : {}),
  };
}
