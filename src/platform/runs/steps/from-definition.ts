/** Steps of flows as the platform writes them: the `actions` of a workflow definition. */
import { InputError } from "../../../json/problem.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../../json/values.ts";
import type { RetryPolicy, RunAfterStatus, StaticResult } from "../../api.ts";
import { TIME_UNITS } from "../../time-units.ts";
import { DATA_OPERATIONS, type Step, type VariableStep } from "./step.ts";

/** More steps than a flow may have (sourced: limits of Power Automate, 500 actions a workflow, 8 levels of nesting). */
const MOST_STEPS = 500;
const DEEPEST = 8;
/** Sourced: limits of Power Automate. */
const LONGEST_NAME = 80;
const MOST_CASES = 25;
const MOST_VARIABLES = 250;
const LONGEST_EXPRESSION = 8_192;
const LONGEST_DESCRIPTION = 256;
/** Rounds of a loop that may run at a time (sourced: triggers, change "for each" concurrency). */
const MOST_AT_A_TIME = 50;
/** Rounds of an Until loop by default, and at most (sourced: 60, and limits of Power Automate, 5,000). */
const UNTIL_ROUNDS = 60;
const MOST_ROUNDS = 5_000;

const STATUSES: ReadonlyMap<string, RunAfterStatus> = new Map([
  ["succeeded", "Succeeded"],
  ["failed", "Failed"],
  ["skipped", "Skipped"],
  ["timedout", "TimedOut"],
]);

/** Where a step is, for what may not be everywhere. */
interface Place {
  depth: number;
  inLoop: boolean;
}

/**
 * @param actions the `actions` of a definition
 * @param staticResults what its steps can be answered instead of being called, by name
 * @returns the steps in the order in which they can run, those inside others below them
 * @throws {InputError} `flow-definition` with the step it is about, for what no flow could be saved with
 */
