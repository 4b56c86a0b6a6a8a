import { useEffect, useMemo, useState } from "react";
import { ErrorState } from "../shell/error-state.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { safeColor } from "../state/format.ts";
import { useTab } from "../state/use-tab.ts";
import { texts } from "../texts.ts";
import { BrowsePanel } from "./browse-panel.tsx";
import { ComposePanel } from "./compose-panel.tsx";
import { ConnectorPanel } from "./connector-panel.tsx";
import { type Focus, FocusContext } from "./focus.ts";
import { OperationPanel } from "./operation-panel.tsx";
import { Stage } from "./stage.tsx";

const STEPS = ["operation", "compose"] as const;

/** The connector as a maker meets it: operations to pick, the canvas (or the file), the panel of the chosen step. */
export function DesignView({
  operationId,
  look,
}: {
  operationId: string | undefined;
  look: string | undefined;
}) {
  const { versions } = useData();
  const design = useQuery("design", versions.design, (source) => source.design());
  const operation = useQuery(
    operationId && `operation ${operationId}`,
    versions.design + versions.findings,
    (source) => source.operation(operationId!),
  );
  const [step, setStep] = useTab("step", STEPS);
  const compose = step === "compose";
  const [focus, setFocus] = useState<Focus>();
  const focused = useMemo(() => ({ focus, setFocus }), [focus]);
  const choose = (to: boolean) => setStep(to ? "compose" : "operation");

  const brand = safeColor(design.data?.brandColor) ?? "#000000";
  // On the document: pop-ups stand beside the view, not in it.
  useEffect(() => document.documentElement.style.setProperty("--brand", brand), [brand]);

  if (design.error && !design.data)
    return <ErrorState title={texts.design.failed} message={design.error.message} onRetry={design.reload} />;
  if (!design.data) return <Waiting label={texts.shell.loading} />;
  const answer = operation.data?.operation.operationId === operationId ? operation.data : undefined;
  return (
    <FocusContext value={focused}>
      <div className="design" data-step={operationId === undefined ? "browse" : "operation"}>
        <BrowsePanel design={design.data} chosen={operationId} />
        <Stage
          design={design.data}
          operationId={operationId}
          answer={answer}
          raw={look === "raw"}
          compose={compose}
          onStep={choose}
        />
        <aside className="panel" aria-label={texts.design.panel}>
          {operationId === undefined ? (
            <ConnectorPanel design={design.data} />
          ) : operation.error && !answer ? (
            <ErrorState
              title={texts.design.noSuchOperation}
              message={operation.error.message}
              onRetry={operation.reload}
            />
          ) : !answer ? (
            <Waiting label={texts.shell.loading} />
          ) : compose ? (
            <ComposePanel design={design.data} answer={answer} onClose={() => choose(false)} />
          ) : (
            <OperationPanel key={operationId} design={design.data} answer={answer} />
          )}
        </aside>
      </div>
    </FocusContext>
  );
}
