/** A short story on the mocked service, so that a recording shows the connector at work. */
import { InputError } from "../../json/problem.ts";
import type { DeskView, EnteredValues, FlowView } from "../api.ts";
import { askDynamic } from "../run/dynamic.ts";
import { fire } from "../run/fire.ts";
import { sampleFor } from "../run/sample.ts";
import type { Workbench } from "../workbench.ts";

/** Triggers that the story uses; more say nothing new. */
const MAX_TRIGGERS = 4;

/** Longer than any platform waits before it tries again, and than the polls of a mock. */
const WAIT_SECONDS = 3_600;

/** Plays the story; the clock must be one that stands still. Says what happened, a sentence a step; never throws. */
export async function playStory(workbench: Workbench): Promise<string[]> {
  const told: string[] = [];
  const triggers = workbench.project.shown.view.operations.filter(
    ({ kind, internal }) => kind === "trigger" && !internal,
  );
  const flows: FlowView[] = [];
  for (const { operationId, title } of triggers.slice(0, MAX_TRIGGERS)) {
    const name = title || operationId;
    await step(told, `"${name}" could not be tried`, async () => {
      const values = await fill(workbench, operationId);
      // One registration fails at first, so that the recording shows how the platform goes on.
      const stumbles = flows.length === 1;
      if (stumbles) workbench.backend.faults.inject({ on: operationId, answer: 502, times: 1 });
      const flow = await workbench.session.flows.create({ operationId, values, on: true });
      flows.push(flow);
      if (stumbles) {
        told.push(`A flow on "${name}" met a service that failed with 502; the platform tried again.`);
        await workbench.change({ advanceSeconds: WAIT_SECONDS });
      } else told.push(`A flow on "${name}" was turned on.`);
    });
  }
  if (flows.length === 0) return told;
  if (workbench.backend.desk) await step(told, "The booking desk failed", () => visitDesk(workbench, told));
  else
    for (const flow of flows)
      await step(told, `${flow.name} could not fire`, () => fireOnce(workbench, flow, told));
  for (const { id, name } of flows)
    await step(told, `${name} could not be turned off`, async () => {
      await workbench.session.flows.turn(id, false);
    });
  told.push(`All flows were turned off.`);
  return told;
}

async function step(told: string[], otherwise: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    told.push(`${otherwise}: ${error.message}`);
  }
}

/** Values for a trigger's inputs: examples, and the first row of each list. */
export async function fill(workbench: Workbench, operationId: string): Promise<EnteredValues> {
  const { values } = sampleFor(workbench, operationId);
  const operation = workbench.project.shown.view.operation(operationId);
  for (const input of operation?.inputs ?? []) {
    if (!input.dynamicValues || !input.required) continue;
    const { rows } = await askDynamic(workbench, { operationId, key: input.key, values });
    const row = rows.find(({ selectable }) => selectable);
    // A list that gives nothing leaves the maker to type a value.
    values[input.key] = row?.value ?? "example";
  }
  return values;
}

async function fireOnce(workbench: Workbench, flow: FlowView, told: string[]): Promise<void> {
  const { how } = await fire(workbench, flow.id, {});
  if (how === "queued") await workbench.change({ advanceSeconds: WAIT_SECONDS });
  else await workbench.settle();
  const runs = workbench.session.runs.countOf(flow.id);
  told.push(`${flow.name} was sent an example and ran ${runs === 1 ? "once" : `${runs} times`}.`);
}

async function visitDesk(workbench: Workbench, told: string[]): Promise<void> {
  const { desk } = workbench;
  const [page] = desk.view().pages;
  const [service] = page?.services ?? [];
  if (!page || !service) return;
  const act = async (said: string, work: () => DeskView) => {
    const view = work();
    await workbench.settle();
    await workbench.change({ advanceSeconds: 60 });
    told.push(said);
    return view.appointment ?? "";
  };
  const answers = answersFor(service);
  const [first, second] = desk.view().customers;
  const appointment = await act(`"${service.name}" was booked on ${page.name}.`, () =>
    desk.act("book", {
      page: page.smtp,
      service: service.name,
      answers,
      ...(first ? { customer: first.email } : {}),
    }),
  );
  const start = desk
    .view()
    .pages.flatMap(({ appointments }) => appointments)
    .find(({ id }) => id === appointment)?.start;
  if (start !== undefined)
    await act("The appointment was moved by a day.", () =>
      desk.act("reschedule", { appointment, start: nextDay(start) }),
    );
  await act("The appointment was cancelled, with a reason.", () =>
    desk.act("cancel", { appointment, reason: "The customer is ill." }),
  );
  const group = page.services.find(({ maximumAttendees }) => maximumAttendees > 1);
  if (!group) return;
  const groupAnswers = answersFor(group);
  const joined = await act(`"${group.name}" was booked by a first customer.`, () =>
    desk.act("book", {
      page: page.smtp,
      service: group.name,
      answers: groupAnswers,
      ...(first ? { customer: first.email } : {}),
    }),
  );
  if (second)
    await act("A second customer joined.", () =>
      desk.act("join", { appointment: joined, customer: second.email, answers: groupAnswers }),
    );
}

function answersFor(
  service: DeskView["pages"][number]["services"][number],
): Record<string, string | string[]> {
  return Object.fromEntries(
    service.questions.map(({ question, options }) => [
      question,
      options.slice(0, 1)[0] ?? "As large as a barn.",
    ]),
  );
}

function nextDay(local: string): string {
  const time = new Date(`${local}:00Z`);
  time.setUTCDate(time.getUTCDate() + 1);
  return time.toISOString().slice(0, 16);
}
