import { CheckIcon, ErrorIcon, WarningIcon } from "../icons.ts";
import type { Mood } from "../model.ts";
import { texts } from "../texts.ts";

const ICONS: Partial<Record<Mood, typeof CheckIcon>> = {
  good: CheckIcon,
  attention: WarningIcon,
  bad: ErrorIcon,
};

/** How an event went, as a sign with a name. */
export function MoodMark({ mood }: { mood: Mood }) {
  const Icon = ICONS[mood];
  return (
    <span className={`mood mood-${mood}`}>
      {Icon ? <Icon aria-hidden /> : <span className="mood-dot" />}
      <span className="visually-hidden">{texts.run.moods[mood]}</span>
    </span>
  );
}
