/** What of a workbench is kept, and how it comes back. */
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own, ownArray, ownString } from "../../json/values.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import type {
  CallRecord,
  ExchangeRecord,
  PageMemory,
  RunView,
  SampleRequest,
  WorkbenchEvent,
} from "../api.ts";
import type { Project } from "../project/project.ts";
import { flowRequest } from "../requests.ts";
import type { CallBook } from "../run/call-book.ts";
import type { WorkbenchLog } from "../run/event-log.ts";
import type { ExchangeStore } from "../run/exchange-store.ts";
import type { KeptFlow } from "../run/flow-book.ts";
import type { SampleBook } from "../run/sample-book.ts";
import type { Session } from "../run/session.ts";
import { describeScenario, readScenario, type ScenarioBook } from "../scenario/scenario-book.ts";
import { Keeper } from "./keeper.ts";
import { KeptFolder, type KeptPart } from "./kept-folder.ts";
import type { PageBook } from "./page-book.ts";
import { isMasked, withoutSecrets } from "./withheld.ts";

/** What of a workbench is needed to keep it. */
export interface Keepable {
  project: Project;
  session: Session;
  log: WorkbenchLog;
  exchanges: ExchangeStore;
  calls: CallBook;
  samples: SampleBook;
  scenarios: ScenarioBook;
  page: PageBook;
}

export type KeptName = "flows" | "page" | "calls" | "samples" | "history" | "scenarios";

/** Of what grows, so much is kept over a restart. Chosen: what somebody scrolls back to. */
const HISTORY = { events: 2_000, exchanges: 300, runs: 200, bytes: 2 * 1024 * 1024 };

export function keeperOf(workbench: Keepable): Keeper {
  const folder = new KeptFolder(workbench.project.root);
  const parts = [
    history(workbench, folder),
    calls(workbench),
    samples(workbench),
    scenarios(workbench),
    page(workbench),
    flows(workbench),
  ];
  return new Keeper({
    folder,
    // Who only looked at a connector finds no folder in it afterwards.
    parts: parts.map((part) => ({
      ...part,
      write() {
        const written = part.write();
        const empty =
          written && Object.values(written).every((list) => Array.isArray(list) && list.length === 0);
        return empty && !folder.has(part.name) ? undefined : written;
      },
    })),
    tell: (text) => workbench.session.tell("keep", "attention", text, {}),
  });
}

/**
 * The items of a list that may be kept. One that holds a secret all the same, such as in the id of its operation, is left out:
 * masked it would be of no use, and what stands for a secret is not kept either.
 */
function keepable(workbench: Keepable, items: readonly unknown[]): JsonValue {
  return (JSON.parse(JSON.stringify(items)) as JsonValue[]).filter((item) => {
    const text = JSON.stringify(item);
    return workbench.session.hidden(text) === text;
  });
}

function hidden(workbench: Keepable): (text: string) => string {
  return (text) => workbench.session.hidden(text);
}

function flows(workbench: Keepable): KeptPart {
  const check = schemaCheck(flowRequest.schema);
  return {
    name: "flows",
    // What they do when they come back is told behind the events from before; and they need something to run on.
    late: true,
    write() {
      const clean = hidden(workbench);
      const kept = workbench.session.flows.kept().map(({ request, name, ...flow }) => {
        const operation = workbench.project.shown.view.operation(request.operationId);
        const { values, withheld } = withoutSecrets(request.values ?? {}, clean, operation);
        const steps = isMasked((request.definition ?? request.actions ?? null) as JsonValue, clean);
        const { definition: _, actions: __, ...without } = request;
        const shown = clean(name);
        return {
          ...flow,
          name: shown,
          request: {
            ...(steps ? without : request),
            ...(request.name === undefined ? {} : { name: shown }),
            values,
          },
          ...(withheld.length > 0 ? { withheld } : {}),
          ...(steps ? { stepsWithheld: true } : {}),
        };
      });
      return { flows: keepable(workbench, kept) };
    },
    async read(value) {
      const kept = listOf(value, "flows").map((one): KeptFlow => {
        const request = own(one, "request");
        const id = ownString(one, "id");
        const name = ownString(one, "name");
        const [problem] = check(request);
        if (problem) throw wrong(`a flow is not one: ${problem.message}`);
        if (id === undefined || !/^f\d{1,9}$/.test(id) || name === undefined)
          throw wrong("a flow has no id or name");
        return { id, name, request: request as unknown as KeptFlow["request"], on: own(one, "on") === true };
      });
      await workbench.session.flows.restoreKept(kept);
    },
  };
}

function page(workbench: Keepable): KeptPart {
  return {
    name: "page",
    write() {
      const { forms, seen } = rememberable(workbench, workbench.page.memory);
      return { forms: keepable(workbench, forms), ...(forms.length > 0 || seen > 0 ? { seen } : {}) };
    },
    read(value) {
      const forms = listOf(value, "forms").map((form) => {
        const key = ownString(form, "key");
        const values = own(form, "values");
        if (key === undefined || !isObject(values)) throw wrong("a form has no key or values");
        return { key, values, rest: own(form, "rest") ?? null };
      });
      workbench.page.set({ forms, seen: own(value, "seen") === undefined ? 0 : numberOf(value, "seen") });
    },
  };
}

