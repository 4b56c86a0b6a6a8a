import { Button, Checkbox, Select } from "@fluentui/react-components";
import { DismissIcon } from "../icons.ts";
import { Section } from "../shell/section.tsx";
import { texts } from "../texts.ts";
import { changeSteps, useSteps } from "./flow-draft.ts";
import { beforeOf, candidatesOf, runAfterOf, statusesOf } from "./graph.ts";
import { findStep, levelOf, replaceStep, titleOf, whereIs } from "./steps.ts";

const STATUSES = ["Succeeded", "Failed", "Skipped", "TimedOut"] as const;
type Statuses = readonly (typeof STATUSES)[number][];

/** After which steps a step runs, and how each of them must have ended. */
export function RunAfter({ formKey, name }: { formKey: string; name: string }) {
  const steps = useSteps(formKey);
  const level = whereIs(steps, name);
  const step = findStep(steps, name);
  if (!level || !step) return null;
  const beside = levelOf(steps, level);
  const before = beforeOf(step);
  const others = candidatesOf(beside, name).filter((one) => !before.includes(one));
  if (before.length === 0 && others.length === 0) return null;
  const write = (change: (runAfter: Record<string, Statuses>) => Record<string, Statuses>) =>
    changeSteps(formKey, (all) => {
      const now = findStep(all, name)!;
      const runAfter = change(runAfterOf(now)) as Record<string, string[]>;
      return replaceStep(all, name, { ...now, runAfter });
    });
  const usual = before.length === 1 && statusesOf(step, before[0]).join() === "Succeeded";
  return (
    <Section title={texts.flow.runAfter} open={!usual && before.length > 0}>
      {before.length === 0 && <p className="hint">{texts.flow.runAfterNone}</p>}
      {before.map((one) => {
        const statuses = statusesOf(step, one);
        return (
          <fieldset key={one} className="run-after">
            <legend className="hint">{texts.flow.runAfterHint(titleOf(one))}</legend>
            {STATUSES.map((status) => (
              <Checkbox
                key={status}
                label={texts.flow.ended[status]}
                checked={statuses.includes(status)}
                onChange={(_, { checked }) => {
                  const rest = statuses.filter((other) => other !== status);
                  const next = checked === true ? [...rest, status] : rest;
                  // A step that runs after nothing would never run.
                  if (next.length > 0) write((all) => ({ ...all, [one]: next }));
                }}
              />
            ))}
            {before.length > 1 && (
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissIcon />}
                onClick={() => write(({ [one]: _, ...rest }) => rest)}
              >
                {texts.flow.runAfterRemove(titleOf(one))}
              </Button>
            )}
          </fieldset>
        );
      })}
      {others.length > 0 && (
        <Select
          aria-label={texts.flow.runAfterAdd}
          value=""
          onChange={(_, { value }) => {
            if (value !== "") write((all) => ({ ...all, [value]: ["Succeeded"] }));
          }}
        >
          <option value="">{texts.flow.runAfterAdd}</option>
          {others.map((one) => (
            <option key={one} value={one}>
              {titleOf(one)}
            </option>
          ))}
        </Select>
      )}
    </Section>
  );
}
