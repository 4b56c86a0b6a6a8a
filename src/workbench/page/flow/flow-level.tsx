import type { ReactNode } from "react";
import { texts } from "../texts.ts";
import { useCanvas } from "./canvas-context.ts";
import { CanvasStep } from "./canvas-step.tsx";
import { beginningsOf, endsOf, type Row, rowsOf, stepsIn } from "./graph.ts";
import { AddButton, Between } from "./plus.tsx";
import { type Level, levelOf, type Place, titleOf } from "./steps.ts";

/** The steps of one level: one below the other, parallel branches side by side. */
export function FlowLevel(props: {
  level: Level;
  /** What the first button is called, where there is no step yet. */
  empty: string;
  /** An arrow leads to the first step from what is above, which is called so. */
  from?: string;
}) {
  const { level, empty, from } = props;
  const { steps } = useCanvas();
  const rows = rowsOf(levelOf(steps, level));
  if (rows.length === 0)
    return (
      <>
        {level.of !== undefined && <span className="branch-empty">{texts.flow.emptyBranch}</span>}
        <AddButton label={empty} place={level} />
      </>
    );
  return (
    <>
      {from !== undefined && <Between label={texts.flow.addAfter(from)} place={level} />}
      <Rows rows={rows} level={level} enter={[]} leave={[]} />
    </>
  );
}

/** @param enter what runs before the first row, and @param leave what runs after the last one, on the same level */
function Rows(props: {
  rows: readonly Row[];
  level: Level;
  enter: readonly string[];
  leave: readonly string[];
  /** It is one of several branches. */
  branch?: boolean;
}) {
  const { rows, level, enter, leave, branch = false } = props;
  const { steps } = useCanvas();
  const beside = levelOf(steps, level);
  const parts: ReactNode[] = rows.map((row, index) => {
    const before = index === 0 ? enter : endsOf(rows[index - 1]);
    const behind = index === rows.length - 1 ? leave : beginningsOf(rows[index + 1]);
    const key = stepsIn([row])[0];
    return (
      <div key={key} className="flow-step">
        {(index > 0 || branch) && (
          <Between
            {...edge(level, before, index === 0 || before.length > 1 ? beginningsOf(row) : [])}
            {...(index > 0 && before.length > 1 ? { label: texts.flow.addAfterBranches } : {})}
          />
        )}
        {"step" in row ? (
          <CanvasStep
            name={row.step}
            step={beside[row.step]!}
            drawnAfter={before}
            inside={(inner, empty) => <FlowLevel level={inner} empty={empty} />}
          />
        ) : (
          <div className="parallel">
            {row.branches.map((one, number) => (
              <section
                key={stepsIn(one)[0]}
                className="parallel-branch"
                aria-label={texts.flow.branch(number + 1, row.branches.length)}
              >
                <Rows rows={one} level={level} enter={before} leave={behind} branch />
              </section>
            ))}
          </div>
        )}
      </div>
    );
  });
  const last = rows.at(-1);
  const ends = endsOf(last);
  if (branch && leave.length > 0)
    return (
      <>
        {parts}
        <Between {...edge(level, ends, leave)} label={afterWords(ends)} />
      </>
    );
  return (
    <>
      {parts}
      <AddButton label={afterWords(ends)} place={{ ...level, after: ends.length > 1 ? ends : ends[0] }} />
    </>
  );
}

function afterWords(ends: readonly string[]): string {
  return ends.length > 1 ? texts.flow.addAfterBranches : texts.flow.addAfter(titleOf(ends[0]!));
}

/** Where a step goes that is put on the way from what is before to what follows. */
function edge(
  level: Level,
  after: readonly string[],
  behind: readonly string[],
): { label: string; place: Place } {
  const [only] = behind.length === 1 ? behind : [];
  return {
    label:
      after.length > 0 && only === undefined
        ? texts.flow.addAfter(after.map(titleOf).join(", "))
        : only !== undefined
          ? texts.flow.addBefore(titleOf(only))
          : texts.flow.addFirst,
    place: {
      ...level,
      after: after.length > 1 ? after : after[0],
      ...(only === undefined ? {} : { before: only }),
    },
  };
}
