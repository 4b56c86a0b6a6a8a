import { Button } from "@fluentui/react-components";
import { CheckIcon, DismissIcon } from "../icons.ts";
import type { DesignAnswer } from "../model.ts";
import { useData } from "../state/data.tsx";
import { showGuide, useGuide } from "../state/guide.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import "./guide.css";

/** Three steps for whoever sees the workbench for the first time; each is marked once it was done. */
export function Guide({ design }: { design: DesignAnswer }) {
  const { state, source } = useData();
  const shown = useGuide();
  if (!shown || !source.actions) return null;
  const visible = design.operations.filter(({ internal }) => !internal);
  const trigger = visible.find(({ kind }) => kind === "trigger");
  const first = trigger ?? visible[0];
  if (!first) return null;
  const words = texts.guide;
  const operation = routeHref("design", first.operationId);
  const story = trigger ? (state.backend.desk ? "bookings" : "trigger") : "action";
  const flow = state.flows[0];
  const steps = words.steps[story];
  const hrefs = [
    operation,
    operation,
    story === "action"
      ? routeHref("findings")
      : story === "bookings"
        ? `${routeHref("run")}?side=desk`
        : flow
          ? routeHref("run", "flow", flow.id)
          : routeHref("run"),
  ];
  const done =
    story === "action"
      ? [false, state.counts.exchanges > 0, false]
      : [flow !== undefined, flow !== undefined, state.counts.runs > 0];
  return (
    <section className="guide" aria-label={words.title}>
      <div className="row">
        <h3 className="side-title grow">{words.title}</h3>
        <Button
          appearance="subtle"
          size="small"
          icon={<DismissIcon />}
          aria-label={words.hide}
          onClick={() => showGuide(false)}
        />
      </div>
      <ol className="guide-steps">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="guide-step">
            <span className={done[index] ? "guide-mark guide-done" : "guide-mark"} aria-hidden>
              {done[index] ? <CheckIcon /> : index + 1}
            </span>
            <div>
              <a className="button-link guide-link" href={hrefs[index]}>
                {title}
              </a>
              <p className="guide-text">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
