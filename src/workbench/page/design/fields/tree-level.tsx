import { useState } from "react";
import { ChevronIcon } from "../../icons.ts";
import type { DynamicAnswer, InputView, OperationView } from "../../model.ts";
import { Waiting } from "../../shell/waiting.tsx";
import { useQuery } from "../../state/data.tsx";
import { useForm } from "../../state/form.ts";
import { texts } from "../../texts.ts";

type TreeRow = DynamicAnswer["rows"][number];

/** One level of a tree; folders open the next. */
export function TreeLevel(props: {
  operation: OperationView;
  input: InputView;
  below?: TreeRow;
  onPick(row: TreeRow): void;
}) {
  const { operation, input, below, onPick } = props;
  const { values } = useForm(operation.operationId).draft;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const level = useQuery(
    `tree ${operation.operationId} ${input.key} ${JSON.stringify(below?.item ?? null)} ${JSON.stringify(values)}`,
    0,
    (source) =>
      source.dynamic({
        operationId: operation.operationId,
        key: input.key,
        values,
        ...(below ? { below } : {}),
      }),
  );
  if (level.error) return <p className="field-error">{level.error.message}</p>;
  if (!level.data) return <Waiting small label={texts.dropDown.loading} />;
  const { rows, state, message } = level.data;
  if (state === "failed" || state === "waiting")
    return <p className="field-error">{message ?? texts.dropDown.waiting}</p>;
  if (rows.length === 0) return <p className="hint">{texts.dropDown.empty}</p>;
  return (
    <ul className="tree">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
        <li key={index}>
          <span className="tree-row">
            {row.folder ? (
              <button
                type="button"
                className="tree-toggle"
                aria-expanded={opened.has(index)}
                aria-label={texts.dropDown.openFolder(row.title)}
                onClick={() => {
                  const next = new Set(opened);
                  if (!next.delete(index)) next.add(index);
                  setOpened(next);
                }}
              >
                <ChevronIcon className={opened.has(index) ? "chevron chevron-open" : "chevron"} aria-hidden />
              </button>
            ) : (
              <span className="tree-space" />
            )}
            <button
              type="button"
              className="tree-pick"
              disabled={!row.selectable}
              onClick={() => onPick(row)}
            >
              {row.title}
            </button>
          </span>
          {opened.has(index) && <TreeLevel operation={operation} input={input} below={row} onPick={onPick} />}
        </li>
      ))}
    </ul>
  );
}
