import { Badge, Link, Switch } from "@fluentui/react-components";
import type { FlowView } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { errorText, shortMoment } from "../state/format.ts";
import { routeHref } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { HealthBadge } from "./health-badge.tsx";

/** A flow at a glance: its trigger's health and why, on or off, its last run. */
export function FlowCard({ flow, chosen }: { flow: FlowView; chosen: boolean }) {
  const { source, state } = useData();
  const toggle = useAction(async (on: boolean) => {
    const next = await (on ? source.actions!.turnOn(flow.id) : source.actions!.turnOff(flow.id));
    announce(texts.flows.healthWords[next.health]);
  });
  const on = flow.state === "on";
  return (
    <article className={chosen ? "flow-card flow-card-chosen" : "flow-card"} aria-label={flow.name}>
      <div className="flow-top">
        <a className="flow-name" href={routeHref("run", "flow", flow.id)}>
          {flow.name}
        </a>
        {source.actions && (
          <Switch
            className="flow-switch"
            checked={on}
            disabled={toggle.busy || flow.lost !== undefined}
            aria-label={texts.flows.switch(flow.name)}
            onChange={(_, { checked }) => void toggle.run(checked)}
          />
        )}
      </div>
      {!flow.name.startsWith(flow.title) && <p className="flow-trigger">{flow.title}</p>}
      <div className="row wrap">
        <HealthBadge health={flow.health} kind={flow.kind} />
        {flow.state === "suspended" && (
          <Badge color="danger" appearance="tint">
            {texts.flows.suspended}
          </Badge>
        )}
        <span className="muted">{texts.flows.runs(flow.runs)}</span>
        {flow.lastRun && (
          <Link href={routeHref("run", "run", flow.lastRun.id)}>
            {texts.flows.lastRun(
              texts.run.statuses[flow.lastRun.status],
              shortMoment(flow.lastRun.at, state.clock.now),
            )}
          </Link>
        )}
      </div>
      {flow.lost && <p className="field-error">{flow.lost}</p>}
      {flow.reason && <p className="flow-reason">{errorText(flow.reason.message)}</p>}
      <TroubleBar trouble={toggle.trouble} onDismiss={toggle.dismiss} />
    </article>
  );
}
