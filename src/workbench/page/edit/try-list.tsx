import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { DynamicAnswer, OperationView } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { useForm } from "../state/form.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** Rows that are shown. */
const FIRST = 10;

/** Calls the operation that fills a list, and shows what makers would see. */
export function TryList({ operation, inputKey }: { operation: OperationView; inputKey: string }) {
  const { source } = useData();
  const { values } = useForm(operation.operationId).draft;
  const [answer, setAnswer] = useState<DynamicAnswer>();
  const words = texts.form;
  const ask = useAction(async () => {
    const { operationId } = operation;
    const next = await source.dynamic({ operationId, key: inputKey, kind: "values", values, refresh: true });
    setAnswer(next);
    announce(next.message ?? words.rows(next.rows.length));
  });
  const nameOf = (key: string) => operation.inputs.find((input) => input.key === key)?.label.text ?? key;
  return (
    <div className="try-list">
      <div className="row wrap">
        <Button size="small" disabled={ask.busy} onClick={() => void ask.run()}>
          {words.tryIt}
        </Button>
        <span className="hint">{words.tryHint}</span>
      </div>
      <TroubleBar trouble={ask.trouble} onDismiss={ask.dismiss} />
      {answer && (
        <div>
          {answer.state === "waiting" && (
            <p className="hint">{words.waiting(answer.waitingFor.map(nameOf).join(", "))}</p>
          )}
          {answer.message && <p className="bad">{answer.message}</p>}
          {answer.problems.map((problem) => (
            <p key={problem} className="bad">
              {problem}
            </p>
          ))}
          {answer.state === "empty" && <p className="hint">{words.noRows}</p>}
          {answer.rows.length > 0 && (
            <ul>
              {answer.rows.slice(0, FIRST).map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one answer never move
                <li key={index}>
                  {row.title} <code>{JSON.stringify(row.value)}</code>
                </li>
              ))}
            </ul>
          )}
          {answer.rows.length > FIRST && <p className="hint">{words.moreRows(answer.rows.length - FIRST)}</p>}
        </div>
      )}
    </div>
  );
}
