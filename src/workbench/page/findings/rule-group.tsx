import { Badge, Button } from "@fluentui/react-components";
import { memo, useState } from "react";
import { ChevronIcon, WandIcon } from "../icons.ts";
import type { FindingView } from "../model.ts";
import { SeverityMark } from "../shell/severity-mark.tsx";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { FindingCard } from "./finding-card.tsx";
import { openFix } from "./fix-dialog.tsx";

/** Places of a rule that are listed at once. */
const FIRST = 6;

/** All findings of one rule: said once, with its places in a compact list, of which one is open at a time. */
export const RuleGroup = memo(function RuleGroup(props: {
  rule: string;
  findings: readonly FindingView[];
  /** Id of the finding that the address names. */
  chosen: string | undefined;
}) {
  const { rule, findings, chosen } = props;
  const { source } = useData();
  const at = findings.findIndex(({ id }) => id === chosen);
  const [all, setAll] = useState(false);
  const [picked, setPicked] = useState<string>();
  const open = picked ?? (at >= 0 ? chosen : undefined);
  const [first] = findings;
  if (!first) return null;
  if (findings.length === 1) return <FindingCard finding={first} compact={false} lit={at === 0} />;
  const fixable = findings.filter((finding) => finding.fixable).map(({ id }) => id);
  const shown = all || at >= FIRST ? findings : findings.slice(0, FIRST);
  const words = texts.findings;
  const sameHelp = findings.every(({ help }) => help === first.help);
  const manyFiles = findings.some(({ file }) => file !== first.file);
  return (
    <section
      className="finding rule-group"
      data-severity={first.severity}
      aria-label={words.group(rule, findings.length)}
    >
      <div className="finding-head">
        <SeverityMark severity={first.severity} />
        <h3 className="finding-message">
          <code>{rule}</code>
        </h3>
        <Badge appearance="tint" color="informative">
          {words.places(findings.length)}
        </Badge>
        {fixable.length > 0 && source.actions && (
          <Button className="rule-fix" size="small" icon={<WandIcon />} onClick={() => openFix(fixable)}>
            {words.fixAll(fixable.length)}
          </Button>
        )}
      </div>
      {sameHelp && <p className="finding-help">{first.help}</p>}
      <ul className="plain-list place-list">
        {shown.map((finding) => {
          const { id, message, file, line, operations } = finding;
          return (
            <li key={id}>
              <button
                type="button"
                className="place-row"
                aria-expanded={id === open}
                onClick={() => setPicked(id === open ? "" : id)}
              >
                <ChevronIcon className={id === open ? "chevron chevron-open" : "chevron"} aria-hidden />
                <span className="place-message">{message}</span>
                {operations.length === 1 && <span className="place-operation">{operations[0]}</span>}
                <code className="place-line">{manyFiles ? `${file}:${line}` : words.line(line)}</code>
              </button>
              {id === open && <FindingCard finding={finding} compact={false} inner lit={id === chosen} />}
            </li>
          );
        })}
      </ul>
      {shown.length < findings.length && (
        <button type="button" className="text-button place-more" onClick={() => setAll(true)}>
          {words.allPlaces(findings.length)}
        </button>
      )}
    </section>
  );
});
