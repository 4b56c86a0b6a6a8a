import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useEffect, useMemo, useRef } from "react";
import { useFocus } from "../design/focus.ts";
import type { OperationAnswer } from "../model.ts";
import { ErrorState } from "../shell/error-state.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { useVirtual } from "../state/use-virtual.ts";
import { texts } from "../texts.ts";
import { RawLine } from "./raw-line.tsx";
import { rawRows } from "./raw-rows.ts";
import "./raw.css";

const ROW = 22;

/** The operation as it is in the file: line numbers, what each place becomes, what is found there. */
export function RawView({ answer }: { answer: OperationAnswer }) {
  const { operation, findings } = answer;
  const { versions } = useData();
  const raw = useQuery(`raw ${operation.operationId}`, versions.design + versions.findings, (source) =>
    source.raw(operation.operationId),
  );
  const { focus, setFocus } = useFocus();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rawRows(raw.data, operation, findings), [raw.data, operation, findings]);
  const virtual = useVirtual(scroller, rows.length, ROW);
  const { scrollTo } = virtual;
  const target = useMemo(
    () =>
      focus
        ? rows.findIndex((row) =>
            row.starts.some(({ kind, key }) => kind === focus.kind && key === focus.key),
          )
        : -1,
    [rows, focus],
  );
  useEffect(() => {
    if (target >= 0) scrollTo(target, "center");
  }, [target, scrollTo]);

  if (raw.error)
    return <ErrorState title={texts.raw.failed} message={raw.error.message} onRetry={raw.reload} />;
  if (!raw.data) return <Waiting label={texts.shell.loading} />;
  return (
    <div className="raw">
      {raw.data.truncated && (
        <MessageBar intent="info">
          <MessageBarBody>{texts.raw.truncated}</MessageBarBody>
        </MessageBar>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <section className="raw-scroll" ref={scroller} tabIndex={0} aria-label={texts.raw.label}>
        <div className="raw-all" style={{ height: virtual.height }}>
          <div className="raw-window" style={{ transform: `translateY(${virtual.offset}px)` }}>
            {rows.slice(virtual.first, virtual.end).map((row) => (
              <RawLine key={row.id} row={row} focus={focus} onFocus={setFocus} />
            ))}
          </div>
        </div>
      </section>
    </div>
  );
}
