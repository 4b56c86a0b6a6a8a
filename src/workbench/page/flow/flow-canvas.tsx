import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { StepCard } from "../design/step-card.tsx";
import { PlayIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { useData } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { useDraft } from "../state/drafts.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { AddStep } from "./add-step.tsx";
import { builtInTitle, isBuiltIn } from "./built-in.ts";
import { CanvasContext } from "./canvas-context.ts";
import { copy, move, paste, remove } from "./change-flow.ts";
import { FlowBar } from "./flow-bar.tsx";
import { redoSteps, stepsOf as stepsOfForm, undoSteps, useSteps } from "./flow-draft.ts";
import { FlowLevel } from "./flow-level.tsx";
import { kindOf, operationIn } from "./kinds.tsx";
import { makeFlow } from "./make-flow.ts";
import { StepIcon } from "./step-icon.tsx";
import { everyStep, findStep, orderOf, type Place, whereIs } from "./steps.ts";
import { useOperations } from "./use-operations.ts";

interface Props {
  design: DesignAnswer;
  /** The first step: a trigger, or an action that is tried. */
  operationId: string;
  answer: OperationAnswer | undefined;
  /** Of the form in which the flow is kept. */
  formKey: string;
  flow: string | undefined;
  selected: string | undefined;
  onSelect(step: string | undefined): void;
}

/** The flow as the designer draws it: one step below the other, parallel branches side by side, loops and branches around theirs. */
export function FlowCanvas(props: Props) {
  const { design, operationId, answer, formKey, selected, onSelect } = props;
  const { source } = useData();
  const steps = useSteps(formKey);
  const draft = useDraft(formKey);
  const operations = useOperations(everyStep(steps).map(([, step]) => operationIn(step)));
  const flow = useRef<HTMLElement>(null);
  const onRoving = useRoving(flow, ".flow-stop");
  const [dragged, setDragged] = useState<string>();
  /** What is to have the focus once the flow is drawn: a step, or if that is gone what is now in its place. */
  const [focus, setFocus] = useState<{ step: string | undefined; at?: number }>();
  const head = design.operations.find((operation) => operation.operationId === operationId);
  const builtIn = isBuiltIn(operationId);
  const errors = answer?.findings.filter(({ severity }) => severity === "error").length ?? 0;
  const rootTitle = builtIn ? builtInTitle(operationId) : head?.title || operationId;
  const canChange = source.actions !== undefined;

  // A step that was moved or pasted is drawn again: whoever did it with keys is still at it.
  useEffect(() => {
    if (!focus) return;
    const stops = stopsOf(flow.current);
    const step = focus.step === undefined ? undefined : cardOf(flow.current, focus.step);
    (step ?? stops[Math.min(focus.at ?? 0, stops.length - 1)])?.focus();
  }, [focus]);

  const add = (place: Place) =>
    openDialog((close) => (
      <AddStep design={design} formKey={formKey} place={place} onAdded={onSelect} onClose={close} />
    ));
  const onKeyDown = (event: KeyboardEvent) => {
    if (canChange && onStepKey(event)) event.preventDefault();
    else onRoving(event);
  };
  /** @returns whether it was one of the keys that change the flow */
  const onStepKey = ({ key, altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): boolean => {
    const command = ctrlKey || metaKey;
    const letter = key.toLowerCase();
    const at = stopsOf(flow.current).indexOf(target as HTMLElement);
    const step = (target as HTMLElement).closest<HTMLElement>("[data-step]")?.dataset["step"];
    if (command && (letter === "z" || letter === "y")) {
      if (letter === "y" || shiftKey) redoSteps(formKey);
      else undoSteps(formKey);
      setFocus({ step, at });
      return true;
    }
    const name = step;
    if (name === undefined || !findStep(stepsOfForm(formKey), name)) return false;
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      move(formKey, name, key === "ArrowUp" ? -1 : 1);
      setFocus({ step: name });
      return true;
    }
    if (key === "Delete" || (command && letter === "x")) {
      if (key !== "Delete") copy(formKey, name);
      // The next step, or the one before it: what is inside goes with it.
      const cards = stopsOf(flow.current).filter((one) => one.dataset["step"] !== undefined);
      const place = cards.findIndex((one) => one.dataset["step"] === name);
      remove(formKey, name);
      if (selected === name) onSelect(undefined);
      const near = [...cards.slice(place + 1), ...cards.slice(0, place).reverse()]
        .map((one) => one.dataset["step"]!)
        .find((one) => findStep(stepsOfForm(formKey), one));
      setFocus({ step: near, at });
      return true;
    }
    if (command && letter === "c" && window.getSelection()?.isCollapsed !== false) {
      copy(formKey, name);
      return true;
    }
    if (command && letter === "v") {
      const level = whereIs(stepsOfForm(formKey), name);
      const made = level && paste(formKey, { ...level, after: name });
      if (made !== undefined) setFocus({ step: made });
      return true;
    }
    return false;
  };

  // Before the steps of a flow that is there have come, nothing may be added: it would be saved instead of them.
  if (props.flow !== undefined && draft.steps === undefined) return <div className="canvas" />;
  return (
    <CanvasContext
      value={{
        design,
        formKey,
        steps,
        operations,
        selected,
        canChange,
        onSelect,
        onAdd: add,
        dragged,
        onDrag: setDragged,
        onFocus: (step) => setFocus({ step }),
      }}
    >
      <div className="canvas">
        <FlowBar {...props} />
        <section
          className={dragged === undefined ? "flow" : "flow flow-dragging"}
          aria-label={texts.flow.label}
          aria-description={canChange ? texts.flow.canvasKeys : undefined}
          ref={flow}
          onKeyDown={onKeyDown}
        >
          {head?.kind === "action" && (
            <>
              <StepCard title={texts.design.manualTrigger} color="#0b556a" icon={<PlayIcon aria-hidden />} />
              <span className="arrow" aria-hidden />
            </>
          )}
          <StepCard
            title={rootTitle}
            color={builtIn ? kindOf(answer?.operation.nodeType).color : design.brandColor}
            icon={<StepIcon type={builtIn ? answer?.operation.nodeType : undefined} connector={!builtIn} />}
            selected={selected === undefined}
            onSelect={() => onSelect(undefined)}
            stop
            foot={
              answer?.operation.failure
                ? { bad: true, text: texts.design.cannotShow }
                : errors > 0
                  ? { bad: true, text: texts.design.errorsOnCard(errors) }
                  : { bad: false, text: head ? texts.design.cardFoot(head) : "" }
            }
          />
          <FlowLevel level={{}} empty={texts.flow.addFirst} from={rootTitle} />
          {canChange && props.flow === undefined && head?.kind === "action" && (
            <p className="canvas-hint">
              {texts.flow.actionFirst}{" "}
              <button
                type="button"
                className="text-button"
                onClick={() => answer && makeFlow(answer.operation, draft.values, stepsOfForm(formKey))}
              >
                {texts.flow.makeFlow}
              </button>
            </p>
          )}
          {canChange && props.flow === undefined && head?.kind === "trigger" && orderOf(steps).length > 0 && (
            <p className="canvas-hint">{texts.flow.notSaved}</p>
          )}
        </section>
      </div>
    </CanvasContext>
  );
}

/** Everything that arrow keys go through. */
function stopsOf(flow: HTMLElement | null): HTMLElement[] {
  return [...(flow?.querySelectorAll<HTMLElement>(".flow-stop") ?? [])];
}

function cardOf(flow: HTMLElement | null, step: string): HTMLElement | undefined {
  return [...(flow?.querySelectorAll<HTMLElement>("[data-step]") ?? [])].find(
    (one) => one.dataset["step"] === step,
  );
}