export function stepsOfDefinition(
  actions: JsonValue | undefined,
  staticResults?: Record<string, StaticResult>,
): Step[] {
  const names = new Set<string>();
  let variables = 0;
  return level(actions, { depth: 1, inLoop: false });

  function level(value: JsonValue | undefined, place: Place): Step[] {
    if (value === undefined || value === null) return [];
    if (!isObject(value)) throw wrong("The actions of a flow are not an object.", "Write them by name.");
    if (place.depth > DEEPEST)
      throw wrong(
        `Steps are nested more than ${DEEPEST} deep, the deepest that a flow can have.`,
        "Move steps out.",
      );
    const steps = Object.keys(value).map((name) => {
      const action = own(value, name);
      if (!isObject(action))
        throw wrong(`The step "${name}" is not an object.`, "Write its type and inputs.");
      if (names.has(name))
        throw wrong(`Two steps of the flow are called "${name}".`, "Give each step a different name.");
      names.add(name);
      if (name.length > LONGEST_NAME)
        throw wrong(
          `The name of the step "${name.slice(0, 30)}…" has ${name.length} characters.`,
          `A step's name has ${LONGEST_NAME} at most.`,
        );
      if (names.size > MOST_STEPS)
        throw wrong(`The flow has more than ${MOST_STEPS} steps.`, "Split it into several flows.");
      checkTexts(name, action);
      return stepOf(name, action, place);
    });
    return ordered(steps);
  }

  function stepOf(name: string, action: JsonObject, place: Place): Step {
    const below = { ...place, depth: place.depth + 1 };
    const inLoop = { ...below, inLoop: true };
    const type = ownString(action, "type") ?? "";
    const inputs = own(action, "inputs");
    const common = { name, operation: type, runAfter: runAfterOf(name, action) };
    switch (type.toLowerCase()) {
      case "openapiconnection":
      case "openapiconnectionwebhook":
      case "apiconnection":
      case "apiconnectionwebhook":
        return callOf(common, action, staticResults);
      case "compose":
        return { ...common, kind: "compose", value: inputs ?? null };
      case "foreach": {
        const list = ownString(action, "foreach");
        if (list === undefined || list.trim() === "")
          throw wrong(
            `The loop "${name}" says no list.`,
            "Give foreach, such as \"@triggerBody()?['items']\".",
          );
        return { ...common, kind: "loop", list, steps: level(own(action, "actions"), inLoop) };
      }
      case "if": {
        const expression = own(action, "expression");
        if (expression === undefined || expression === "")
          throw wrong(`The condition "${name}" says nothing to check.`, "Give expression.");
        return {
          ...common,
          kind: "if",
          expression,
          steps: level(own(action, "actions"), below),
          otherwise: level(own(ownObject(action, "else"), "actions"), below),
        };
      }
      case "scope":
        return { ...common, kind: "scope", steps: level(own(action, "actions"), below) };
      case "switch": {
        const value = own(action, "expression");
        if (value === undefined || value === "")
          throw wrong(`The switch "${name}" says nothing to look at.`, "Give expression.");
        const cases = ownObject(action, "cases") ?? {};
        if (Object.keys(cases).length > MOST_CASES)
          throw wrong(`The switch "${name}" has more than ${MOST_CASES} cases.`, "Split it.");
        return {
          ...common,
          kind: "switch",
          value,
          cases: Object.keys(cases).map((one) => ({
            name: one,
            value: own(own(cases, one), "case") ?? null,
            steps: level(own(own(cases, one), "actions"), below),
          })),
          otherwise: level(own(ownObject(action, "default"), "actions"), below),
        };
      }
      case "until": {
        const expression = own(action, "expression");
        if (expression === undefined || expression === "")
          throw wrong(`The loop "${name}" does not say when it ends.`, "Give expression.");
        const limit = ownObject(action, "limit");
        const count = own(limit, "count") ?? UNTIL_ROUNDS;
        if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST_ROUNDS)
          throw wrong(
            `The loop "${name}" cannot have ${JSON.stringify(count)} rounds.`,
            `Give limit.count as a whole number from 1 to ${MOST_ROUNDS}.`,
          );
        return {
          ...common,
          kind: "until",
          expression,
          count,
          timeout: seconds(name, ownString(limit, "timeout") ?? "PT1H") * 1000,
          failsAtLimit: /FailWhenLimitsReached/i.test(ownString(action, "operationOptions") ?? ""),
          steps: level(own(action, "actions"), inLoop),
        };
      }
      case "terminate": {
        // Sourced: Terminate cannot be inside loops.
        if (place.inLoop)
          throw wrong(
            `The step "${name}" ends the run from within a loop, where Terminate cannot stand.`,
            "Set a variable in the loop, and end the run behind it.",
          );
        const status = (ownString(inputs, "runStatus") ?? "").toLowerCase();
        if (status !== "succeeded" && status !== "failed" && status !== "cancelled")
          throw wrong(
            `The step "${name}" ends the run with the status "${status}".`,
            "Give runStatus Succeeded, Failed or Cancelled.",
          );
        const error = ownObject(inputs, "runError");
        return {
          ...common,
          kind: "terminate",
          status,
          code: own(error, "code"),
          message: own(error, "message"),
        };
      }
      case "wait": {
        const until = own(ownObject(inputs, "until"), "timestamp");
        if (until !== undefined) return { ...common, kind: "wait", for: { until } };
        const interval = ownObject(inputs, "interval");
        const unit = TIME_UNITS.get((ownString(interval, "unit") ?? "").toLowerCase());
        if (unit === undefined)
          throw wrong(
            `The step "${name}" says no unit of time.`,
            `Give ${[...TIME_UNITS.keys()].join(", ")}.`,
          );
        return { ...common, kind: "wait", for: { count: own(interval, "count") ?? null, unit: unit * 1000 } };
      }
      case "parsejson":
      case "query":
      case "select":
      case "join":
      case "table": {
        const operation = DATA_OPERATIONS.find((one) => one.toLowerCase() === type.toLowerCase());
        return { ...common, kind: "data", type: operation ?? "Join", inputs: isObject(inputs) ? inputs : {} };
      }
      case "initializevariable": {
        // Sourced: variables are made at the top level only.
        if (place.depth > 1)
          throw wrong(
            `The step "${name}" makes a variable within another step.`,
            "Make variables beside the outermost steps.",
          );
        const made = ownArray(inputs, "variables") ?? [];
        variables += made.length;
        if (variables > MOST_VARIABLES)
          throw wrong(
            `The flow has more than ${MOST_VARIABLES} variables.`,
            "Keep several values in one object.",
          );
        const [first, ...others] = made;
        return variableOf(common, ownString(first, "name"), {
          value: own(first, "value") ?? emptyOf(first),
          others: others.map((one) => ({
            variable: ownString(one, "name") ?? "",
            value: own(one, "value") ?? emptyOf(one),
          })),
        });
      }
      case "setvariable":
        return variableOf(common, ownString(inputs, "name"), {
          value: own(inputs, "value") ?? null,
          wants: "same",
        });
      case "appendtoarrayvariable":
        return variableOf(common, ownString(inputs, "name"), {
          append: own(inputs, "value") ?? null,
          wants: "array",
        });
      case "appendtostringvariable":
        return variableOf(common, ownString(inputs, "name"), {
          append: own(inputs, "value") ?? "",
          wants: "string",
        });
      case "incrementvariable":
        return variableOf(common, ownString(inputs, "name"), {
          append: own(inputs, "value") ?? 1,
          wants: "number",
        });
      case "decrementvariable":
        return variableOf(common, ownString(inputs, "name"), {
          subtract: own(inputs, "value") ?? 1,
          wants: "number",
        });
      default:
        throw wrong(
          `The step "${name}" has the type "${type}", which the emulator does not run.`,
          "It runs actions of this connector, Compose, Foreach, Until, If, Switch, Scope, Terminate, Wait, the data operations and the variable actions.",
        );
    }
  }
}

