import type { OperationView } from "../model.ts";
import { Facts } from "../shell/facts.tsx";
import { texts } from "../texts.ts";

/** What the designer's Settings tab would offer, and why. */
export function SettingsTab({ operation }: { operation: OperationView }) {
  const { splitOn, recurrence } = operation;
  const words = texts.settings;
  return (
    <Facts
      rows={[
        [words.nodeType, <code key="type">{operation.nodeType}</code>],
        [
          words.splitOn,
          splitOn.supported
            ? splitOn.enabled
              ? words.splitOnEnabled(splitOn.value ?? "")
              : words.splitOnOff
            : words.splitOnMissing,
        ],
        ...(splitOn.options.length > 0 ? [[words.splitOnOptions, splitOn.options.join("\n")] as const] : []),
        [
          words.recurrence,
          recurrence ? words.every(recurrence.interval, recurrence.frequency) : words.noRecurrence,
        ],
        ...(operation.stoppedAt.length > 0
          ? [[words.stopped, words.stoppedText(operation.stoppedAt.length)] as const]
          : []),
      ]}
    />
  );
}
