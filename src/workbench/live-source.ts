/** The page's data from the server that serves it. Runs in the browser. */
import type {
  Actions,
  DataSource,
  PageOptions,
  StateMessage,
  StreamListener,
  WorkbenchEvent,
} from "./api.ts";
import { createCompareSource } from "./live/compare.ts";
import { createConnectorsSource } from "./live/connectors.ts";
import { createHttp } from "./live/http.ts";
import { createShipSource } from "./live/ship.ts";
import { sourceActions } from "./live/sources.ts";

/** @param base where the server is, without the slash at its end; the page's own folder by default */
export function createLiveSource(
  base = ".",
  request: typeof fetch = (...given) => fetch(...given),
): DataSource {
  const http = createHttp(base, request);
  const { ask, get, post, part, query } = http;
  const actions: Actions = {
    ...sourceActions(http),
    fix: (body) => post("fix", body),
    invoke: (body) => post("invoke", body),
    connect: (body) => post("connections", body),
    createFlow: (body) => post("flows", body),
    turnOn: (flow) => post(`flows/${part(flow)}/on`),
    turnOff: (flow) => post(`flows/${part(flow)}/off`),
    editFlow: (flow, body) => post(`flows/${part(flow)}/edit`, body),
    fire: (flow, body) => post(`flows/${part(flow)}/fire`, body),
    deleteFlow: (flow) => ask("DELETE", `flows/${part(flow)}`),
    restoreFlow: (flow) => post(`flows/${part(flow)}/restore`),
    importFlow: (text) => post("flows/import", { text }),
    resubmit: (run) => post(`runs/${part(run)}/resubmit`),
    saveSample: (sample) => post("samples", sample),
    renameSample: (operationId, title, to) =>
      post(`samples/${part(operationId)}/${part(title)}`, { title: to }),
    deleteSample: (operationId, title) => ask("DELETE", `samples/${part(operationId)}/${part(title)}`),
    startScenario: (name) => post("scenarios", { name }),
    stopScenario: () => post("scenarios/stop"),
    deleteScenario: (name) => ask("DELETE", `scenarios/${part(name)}`),
    replayScenario: (name) => post(`scenarios/${part(name)}/replay`),
    exportScenario: (name, format) => post(`scenarios/${part(name)}/export`, { format }),
    importScenario: (text) => post("scenarios/import", { text }),
    remember: (memory) => post("page", memory),
    replay: (exchange) => post(`exchanges/${exchange}/replay`),
    settings: (body) => post("settings", body),
    desk: (what, body) => post(`desk/${what}`, body),
  };
  return {
    kind: "live",
    actions,
    ship: createShipSource(http, base),
    compare: createCompareSource(http),
    connectors: createConnectorsSource(http),
    state: () => get("state"),
    design: () => get("design"),
    operation: (id) => get(`design/${part(id)}`),
    raw: (id) => get(`raw/${part(id)}`),
    findings: () => get("findings"),
    index: () => get("index"),
    code: (body) => post("code", body),
    dynamic: (body) => post("dynamic", body),
    sample: (id) => get(`sample/${part(id)}`),
    runs: (flow, options) => get(`flows/${part(flow)}/runs${query(options)}`),
    flowDefinition: (flow) => get(`flows/${part(flow)}/definition`),
    functions: () => get("functions"),
    calls: (operation) => get(`calls${query({ operation })}`),
    samples: () => get("samples"),
    scenarios: () => get("scenarios"),
    memory: () => get("page"),
    run: (id) => get(`runs/${part(id)}`),
    exchanges: (options?: PageOptions) => get(`exchanges${query(options)}`),
    exchange: (number) => get(`exchanges/${number}`),
    events: (options?: PageOptions) => get(`events${query(options)}`),
    desk: () => get("desk"),
    listen: (after, listener) => listen(base, after, listener, request),
  };
}

/** How long to wait before asking whether the server is back, in milliseconds. */
const ASK_AGAIN_MS = 2_000;

/**
 * `EventSource` resumes by itself with the last id it has seen, but gives up for good at the first answer that is not a stream: a
 * workbench that was started again at the same port refuses, because it has another key. Then the server is asked until it lets
 * this page in again.
 */
function listen(base: string, after: number, listener: StreamListener, request: typeof fetch): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = after;
  let over = false;
  const open = () => {
    const stream = new EventSource(`${base}/api/stream?after=${last}`);
    source = stream;
    const on = <T>(name: string, take: (value: T) => void) =>
      stream.addEventListener(name, (message) =>
        take(JSON.parse((message as MessageEvent<string>).data) as T),
      );
    on<WorkbenchEvent[]>("events", (events) => {
      last = events.at(-1)?.number ?? last;
      listener.events(events);
    });
    on<StateMessage>("state", (message) => listener.state(message));
    on<{ first: number }>("gap", ({ first }) => listener.gap(first));
    stream.addEventListener("open", () => listener.connection("open"));
    stream.addEventListener("error", () => {
      if (over) return;
      if (stream.readyState !== EventSource.CLOSED) return listener.connection("lost");
      void ask();
    });
  };
  const ask = async () => {
    let status = 0;
    try {
      ({ status } = await request(`${base}/api/state`, { credentials: "same-origin" }));
    } catch {
      // Not there yet.
    }
    if (over) return;
    if (status === 200) return open();
    listener.connection(status === 401 || status === 403 ? "locked" : "lost");
    timer = setTimeout(() => void ask(), ASK_AGAIN_MS);
  };
  open();
  return () => {
    over = true;
    clearTimeout(timer);
    source?.close();
  };
}
