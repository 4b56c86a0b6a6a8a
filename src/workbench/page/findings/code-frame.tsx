import type { FindingView } from "../model.ts";
import { ScrollRegion } from "../shell/scroll-region.tsx";
import { texts } from "../texts.ts";

/** The lines around a finding; the place itself is marked. */
export function CodeFrame({
  finding,
  frame,
}: {
  finding: FindingView;
  frame: NonNullable<FindingView["frame"]>;
}) {
  return (
    <ScrollRegion className="frame" label={texts.findings.frame(finding.line)}>
      <pre>
        {frame.lines.map((text, index) => {
          const number = frame.startLine + index;
          const inside = number >= finding.line && number <= finding.endLine;
          const from = number === finding.line ? finding.column - 1 : text.length - text.trimStart().length;
          const to = number === finding.endLine ? finding.endColumn - 1 : text.length;
          return (
            <span key={number} className={inside ? "frame-line frame-hit" : "frame-line"}>
              <span className="frame-number">{number}</span>
              {inside ? (
                <span className="frame-text">
                  {text.slice(0, from)}
                  <mark className={`squiggle squiggle-${finding.severity}`}>{text.slice(from, to)}</mark>
                  {text.slice(to)}
                </span>
              ) : (
                <span className="frame-text">{text}</span>
              )}
            </span>
          );
        })}
      </pre>
    </ScrollRegion>
  );
}
