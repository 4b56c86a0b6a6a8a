import { Button, Input, Toolbar, ToolbarButton } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { PanelHead } from "../design/panel-head.tsx";
import { useRequiredShown } from "../design/required.ts";
import {
  ArrowDownIcon,
  ArrowUpIcon,
  CheckIcon,
  CopyIcon,
  DeleteIcon,
  DuplicateIcon,
  EditIcon,
} from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { Section } from "../shell/section.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { texts } from "../texts.ts";
import { CallForm } from "./call-form.tsx";
import { copy, duplicate, move, remove as removeIt } from "./change-flow.ts";
import { changeSteps, stepsOf, useSteps } from "./flow-draft.ts";
import { kindTitle, operationIn } from "./kinds.tsx";
import { RunAfter } from "./run-after.tsx";
import { StepFields } from "./step-fields.tsx";
import { StepIcon } from "./step-icon.tsx";
import {
  canMove,
  everyStep,
  findStep,
  freeName,
  nameOf,
  renameStep,
  replaceStep,
  type Step,
  titleOf,
  withInner,
} from "./steps.ts";
import { type TokenScope, TokenScopeContext } from "./token-scope.ts";
import { pick, tokenFor, tokenSources } from "./token-sources.ts";
import { useOperations } from "./use-operations.ts";

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
  // The form does not need to know where the step is: picking an output may just have moved it into a loop.
  const write = (next: Step) =>
    changeSteps(
      formKey,
      (all) => {
        const now = findStep(all, name) ?? next;
        const { runAfter } = now;
        const own = { ...next, ...(runAfter === undefined ? {} : { runAfter }) } as Step;
        return replaceStep(all, name, withInner(own, now));
      },
      false,
    );
  const remove = () => {
    removeIt(formKey, name);
    onSelect(undefined);
  };
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
          onClick={() => move(formKey, name, -1)}
        />
        <ToolbarButton
          icon={<ArrowDownIcon />}
          aria-label={texts.flow.moveDown}
          title={texts.flow.moveDown}
          disabled={!canMove(steps, name, 1)}
          onClick={() => move(formKey, name, 1)}
        />
        <ToolbarButton
          icon={<CopyIcon />}
          aria-label={texts.flow.copy}
          title={texts.flow.copy}
          onClick={() => copy(formKey, name)}
        />
        <ToolbarButton
          icon={<DuplicateIcon />}
          aria-label={texts.flow.duplicate}
          title={texts.flow.duplicate}
          onClick={() => {
            const made = duplicate(formKey, name);
            if (made !== undefined) onSelect(made);
          }}
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
        <RunAfter formKey={formKey} name={name} />
        <Section title={texts.flow.inDefinition} open={false}>
          <CodeBlock text={JSON.stringify({ [name]: step }, null, 2)} label={texts.flow.stepCode} />
        </Section>
      </div>
    </TokenScopeContext>
  );
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
