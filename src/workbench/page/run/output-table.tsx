import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useState } from "react";
import { brief } from "../state/format.ts";
import { texts } from "../texts.ts";
import type { Output } from "./outputs.ts";

/** The trigger's outputs as the maker knows them: label and value. What was not delivered is said, too. */
export function OutputTable({ outputs }: { outputs: readonly Output[] }) {
  const [missing, setMissing] = useState(false);
  const absent = outputs.filter(({ values }) => values.length === 0).length;
  const shown = missing ? outputs : outputs.filter(({ values }) => values.length > 0);
  return (
    <>
      {outputs.length > 0 && absent === outputs.length && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.run.nothingDelivered}</MessageBarBody>
        </MessageBar>
      )}
      {outputs.length === 0 && <p className="hint">{texts.run.noOutputs}</p>}
      <table className="outputs" aria-label={texts.run.outputs}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{texts.run.output}</th>
            <th scope="col">{texts.run.value}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((output) => (
            <tr key={output.key}>
              <th scope="row" title={output.path}>
                {output.label}
                {shown.some((other) => other !== output && other.label === output.label) && (
                  <span className="output-path">{output.path}</span>
                )}
              </th>
              <td>
                <OutputValue output={output} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {absent > 0 && (
        <button
          type="button"
          className="text-button"
          aria-expanded={missing}
          onClick={() => setMissing(!missing)}
        >
          {missing ? texts.run.hideAbsent : texts.run.showAbsent(absent)}
        </button>
      )}
    </>
  );
}

function OutputValue({ output }: { output: Output }) {
  if (output.values.length === 0) return <span className="muted">{texts.run.absent}</span>;
  const [first] = output.values;
  if (output.values.length === 1) return <span>{brief(first, 400)}</span>;
  return (
    <ol className="output-values">
      {output.values.slice(0, 20).map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values of a finished run never move
        <li key={index}>{brief(value, 200)}</li>
      ))}
    </ol>
  );
}
