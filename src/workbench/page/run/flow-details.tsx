import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { BellIcon, DeleteIcon, PowerIcon } from "../icons.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { Facts } from "../shell/facts.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { brief, dateTime } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { FireDialog } from "./fire-dialog.tsx";
import { FlowEditor } from "./flow-editor.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { RunTable } from "./run-table.tsx";

/** A flow in full: why its trigger is as it is, what it was given, where it is subscribed, its runs. */
export function FlowDetails({ id }: { id: string }) {
  const { state, source, versions } = useData();
  const flow = state.flows.find((one) => one.id === id);
  const [firing, setFiring] = useState(false);
  const remove = useAction(async () => {
    await source.actions!.deleteFlow(id);
    navigate("run");
  });
  const operation = useQuery(
    flow && `operation ${flow.operation}`,
    versions.design + versions.findings,
    (from) => from.operation(flow!.operation),
  );
  const labels = new Map(operation.data?.operation.inputs.map(({ key, label }) => [key, label.text]));
  if (!flow) return <EmptyState Icon={PowerIcon} title={texts.flows.gone} />;
  const words = texts.flows;
  return (
    <>
      <div className="details-head">
        <h2 className="details-title">{flow.name}</h2>
      </div>
      <div className="row wrap">
        <HealthBadge health={flow.health} />
        <span className="muted">{words.kinds[flow.kind]}</span>
      </div>
      <ul className="explanation">
        {flow.explanation.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TroubleBar trouble={remove.trouble} onDismiss={remove.dismiss} />
      {source.actions && (
        <div className="row wrap details-actions">
          <Button
            size="small"
            icon={<BellIcon />}
            disabled={flow.state !== "on"}
            onClick={() => setFiring(true)}
          >
            {words.fire}
          </Button>
          <FlowEditor flow={flow} />
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteIcon />}
            disabled={remove.busy}
            onClick={() => void remove.run()}
          >
            {words.delete}
          </Button>
        </div>
      )}
      <Facts
        rows={[
          [words.trigger, `${flow.title} (${flow.operation})`],
          ...Object.entries(flow.values).map(
            ([key, value]) => [labels.get(key) ?? key, brief(value)] as const,
          ),
          ...(flow.recurrenceSeconds !== undefined
            ? [[words.every, words.seconds(flow.recurrenceSeconds)] as const]
            : []),
          ...(flow.location ? [[words.location, <code key="location">{flow.location}</code>] as const] : []),
          ...(flow.callbackUrl
            ? [[words.callback, <code key="callback">{flow.callbackUrl}</code>] as const]
            : []),
          ...(flow.nextPollAt ? [[words.nextPoll, dateTime(flow.nextPollAt)] as const] : []),
          ...(flow.reason?.nextAttemptAt
            ? [[words.nextAttempt, dateTime(flow.reason.nextAttemptAt)] as const]
            : []),
          ...(flow.orphans.length > 0
            ? [[words.orphans, flow.orphans.map(({ message }) => message).join("\n")] as const]
            : []),
        ]}
      />
      <h3 className="panel-subtitle">{words.history}</h3>
      <RunTable flow={flow.id} />
      {firing && <FireDialog flow={flow} onClose={() => setFiring(false)} />}
    </>
  );
}
