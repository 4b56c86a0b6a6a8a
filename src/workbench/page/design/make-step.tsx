import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Select,
} from "@fluentui/react-components";
import { useState } from "react";
import { serialise } from "../../project/serialise.ts";
import { changeSteps, isUntouched, stepsOf } from "../flow/flow-draft.ts";
import { freeName, insertStep, orderOf, type Step, titleOf } from "../flow/steps.ts";
import type { EnteredValues, OperationView } from "../model.ts";
import { useData, useQuery } from "../state/data.tsx";
import { tell } from "../state/notices.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";

/** Puts a call, with its values, at the end of the flow that begins with a trigger. */
export function MakeStep({
  operation,
  values,
  onClose,
}: {
  operation: OperationView;
  values: EnteredValues;
  onClose(): void;
}) {
  const { versions } = useData();
  const design = useQuery("design", versions.design, (source) => source.design());
  const triggers = design.data?.operations.filter(({ kind }) => kind === "trigger") ?? [];
  const [chosen, setChosen] = useState<string>();
  const trigger = chosen ?? triggers[0]?.operationId;
  const words = texts.runPage;
  const add = () => {
    if (trigger === undefined) return;
    const steps = stepsOf(trigger);
    // The empty step that every flow begins with gives way.
    const base = isUntouched(steps) ? {} : steps;
    const name = freeName(base, operation.title || operation.operationId);
    const step = { ...serialise(operation, values).powerAutomate, runAfter: {} } as Step;
    changeSteps(trigger, () => insertStep(base, { after: orderOf(base).at(-1) }, name, step));
    const title = triggers.find(({ operationId }) => operationId === trigger)?.title || trigger;
    onClose();
    window.location.hash = `${routeHref("design", trigger)}?step=${encodeURIComponent(name)}`;
    tell({ text: words.added(titleOf(name), title) });
  };
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <DialogBody>
          <DialogTitle>{words.makeStepTitle}</DialogTitle>
          <DialogContent className="dialog-fields">
            {triggers.length === 0 ? (
              <p>{words.noTriggers}</p>
            ) : (
              <>
                <p className="hint">{words.makeStepText}</p>
                <Field label={words.makeStepTrigger}>
                  <Select value={trigger ?? ""} onChange={(_, { value }) => setChosen(value)}>
                    {triggers.map(({ operationId, title }) => (
                      <option key={operationId} value={operationId}>
                        {title || operationId}
                      </option>
                    ))}
                  </Select>
                </Field>
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{texts.shell.cancel}</Button>
            <Button type="submit" appearance="primary" disabled={trigger === undefined}>
              {words.makeStepDone}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  );
}
