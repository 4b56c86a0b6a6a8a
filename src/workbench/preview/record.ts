/** Records everything that the page can show of a connector, for offline files. */

import path from "node:path";
import { dynamicTargets } from "../../definition/dynamic-sources.ts";
import { modelOf } from "../../definition/model.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { createVirtualClock, startCallbackServer } from "../../platform/index.ts";
import { type DynamicAnswer, dynamicKey, type Recording } from "../api.ts";
import { define } from "../project/views.ts";
import { askDynamic } from "../run/dynamic.ts";
import { sampleFor } from "../run/sample.ts";
import { Workbench, type WorkbenchOptions } from "../workbench.ts";
import { fill, playStory } from "./story.ts";

export interface RecordOptions extends Omit<WorkbenchOptions, "clock"> {
  /** False records design and findings only. */
  run?: boolean;
  /** Told before each piece of work, with the number of pieces once that is known. */
  onStep?: (label: string, total?: number) => void;
}

/** Lists that are asked for and kept; a large connector has hundreds. */
const MAX_LISTS = 60;

/** @throws {InputError} for a folder that is not there, a backend or world that cannot be used */
export async function record(options: RecordOptions): Promise<Recording> {
  const { run = true, onStep = () => {}, ...rest } = options;
  // A service of this machine must not be told an address that leads elsewhere.
  const callbacks = rest.backend === undefined ? undefined : await startCallbackServer();
  const made: Workbench[] = [];
  const make = async () => {
    const clock = createVirtualClock(today());
    const workbench = new Workbench({ seed: "preview", ...rest, clock, callbackBase: callbacks?.base });
    made.push(workbench);
    await workbench.start();
    return workbench;
  };
  try {
    onStep("reading and checking the connector");
    const workbench = await make();
    const { operations } = workbench.project.shown.view;
    const total = operations.length + 2;
    callbacks?.receive((request) => workbench.notify(request));
    onStep("running it", total);
    // Lists are asked for on another one: they are no part of the story.
    const { root } = modelOf(workbench.project.shown.connector.definition?.value);
    const aside = run && dynamicTargets(root).rows.size > 0 ? await make() : undefined;
    const story = run ? await playStory(workbench) : [];
    const { views, session, exchanges } = workbench;
    const recording: Recording = {
      format: 1,
      recordedAt: new Date().toISOString(),
      state: workbench.state(),
      design: views.design(),
      operations: {},
      raw: {},
      findings: views.findings(),
      dynamic: aside ? await recordLists(aside) : {},
      events: workbench.log.page({ after: 0, limit: Number.MAX_SAFE_INTEGER }).events,
      exchanges: exchanges.all(),
      runs: session.runs.all(session.flows.displayName, (id) => exchanges.numbersOf(id)),
      samples: {},
      desk: workbench.backend.desk?.view(),
      story,
    };
    // Where the folder is on this machine is nobody's business.
    recording.state.connector.folder = path.basename(recording.state.connector.folder);
    if (!/\w/.test(recording.state.connector.folder))
      recording.state.connector.folder = recording.state.connector.name;
    for (const { operationId } of operations) {
      onStep(operationId, total);
      const operation = views.operation(operationId);
      if (!operation) continue;
      define(recording.operations, operationId, operation);
      const raw = workbench.raw(operationId);
      if (raw) define(recording.raw, operationId, raw);
      define(recording.samples, operationId, sampleFor(workbench, operationId));
    }
    onStep("taking out secrets", total);
    // The file is made to be sent to others: whatever a part of it has left in, goes here.
    const text = made.reduce((shown, one) => one.session.show(shown), stringifyExact(recording));
    return JSON.parse(text) as Recording;
  } finally {
    for (const workbench of made) workbench.close();
    await callbacks?.close();
  }
}

/** The morning of today: appointments of the story are ahead of whoever opens the file. */
function today(): number {
  return Math.floor(Date.now() / 86_400_000) * 86_400_000 + 9 * 3_600_000;
}

async function recordLists(workbench: Workbench): Promise<Record<string, DynamicAnswer>> {
  const { view } = workbench.project.shown;
  const answers: Record<string, DynamicAnswer> = {};
  let left = MAX_LISTS;
  for (const { operationId, internal } of view.operations) {
    if (left <= 0) break;
    const operation = internal ? undefined : view.operation(operationId);
    const keys = operation?.inputs.filter(({ dynamicValues }) => dynamicValues).map(({ key }) => key) ?? [];
    for (const key of keys) {
      if (left-- <= 0) return answers;
      const request = { operationId, key };
      try {
        const values = await fill(workbench, operationId);
        define(answers, dynamicKey(request), await askDynamic(workbench, { ...request, values }));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        define(answers, dynamicKey(request), {
          state: "failed",
          rows: [],
          message: error.message,
          waitingFor: [],
          problems: [],
        });
      }
      // The gateway counts these calls as well.
      await workbench.clock.advance(61_000);
    }
  }
  return answers;
}