/** What the page remembers, without what is secret. */
export function rememberable(workbench: Keepable, { forms, seen }: PageMemory): PageMemory {
  const clean = hidden(workbench);
  return {
    seen,
    forms: forms.map(({ key, values, rest }) => ({
      key,
      values: withoutSecrets(values, clean, workbench.project.shown.view.operation(key)).values,
      rest: isMasked(rest, clean) ? null : rest,
    })),
  };
}

function calls(workbench: Keepable): KeptPart {
  return {
    name: "calls",
    write: () => ({ calls: keepable(workbench, workbench.calls.list().calls.slice(0, 100).reverse()) }),
    read(value) {
      const kept = listOf(value, "calls");
      for (const call of kept)
        if (
          typeof own(call, "number") !== "number" ||
          ownString(call, "operationId") === undefined ||
          !isObject(own(call, "values"))
        )
          throw wrong("a call has no number, operation or values");
      workbench.calls.restore(kept as unknown as CallRecord[]);
    },
  };
}

function samples(workbench: Keepable): KeptPart {
  return {
    name: "samples",
    write: () => ({
      samples: keepable(
        workbench,
        workbench.samples.all().filter(({ body }) => !isMasked(body, hidden(workbench))),
      ),
    }),
    read(value) {
      for (const one of listOf(value, "samples")) {
        const operationId = ownString(one, "operationId");
        const title = ownString(one, "title");
        const body = own(one, "body");
        if (operationId === undefined || title === undefined || body === undefined)
          throw wrong("an event has no operation, title or body");
        workbench.samples.save({ operationId, title, body } satisfies SampleRequest);
      }
    },
  };
}

function scenarios(workbench: Keepable): KeptPart {
  return {
    name: "scenarios",
    write: () =>
      JSON.parse(
        workbench.session.hidden(
          JSON.stringify({ scenarios: fitting(workbench.scenarios.all().map(describeScenario)) }),
        ),
      ) as JsonObject,
    read(value) {
      for (const scenario of listOf(value, "scenarios"))
        workbench.scenarios.add(readScenario(scenario, workbench.session));
    },
  };
}

/** Events, and the calls and runs that they speak of. */
function history(workbench: Keepable, folder: KeptFolder): KeptPart {
  const { log, exchanges, session } = workbench;
  return {
    name: "history",
    write() {
      // What happened alone is no reason to make a folder: reading the files is an event, too.
      const { flows: book, runs } = session;
      if (!folder.exists && book.kept().length === 0 && runs.count === 0 && workbench.calls.count === 0)
        return undefined;
      const written: JsonObject = {
        events: fitting(log.page({ limit: HISTORY.events }).events),
        exchanges: fitting(
          exchanges
            .page({ limit: HISTORY.exchanges })
            .exchanges.flatMap(({ number }) => exchanges.get(number) ?? []),
        ),
        runs: fitting(
          session.runs.newest(HISTORY.runs, session.flows.displayName, (id) => exchanges.numbersOf(id)),
        ),
        counts: { events: log.last, exchanges: exchanges.count, runs: session.runs.count },
      };
      // Records are without secrets already; what became known as one since is taken out now.
      return JSON.parse(workbench.session.hidden(JSON.stringify(written))) as JsonObject;
    },
    read(value) {
      const counts = own(value, "counts");
      const numbered = (name: string) => {
        const list = listOf(value, name);
        let last = 0;
        for (const one of list) {
          const number = numberOf(one, "number");
          if (number <= last) throw wrong(`${name} are not in their order`);
          last = number;
        }
        return { list, count: Math.max(last, numberOf(counts, name)) };
      };
      const [events, calls, runs] = [numbered("events"), numbered("exchanges"), numbered("runs")];
      for (const event of events.list)
        if (
          ownString(event, "text") === undefined ||
          ownString(event, "at") === undefined ||
          !isObject(own(event, "facts"))
        )
          throw wrong("an event has no text, time or facts");
      for (const call of calls.list)
        if (!isObject(own(call, "request")) || ownString(call, "phase") === undefined)
          throw wrong("a call has no request");
      for (const run of runs.list)
        if (ownString(run, "id") === undefined || !ownArray(run, "actions") || !isObject(own(run, "trigger")))
          throw wrong("a run has no id, trigger or steps");
      log.restore(events.list as unknown as WorkbenchEvent[], events.count);
      exchanges.restore(calls.list as unknown as ExchangeRecord[], calls.count);
      session.runs.restore(runs.list as unknown as RunView[], runs.count);
    },
  };
}

/** The newest of a list that take no more memory than is kept. */
function fitting<T>(list: readonly T[]): JsonValue {
  const kept: T[] = [];
  let bytes = 0;
  for (const one of list.toReversed()) {
    bytes += JSON.stringify(one).length;
    if (bytes > HISTORY.bytes) break;
    kept.push(one);
  }
  return kept.reverse() as unknown as JsonValue;
}

function listOf(value: JsonValue | undefined, name: string): JsonObject[] {
  const list = ownArray(value, name);
  if (!list?.every((one): one is JsonObject => isObject(one))) throw wrong(`"${name}" is not a list`);
  return list as JsonObject[];
}

function numberOf(value: JsonValue | undefined, name: string): number {
  const number = own(value, name);
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) return number;
  throw wrong(`"${name}" is not a number`);
}

function wrong(message: string): InputError {
  return new InputError(
    "kept-damaged",
    `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
    "It was put aside.",
  );
}
