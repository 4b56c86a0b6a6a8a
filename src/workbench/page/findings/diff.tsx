import { ScrollRegion } from "../shell/scroll-region.tsx";
import { texts } from "../texts.ts";

/** A unified diff with its lines in colour. */
export function Diff({ file, diff }: { file: string; diff: string }) {
  return (
    <ScrollRegion className="diff" label={texts.findings.diff(file)}>
      <pre>
        {diff.split("\n").map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never move
          <span key={index} className={`diff-line ${kindOf(line)}`}>
            {line || " "}
          </span>
        ))}
      </pre>
    </ScrollRegion>
  );
}

function kindOf(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) return "diff-head";
  if (line.startsWith("+")) return "diff-added";
  return line.startsWith("-") ? "diff-removed" : "";
}
