import { Badge, Button } from "@fluentui/react-components";
import { useId, useState } from "react";
import { AddIcon, ChevronIcon, EditIcon, ReloadIcon } from "../icons.ts";
import type { CallRecord, OperationView } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { brief, shortMoment } from "../state/format.ts";
import { texts } from "../texts.ts";
import { InvokeResult } from "./invoke-result.tsx";
import { MakeStep } from "./make-step.tsx";

/** Earlier calls of an action: with what, when, and what came back; each can be made again, or become a step of a flow. */
export function CallHistory(props: {
  operation: OperationView;
  onUse(call: CallRecord): void;
  onAgain(call: CallRecord): void;
}) {
  const { operation } = props;
  const { versions } = useData();
  const answer = useQuery(`calls ${operation.operationId}`, versions.calls, (source) =>
    source.calls(operation.operationId),
  );
  const calls = answer.data?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <section className="call-history" aria-label={texts.runPage.history}>
      <h3 className="panel-subtitle">{texts.runPage.history}</h3>
      <ul className="plain-list">
        {calls.slice(0, 50).map((call) => (
          <li key={call.number}>
            <Call {...props} call={call} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Call(props: {
  call: CallRecord;
  operation: OperationView;
  onUse(call: CallRecord): void;
  onAgain(call: CallRecord): void;
}) {
  const { call, operation, onUse, onAgain } = props;
  const { source, state } = useData();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { answer, values, withheld } = call;
  const label = (key: string) => operation.inputs.find((input) => input.key === key)?.label.text ?? key;
  const summary = Object.entries(values)
    .map(([key, value]) => `${label(key)}: ${brief(value, 40)}`)
    .join(", ");
  const words = texts.runPage;
  return (
    <article className="call">
      <button
        type="button"
        className="call-head"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Badge appearance="tint" color={answer?.ok ? "success" : "danger"}>
          {answer?.status ?? words.notMade}
        </Badge>
        <span className="call-time">{shortMoment(call.at, state.clock.now)}</span>
        <span className="call-values">{summary || words.noValues}</span>
        <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
      </button>
      {open && (
        <div className="call-body" id={id}>
          {source.actions && (
            <div className="row wrap">
              <Button size="small" icon={<ReloadIcon />} onClick={() => onAgain(call)}>
                {words.again}
              </Button>
              <Button size="small" appearance="subtle" icon={<EditIcon />} onClick={() => onUse(call)}>
                {words.useValues}
              </Button>
              <Button
                size="small"
                appearance="subtle"
                icon={<AddIcon />}
                onClick={() =>
                  openDialog((close) => <MakeStep operation={operation} values={values} onClose={close} />)
                }
              >
                {words.makeStep}
              </Button>
            </div>
          )}
          {withheld.length > 0 && <p className="hint">{words.withheld(withheld.map(label).join(", "))}</p>}
          {call.error !== undefined && <p className="field-error">{call.error}</p>}
          <CodeBlock
            text={JSON.stringify(
              Object.fromEntries(Object.entries(values).map(([key, value]) => [label(key), value])),
              null,
              2,
            )}
            label={words.inputs}
            heading={words.inputs}
          />
          {answer && <InvokeResult answer={answer} />}
        </div>
      )}
    </article>
  );
}
