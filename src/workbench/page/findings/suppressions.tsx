import { Button } from "@fluentui/react-components";
import type { SuppressionView } from "../model.ts";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { tellUndo } from "../source/tell-undo.ts";
import { useData } from "../state/data.tsx";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** What the settings file excuses, why, and a way to take that back. */
export function Suppressions({ list }: { list: readonly SuppressionView[] }) {
  const words = texts.rules;
  if (list.length === 0) return null;
  return (
    <Section title={words.suppressions(list.reduce((sum, { count }) => sum + count, 0))} open={false}>
      <ul className="plain-list suppression-list" aria-label={words.suppressionList}>
        {list.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike in every word
          <li key={`${index} ${entry.rule}`} className="suppression">
            <Suppression entry={entry} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Suppression({ entry }: { entry: SuppressionView }) {
  const { rule, file, at, reason, count } = entry;
  const { source } = useData();
  const words = texts.rules;
  const back = useAction(async () => {
    const { count: _, ...named } = entry;
    const saved = await source.actions!.unsuppress(named);
    tellUndo(source.actions!, words.unsuppressed(rule), saved.change?.id);
  });
  return (
    <>
      <div className="suppression-text">
        <div>
          <code className="rule-name">{rule}</code>{" "}
          <span className="muted">{words.suppressionOf(count, file, at)}</span>
        </div>
        <div>{reason}</div>
        <TroubleBar trouble={back.trouble} onDismiss={back.dismiss} />
      </div>
      {source.actions && (
        <Button
          size="small"
          disabled={back.busy}
          aria-label={words.unsuppressNamed(rule)}
          onClick={() => void back.run()}
        >
          {words.unsuppress}
        </Button>
      )}
    </>
  );
}
