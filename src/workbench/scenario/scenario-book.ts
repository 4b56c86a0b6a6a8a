/** Scenarios that were recorded or imported, and the one that is being recorded. */
import { InputError } from "../../json/problem.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { ExchangeRecord, Scenario, ScenarioHead, ScenarioStep, ScenariosAnswer } from "../api.ts";
import { readExchange } from "./read-exchange.ts";

/** Chosen: more than a connector needs, and what one import may bring. */
const MOST_SCENARIOS = 50;
const MOST_STEPS = 500;
const MOST_BYTES = 700_000;

export class ScenarioBook {
  #scenarios: Scenario[] = [];
  #recording: Scenario | undefined;
  /** Length of the calls that are recorded, as JSON. */
  #length = 0;
  #replaying: string | undefined;

  get recording(): Scenario | undefined {
    return this.#recording;
  }

  all(): readonly Scenario[] {
    return this.#scenarios;
  }

  /** @throws {InputError} `scenario-unknown` */
  get(name: string): Scenario {
    const found = this.#scenarios.find((scenario) => scenario.name === name);
    if (found) return found;
    throw new InputError(
      "scenario-unknown",
      `There is no scenario "${name}".`,
      "GET /api/scenarios lists them.",
    );
  }

  /** @throws {InputError} `scenario-recording`, `too-many-scenarios` */
  start(name: string, connector: string, given: readonly ScenarioStep[]): void {
    if (this.#recording)
      throw new InputError(
        "scenario-recording",
        `"${this.#recording.name}" is being recorded.`,
        "Stop it first.",
      );
    this.#room(name);
    this.#recording = {
      name,
      recordedAt: new Date().toISOString(),
      connector,
      steps: [...given],
      exchanges: [],
      truncated: false,
    };
    this.#length = "[]".length;
  }

  /** @returns ends it @throws {InputError} `scenario-replaying` while another replay is under way */
  beginReplay(name: string): () => void {
    if (this.#replaying !== undefined)
      throw new InputError(
        "scenario-replaying",
        `"${this.#replaying}" is being replayed.`,
        "Wait until it has ended.",
      );
    this.#replaying = name;
    return () => {
      this.#replaying = undefined;
    };
  }

  note(step: ScenarioStep, exchanges: readonly ExchangeRecord[]): void {
    const scenario = this.#recording;
    if (!scenario || scenario.steps.length >= MOST_STEPS) return;
    scenario.steps.push(step);
    for (const exchange of exchanges) {
      const { length } = JSON.stringify(exchange);
      if (this.#length + length > MOST_BYTES) {
        scenario.truncated = true;
        continue;
      }
      this.#length += length + ",".length;
      scenario.exchanges.push(exchange);
    }
  }

  /** @throws {InputError} `scenario-recording` if none is being recorded */
  stop(): Scenario {
    const scenario = this.#recording;
    if (!scenario)
      throw new InputError("scenario-recording", "No scenario is being recorded.", "Start one first.");
    this.#recording = undefined;
    this.#put(scenario);
    return scenario;
  }

  add(scenario: Scenario): void {
    this.#room(scenario.name);
    this.#put(scenario);
  }

  /** In place of one of the same name. */
  #put(scenario: Scenario): void {
    this.delete(scenario.name);
    this.#scenarios = [...this.#scenarios, scenario];
  }

  delete(name: string): void {
    this.#scenarios = this.#scenarios.filter((scenario) => scenario.name !== name);
  }

  list(): ScenariosAnswer {
    const { recording } = this;
    return {
      recording: recording && { name: recording.name, steps: recording.steps.length },
      scenarios: this.#scenarios.map(
        ({ name, recordedAt, steps, exchanges }): ScenarioHead => ({
          name,
          recordedAt,
          steps: steps.map(({ deed, params, body, result }) => ({ deed, params, body, result })),
          calls: exchanges.length,
        }),
      ),
    };
  }

  #room(name: string): void {
    if (this.#scenarios.length >= MOST_SCENARIOS && !this.#scenarios.some((one) => one.name === name))
      throw new InputError(
        "too-many-scenarios",
        `There are already ${MOST_SCENARIOS} scenarios.`,
        "Delete some first.",
      );
  }
}

/**
 * A scenario from a file: one that was exported as JSON, or the HAR file of one.
 * @param session takes out the secrets that whoever made the file has left in it
 * @throws {InputError} `scenario-unreadable`
 */
export function readScenario(
  value: JsonValue | undefined,
  session: { redactor: Redactor; clean<T>(value: T): T },
): Scenario {
  const found = ownObject(ownObject(value, "log"), "_scenario") ?? value;
  const wrong = (message: string) =>
    new InputError("scenario-unreadable", message, "Give a scenario that was exported here, as JSON or HAR.");
  const steps = ownArray(found, "steps");
  const name = ownString(found, "name");
  if (name === undefined || name === "" || !steps)
    throw wrong("The file holds no scenario: it has no name or no steps.");
  if (steps.length > MOST_STEPS) throw wrong(`The scenario has more than ${MOST_STEPS} steps.`);
  const exchanges = (ownArray(found, "exchanges") ?? []).map((exchange) => {
    const read = readExchange(exchange, session.redactor);
    if (!read) throw wrong("A call of the scenario has no request, or none that can be read.");
    return read;
  });
  return {
    name: name.slice(0, 200),
    recordedAt: ownString(found, "recordedAt") ?? "",
    connector: ownString(found, "connector") ?? "",
    steps: steps.map((step) => session.clean(stepOf(step, wrong))),
    exchanges,
    truncated: own(found, "truncated") === true,
  };
}

function stepOf(step: JsonValue, wrong: (message: string) => InputError): ScenarioStep {
  const deed = ownString(step, "deed");
  const params = ownObject(step, "params");
  const result = ownObject(step, "result");
  const runs = ownArray(result, "runs");
  if (deed === undefined || !params || !result || !runs || !ownArray(result, "notified"))
    throw wrong("A step of the scenario is none: it lacks its deed or its result.");
  for (const run of runs)
    if (
      ownString(run, "id") === undefined ||
      ownString(run, "status") === undefined ||
      !ownArray(run, "actions")
    )
      throw wrong("A run of the scenario has no id, status or steps.");
  if (!Object.values(params).every((value) => typeof value === "string"))
    throw wrong("A step of the scenario has an address that is not text.");
  return {
    deed,
    params: params as Record<string, string>,
    body: own(step, "body") ?? null,
    ...(own(step, "withheld") === true ? { withheld: true as const } : {}),
    result: result as unknown as ScenarioStep["result"],
  };
}

/** As it is kept, and exported. */
export function describeScenario(scenario: Scenario): JsonObject {
  return JSON.parse(JSON.stringify(scenario)) as JsonObject;
}
