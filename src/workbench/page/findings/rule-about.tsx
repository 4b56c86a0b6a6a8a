import { Link } from "@fluentui/react-components";
import { useId, useState } from "react";
import { ChevronIcon } from "../icons.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { Facts } from "../shell/facts.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { texts } from "../texts.ts";

/** What the rule's page says, where its findings are. */
export function RuleAbout({ rule }: { rule: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="rule-about">
      <button
        type="button"
        className="section-toggle rule-about-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
        {texts.rules.about}
      </button>
      <div id={id}>{open && <Explanation rule={rule} />}</div>
    </div>
  );
}

function Explanation({ rule }: { rule: string }) {
  const { source } = useData();
  const answer = useQuery(source.actions && `rule ${rule}`, 0, (from) => from.actions!.rule(rule));
  const words = texts.rules;
  if (answer.error)
    return <ErrorState title={words.failed} message={answer.error.message} onRetry={answer.reload} />;
  if (!answer.data) return <Waiting label={texts.shell.loading} />;
  const { statement, why, severity, codes, sources, inferred, examples } = answer.data;
  return (
    <>
      <p className="strong">{statement}</p>
      <Facts
        rows={[
          [words.why, why],
          [words.inProfile.import, words.severities[severity.import]],
          [words.inProfile.certification, words.severities[severity.certification]],
          ...(codes.length > 0 ? [[words.codes, codes.join(", ")] as const] : []),
          [
            words.sources,
            <ul key="sources" className="plain-list">
              {sources.map((one) => (
                <li key={one}>
                  {/^https:\/\//.test(one) ? (
                    <Link href={one} target="_blank" rel="noreferrer" inline>
                      {one}
                    </Link>
                  ) : (
                    one
                  )}
                </li>
              ))}
              {inferred && <li>{words.inferred}</li>}
            </ul>,
          ],
        ]}
      />
      {examples.map(({ good, file, text }) => {
        const title = good ? words.right(file) : words.wrong(file);
        return <CodeBlock key={title} heading={title} label={title} text={text} />;
      })}
    </>
  );
}
