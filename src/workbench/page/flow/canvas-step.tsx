import type { ReactNode } from "react";
import { StepCard } from "../design/step-card.tsx";
import { texts } from "../texts.ts";
import { useCanvas } from "./canvas-context.ts";
import { isUntouched } from "./flow-draft.ts";
import { beforeOf, statusesOf } from "./graph.ts";
import { kindOf, kindTitle, operationIn } from "./kinds.tsx";
import { missingIn } from "./missing.ts";
import { tooEarly } from "./references.ts";
import { StepIcon } from "./step-icon.tsx";
import { type Branch, branchesOf, type Level, type Step, titleOf } from "./steps.ts";

/** A step on the canvas, with all that is inside it. */
export function CanvasStep(props: {
  name: string;
  step: Step;
  /** The steps above it, from which arrows lead to it. */
  drawnAfter: readonly string[];
  /** Draws what is inside it. */
  inside(level: Level, empty: string): ReactNode;
}) {
  const { name, step, inside } = props;
  const { design, selected, canChange, onSelect, onDrag } = useCanvas();
  const id = operationIn(step);
  const foot = useFoot(props);
  const card = (
    <StepCard
      title={titleOf(name)}
      color={id === undefined ? kindOf(step.type).color : design.brandColor}
      icon={<StepIcon type={step.type} connector={id !== undefined} />}
      selected={selected === name}
      onSelect={() => onSelect(name)}
      stop
      step={name}
      foot={foot}
      {...(canChange ? { drag: { onStart: () => onDrag(name), onEnd: () => onDrag(undefined) } } : {})}
    />
  );
  const branches = branchesOf(step);
  if (branches.length === 0) return card;
  const titles = branches.map((branch) => branchTitle(step, branch));
  if (branches.length > 1)
    return (
      <section className="loop loop-if" aria-label={titleOf(name)}>
        {card}
        <div className="branches">
          {branches.map((branch, index) => (
            <section key={branch} className="branch" aria-label={`${titleOf(name)}: ${titles[index]}`}>
              <span className={`branch-name ${branchLook(step, branch)}`}>{titles[index]}</span>
              {inside({ of: name, branch }, texts.flow.addInto(titles[index]!))}
            </section>
          ))}
        </div>
      </section>
    );
  const over = step.type === "Foreach" ? String(step["foreach"] ?? "") : undefined;
  return (
    <section
      className="loop"
      aria-label={over === undefined ? titleOf(name) : texts.design.loopLabel(name, over)}
    >
      {card}
      {over !== undefined && over !== "" && (
        <span className="loop-over" title={over}>
          {loopWords(over)}
        </span>
      )}
      <div className="loop-steps">
        {inside({ of: name, branch: "actions" }, texts.flow.addInto(titleOf(name)))}
      </div>
    </section>
  );
}

/** The list by the name of its output, where it is one. */
function loopWords(over: string): ReactNode {
  const [, name] = /^@[^@]*\?\['([^'\]]+)'\]$/.exec(over) ?? [];
  return name === undefined ? <code>{over}</code> : texts.flow.eachOf(name);
}

function branchTitle(step: Step, branch: Branch): string {
  if (step.type?.toLowerCase() === "if") return branch === "else" ? texts.flow.no : texts.flow.yes;
  return branch === "default" ? texts.flow.defaultCase : titleOf(branch.slice("case:".length));
}

function branchLook(step: Step, branch: Branch): string {
  if (step.type?.toLowerCase() !== "if") return "branch-case";
  return branch === "else" ? "branch-no" : "branch-yes";
}

/** The line below a step: what is wrong with it, else when it runs, else what it is. */
function useFoot(props: { name: string; step: Step; drawnAfter: readonly string[] }): {
  bad: boolean;
  text: string;
} {
  const { name, step, drawnAfter } = props;
  const { design, steps, operations } = useCanvas();
  const id = operationIn(step);
  if (id !== undefined && !design.operations.some((operation) => operation.operationId === id))
    return { bad: true, text: texts.flow.lostOperation(id) };
  if (isUntouched(steps)) return { bad: false, text: texts.flow.untouched };
  const called = id === undefined ? undefined : operations.get(id)?.operation;
  const missing = missingIn(step, called);
  if (missing.length > 0) return { bad: true, text: texts.flow.missing(missing.join(", ")) };
  const early = tooEarly(steps, name, step);
  if (early.length > 0) return { bad: true, text: texts.flow.uses(early.map(titleOf).join(", ")) };
  const runs = whenItRuns(step, drawnAfter);
  if (runs !== undefined) return { bad: false, text: runs };
  const kind = id === undefined ? kindTitle(step.type) : (called?.title ?? "");
  return { bad: false, text: kind === titleOf(name) ? "" : kind };
}

/** Said where the arrows do not say it: it waits for other steps than those above, or not for their success. */
function whenItRuns(step: Step, drawnAfter: readonly string[]): string | undefined {
  const before = beforeOf(step);
  const usual = before.every((one) => statusesOf(step, one).join() === "Succeeded");
  const drawn = before.length === drawnAfter.length && before.every((one) => drawnAfter.includes(one));
  if (before.length === 0 || (usual && drawn)) return undefined;
  return texts.flow.runsAfter(
    before.map((one) => {
      const how = statusesOf(step, one).map((status) => texts.flow.ended[status]);
      return usual ? titleOf(one) : `${titleOf(one)} ${how.join(` ${texts.flow.or} `)}`;
    }),
  );
}
