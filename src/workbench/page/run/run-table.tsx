import { Badge } from "@fluentui/react-components";
import type { RunHead } from "../model.ts";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { duration, moment } from "../state/format.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";

export const STATUS_COLORS: Record<RunHead["status"], "success" | "danger" | "informative"> = {
  running: "informative",
  waiting: "informative",
  cancelled: "informative",
  "timed-out": "danger",
  succeeded: "success",
  failed: "danger",
};

/** The run history of one flow, newest first. */
export function RunTable({ flow, chosen }: { flow: string; chosen?: string | undefined }) {
  const { state } = useData();
  const own = state.flows.find(({ id }) => id === flow);
  // A run that starts or ends changes the flow's last run.
  const version = `${own?.runs} ${own?.lastRun?.id} ${own?.lastRun?.status}`;
  const answer = useQuery(`runs ${flow} ${version}`, 0, (source) => source.runs(flow, { limit: 100 }));
  const runs = answer.data?.runs;
  if (!runs)
    return answer.error ? (
      <p className="hint">{answer.error.message}</p>
    ) : (
      <Waiting small label={texts.shell.loading} />
    );
  if (runs.length === 0) return <p className="hint">{texts.flows.noRuns}</p>;
  return (
    <ul className="plain-list run-table" aria-label={texts.flows.history}>
      {runs.map((run) => (
        <li key={run.id}>
          <a
            className="run-row"
            href={routeHref("run", "run", run.id)}
            aria-current={run.id === chosen ? "true" : undefined}
          >
            <Badge appearance="tint" color={STATUS_COLORS[run.status]}>
              {texts.run.statuses[run.status]}
            </Badge>
            <span>{moment(run.startedAt)}</span>
            <span className="muted">
              {run.endedAt && run.endedAt !== run.startedAt
                ? duration(Date.parse(run.endedAt) - Date.parse(run.startedAt))
                : ""}
            </span>
          </a>
        </li>
      ))}
      {answer.data?.more && <li className="hint">{texts.flows.moreRuns}</li>}
    </ul>
  );
}
