/** What the page knows, where from, and how it hears of changes. One data source: a server or a recording. */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { DataSource, Part, WorkbenchEvent, WorkbenchState } from "../model.ts";
import { texts } from "../texts.ts";
import { EventStore, loadEvents } from "./event-store.ts";
import { noteSeen, startRemembering } from "./memory.ts";
import { tellAfterReload } from "./notices.ts";

export type Versions = Record<Part, number>;

export interface Data {
  source: DataSource;
  state: WorkbenchState;
  versions: Versions;
  /** `lost` while the server cannot be reached, `locked` when it was started again and does not know this page. */
  connection: "open" | "lost" | "locked";
  events: EventStore;
  /** Takes a state that an action has answered with, so that a switch does not wait for the stream. */
  accept(state: WorkbenchState): void;
  /** Answers that are kept while the page is open, by query. */
  cache: Map<string, { version: number; value: unknown }>;
  /** Questions that are under way: several parts of the page ask the same one at once. */
  asked: Map<string, { version: number; answer: Promise<unknown> }>;
}

const Context = createContext<Data | undefined>(undefined);

export function useData(): Data {
  const data = useContext(Context);
  if (!data) throw new Error("useData stands outside of DataProvider");
  return data;
}

export function DataProvider({
  source,
  initial,
  children,
}: {
  source: DataSource;
  initial: WorkbenchState;
  children: ReactNode;
}) {
  const [state, setState] = useState(initial);
  const [versions, setVersions] = useState<Versions>(initial.versions);
  const [connection, setConnection] = useState<Data["connection"]>("open");
  const events = useMemo(() => new EventStore(), []);
  const cache = useMemo<Data["cache"]>(() => new Map(), []);
  const asked = useMemo<Data["asked"]>(() => new Map(), []);
  const newest = useRef(initial.versions.state);

  const accept = useCallback((next: WorkbenchState) => {
    if (next.versions.state < newest.current) return;
    newest.current = next.versions.state;
    setState(next);
    setVersions(next.versions);
  }, []);

  useEffect(() => {
    let over = false;
    let asking = false;
    let again = false;
    // One question at a time: the stream may speak ten times a second.
    const refresh = () => {
      again = asking;
      if (asking) return;
      asking = true;
      const done = () => {
        asking = false;
        if (again && !over) refresh();
      };
      source
        .state()
        .then((next) => over || accept(next), ignore)
        .then(done);
    };
    const load = () => loadEvents(events, (options) => source.events(options)).catch(ignore);
    void load();
    const forget = startRemembering(source, initial.lastEvent);
    const stop = source.listen(initial.lastEvent, {
      events: (fresh) => {
        events.append(fresh);
        // In whatever view: it happened before their eyes.
        const last = fresh.at(-1);
        if (last && document.visibilityState === "visible") noteSeen(last.number);
      },
      state: (message) => {
        // Another process: everything it says is about something else.
        if (message.session !== initial.workbench.session) {
          tellAfterReload(texts.shell.restarted);
          window.location.reload();
          return;
        }
        setVersions((before) => (sameVersions(before, message.versions) ? before : message.versions));
        // The stream begins by saying how things are, which is what was just asked.
        if (message.versions.state > newest.current) refresh();
      },
      gap: () => {
        events.clear();
        void load();
      },
      connection: setConnection,
    });
    return () => {
      over = true;
      stop();
      forget();
    };
  }, [source, initial, events, accept]);

  const data = useMemo<Data>(
    () => ({ source, state, versions, connection, events, accept, cache, asked }),
    [source, state, versions, connection, events, accept, cache, asked],
  );
  return <Context.Provider value={data}>{children}</Context.Provider>;
}

function sameVersions(one: Versions, other: Versions): boolean {
  return (Object.keys(other) as Part[]).every((part) => one[part] === other[part]);
}

function ignore(): void {
  // The stream tells that the server is gone; the page says so in one place.
}

export function useEvents(): readonly WorkbenchEvent[] {
  const { events } = useData();
  return useSyncExternalStore(events.subscribe, events.list);
}

export interface Query<T> {
  data: T | undefined;
  error: Error | undefined;
  loading: boolean;
  reload(): void;
}

/**
 * An answer of the data source. Asked for again when its part changes; what was there stays until the new answer has come.
 * @param key names the question; another key is another question, whose old answer is not shown
 */
export function useQuery<T>(
  key: string | undefined,
  version: number,
  ask: (source: DataSource) => Promise<T>,
): Query<T> {
  const { source, cache, asked } = useData();
  const [, render] = useState(0);
  const [failure, setFailure] = useState<{ key: string; error: Error }>();
  const [forced, force] = useState(0);
  const question = useRef(ask);
  question.current = ask;
  const kept = key === undefined ? undefined : cache.get(key);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `forced` asks again on demand
  useEffect(() => {
    if (key === undefined || cache.get(key)?.version === version) return;
    let over = false;
    const underWay = asked.get(key);
    const answer = underWay?.version === version ? (underWay.answer as Promise<T>) : question.current(source);
    if (answer !== underWay?.answer) asked.set(key, { version, answer });
    answer.then(
      (value) => {
        // The answer to an older question may come last; it must not take the place of the newer one.
        if ((cache.get(key)?.version ?? 0) <= version) cache.set(key, { version, value });
        if (over) return;
        setFailure(undefined);
        render((count) => count + 1);
      },
      (error: unknown) =>
        over || setFailure({ key, error: error instanceof Error ? error : new Error(String(error)) }),
    );
    // Asked once more only when somebody wants that: a failure is not kept.
    answer.catch(ignore).finally(() => {
      if (asked.get(key)?.answer === answer) asked.delete(key);
    });
    return () => {
      over = true;
    };
  }, [key, version, source, cache, asked, forced]);

  const reload = useCallback(() => {
    if (key !== undefined) cache.delete(key);
    setFailure(undefined);
    force((count) => count + 1);
  }, [key, cache]);
  const error = failure?.key === key ? failure?.error : undefined;
  return {
    data: kept?.value as T | undefined,
    error,
    loading: key !== undefined && !error && kept?.version !== version,
    reload,
  };
}
