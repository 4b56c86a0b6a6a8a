import { useRef, useState } from "react";
import { CompareIcon } from "../icons.ts";
import type { CompareAnswer, CompareChange, CompareRequest } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { BothVersions } from "./both-versions.tsx";
import { ChangeList } from "./change-list.tsx";
import { VersionForm } from "./version-form.tsx";
import "./compare.css";

/** What was compared last stays while the page is open. */
let last: CompareAnswer | undefined;

/** Another version beside the one that is open: what breaks, and each operation as a maker sees it in both. */
export function CompareView() {
  const { source, state } = useData();
  const [answer, setAnswer] = useState(last);
  const [chosen, setChosen] = useState<CompareChange | undefined>(last?.changes[0]);
  const side = useRef<HTMLElement>(null);
  const words = texts.compare;
  const compare = useAction(async (request: CompareRequest) => {
    last = await source.compare!.compare(request);
    setAnswer(last);
    setChosen(last.changes[0]);
    const { breaking, risky, safe } = last.summary;
    announce(words.summary(breaking, risky, safe));
  });
  const operation = chosen?.operations[0];
  return (
    <div className="compare">
      <section className="compare-main" aria-label={words.changes}>
        <h2 className="view-title">{words.title}</h2>
        <p className="view-intro">{words.intro}</p>
        <VersionForm busy={compare.busy} onCompare={(request) => void compare.run(request)} />
        <TroubleBar trouble={compare.trouble} onDismiss={compare.dismiss} />
        {compare.busy && <Waiting label={words.comparing} />}
        {!compare.busy && !answer && !compare.trouble && (
          <EmptyState Icon={CompareIcon} title={words.none} text={words.noneText} />
        )}
        {!compare.busy && answer && (
          <>
            {answer.revision !== state.connector.revision && <p className="hint">{words.stale}</p>}
            {answer.changes.length === 0 ? (
              <EmptyState Icon={CompareIcon} title={words.same} text={words.sameText(answer.old)} />
            ) : (
              <ChangeList answer={answer} chosen={chosen} onChoose={setChosen} />
            )}
          </>
        )}
      </section>
      <aside className="compare-side" aria-label={words.both} ref={side}>
        {answer && chosen && operation !== undefined ? (
          <BothVersions key={operation} comparison={answer.id} old={answer.old} operationId={operation} />
        ) : (
          <p className="hint compare-hint">{chosen ? words.noOperation : words.bothNone}</p>
        )}
      </aside>
    </div>
  );
}
