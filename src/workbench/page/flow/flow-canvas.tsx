import { Button } from "@fluentui/react-components";
import { type ReactNode, useRef } from "react";
import { StepCard } from "../design/step-card.tsx";
import { AddIcon, PlayIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { useData } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { useDraft } from "../state/drafts.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { AddStep } from "./add-step.tsx";
import { FlowBar } from "./flow-bar.tsx";
import { isUntouched, useSteps } from "./flow-draft.ts";
import { kindOf, kindTitle, operationIn } from "./kinds.tsx";
import { missingIn } from "./missing.ts";
import { StepIcon } from "./step-icon.tsx";
import {
  branchOf,
  everyStep,
  holdsSteps,
  orderOf,
  type Place,
  type Step,
  type Steps,
  titleOf,
} from "./steps.ts";
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

/** The flow as the designer draws it: one step below the other, loops and branches around theirs. */
export function FlowCanvas(props: Props) {
  const { design, operationId, answer, formKey, selected, onSelect } = props;
  const { source } = useData();
  const steps = useSteps(formKey);
  const draft = useDraft(formKey);
  const operations = useOperations(everyStep(steps).map(([, step]) => operationIn(step)));
  const flow = useRef<HTMLElement>(null);
  const onKeyDown = useRoving(flow, ".flow-stop");
  const head = design.operations.find((operation) => operation.operationId === operationId);
  const errors = answer?.findings.filter(({ severity }) => severity === "error").length ?? 0;
  const rootTitle = head?.title || operationId;

  const add = (place: Place) =>
    openDialog((close) => (
      <AddStep design={design} formKey={formKey} place={place} onAdded={onSelect} onClose={close} />
    ));

  const level = (inner: Steps, place: Place, empty: string): ReactNode => {
    const order = orderOf(inner);
    return (
      <>
        {order.length === 0 && (
          <>
            {place.of !== undefined && <span className="branch-empty">{texts.flow.emptyBranch}</span>}
            <AddButton label={empty} onAdd={() => add(place)} />
          </>
        )}
        {order.map((name, index) => (
          <div key={name} className="flow-step">
            {index > 0 && (
              <Between
                label={texts.flow.addAfter(titleOf(order[index - 1]!))}
                onAdd={() => add({ ...place, after: order[index - 1] })}
              />
            )}
            {step(name, inner[name]!)}
            {index === order.length - 1 && (
              <AddButton
                label={texts.flow.addAfter(titleOf(name))}
                onAdd={() => add({ ...place, after: name })}
              />
            )}
          </div>
        ))}
      </>
    );
  };

  const step = (name: string, one: Step): ReactNode => {
    const id = operationIn(one);
    const called = id === undefined ? undefined : operations.get(id)?.operation;
    const known = id === undefined || design.operations.some((operation) => operation.operationId === id);
    const untouched = isUntouched(steps);
    const missing = untouched ? [] : missingIn(one, called);
    const card = (
      <StepCard
        title={titleOf(name)}
        color={id === undefined ? kindOf(one.type).color : design.brandColor}
        icon={<StepIcon type={one.type} connector={id !== undefined} />}
        selected={selected === name}
        onSelect={() => onSelect(name)}
        stop
        foot={
          !known
            ? { bad: true, text: texts.flow.lostOperation(id!) }
            : missing.length > 0
              ? { bad: true, text: texts.flow.missing(missing.join(", ")) }
              : {
                  bad: false,
                  text: untouched
                    ? texts.flow.untouched
                    : id === undefined
                      ? footOf(one, name)
                      : called && called.title !== titleOf(name)
                        ? called.title
                        : "",
                }
        }
      />
    );
    if (!holdsSteps(one)) return card;
    if (one.type === "If")
      return (
        <section className="loop loop-if" aria-label={titleOf(name)}>
          {card}
          <div className="branches">
            {(["actions", "else"] as const).map((branch) => (
              <section
                key={branch}
                className="branch"
                aria-label={`${titleOf(name)}: ${branch === "actions" ? texts.flow.yes : texts.flow.no}`}
              >
                <span className={branch === "actions" ? "branch-name branch-yes" : "branch-name branch-no"}>
                  {branch === "actions" ? texts.flow.yes : texts.flow.no}
                </span>
                {level(
                  branchOf(one, branch),
                  { of: name, branch },
                  texts.flow.addInto(branch === "actions" ? texts.flow.yes : texts.flow.no),
                )}
              </section>
            ))}
          </div>
        </section>
      );
    return (
      <section className="loop" aria-label={texts.design.loopLabel(name, String(one["foreach"] ?? ""))}>
        {card}
        {one.type === "Foreach" && <code className="loop-over">{String(one["foreach"] ?? "")}</code>}
        <div className="loop-steps">
          {level(
            branchOf(one, "actions"),
            { of: name, branch: "actions" },
            texts.flow.addInto(titleOf(name)),
          )}
        </div>
      </section>
    );
  };

  // Before the steps of a flow that is there have come, nothing may be added: it would be saved instead of them.
  if (props.flow !== undefined && draft.steps === undefined) return <div className="canvas" />;
  const order = orderOf(steps);
  return (
    <div className="canvas">
      <FlowBar {...props} />
      <section className="flow" aria-label={texts.flow.label} ref={flow} onKeyDown={onKeyDown}>
        {head?.kind === "action" && (
          <>
            <StepCard title={texts.design.manualTrigger} color="#0b556a" icon={<PlayIcon aria-hidden />} />
            <span className="arrow" aria-hidden />
          </>
        )}
        <StepCard
          title={rootTitle}
          color={design.brandColor}
          icon={<StepIcon type={undefined} connector />}
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
        {order.length > 0 && (
          <Between label={texts.flow.addAfter(rootTitle)} onAdd={() => add({ after: undefined })} />
        )}
        {level(steps, {}, texts.flow.addFirst)}
        {source.actions && props.flow === undefined && (
          <p className="canvas-hint">
            {head?.kind === "action" ? texts.flow.actionFirst : texts.flow.notSaved}
          </p>
        )}
      </section>
    </div>
  );
}

function footOf(step: Step, name: string): string {
  const title = kindTitle(step.type);
  return title === titleOf(name) ? "" : title;
}

/** Between two steps: an arrow, on which a step can be put. */
function Between({ label, onAdd }: { label: string; onAdd(): void }) {
  return (
    <span className="between">
      <span className="arrow" aria-hidden />
      <button
        type="button"
        className="between-add flow-stop"
        aria-label={label}
        title={label}
        onClick={onAdd}
      >
        <AddIcon aria-hidden />
      </button>
    </span>
  );
}

/** Behind the last step. */
function AddButton({ label, onAdd }: { label: string; onAdd(): void }) {
  return (
    <span className="add-last">
      <span className="stem" aria-hidden />
      <Button size="small" className="flow-stop" icon={<AddIcon />} aria-label={label} onClick={onAdd}>
        {texts.flow.addStep}
      </Button>
    </span>
  );
}
