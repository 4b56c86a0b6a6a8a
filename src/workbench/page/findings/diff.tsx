import { texts } from "../texts.ts";

/** A unified diff with its lines in colour. */
export function Diff({ file, diff }: { file: string; diff: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable with the keyboard
    <pre className="diff" tabIndex={0} role="region" aria-label={texts.findings.diff(file)}>
      {diff.split("\n").map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never move
        <span key={index} className={`diff-line ${kindOf(line)}`}>
          {line || " "}
        </span>
      ))}
    </pre>
  );
}

function kindOf(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) return "diff-head";
  if (line.startsWith("+")) return "diff-added";
  return line.startsWith("-") ? "diff-removed" : "";
}
