import { Button } from "@fluentui/react-components";
import { useId, useState } from "react";
import { kindTitle } from "../flow/kinds.tsx";
import { StepIcon } from "../flow/step-icon.tsx";
import { titleOf } from "../flow/steps.ts";
import { BackIcon, CheckIcon, ChevronIcon, ClockIcon, FailedIcon, SkippedIcon } from "../icons.ts";
import type { ActionRecord, JsonValue } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { brief, duration } from "../state/format.ts";
import { texts } from "../texts.ts";
import { Headers } from "./headers.tsx";

/** The steps of a run, one below the other, as the run page of the platform shows them. */
export function RunSteps({ steps }: { steps: readonly ActionRecord[] }) {
  return (
    <ol className="plain-list run-steps" aria-label={texts.runPage.steps}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a run stay in their order
        <li key={index}>
          <RunStep step={step} />
        </li>
      ))}
    </ol>
  );
}

function RunStep({ step }: { step: ActionRecord }) {
  const { name, status } = step;
  // What failed is what somebody has come for.
  const [chosen, setOpen] = useState<boolean>();
  const open = chosen ?? (status === "failed" || status === "timed-out");
  const id = useId();
  const took = tookOf(step);
  const kind = isCall(step) ? step.operation : kindTitle(step.operation);
  return (
    <article className={`run-step run-step-${status}`} aria-label={titleOf(name)}>
      <button
        type="button"
        className="run-step-head"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <StepIcon type={typeOf(step)} connector={isCall(step)} />
        <span className="run-step-words">
          <span className="run-step-name">{titleOf(name)}</span>
          {kind !== titleOf(name) && <span className="run-step-kind">{kind}</span>}
        </span>
        {took !== undefined && <span className="muted">{took}</span>}
        <StatusMark status={status} />
        <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
      </button>
      {open && (
        <div className="run-step-body" id={id}>
          <StepBody step={step} />
        </div>
      )}
    </article>
  );
}

function StepBody({ step }: { step: ActionRecord }) {
  const { inputs, body, httpStatus, headers, message, code, retryHistory, iterations, polls } = step;
  const words = texts.runPage;
  const failed = step.status === "failed" || step.status === "timed-out";
  return (
    <>
      {message && (
        <p className={failed ? "field-error" : "hint"}>
          {failed && code && <code>{code}: </code>}
          {message}
        </p>
      )}
      {httpStatus !== undefined && <p className="hint">{texts.run.httpStatus(httpStatus)}</p>}
      {retryHistory.length > 0 && (
        <p className="hint">
          {(step.status === "running" || step.status === "waiting" ? words.failedSoFar : words.retries)(
            retryHistory.length,
            retryHistory.map((one) => one.code).join(", "),
          )}
        </p>
      )}
      {polls !== undefined && polls > 0 && <p className="hint">{words.polls(polls)}</p>}
      {inputs && !isRound(step) && <Value title={words.inputs} value={inputs} />}
      {body !== undefined && <Value title={words.outputs} value={body} />}
      {headers && Object.keys(headers).length > 0 && (
        <details className="run-headers">
          <summary>{words.headers}</summary>
          <Headers headers={headers} />
        </details>
      )}
      {step.expressionResult !== undefined && (
        <p className="strong">{step.expressionResult ? words.met : words.notMet}</p>
      )}
      {step.comparisons && step.comparisons.length > 0 && <Comparisons comparisons={step.comparisons} />}
      {(step.otherwise?.length ?? 0) + (step.expressionResult === undefined ? 0 : (step.steps?.length ?? 0)) >
      0 ? (
        <div className="run-branches">
          <Branch title={words.yes} steps={step.steps ?? []} taken={step.expressionResult === true} />
          <Branch title={words.no} steps={step.otherwise ?? []} taken={step.expressionResult === false} />
        </div>
      ) : (
        step.steps && step.steps.length > 0 && <RunSteps steps={step.steps} />
      )}
      {iterations && <Rounds rounds={iterations} />}
    </>
  );
}

