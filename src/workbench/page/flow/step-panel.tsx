import { Button, Checkbox, Input, Toolbar, ToolbarButton } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { PanelHead } from "../design/panel-head.tsx";
import { useRequiredShown } from "../design/required.ts";
import { ArrowDownIcon, ArrowUpIcon, CheckIcon, DeleteIcon, EditIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { Section } from "../shell/section.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { tell } from "../state/notices.ts";
import { texts } from "../texts.ts";
import { CallForm } from "./call-form.tsx";
import { changeSteps, stepsOf, undoSteps, useSteps } from "./flow-draft.ts";
import { kindTitle, operationIn } from "./kinds.tsx";
import { StepFields } from "./step-fields.tsx";
import { StepIcon } from "./step-icon.tsx";
import {
  beforeOf,
  canMove,
  everyStep,
  findStep,
  freeName,
  moveStep,
  nameOf,
  removeStep,
  renameStep,
  replaceStep,
  type Step,
  statusesOf,
  titleOf,
} from "./steps.ts";
import { type TokenScope, TokenScopeContext } from "./token-scope.ts";
import { pick, tokenFor, tokenSources } from "./token-sources.ts";
import { useOperations } from "./use-operations.ts";

const STATUSES = ["Succeeded", "Failed", "Skipped", "TimedOut"] as const;

/** Everything about one step of the flow: its name and place, its fields, when it runs, how it is written. */
export function StepPanel(props: {
  design: DesignAnswer;
  /** The first step of the flow. */
  answer: OperationAnswer;
  formKey: string;
  name: string;
  onSelect(name: string | undefined): void;
}) {
  const { answer, formKey, name, onSelect } = props;
  const steps = useSteps(formKey);
  const step = findStep(steps, name);
  const operations = useOperations(everyStep(steps).map(([, one]) => operationIn(one)));
  const complaining = useRequiredShown(formKey);
  const scope = useMemo<TokenScope>(() => {
    const sources = tokenSources(steps, name, answer.operation, operations);
    return {
      sources,
      complaining,
      find: (expression) => tokenFor(expression, sources, steps, name),
      pick(token) {
        const { steps: next, expression, loop } = pick(stepsOf(formKey), name, token);
        changeSteps(formKey, () => next);
        if (loop !== undefined) announce(texts.flow.looped(titleOf(loop)));
        return expression;
      },
    };
  }, [steps, name, answer, operations, formKey, complaining]);
  if (!step) return null;
  const id = operationIn(step);
  // Where the step stands is not the form's business: picking an output may just have moved it into a loop.
  const write = (next: Step) =>
    changeSteps(
      formKey,
      (all) => {
        const { runAfter, actions, else: other } = findStep(all, name) ?? next;
        const place = { runAfter, actions, else: other };
        const kept = Object.entries(place).filter(([, value]) => value !== undefined);
        return replaceStep(all, name, { ...next, ...Object.fromEntries(kept) } as Step);
      },
      false,
    );
  const runAfter = (statuses: readonly string[]) =>
    changeSteps(formKey, (all) =>
      replaceStep(all, name, { ...findStep(all, name)!, runAfter: { [before!]: [...statuses] } }),
    );
  const remove = () => {
    changeSteps(formKey, (all) => removeStep(all, name));
    onSelect(undefined);
    tell({ text: texts.flow.deleted(titleOf(name)), undo: async () => undoSteps(formKey) });
  };
  const move = (by: 1 | -1) => {
    changeSteps(formKey, (all) => moveStep(all, name, by));
    announce(texts.flow.moved(titleOf(name)));
  };
  const [before] = beforeOf(step);
  const called = id === undefined ? undefined : operations.get(id);
  return (
    <TokenScopeContext value={scope}>
      <PanelHead
        icon={<StepIcon type={step.type} connector={id !== undefined} size={32} />}
        title={titleOf(name)}
        onClose={() => onSelect(undefined)}
      />
      <NameEditor
        key={name}
        name={name}
        onRename={(title) => {
          const wanted = nameOf(title);
          if (wanted === name) return undefined;
          if (wanted === "") return texts.flow.nameEmpty;
          if (freeName(stepsOf(formKey), wanted) !== wanted && wanted.toLowerCase() !== name.toLowerCase())
            return texts.flow.nameTaken(titleOf(wanted));
          changeSteps(formKey, (all) => renameStep(all, name, wanted));
          onSelect(wanted);
          return undefined;
        }}
      >
        <ToolbarButton
          icon={<ArrowUpIcon />}
          aria-label={texts.flow.moveUp}
          title={texts.flow.moveUp}
          disabled={!canMove(steps, name, -1)}
          onClick={() => move(-1)}
        />
        <ToolbarButton
          icon={<ArrowDownIcon />}
          aria-label={texts.flow.moveDown}
          title={texts.flow.moveDown}
          disabled={!canMove(steps, name, 1)}
          onClick={() => move(1)}
        />
        <ToolbarButton icon={<DeleteIcon />} onClick={remove}>
          {texts.flow.delete}
        </ToolbarButton>
      </NameEditor>
      <div className="panel-body">
        {id === undefined ? (
          <>
            <p className="hint">
              {texts.flow.about2[step.type?.toLowerCase() ?? ""] ?? kindTitle(step.type)}
            </p>
            <StepFields step={step} onChange={write} />
          </>
        ) : called ? (
          <CallForm key={`${formKey} ${name}`} answer={called} step={step} onChange={write} />
        ) : props.design.operations.some(({ operationId }) => operationId === id) ? (
          <Waiting label={texts.shell.loading} />
        ) : (
          <ErrorState title={texts.flow.lostOperation(id)} message="" />
        )}
        {before !== undefined && (
          <Section title={texts.flow.runAfter} open={!isUsual(step)}>
            <fieldset className="run-after">
              <legend className="hint">{texts.flow.runAfterHint(titleOf(before))}</legend>
              {STATUSES.map((status) => (
                <Checkbox
                  key={status}
                  label={texts.flow.ended[status]}
                  checked={statusesOf(step).includes(status)}
                  onChange={(_, { checked }) => {
                    const others = statusesOf(step).filter((one) => one !== status);
                    const next = checked === true ? [...others, status] : others;
                    // A step that runs after nothing would never run.
                    if (next.length > 0) runAfter(next);
                  }}
                />
              ))}
            </fieldset>
          </Section>
        )}
        <Section title={texts.flow.inDefinition} open={false}>
          <CodeBlock text={JSON.stringify({ [name]: step }, null, 2)} label={texts.flow.stepCode} />
        </Section>
      </div>
    </TokenScopeContext>
  );
}

function isUsual(step: Step): boolean {
  return statusesOf(step).join() === "Succeeded";
}

/** The step's name, which can be changed, and what can be done with it. */
function NameEditor(props: {
  name: string;
  /** @returns why it cannot be called that */
  onRename(title: string): string | undefined;
  children: React.ReactNode;
}) {
  const [text, setText] = useState<string>();
  const [fault, setFault] = useState<string>();
  if (text === undefined)
    return (
      <Toolbar size="small" className="step-tools" aria-label={texts.flow.actions}>
        <ToolbarButton icon={<EditIcon />} onClick={() => setText(titleOf(props.name))}>
          {texts.flow.rename}
        </ToolbarButton>
        {props.children}
      </Toolbar>
    );
  return (
    <form
      className="step-tools step-rename"
      onSubmit={(event) => {
        event.preventDefault();
        const problem = props.onRename(text);
        setFault(problem);
        if (problem === undefined) setText(undefined);
      }}
    >
      <Input
        autoFocus
        className="grow"
        size="small"
        aria-label={texts.flow.name}
        aria-invalid={fault !== undefined}
        value={text}
        onChange={(_, data) => setText(data.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setText(undefined);
        }}
      />
      <Button type="submit" size="small" icon={<CheckIcon />} aria-label={texts.flow.renameDone} />
      {fault !== undefined && (
        <p className="field-error" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
