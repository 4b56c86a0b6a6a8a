/** Notes what somebody does by way of the API while a scenario is recorded, and does it again. */
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import type { Scenario, ScenarioReplay, ScenarioResult, ScenarioStep } from "../api.ts";
import { isMasked } from "../keep/withheld.ts";
import type { AppRoute } from "../server/routes/route.ts";
import type { Workbench } from "../workbench.ts";
import { rememberSettings } from "./standing.ts";

/** What belongs to a story; looking does not, nor does saving files. */
const DEEDS = /^(createFlow|turnOn|turnOff|editFlow|deleteFlow|fire|invoke|resubmit|change|desk-\w+)$/;

/** The route, noting what it does while a scenario is recorded. */
export function recorded(route: AppRoute): AppRoute {
  if (!DEEDS.test(route.id)) return route;
  return {
    ...route,
    async run(input) {
      const { workbench, params, body } = input;
      if (!workbench.scenarios.recording) return await route.run(input);
      const { result, answer, error, exchanges } = await perform(workbench, route, params, body as JsonValue);
      const secret = isMasked((body ?? null) as JsonValue, (text) => workbench.session.hidden(text));
      // What a flow was started with by hand is not made up again: the same is to come of it.
      const started =
        own(answer as JsonValue, "how") === "started" ? own(answer as JsonValue, "body") : undefined;
      const done = started === undefined ? body : { ...(body as JsonObject), body: started };
      const step: ScenarioStep = {
        deed: route.id,
        params,
        body: secret ? null : ((done ?? null) as JsonValue),
        ...(secret ? { withheld: true as const } : {}),
        result,
      };
      workbench.scenarios.note(step, exchanges);
      workbench.touch("scenarios");
      if (error !== undefined) throw error;
      return answer;
    },
  };
}

/** Does something, and tells what it led to. */
async function perform(
  workbench: Workbench,
  route: AppRoute,
  params: Record<string, string>,
  body: JsonValue,
) {
  const { session, exchanges } = workbench;
  const before = {
    runs: session.runs.count,
    exchanges: exchanges.count,
    appointments: new Set(workbench.backend.desk?.appointments()),
  };
  let answer: unknown;
  let error: unknown;
  try {
    answer = await route.run({ workbench, params, body, query: new URLSearchParams() });
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
    error = thrown;
  }
  await workbench.settle();
  const runs = session.runs
    .newest(session.runs.count - before.runs, session.flows.displayName, () => [])
    .map(({ id, flow, status, actions }) => ({
      id,
      flow,
      status,
      actions: actions.map(({ name, status: ended }): [string, string] => [name, ended]),
    }));
  const made = exchanges.all().filter(({ number }) => number > before.exchanges);
  const notified = made.flatMap(({ phase, flow, request }) =>
    phase === "notify" && flow !== undefined ? [{ flow, body: parsed(request.body) }] : [],
  );
  const status = isObject(answer as JsonValue) ? own(answer as JsonValue, "status") : undefined;
  const id = madeBy(route.id, answer as JsonValue, before.appointments);
  const refused = refusal(answer as JsonValue);
  const result: ScenarioResult = session.clean({
    ...(error instanceof InputError ? { error: error.message } : {}),
    ...(refused === undefined ? {} : { refused }),
    ...(typeof status === "number" ? { status } : {}),
    runs,
    notified,
    ...(id === undefined ? {} : { made: id }),
  });
  return { result, answer, error, exchanges: made };
}

/** Flows that are on, in the eyes of the user, but hear of nothing. */
const FAILING = new Set(["retrying", "gave-up", "poll-failing"]);

function refusal(answer: JsonValue): ScenarioResult["refused"] {
  if (!FAILING.has(ownString(answer, "health") ?? "")) return undefined;
  const reason = own(answer, "reason");
  const status = own(reason, "status");
  return { status: typeof status === "number" ? status : 0, message: ownString(reason, "message") ?? "" };
}

/** Whoever books a group that is there already has made nothing. */
function madeBy(deed: string, answer: JsonValue, before: ReadonlySet<string>): string | undefined {
  if (deed === "createFlow") return ownString(answer, "id");
  const appointment = deed === "desk-book" ? ownString(answer, "appointment") : undefined;
  return appointment === undefined || before.has(appointment) ? undefined : appointment;
}

function parsed(text: string | undefined): JsonValue {
  try {
    return JSON.parse(text ?? "null") as JsonValue;
  } catch {
    return text ?? null;
  }
}

/** Flows that are there when a recording begins: a replay makes them, too. */
export function givenFlows(workbench: Workbench): ScenarioStep[] {
  const clean = (text: string) => workbench.session.hidden(text);
  return workbench.session.flows.kept().map(({ id, name, request, on }) => {
    const body = { ...request, name, on } as unknown as JsonValue;
    const secret = isMasked(body, clean);
    return {
      deed: "createFlow",
      params: {},
      body: secret ? null : body,
      ...(secret ? { withheld: true as const } : {}),
      result: { runs: [], notified: [], made: id },
    };
  });
}

