/** What the search finds: everything that the page knows or can do, as entries of one kind, each made once. */
import { useMemo } from "react";
import type {
  DesignAnswer,
  ExchangeHead,
  ExchangesAnswer,
  FindingsAnswer,
  FindingView,
  IndexAnswer,
  IndexEntry,
  OperationHead,
  WorkbenchEvent,
} from "../model.ts";
import { useData, useEvents, useQuery, type Versions } from "../state/data.tsx";
import { clockTime } from "../state/format.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { useCommands } from "./commands.tsx";
import { type Entry, entry, type Way } from "./entry.ts";

/** Calls that are looked through: the newest. */
const CALLS = 2_000;

/** Lists of entries, in the order in which they are looked through. */
export type Lists = readonly (readonly Entry[])[];

export interface Entries {
  /** Few, and others at every rendering: kept apart from the many. */
  commands: Entry[];
  operations: readonly Entry[];
  /** Everything but the commands; the same lists until something changes. */
  lists: Lists;
  /** Parameters and outputs are not there yet: every operation has to be looked at first. */
  loading: boolean;
}

export function useEntries(): Entries {
  const { versions } = useData();
  const { lists, operations, findings, loading } = useLists(versions);
  const fixable = findings?.findings.filter((finding) => finding.fixable).length ?? 0;
  const commands = useCommands(fixable);
  return { commands, operations, lists, loading };
}

/** Everything but the commands. Used before the search opens, all is asked and made when it does. */
export function useLists(versions: Versions) {
  const design = useQuery("design", versions.design, (source) => source.design()).data;
  const index = useQuery("index", versions.design, (source) => source.index());
  const findings = useQuery("findings", versions.findings, (source) => source.findings()).data;
  const calls = useQuery("calls to find", versions.state, (source) =>
    source.exchanges({ limit: CALLS }),
  ).data;
  const events = useEvents();
  const operations = design ? ofOperations(design) : NONE;
  const lists = useMemo<Lists>(
    () => [
      operations,
      findings ? ofFindings(findings) : NONE,
      index.data && design ? ofPlaces(index.data)(design) : NONE,
      ofEvents(events),
      calls ? ofCalls(calls) : NONE,
    ],
    [operations, findings, index.data, design, events, calls],
  );
  return { lists, operations, findings, loading: index.loading };
}

const OPERATION: Way<OperationHead> = {
  kind: "operation",
  id: ({ operationId }) => `operation ${operationId}`,
  title: ({ title, operationId }) => title || operationId,
  more: ({ operationId, method, path, description = "" }) =>
    `${operationId} ${method} ${path} ${description}`,
  byWords: false,
  lead: 20,
  aside: ({ kind, operationId }) => (kind === "trigger" ? texts.design.triggerBadge : operationId),
  go: ({ operationId }) => routeHref("design", operationId),
};

const FINDING: Way<FindingView> = {
  kind: "finding",
  id: ({ id }) => `finding ${id}`,
  title: ({ message }) => message,
  more: ({ rule, codes, operations, file }) => [rule, ...codes, ...operations, file].join(" "),
  byWords: true,
  lead: 0,
  aside: ({ rule, file, line }) => `${rule}, ${file}:${line}`,
  go: ({ id }) => routeHref("findings", id),
};

const EVENT: Way<WorkbenchEvent> = {
  kind: "event",
  id: ({ number }) => `event ${number}`,
  title: ({ text }) => text,
  more: ({ type, operation = "", number }) => `${type} ${operation} #${number}`,
  byWords: true,
  lead: 0,
  aside: ({ at }) => clockTime(at),
  go: ({ number }) => `${routeHref("run", "event", number)}?list=timeline`,
};

const CALL: Way<ExchangeHead> = {
  kind: "call",
  id: ({ number }) => `call ${number}`,
  title: ({ number, method, url }) => `#${number} ${method} ${url}`,
  more: ({ operation = "", phase, status = "" }) => `${operation} ${phase} ${status}`,
  byWords: true,
  lead: 0,
  aside: ({ status }) => String(status ?? texts.exchange.noAnswer),
  go: ({ number }) => `${routeHref("run", "exchange", number)}?list=exchanges`,
};

/** @param titles of operations, by their ids */
const placeWay = (kind: IndexEntry["kind"], titles: ReadonlyMap<string, string>): Way<IndexEntry> => ({
  kind,
  id: ({ operationId, key }) => `${kind} ${operationId} ${key}`,
  title: ({ label }) => label,
  more: ({ name, operationId }) => `${name} ${operationId}`,
  byWords: false,
  lead: 0,
  aside: ({ name, label, operationId }) =>
    texts.find.of(name === label ? "" : name, titles.get(operationId) ?? operationId),
  go: ({ operationId, key }) => {
    const tab = kind === "input" ? "parameters" : "outputs";
    return `${routeHref("design", operationId)}?${new URLSearchParams({ tab, at: key })}`;
  },
});

const ofOperations = once(({ operations }: DesignAnswer) => operations.map((one) => entry(OPERATION, one)));
const ofFindings = once(({ findings }: FindingsAnswer) => findings.map((one) => entry(FINDING, one)));
const ofEvent = once((event: WorkbenchEvent) => entry(EVENT, event));
// Newest first.
const ofEvents = once((events: readonly WorkbenchEvent[]) => events.toReversed().map(ofEvent));
const ofCalls = once(({ exchanges }: ExchangesAnswer) =>
  exchanges.toReversed().map((one) => entry(CALL, one)),
);
/** In the words of the design: both answers are needed. */
const ofPlaces = once(({ entries }: IndexAnswer) =>
  once(({ operations }: DesignAnswer) => {
    const titles = new Map(operations.map((one) => [one.operationId, OPERATION.title(one)]));
    const ways = { input: placeWay("input", titles), output: placeWay("output", titles) };
    return entries.map((one) => entry(ways[one.kind], one));
  }),
);

const NONE: readonly Entry[] = [];

/** Makes something of an object once, for as long as the object is there. */
function once<Given extends object, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const made = new WeakMap<Given, Made>();
  return (given) => {
    let known = made.get(given);
    if (known === undefined) {
      known = make(given);
      made.set(given, known);
    }
    return known;
  };
}
