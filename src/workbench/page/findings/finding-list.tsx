import { CheckIcon } from "../icons.ts";
import type { FindingView } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { texts } from "../texts.ts";
import { FindingCard } from "./finding-card.tsx";

/** Findings one below the other; `compact` beside what they are about. */
export function FindingList({
  findings,
  compact = false,
}: {
  findings: readonly FindingView[];
  compact?: boolean;
}) {
  if (findings.length === 0)
    return <EmptyState Icon={CheckIcon} title={texts.findings.noneHere} text={texts.findings.noneHereText} />;
  return (
    <ul className="plain-list finding-list">
      {findings.map((finding, index) => (
        <li key={finding.id}>
          <FindingCard
            finding={finding}
            compact={compact}
            whySaid={findings.findIndex(({ why }) => why === finding.why) < index}
          />
        </li>
      ))}
    </ul>
  );
}
