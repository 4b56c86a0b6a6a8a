import { PowerIcon } from "../icons.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { FlowCard } from "./flow-card.tsx";

export function FlowList({ chosen }: { chosen: string | undefined }) {
  const { state } = useData();
  if (state.flows.length === 0)
    return (
      <EmptyState Icon={PowerIcon} title={texts.flows.none} text={texts.flows.noneText}>
        <a className="button-link" href="#/design">
          {texts.flows.toDesign}
        </a>
      </EmptyState>
    );
  return (
    <ul className="plain-list flow-list" aria-label={texts.flows.list}>
      {state.flows.map((flow) => (
        <li key={flow.id}>
          <FlowCard flow={flow} chosen={flow.id === chosen} />
        </li>
      ))}
    </ul>
  );
}
