import { Badge } from "@fluentui/react-components";
import type { ActionRecord } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { Section } from "../shell/section.tsx";
import { texts } from "../texts.ts";

const COLORS = {
  succeeded: "success",
  failed: "danger",
  waiting: "informative",
  skipped: "informative",
  running: "informative",
  cancelled: "informative",
  "timed-out": "danger",
} as const;

/** A step of a run: what went in, what came out, what was tried before. */
export function ActionRecordView({ action }: { action: ActionRecord }) {
  const { name, status, inputs, body, httpStatus, message, retryHistory, iterations } = action;
  const words = texts.run;
  return (
    <Section
      title={name}
      open={status === "failed"}
      aside={
        <Badge appearance="tint" color={COLORS[status]}>
          {words.actionStatuses[status]}
        </Badge>
      }
    >
      {message && <p className="field-error">{message}</p>}
      {httpStatus !== undefined && <p className="hint">{words.httpStatus(httpStatus)}</p>}
      {retryHistory.length > 0 && (
        <p className="hint">
          {words.retried(retryHistory.length, retryHistory.map(({ code }) => code).join(", "))}
        </p>
      )}
      {inputs && (
        <CodeBlock text={JSON.stringify(inputs, null, 2)} label={words.inputs} heading={words.inputs} />
      )}
      {body !== undefined && (
        <CodeBlock text={JSON.stringify(body, null, 2)} label={words.outputs} heading={words.outputs} />
      )}
      {iterations?.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rounds have their number only
        <ActionRecordView key={index} action={{ ...one, name: words.round(index + 1) }} />
      ))}
    </Section>
  );
}
