import { Badge, Button } from "@fluentui/react-components";
import { memo, useId, useState } from "react";
import { ChevronIcon, WandIcon } from "../icons.ts";
import type { FindingView } from "../model.ts";
import { SeverityMark } from "../shell/severity-mark.tsx";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { FindingCard, FindingWhy } from "./finding-card.tsx";
import { openFix } from "./fix-dialog.tsx";
import { RuleAbout } from "./rule-about.tsx";
import { openSuppress } from "./suppress-dialog.tsx";

/** Places of a rule that are listed at first, and how many more each time somebody asks: there may be thousands. */
const FIRST = 6;
const MORE = 200;

/** All findings of one rule: one row, which opens to what the rule is about and a compact list of its places. */
export const RuleGroup = memo(function RuleGroup(props: {
  rule: string;
  findings: readonly FindingView[];
  open: boolean;
  onToggle(rule: string): void;
  /** Id of the finding that the address names. */
  chosen: string | undefined;
}) {
  const { rule, findings, chosen, open } = props;
  const { source } = useData();
  const body = useId();
  const [first] = findings;
  if (!first) return null;
  const fixable = findings.filter((finding) => finding.fixable);
  const words = texts.findings;
  const single = findings.length === 1;
  return (
    <section
      className="finding rule-group"
      data-severity={first.severity}
      aria-label={words.group(rule, findings.length)}
    >
      <div className="finding-head">
        <SeverityMark severity={first.severity} />
        <h3 className="rule-title">
          <button
            type="button"
            className="rule-toggle"
            aria-expanded={open}
            aria-controls={body}
            onClick={() => props.onToggle(rule)}
          >
            <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
            <code className="rule-name">{rule}</code>
            {!open && <span className="rule-message">{first.message}</span>}
          </button>
        </h3>
        {!single && (
          <Badge appearance="tint" color="informative">
            {words.places(findings.length)}
          </Badge>
        )}
        {!single && fixable.length > 0 && source.actions && (
          <Button className="rule-fix" size="small" icon={<WandIcon />} onClick={() => openFix(fixable)}>
            {words.fixAll(fixable.length)}
          </Button>
        )}
        {!single && open && source.actions && (
          <Button
            className="rule-fix"
            size="small"
            aria-label={texts.rules.suppressRule(rule)}
            onClick={() => openSuppress(first, findings, "everywhere")}
          >
            {texts.rules.suppress}
          </Button>
        )}
      </div>
      <div id={body}>
        {open &&
          (single ? (
            <FindingCard finding={first} all={findings} compact={false} inner lit={first.id === chosen} />
          ) : (
            <Places findings={findings} chosen={chosen} />
          ))}
        {open && source.actions && <RuleAbout rule={rule} />}
      </div>
    </section>
  );
});

/** One place open at a time. */
function Places({ findings, chosen }: { findings: readonly FindingView[]; chosen: string | undefined }) {
  const at = findings.findIndex(({ id }) => id === chosen);
  const [drawn, setDrawn] = useState(FIRST);
  const [picked, setPicked] = useState<string>();
  const open = picked ?? (at >= 0 ? chosen : undefined);
  const shown = findings.slice(0, at >= drawn ? at + FIRST : drawn);
  const left = findings.length - shown.length;
  const words = texts.findings;
  const [first] = findings;
  const sameHelp = findings.every(({ help }) => help === first?.help);
  const sameWhy = findings.every(({ why }) => why === first?.why);
  const manyFiles = findings.some(({ file }) => file !== first?.file);
  return (
    <>
      {sameWhy && first && <FindingWhy why={first.why} />}
      {sameHelp && <p className="finding-help">{first?.help}</p>}
      <ul className="plain-list place-list">
        {shown.map((finding) => {
          const { id, message, file, line, operations } = finding;
          return (
            <li key={id}>
              <button
                type="button"
                className="place-row"
                data-finding={id}
                aria-expanded={id === open}
                onClick={() => setPicked(id === open ? "" : id)}
              >
                <ChevronIcon className={id === open ? "chevron chevron-open" : "chevron"} aria-hidden />
                <span className="place-message">{message}</span>
                {operations.length === 1 && <span className="place-operation">{operations[0]}</span>}
                <code className="place-line">{manyFiles ? `${file}:${line}` : words.line(line)}</code>
              </button>
              {id === open && (
                <FindingCard
                  finding={finding}
                  all={findings}
                  compact={false}
                  inner
                  whySaid={sameWhy}
                  lit={id === chosen}
                />
              )}
            </li>
          );
        })}
      </ul>
      {left > 0 && (
        <button
          type="button"
          className="text-button place-more"
          onClick={() => setDrawn(shown.length + MORE)}
        >
          {left <= MORE ? words.allPlaces(findings.length) : words.morePlaces(MORE, left)}
        </button>
      )}
    </>
  );
}