/** @throws {InputError} for a step that is longer in words or expressions than a flow can be saved with */
function checkTexts(name: string, action: JsonObject): void {
  const description = ownString(action, "description") ?? "";
  if (description.length > LONGEST_DESCRIPTION)
    throw wrong(
      `The description of the step "${name}" has ${description.length} characters.`,
      `It has ${LONGEST_DESCRIPTION} at most.`,
    );
  const visit = (value: JsonValue | undefined): void => {
    if (typeof value === "string") {
      if (value.length > LONGEST_EXPRESSION && /^@(?!@)|@\{/.test(value))
        throw wrong(
          `The step "${name}" has an expression of ${value.length} characters.`,
          `An expression has ${LONGEST_EXPRESSION} at most: compose a part of it in a step before.`,
        );
    } else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value)) for (const key of Object.keys(value)) visit(own(value, key));
  };
  for (const key of ["inputs", "expression", "foreach"]) visit(own(action, key));
  const repetitions = own(ownObject(ownObject(action, "runtimeConfiguration"), "concurrency"), "repetitions");
  if (repetitions === undefined) return;
  if (typeof repetitions !== "number" || !(repetitions >= 1 && repetitions <= MOST_AT_A_TIME))
    throw wrong(
      `The loop "${name}" cannot run ${JSON.stringify(repetitions)} rounds at a time.`,
      `Give a whole number from 1 to ${MOST_AT_A_TIME}.`,
    );
}

type Named = { name: string; operation: string; runAfter: Record<string, RunAfterStatus[]> };

function callOf(
  common: Named,
  action: JsonObject,
  staticResults: Record<string, StaticResult> | undefined,
): Step {
  const inputs = own(action, "inputs");
  const operation = ownString(ownObject(inputs, "host"), "operationId");
  if (operation === undefined)
    throw wrong(`The step "${common.name}" says no operation.`, "Give inputs.host.operationId.");
  const timeout = ownString(ownObject(action, "limit"), "timeout");
  return {
    ...common,
    operation,
    kind: "call",
    arguments: ownObject(inputs, "parameters") ?? {},
    retry: retryOf(common.name, ownObject(inputs, "retryPolicy")),
    asynchronous: /DisableAsyncPattern/i.test(ownString(action, "operationOptions") ?? "")
      ? false
      : undefined,
    timeoutSeconds: timeout === undefined ? undefined : seconds(common.name, timeout),
    staticResult: staticResultOf(common.name, action, staticResults),
  };
}

