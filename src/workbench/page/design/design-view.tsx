import { useEffect, useMemo, useState } from "react";
import { builtInAnswer, isBuiltIn } from "../flow/built-in.ts";
import { flowKey, useSteps, useTrigger } from "../flow/flow-draft.ts";
import { StepPanel } from "../flow/step-panel.tsx";
import { findStep } from "../flow/steps.ts";
import { TriggerPanel } from "../flow/trigger-panel.tsx";
import type { JsonObject } from "../model.ts";
import { ErrorState } from "../shell/error-state.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { changeDraft, draftOf } from "../state/drafts.ts";
import { FormContext, useDraftForm } from "../state/form.ts";
import { safeColor } from "../state/format.ts";
import { chooseTab, routeHref, useRoute } from "../state/route.ts";
import { texts } from "../texts.ts";
import { BrowsePanel } from "./browse-panel.tsx";
import { ConnectorPanel } from "./connector-panel.tsx";
import { type Focus, FocusContext } from "./focus.ts";
import { OperationPanel } from "./operation-panel.tsx";
import { Stage } from "./stage.tsx";

/** The chosen step in an address that names none: the first one. */
const FIRST = "trigger";

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
    operationId && !isBuiltIn(operationId) ? `operation ${operationId}` : undefined,
    versions.design + versions.findings,
    (source) => source.operation(operationId!),
  );
  const { query } = useRoute();
  // Steps of a flow that is there already are a form of their own.
  const flow = query["flow"];
  const formKey = flow === undefined ? (operationId ?? "") : flowKey(flow);
  const loaded = useFlowForm(flow);
  const form = useDraftForm(formKey);
  const steps = useSteps(formKey);
  const named = query["step"];
  const step = named !== undefined && findStep(steps, named) ? named : undefined;
  const trigger = useTrigger(formKey, operationId ?? "");
  const builtIn = useMemo(
    () =>
      operationId !== undefined && isBuiltIn(operationId) ? builtInAnswer(operationId, trigger) : undefined,
    [operationId, trigger],
  );
  const [focus, setFocus] = useState<Focus>();
  const focused = useMemo(() => ({ focus, setFocus }), [focus]);
  const choose = (to: string | undefined) => chooseTab("step", to ?? FIRST);

  const brand = safeColor(design.data?.brandColor) ?? "#000000";
  // On the document: pop-ups are beside the view, not in it.
  useEffect(() => document.documentElement.style.setProperty("--brand", brand), [brand]);

  if (design.error && !design.data)
    return <ErrorState title={texts.design.failed} message={design.error.message} onRetry={design.reload} />;
  if (!design.data) return <Waiting label={texts.shell.loading} />;
  const answer =
    builtIn ?? (operation.data?.operation.operationId === operationId ? operation.data : undefined);
  return (
    <FocusContext value={focused}>
      <div className="design" data-step={operationId === undefined ? "browse" : "operation"}>
        <BrowsePanel design={design.data} chosen={operationId} />
        <Stage
          design={design.data}
          operationId={operationId}
          answer={answer}
          missing={operation.error !== undefined && !answer}
          raw={look === "raw"}
          formKey={formKey}
          flow={flow}
          step={step}
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
              next={<a href={routeHref("design")}>{texts.design.allOperations}</a>}
            />
          ) : loaded.error ? (
            <ErrorState title={texts.flows.gone} message={loaded.error.message} onRetry={loaded.reload} />
          ) : !answer || loaded.loading ? (
            <Waiting label={texts.shell.loading} />
          ) : step !== undefined ? (
            <StepPanel
              key={`${formKey} ${step}`}
              design={design.data}
              answer={answer}
              formKey={formKey}
              name={step}
              onSelect={choose}
            />
          ) : builtIn ? (
            <TriggerPanel key={formKey} operationId={operationId} formKey={formKey} flow={flow} />
          ) : (
            <FormContext value={form}>
              <OperationPanel key={formKey} design={design.data} answer={answer} />
            </FormContext>
          )}
        </aside>
      </div>
    </FocusContext>
  );
}

/** Fills the form of a flow with what is saved of it, unless somebody has begun to change it. */
function useFlowForm(flow: string | undefined): {
  loading: boolean;
  error: Error | undefined;
  reload(): void;
} {
  const asked = flow !== undefined && draftOf(flowKey(flow)).steps === undefined;
  const saved = useQuery(asked ? `flow definition ${flow}` : undefined, 0, (source) =>
    source.flowDefinition(flow!),
  );
  useEffect(() => {
    if (flow === undefined || !saved.data || draftOf(flowKey(flow)).steps !== undefined) return;
    const { values, definition, trigger } = saved.data;
    changeDraft(flowKey(flow), () => ({
      values,
      ...(trigger ? { trigger: trigger as unknown as JsonObject } : {}),
      added: Object.keys(values),
      steps: (definition?.actions ?? {}) as unknown as JsonObject,
    }));
  }, [flow, saved.data]);
  return { loading: saved.loading, error: saved.error, reload: saved.reload };
}
