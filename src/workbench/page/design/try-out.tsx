import { Button, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useTurnOn } from "../flow/use-turn-on.ts";
import { PlayIcon, PowerIcon } from "../icons.ts";
import type { EnteredValues, InvokeAnswer, OperationView } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { useForm } from "../state/form.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { CallHistory } from "./call-history.tsx";
import { InvokeResult } from "./invoke-result.tsx";
import { FREQUENCY, INTERVAL } from "./recurrence-fields.tsx";
import { showMissing } from "./show-missing.ts";

/** Turns a flow on with this trigger, or calls this action. */
export function TryOut({ operation }: { operation: OperationView }) {
  const { source, state } = useData();
  const { operationId, kind } = operation;
  const { draft, change } = useForm(operationId);
  const [answer, setAnswer] = useState<InvokeAnswer>();
  const result = useRef<HTMLDivElement>(null);
  // Below a long form it would be out of sight.
  useEffect(() => {
    if (answer) result.current?.scrollIntoView({ block: "nearest" });
  }, [answer]);
  const { [INTERVAL]: _interval, [FREQUENCY]: _frequency, ...values } = draft.values;
  const turnOn = useTurnOn(operationId, operationId, operation);
  const call = useAction(async (used: EnteredValues) => {
    setAnswer(undefined);
    const given = await source.actions!.invoke({ operationId, values: used });
    announce(texts.tryOut.answered(given.status));
    setAnswer(given);
  });
  const attempt = kind === "trigger" ? turnOn : call;
  const fillIn = (used: EnteredValues) =>
    change(() => ({
      values: used,
      added: operation.inputs
        .filter(({ place, key }) => place === "advanced" && Object.hasOwn(used, key))
        .map(({ key }) => key),
    }));
  const example = useAction(async () => {
    const sample = await source.sample(operationId);
    const chosen = operation.inputs.filter(({ place }) => place !== "hidden").map(({ key }) => key);
    const filled = Object.fromEntries(Object.entries(sample.values).filter(([key]) => chosen.includes(key)));
    // Lists know their values better than a schema does: their first row, in the order in which one list needs another.
    for (const { key, dynamicValues, required, editor } of operation.inputs) {
      if (!dynamicValues || !required || editor !== "combobox" || Object.hasOwn(draft.values, key)) continue;
      const { rows } = await source.dynamic({ operationId, key, values: { ...filled, ...draft.values } });
      const first = rows.find(({ selectable }) => selectable)?.value;
      if (first !== undefined) filled[key] = first;
    }
    change((before) => ({
      values: { ...filled, ...before.values },
      added: operation.inputs
        .filter(({ place, key }) => place === "advanced" && Object.hasOwn(filled, key))
        .map(({ key }) => key),
    }));
  });
  if (!source.actions) return <p className="hint recorded-hint">{texts.shell.notInRecording}</p>;
  // Known before anything is called, such as a script that is not run.
  const faults = state.faults.filter((fault) => !fault.operations || fault.operations.includes(operationId));
  const runnable = !state.connector.notRunnable;
  const go = () => {
    if (kind === "trigger") void turnOn.run();
    else if (showMissing(operation, draft.values) === undefined) void call.run(values);
  };
  return (
    <div className="try-out">
      <TroubleBar trouble={attempt.trouble ?? example.trouble} onDismiss={attempt.dismiss} />
      <div className="try-buttons">
        <Button
          appearance="primary"
          icon={attempt.busy ? <Spinner size="tiny" /> : kind === "trigger" ? <PowerIcon /> : <PlayIcon />}
          disabled={!runnable || attempt.busy}
          onClick={go}
        >
          {kind === "trigger" ? texts.tryOut.turnOn : texts.tryOut.call}
        </Button>
        {operation.inputs.some(({ place }) => place !== "hidden") && (
          <Button disabled={example.busy} onClick={() => void example.run()}>
            {texts.tryOut.example}
          </Button>
        )}
      </div>
      <p className="hint">
        {kind === "trigger" ? texts.tryOut.turnOnHint : texts.tryOut.callHint(state.backend.name)}
      </p>
      {faults.map(({ id, message, help }) => (
        <MessageBar key={`${id} ${message}`} intent="warning" layout="multiline" className="gap-below">
          <MessageBarBody>
            {message} {help}
          </MessageBarBody>
        </MessageBar>
      ))}
      <div ref={result}>{answer && <InvokeResult answer={answer} />}</div>
      {kind === "action" && (
        <CallHistory
          operation={operation}
          onUse={({ values: used }) => {
            fillIn(used);
            announce(texts.runPage.used);
          }}
          onAgain={({ values: used, withheld }) => {
            fillIn(used);
            // What is secret has to be filled in first.
            if (withheld.length === 0) void call.run(used);
          }}
        />
      )}
    </div>
  );
}