/**
 * Does everything once more, on flows and appointments of its own: what the recording made is made again, under new names, and
 * taken away afterwards. Flows that are there already hear nothing of it, and appointments that the recording made stand aside, so
 * that their times are free. Faults and settings are afterwards as they were; the clock stays where the scenario moved it.
 * @param deeds the routes by which things are done
 * @throws {InputError} `scenario-replaying` while another replay is under way
 */
export async function replayScenario(
  workbench: Workbench,
  scenario: Scenario,
  deeds: readonly AppRoute[],
): Promise<ScenarioReplay> {
  const { session, backend, scenarios } = workbench;
  const done = scenarios.beginReplay(scenario.name);
  try {
    await session.ready();
    const setUps = session.setUps;
    const made = scenario.steps.flatMap(({ deed, result }) =>
      deed === "desk-book" ? (result.made ?? []) : [],
    );
    const end = backend.desk?.rehearse(made);
    const restore = rememberSettings(workbench);
    session.flows.beginPassing();
    let steps: ScenarioReplay["steps"];
    try {
      steps = await replaySteps(workbench, scenario, deeds);
    } finally {
      await session.flows.endPassing();
      await workbench.settle();
      // Where the platform was set up again, every flow has unsubscribed, and subscribed again in a world that is gone now.
      const changed = restore();
      const anew = changed || session.setUps !== setUps;
      end?.(!anew);
      if (changed || (anew && end)) await session.setUp();
    }
    const moved = advancedSeconds(scenario, steps);
    const different = steps.filter(({ same }) => !same).length;
    session.tell(
      "scenario-replayed",
      different === 0 ? "good" : "attention",
      `"${scenario.name}" was replayed: ${different === 0 ? "every step gave the recorded result" : `${different} of ${counted(steps.length, "step")} gave another result`}. Its flows and appointments were removed, faults and settings are as they were.${moved === 0 ? "" : ` The clock stays ${counted(moved, "second")} further on: time does not run backwards.`}`,
      {},
    );
    return { name: scenario.name, steps, clockMovedSeconds: moved };
  } finally {
    done();
    workbench.touch("state", "desk", "scenarios");
  }
}

/** By how much the steps that were done moved the clock. */
function advancedSeconds({ steps }: Scenario, done: ScenarioReplay["steps"]): number {
  return steps.reduce((sum, { body }, index) => {
    const seconds = own(body, "advanceSeconds");
    return done[index]?.actual.error === undefined && typeof seconds === "number" ? sum + seconds : sum;
  }, 0);
}

async function replaySteps(
  workbench: Workbench,
  { steps: recorded }: Scenario,
  deeds: readonly AppRoute[],
): Promise<ScenarioReplay["steps"]> {
  /** By the names of the recording. */
  const names = new Map<string, string>();
  const steps: ScenarioReplay["steps"] = [];
  for (const { deed, params, body, withheld, result: expected } of recorded) {
    const route = deeds.find(({ id }) => id === deed);
    const why = withheld
      ? "It held a secret, which is not kept."
      : !route
        ? `The API has no ${deed}.`
        : // The same id may be one of the user's own flows.
          Object.values(params).some((id) => !names.has(id))
          ? "An earlier step did not make what this one needs."
          : undefined;
    const actual: ScenarioResult =
      why !== undefined || !route
        ? { error: why ?? "", runs: [], notified: [] }
        : (await perform(workbench, route, mapped(params, names), renamed(body, names))).result;
    // Flows that were there before the replay may run meanwhile; they are no part of it.
    if (expected.made !== undefined && actual.made !== undefined) names.set(expected.made, actual.made);
    const own_ = new Set(names.values());
    actual.runs = actual.runs.filter(({ flow }) => own_.has(flow));
    actual.notified = actual.notified.filter(({ flow }) => own_.has(flow));
    for (const [index, { id }] of expected.runs.entries()) {
      const again = actual.runs[index];
      if (again) names.set(id, again.id);
    }
    steps.push({ deed, same: isSame(expected, actual), expected, actual });
  }
  return steps;
}

function mapped(params: Record<string, string>, names: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, names.get(value) ?? value]));
}

/** Appointments are named in bodies. */
function renamed(body: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  const appointment = ownString(body, "appointment");
  const other = appointment === undefined ? undefined : names.get(appointment);
  return isObject(body) && other !== undefined ? { ...body, appointment: other } : body;
}

function isSame(expected: ScenarioResult, actual: ScenarioResult): boolean {
  const facts = ({ error, refused, status, runs }: ScenarioResult) =>
    JSON.stringify([
      error === undefined,
      refused === undefined,
      status ?? null,
      runs.map((run) => [run.status, run.actions]),
    ]);
  return facts(expected) === facts(actual);
}
