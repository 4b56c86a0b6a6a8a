import { Badge } from "@fluentui/react-components";
import { useRef } from "react";
import type { CompareAnswer, CompareChange } from "../model.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";

const CLASSES = ["breaking", "risky", "safe"] as const;
const COLORS = { breaking: "danger", risky: "warning", safe: "success" } as const;

/** All changes, what breaks first; the chosen one says why it matters and what to do. */
export function ChangeList(props: {
  answer: CompareAnswer;
  chosen: CompareChange | undefined;
  onChoose(change: CompareChange): void;
}) {
  const { answer, chosen, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(list, ".change-row");
  const words = texts.compare;
  const { breaking, risky, safe } = answer.summary;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div ref={list} data-list onKeyDown={onKeyDown}>
      <p className="compare-summary">
        <span className="strong">{words.summary(breaking, risky, safe)}</span>{" "}
        <span className="muted">{words.versions(answer.versions.old, answer.versions.new)}</span>
      </p>
      <p className="compare-advice">{answer.advice}</p>
      {answer.notes.map((note) => (
        <p className="hint" key={note}>
          {note}
        </p>
      ))}
      {CLASSES.map((name) => {
        const changes = answer.changes.filter((change) => change.class === name);
        if (changes.length === 0) return null;
        return (
          <section key={name} aria-label={words.classes[name]}>
            <h3 className="group-title">
              {words.classes[name]}{" "}
              <Badge appearance="tint" color={COLORS[name]} size="small">
                {changes.length}
              </Badge>
              <span className="muted compare-class">{words.classHints[name]}</span>
            </h3>
            <ul className="plain-list">
              {changes.map((change, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the changes of one comparison never move
                <li key={index}>
                  <button
                    type="button"
                    className="change-row"
                    data-class={name}
                    aria-current={change === chosen ? "true" : undefined}
                    onClick={() => onChoose(change)}
                  >
                    <span className="change-message">{change.message}</span>
                    <span className="change-where">
                      {change.operations.length > 0
                        ? change.operations.slice(0, 3).join(", ")
                        : words.wholeConnector}
                    </span>
                  </button>
                  {change === chosen && (
                    <div className="change-why">
                      <p>{change.why}</p>
                      <p>{change.help}</p>
                      <code className="muted">{words.place(change.file, change.line)}</code>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {answer.truncated && <p className="hint">{words.truncated}</p>}
    </div>
  );
}
