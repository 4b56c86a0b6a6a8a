/** The workbench at one moment, as the API tells it. */
import { VERSION } from "../machine/version.ts";
import { type Clock, RETRY_PROFILES } from "../platform/index.ts";
import type { ConnectorInfo, Part, WorkbenchState } from "./api.ts";
import type { WorkbenchBackend } from "./backends/backend.ts";
import { PARTS } from "./project/fingerprint.ts";
import type { Project } from "./project/project.ts";
import type { Views } from "./project/views.ts";
import type { WorkbenchLog } from "./run/event-log.ts";
import type { ExchangeStore } from "./run/exchange-store.ts";
import type { Session } from "./run/session.ts";

/** What of a workbench its state is made of. */
export interface Describable {
  id: string;
  undecided: boolean;
  versions: Record<Part, number>;
  project: Project;
  views: Views;
  backend: WorkbenchBackend;
  session: Session;
  exchanges: ExchangeStore;
  log: WorkbenchLog;
  clock: Clock;
  /** Milliseconds by which its clock was moved ahead of the real one since the start. */
  aheadMs: number;
}

/** Everything that a page shows of a workbench at one moment. */
export function stateOf(workbench: Describable): WorkbenchState {
  const { session, clock, log, backend } = workbench;
  const next = clock.pending()[0];
  return {
    workbench: {
      version: VERSION,
      session: workbench.id,
      ...(workbench.undecided ? { undecided: true } : {}),
    },
    versions: workbench.versions,
    connector: connectorOf(workbench),
    findings: workbench.views.counts(),
    backend: backend.info,
    clock: {
      now: new Date(clock.now()).toISOString(),
      aheadMs: workbench.aheadMs,
      nextAt: next === undefined ? undefined : new Date(next).toISOString(),
    },
    settings: {
      product: session.product,
      retryProfile: session.retryProfile,
      retryProfiles: RETRY_PROFILES.map(({ id }) => id),
      throttle: session.throttle,
      quirks: backend.quirks.list(),
      faultPresets: backend.faults.presets,
      faults: backend.faults.list(),
    },
    connections: session.connections.views(),
    defaultConnection: session.connections.default,
    flows: session.flows.views(),
    faults: session.faults,
    violations: session.clean(session.violations),
    counts: {
      runs: session.runs.count,
      exchanges: workbench.exchanges.count,
      events: log.last,
      violations: session.violationCount,
    },
    lastEvent: log.last,
  };
}

function connectorOf({ project, session }: Describable): ConnectorInfo {
  const { current, shown } = project;
  const { connector } = current;
  const { failure } = current.view.head;
  const files = PARTS.flatMap((part) => {
    const file = connector[part];
    if (!file) return [];
    const encoding = "encoding" in file ? { encoding: file.encoding } : {};
    return [{ part, file: file.file, bytes: file.bytes.length, ...encoding }];
  });
  return {
    name: connector.name,
    folder: project.target,
    title: shown.view.head.title,
    revision: current.number,
    readAt: new Date(current.readAt).toISOString(),
    stale: failure && {
      message: failure.message,
      help: failure.help,
      since: new Date(project.staleSince ?? current.readAt).toISOString(),
    },
    notRunnable: session.notRunnable,
    files,
  };
}
