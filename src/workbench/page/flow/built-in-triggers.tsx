import { hasWords } from "../state/has-words.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { builtInTitle, MANUAL, RECURRENCE } from "./built-in.ts";
import { StepIcon } from "./step-icon.tsx";

/** Triggers that every flow can begin with: a connector that has actions only is run by them. */
export function BuiltInTriggers(props: { search: string; kind: string; chosen: string | undefined }) {
  const { search, kind, chosen } = props;
  const found = [MANUAL, RECURRENCE].filter((id) =>
    hasWords(`${builtInTitle(id)} ${texts.flow.builtInAbout[id]}`, search),
  );
  if (kind === "action" || found.length === 0) return null;
  return (
    <section aria-label={texts.flow.builtInTriggers}>
      <h3 className="group-title">{texts.flow.builtInTriggers}</h3>
      <ul className="plain-list">
        {found.map((id) => (
          <li key={id}>
            <a
              className="operation-card"
              href={routeHref("design", id)}
              aria-current={id === chosen ? "true" : undefined}
            >
              <StepIcon type={id === RECURRENCE ? "recurrence" : "request"} connector={false} size={16} />
              <span className="operation-words">
                <span className="operation-title">{builtInTitle(id)}</span>
                <span className="operation-description">{texts.flow.builtInAbout[id]}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
