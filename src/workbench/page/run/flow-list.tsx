import { Button } from "@fluentui/react-components";
import { type ChangeEvent, useRef } from "react";
import { ImportIcon, PowerIcon } from "../icons.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData } from "../state/data.tsx";
import { tell } from "../state/notices.ts";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { FlowCard } from "./flow-card.tsx";

export function FlowList({ chosen }: { chosen: string | undefined }) {
  const { state } = useData();
  return (
    <>
      {state.flows.length === 0 ? (
        <EmptyState Icon={PowerIcon} title={texts.flows.none} text={texts.flows.noneText}>
          <a className="button-link" href="#/design">
            {texts.flows.toDesign}
          </a>
        </EmptyState>
      ) : (
        <ul className="plain-list flow-list" aria-label={texts.flows.list}>
          {state.flows.map((flow) => (
            <li key={flow.id}>
              <FlowCard flow={flow} chosen={flow.id === chosen} />
            </li>
          ))}
        </ul>
      )}
      <ImportFlow />
    </>
  );
}

/** Takes a flow from a file: one that was exported here, or from the platform. */
function ImportFlow() {
  const { source } = useData();
  const file = useRef<HTMLInputElement>(null);
  const deed = useAction(async (chosen: File) => {
    const { flow, notes } = await source.actions!.importFlow(await chosen.text());
    tell({ text: [texts.flows.imported(flow.name), ...notes].join(" ") });
    navigate("run", "flow", flow.id);
  });
  if (!source.actions) return null;
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    event.target.value = "";
    if (chosen) void deed.run(chosen);
  };
  return (
    <>
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <Button
        size="small"
        appearance="subtle"
        className="import-flow"
        icon={<ImportIcon />}
        disabled={deed.busy}
        onClick={() => file.current?.click()}
      >
        {texts.flows.importFlow}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={texts.flows.importLabel}
        onChange={take}
      />
    </>
  );
}
