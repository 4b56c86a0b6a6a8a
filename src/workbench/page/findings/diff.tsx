import { useMemo } from "react";
import { ScrollRegion } from "../shell/scroll-region.tsx";
import { texts } from "../texts.ts";
import { diffRows } from "./diff-rows.ts";

const SIGNS = { same: " ", added: "+", removed: "-" } as const;

/** What changes in a file: its name, line numbers, lines in colour and with their sign. */
export function Diff({ file, diff }: { file: string; diff: string }) {
  const rows = useMemo(() => diffRows(diff), [diff]);
  return (
    <section className="diff-file">
      <h3 className="side-title">{file}</h3>
      <ScrollRegion className="diff" label={texts.findings.diff(file)}>
        <pre>
          {rows.map((row, index) =>
            row.kind === "gap" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never move
              <span key={index} className="diff-line diff-gap">
                {texts.rules.unchanged(Number(row.text))}
              </span>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never move
              <span key={index} className={`diff-line diff-${row.kind}`}>
                <span className="diff-number" aria-hidden>
                  {row.old ?? ""}
                </span>
                <span className="diff-number" aria-hidden>
                  {row.new ?? ""}
                </span>
                {`${SIGNS[row.kind]} ${row.text}`}
              </span>
            ),
          )}
        </pre>
      </ScrollRegion>
    </section>
  );
}
