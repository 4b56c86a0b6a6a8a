import { HistoryIcon } from "../icons.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { RunTable } from "./run-table.tsx";

/** Runs of all flows. */
export function RunList({ chosen }: { chosen: string | undefined }) {
  const { state } = useData();
  const withRuns = state.flows.filter(({ runs }) => runs > 0);
  if (withRuns.length === 0)
    return <EmptyState Icon={HistoryIcon} title={texts.flows.noRuns} text={texts.flows.noRunsText} />;
  return (
    <div className="run-list">
      {withRuns.map((flow) => (
        <section key={flow.id} aria-label={flow.name}>
          <h3 className="panel-subtitle">{flow.name}</h3>
          <RunTable flow={flow.id} chosen={chosen} />
        </section>
      ))}
    </div>
  );
}
