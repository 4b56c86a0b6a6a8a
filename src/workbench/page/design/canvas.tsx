import type { ReactNode } from "react";
import { AddIcon, BracesIcon, PlayIcon } from "../icons.ts";
import type { DesignAnswer, Loop, OperationAnswer } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { useDraft } from "../state/drafts.ts";
import { texts } from "../texts.ts";
import { loopsOf } from "./compose.ts";
import { focusSearch } from "./focus-search.ts";
import { LoopFrame } from "./loop-frame.tsx";
import { StepCard } from "./step-card.tsx";

interface Props {
  design: DesignAnswer;
  operationId: string | undefined;
  answer: OperationAnswer | undefined;
  compose: boolean;
  onStep(compose: boolean): void;
}

/** The flow: the chosen operation, and a step behind it in which its outputs can be tried. */
export function Canvas({ design, operationId, answer, compose, onStep }: Props) {
  const draft = useDraft(operationId ?? "");
  if (operationId === undefined) {
    return (
      <div className="canvas">
        <div className="flow">
          <button type="button" className="card card-empty" onClick={focusSearch}>
            <span className="card-body">
              <span className="card-icon card-icon-grey">
                <AddIcon aria-hidden />
              </span>
              <span className="card-title">{texts.design.addTrigger}</span>
            </span>
          </button>
          <p className="canvas-hint">{texts.design.addTriggerHint}</p>
        </div>
      </div>
    );
  }
  const head = design.operations.find((operation) => operation.operationId === operationId);
  const loops: Loop[] = answer ? loopsOf(draft, answer.operation) : [];
  const errors = answer?.findings.filter(({ severity }) => severity === "error").length ?? 0;
  const tried = (
    <StepCard
      title={texts.design.compose}
      color="#8c6cff"
      icon={<BracesIcon aria-hidden />}
      selected={compose}
      onSelect={() => onStep(true)}
    />
  );
  return (
    <div className="canvas">
      <div className="flow">
        {head?.kind === "action" && (
          <>
            <StepCard title={texts.design.manualTrigger} color="#0b556a" icon={<PlayIcon aria-hidden />} />
            <Arrow />
          </>
        )}
        <StepCard
          title={head?.title || operationId}
          color={design.brandColor}
          icon={<ConnectorIcon icon={design.icon} color={design.brandColor} size={24} />}
          selected={!compose}
          onSelect={() => onStep(false)}
          foot={
            answer?.operation.failure
              ? { bad: true, text: texts.design.cannotShow }
              : errors > 0
                ? { bad: true, text: texts.design.errorsOnCard(errors) }
                : { bad: false, text: head ? texts.design.cardFoot(head) : "" }
          }
        />
        <Arrow />
        {within(loops, tried)}
        <p className="canvas-hint">{loops.length > 0 ? texts.design.loopHint : texts.design.composeHint}</p>
      </div>
    </div>
  );
}

/** The step with its loops around it, outermost first. */
function within([loop, ...inner]: readonly Loop[], step: ReactNode): ReactNode {
  return loop ? <LoopFrame loop={loop}>{within(inner, step)}</LoopFrame> : step;
}

function Arrow() {
  return <span className="arrow" aria-hidden />;
}
