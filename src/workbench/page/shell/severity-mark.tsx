import { ErrorIcon, HintIcon, WarningIcon } from "../icons.ts";
import type { FindingView } from "../model.ts";
import { texts } from "../texts.ts";

type Severity = FindingView["severity"];
const ICONS: Partial<Record<Severity, typeof ErrorIcon>> = { error: ErrorIcon, warning: WarningIcon };

/**
 * The sign of a severity, with its name for those who do not see colours.
 * @param named the name is shown
 * @param said the words beside it say the name already
 */
export function SeverityMark(props: { severity: Severity; named?: boolean; said?: boolean }) {
  const { severity, named = false, said = false } = props;
  const Icon = ICONS[severity] ?? HintIcon;
  return (
    <span className={`severity severity-${severity}`}>
      <Icon aria-hidden />
      {!said && <span className={named ? "" : "visually-hidden"}>{texts.findings.severity[severity]}</span>}
    </span>
  );
}
