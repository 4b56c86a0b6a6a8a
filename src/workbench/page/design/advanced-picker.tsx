import { Button, Dropdown, Option } from "@fluentui/react-components";
import { useId } from "react";
import type { InputView, OperationView } from "../model.ts";
import type { Draft } from "../state/drafts.ts";
import { useForm } from "../state/form.ts";
import { texts } from "../texts.ts";
import { isShown } from "./place-inputs.ts";

/** "Advanced parameters": brings optional inputs in and takes them out again. */
export function AdvancedPicker(props: {
  operation: OperationView;
  optional: readonly InputView[];
  draft: Draft;
}) {
  const { operation, optional, draft } = props;
  const form = useForm(operation.operationId);
  const id = useId();
  const chosen = optional.filter((input) => isShown(input, draft)).map(({ key }) => key);
  const show = (keys: readonly string[]) =>
    form.change(({ values }) => {
      const gone = optional.filter(({ key }) => !keys.includes(key)).map(({ key }) => key);
      return {
        added: keys,
        removed: gone,
        values: Object.fromEntries(Object.entries(values).filter(([key]) => !gone.includes(key))),
      };
    });
  return (
    <div className="advanced">
      <span className="field-label" id={id}>
        {texts.fields.advanced}
      </span>
      <div className="advanced-row">
        <Dropdown
          className="grow"
          aria-labelledby={id}
          multiselect
          selectedOptions={chosen}
          value={texts.fields.showing(chosen.length, optional.length)}
          onOptionSelect={(_, { selectedOptions }) => show(selectedOptions)}
        >
          {optional.map(({ key, label }) => (
            <Option key={key} value={key} text={label.text}>
              {label.text}
            </Option>
          ))}
        </Dropdown>
        <Button
          appearance="transparent"
          size="small"
          disabled={chosen.length === optional.length}
          onClick={() => show(optional.map(({ key }) => key))}
        >
          {texts.fields.showAll}
        </Button>
        <Button appearance="transparent" size="small" disabled={chosen.length === 0} onClick={() => show([])}>
          {texts.fields.clearAll}
        </Button>
      </div>
    </div>
  );
}
