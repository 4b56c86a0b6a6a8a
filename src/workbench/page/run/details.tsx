import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { DismissIcon, PulseIcon } from "../icons.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { texts } from "../texts.ts";
import { EventDetails } from "./event-details.tsx";
import { ExchangeDetails } from "./exchange-details.tsx";
import { FlowDetails } from "./flow-details.tsx";
import { RunDetails } from "./run-details.tsx";

/** The one thing that is looked at: an event, an exchange, a run, a flow. */
export function Details({
  pane,
  id,
  onClose,
}: {
  pane: string | undefined;
  id: string | undefined;
  onClose(): void;
}) {
  const content = contentOf(pane, id);
  if (!content)
    return <EmptyState Icon={PulseIcon} title={texts.run.nothingChosen} text={texts.run.nothingChosenText} />;
  return (
    <>
      <Button
        className="details-close"
        appearance="subtle"
        icon={<DismissIcon />}
        aria-label={texts.run.closeDetails}
        onClick={onClose}
      />
      {content}
    </>
  );
}

function contentOf(pane: string | undefined, id: string | undefined): ReactNode {
  if (id === undefined) return undefined;
  if (pane === "event") return <EventDetails number={Number(id)} />;
  if (pane === "exchange") return <ExchangeDetails key={id} number={Number(id)} />;
  if (pane === "run") return <RunDetails id={id} />;
  return pane === "flow" ? <FlowDetails id={id} /> : undefined;
}