/** What the condition compared, with the values it had then: a text in quotes is not a number. */
function Comparisons({ comparisons }: { comparisons: NonNullable<ActionRecord["comparisons"]> }) {
  const words = texts.runPage;
  const shown = (value: JsonValue | undefined) =>
    value === undefined ? "" : brief(JSON.stringify(value), 200);
  return (
    <ul className="plain-list comparisons" aria-label={words.compared}>
      {comparisons.map(({ operator, operands, holds }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what a run compared stays in its order
        <li key={index} className={holds ? "comparison" : "comparison comparison-not"}>
          {holds ? <CheckIcon aria-hidden /> : <SkippedIcon aria-hidden />}
          <span className="grow">
            {operator === "expression"
              ? words.gave(shown(operands[0]))
              : words.comparison(
                  shown(operands[0]),
                  texts.flow.operators[operator] ?? operator,
                  shown(operands[1]),
                )}
          </span>
          <span className="muted">{holds ? words.holds : words.holdsNot}</span>
        </li>
      ))}
    </ul>
  );
}

function Branch({ title, steps, taken }: { title: string; steps: readonly ActionRecord[]; taken: boolean }) {
  return (
    <section className={taken ? "run-branch" : "run-branch run-branch-left"} aria-label={title}>
      <h4 className="run-branch-name">{title}</h4>
      {steps.length > 0 ? <RunSteps steps={steps} /> : <p className="hint">{texts.runPage.noSteps}</p>}
    </section>
  );
}

/** One round of a loop at a time, and a way to those that failed. */
function Rounds({ rounds }: { rounds: readonly ActionRecord[] }) {
  const failed = rounds.flatMap(({ status }, index) =>
    status === "failed" || status === "timed-out" ? [index] : [],
  );
  const [at, setAt] = useState(failed[0] ?? 0);
  const words = texts.runPage;
  const round = rounds[Math.min(at, rounds.length - 1)];
  if (!round) return <p className="hint">{words.noRounds}</p>;
  const nextFailed = failed.find((index) => index > at) ?? failed[0];
  return (
    <section className="rounds" aria-label={words.rounds(rounds.length)}>
      <div className="row wrap">
        <Button
          size="small"
          appearance="subtle"
          icon={<BackIcon />}
          aria-label={words.before}
          disabled={at === 0}
          onClick={() => setAt(at - 1)}
        />
        <span aria-live="polite">{words.round(at + 1, rounds.length)}</span>
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronIcon />}
          aria-label={words.next}
          disabled={at >= rounds.length - 1}
          onClick={() => setAt(at + 1)}
        />
        <StatusMark status={round.status} />
        {failed.length > 0 && nextFailed !== undefined && (
          <Button size="small" appearance="subtle" onClick={() => setAt(nextFailed)}>
            {words.nextFailed} ({words.failedRounds(failed.length)})
          </Button>
        )}
      </div>
      {isRound(round) && <Value title={words.item} value={round.inputs?.["item"]} />}
      {isRound(round) ? <RunSteps steps={round.steps ?? []} /> : <StepBody step={round} />}
    </section>
  );
}

function Value({ title, value }: { title: string; value: JsonValue | undefined }) {
  return <CodeBlock text={JSON.stringify(value ?? null, null, 2)} label={title} heading={title} />;
}

export function StatusMark({ status }: { status: ActionRecord["status"] }) {
  const Icon =
    status === "succeeded"
      ? CheckIcon
      : status === "failed" || status === "timed-out"
        ? FailedIcon
        : status === "skipped" || status === "cancelled"
          ? SkippedIcon
          : ClockIcon;
  return (
    <span className={`status-mark status-${status}`}>
      <Icon aria-hidden />
      {texts.run.actionStatuses[status]}
    </span>
  );
}

/** A round of a loop that has steps of its own. */
function isRound(step: ActionRecord): boolean {
  return step.operation === "Foreach" && step.iterations === undefined && step.inputs?.["item"] !== undefined;
}

const PLAIN = /^(Compose|Variable|Foreach|If|Scope|Terminate|Wait|.*Variable)$/;

function isCall({ operation }: ActionRecord): boolean {
  return !PLAIN.test(operation);
}

function typeOf(step: ActionRecord): string | undefined {
  return isCall(step) ? undefined : step.operation;
}

function tookOf({ startedAt, endedAt }: ActionRecord): string | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  return duration(Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)));
}
