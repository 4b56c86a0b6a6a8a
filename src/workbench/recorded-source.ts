/** The page's data from an offline file: a recording instead of a server. Runs in the browser. */
import {
  ApiFailure,
  type DataSource,
  dynamicKey,
  type PageOptions,
  RECORDING_ELEMENT,
  type Recording,
} from "./api.ts";
import { headOf } from "./exchange-head.ts";
import { placesOf } from "./project/search-index.ts";
import { serialise } from "./project/serialise.ts";

/** The recording in this document, or undefined if a server is behind the page. */
export function findRecording(document: Document): Recording | undefined {
  const element = document.getElementById(RECORDING_ELEMENT);
  return element?.textContent ? (JSON.parse(element.textContent) as Recording) : undefined;
}

export function createRecordedSource(recording: Recording): DataSource {
  const { operations, raw, samples, exchanges, events, runs } = recording;
  return {
    kind: "recorded",
    actions: undefined,
    ship: undefined,
    compare: undefined,
    connectors: undefined,
    state: async () => recording.state,
    design: async () => recording.design,
    operation: async (id) => entry(operations, id),
    raw: async (id) => entry(raw, id),
    findings: async () => recording.findings,
    index: async () => ({
      revision: recording.design.revision,
      entries: Object.values(operations).flatMap(({ operation }) => placesOf(operation)),
      truncated: false,
    }),
    code: async ({ operationId, values = {} }) => serialise(entry(operations, operationId).operation, values),
    dynamic: async (request) => entry(recording.dynamic, dynamicKey(request)),
    sample: async (id) => entry(samples, id),
    runs: async (flow, { before = Number.POSITIVE_INFINITY, limit = 100 } = {}) => {
      const own = runs.filter((run) => run.flow === flow && run.number < before).reverse();
      return {
        runs: own.slice(0, limit).map(({ actions, ...run }) => ({ ...run, actions: actions.length })),
        more: own.length > limit,
      };
    },
    flowDefinition: async () => missing(),
    functions: async () => ({ functions: [] }),
    calls: async () => ({ calls: [] }),
    samples: async () => ({ samples: [] }),
    scenarios: async () => ({ recording: undefined, scenarios: [] }),
    memory: async () => ({ forms: [], seen: Number.MAX_SAFE_INTEGER }),
    run: async (id) => runs.find((run) => run.id === id) ?? missing(),
    exchanges: async (options) => {
      const page = pageOf(exchanges, options);
      return { exchanges: page.items.map(headOf), more: page.more };
    },
    exchange: async (number) => exchanges.find((one) => one.number === number) ?? missing(),
    events: async (options) => {
      const page = pageOf(events, options);
      return {
        events: page.items,
        more: page.more,
        first: events[0]?.number ?? 1,
        last: events.at(-1)?.number ?? 0,
      };
    },
    desk: async () => recording.desk ?? missing(),
    listen: () => () => {},
  };
}

function entry<T>(record: Record<string, T>, key: string): T {
  return (Object.hasOwn(record, key) ? record[key] : undefined) ?? missing();
}

function missing(): never {
  throw new ApiFailure(404, {
    code: "not-recorded",
    message: "This was not recorded.",
    help: "Open the connector in the workbench to see it live.",
  });
}

/** The first so many after a number, or the last so many before one. */
export function pageOf<T extends { number: number }>(
  items: readonly T[],
  { after, before, limit = 500 }: PageOptions = {},
): { items: T[]; more: boolean } {
  const found = items.filter(
    ({ number }) => number > (after ?? 0) && number < (before ?? Number.POSITIVE_INFINITY),
  );
  const backwards = after === undefined;
  return { items: backwards ? found.slice(-limit) : found.slice(0, limit), more: found.length > limit };
}
