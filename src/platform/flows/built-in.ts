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
import { TIME_UNITS } from "../time-units.ts";
import { BaseFlow } from "./base-flow.ts";
import { checkedRecurrence } from "./recurrence.ts";
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

/** Starts a run when it is turned on and then at every interval (sourced: without a start time, the first run is at once). */
class RecurrenceFlow extends BaseFlow {
  readonly kind = "recurrence" as const;
  readonly #seconds: number;
  #nextAt: number | undefined;

  constructor(
    services: Services,
    trigger: JsonObject,
    values: Arguments,
    connection: PlatformConnection,
    options: FlowOptions,
  ) {
    super(services, standIn(RECURRENCE), values, connection, options);
    const recurrence = ownObject(trigger, "recurrence");
    for (const key of ["schedule", "startTime", "endTime"])
      if (own(recurrence, key) !== undefined)
        throw new InputError(
          "recurrence",
          `The emulator runs a recurrence at its interval; ${key} is not run.`,
          `Leave out ${key}.`,
        );
    const unit = TIME_UNITS.get((ownString(recurrence, "frequency") ?? "").toLowerCase());
    const interval = own(recurrence, "interval");
    if (unit === undefined || typeof interval !== "number" || !(interval > 0))
      throw new InputError(
        "recurrence",
        "The recurrence has no frequency or no interval.",
        'Give { frequency: "Minute", interval: 5 }, for example.',
      );
    this.#seconds = checkedRecurrence(services.product, options.recurrenceSeconds ?? unit * interval);
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
      recurrenceSeconds: this.#seconds,
    };
  }

  protected override check(): void {}

  protected async start(): Promise<void> {
    const { clock } = this.services;
    const { signal } = this.period;
    this.health = "waiting";
    clock.background(async () => {
      while (!signal.aborted) {
        this.receive({}, undefined);
        this.#nextAt = clock.now() + this.#seconds * 1000;
        await clock.sleep(this.#seconds * 1000, signal);
      }
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