/** Sourced: a step names a static result of the definition, and whether it is enabled. */
function staticResultOf(
  name: string,
  action: JsonObject,
  all: Record<string, StaticResult> | undefined,
): StaticResult | undefined {
  const named = ownObject(ownObject(action, "runtimeConfiguration"), "staticResult");
  if (!named || ownString(named, "staticResultOptions") !== "Enabled") return undefined;
  const wanted = ownString(named, "name") ?? "";
  const found = all && Object.hasOwn(all, wanted) ? all[wanted] : undefined;
  if (found) return found;
  throw wrong(
    `The step "${name}" asks for the static result "${wanted}", which the definition does not have.`,
    `It has: ${Object.keys(all ?? {}).join(", ") || "none"}.`,
  );
}

function retryOf(name: string, policy: JsonObject | undefined): RetryPolicy | undefined {
  const type = ownString(policy, "type")?.toLowerCase();
  if (policy === undefined) return undefined;
  if (type !== "default" && type !== "none" && type !== "fixed" && type !== "exponential")
    throw wrong(
      `The step "${name}" has a retry policy of the type "${type ?? ""}".`,
      "Give default, none, fixed or exponential.",
    );
  const count = own(policy, "count");
  const given = (key: string) => {
    const text = ownString(policy, key);
    return text === undefined ? undefined : seconds(name, text);
  };
  return definedOnly({
    type,
    count: typeof count === "number" ? count : undefined,
    intervalSeconds: given("interval"),
    minimumIntervalSeconds: given("minimumInterval"),
    maximumIntervalSeconds: given("maximumInterval"),
  }) as unknown as RetryPolicy;
}

function definedOnly(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** A duration such as `PT1H30M`, in seconds. */
function seconds(name: string, text: string): number {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!parts || text.length < 3)
    throw wrong(`"${text}" in the step "${name}" is not a duration.`, "Write PT1H, for example.");
  const [, days = 0, hours = 0, minutes = 0, rest = 0] = parts;
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest);
}

function variableOf(
  common: Named,
  variable: string | undefined,
  rest: {
    value?: unknown;
    append?: unknown;
    subtract?: unknown;
    wants?: VariableStep["wants"];
    others?: VariableStep["others"];
  },
): Step {
  if (variable === undefined || variable === "")
    throw wrong(`The step "${common.name}" names no variable.`, "Give its name.");
  return { ...common, kind: "variable", variable, ...rest };
}

/** What a variable begins with that is given nothing. */
function emptyOf(variable: JsonValue | undefined): JsonValue {
  switch ((ownString(variable, "type") ?? "").toLowerCase()) {
    case "array":
      return [];
    case "object":
      return {};
    case "integer":
    case "float":
      return 0;
    case "boolean":
      return false;
    default:
      return "";
  }
}

function runAfterOf(name: string, action: JsonObject): Record<string, RunAfterStatus[]> {
  const given = ownObject(action, "runAfter") ?? {};
  return Object.fromEntries(
    Object.keys(given).map((before) => {
      const statuses = own(given, before);
      const known = (Array.isArray(statuses) ? statuses : []).map((status) =>
        STATUSES.get(String(status).toLowerCase()),
      );
      if (known.length === 0 || known.includes(undefined))
        throw wrong(
          `"${name}" runs after "${before}", but not after a status that there is.`,
          "Give Succeeded, Failed, Skipped or TimedOut.",
        );
      return [before, known as RunAfterStatus[]];
    }),
  );
}

/** Each after what it runs after; otherwise as they are written. */
function ordered(steps: readonly Step[]): Step[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  for (const { name, runAfter } of steps)
    for (const before of Object.keys(runAfter))
      if (!byName.has(before))
        throw wrong(
          `"${name}" runs after "${before}", which is not a step beside it.`,
          `Beside it are: ${steps.map((step) => step.name).join(", ")}.`,
        );
  const placed = new Set<Step>();
  const waiting = [...steps];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ runAfter }) =>
      Object.keys(runAfter).every((before) => placed.has(byName.get(before) as Step)),
    );
    const [next] = at < 0 ? [] : waiting.splice(at, 1);
    if (!next)
      throw wrong(
        `The steps ${waiting.map(({ name }) => `"${name}"`).join(", ")} wait for each other.`,
        "Correct their runAfter.",
      );
    placed.add(next);
  }
  return [...placed];
}

function wrong(message: string, help: string): InputError {
  return new InputError("flow-definition", message, help);
}
