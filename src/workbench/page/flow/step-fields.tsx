import { Button, Field, Input, Select, Textarea } from "@fluentui/react-components";
import { useId, useState } from "react";
import { typed } from "../design/fields/typed.ts";
import { AddIcon, DismissIcon } from "../icons.ts";
import type { JsonObject, JsonValue } from "../model.ts";
import { texts } from "../texts.ts";
import { conditionOf, OPERATORS, type Rows, rowsOf } from "./condition-rows.ts";
import { isBlank } from "./missing.ts";
import { nameOf, type Step, titleOf } from "./steps.ts";
import { TokenField } from "./token-field.tsx";
import { useTokenScope } from "./token-scope.ts";

/** The fields of a step that calls nothing. */
export function StepFields({ step, onChange }: { step: Step; onChange(step: Step): void }) {
  const inputs = (step["inputs"] ?? {}) as JsonObject;
  switch (step.type) {
    case "Compose":
      return (
        <TokenInput
          label={texts.flow.inputs}
          value={textOfValue(step["inputs"])}
          required
          multiline
          onChange={(text) => onChange({ ...step, inputs: valueOfText(text) })}
        />
      );
    case "Foreach":
      return (
        <TokenInput
          label={texts.flow.list}
          value={String(step["foreach"] ?? "")}
          wants="array"
          required
          onChange={(foreach) => onChange({ ...step, foreach })}
        />
      );
    case "If":
      return <ConditionFields step={step} onChange={onChange} />;
    case "Wait": {
      const interval = (inputs["interval"] ?? {}) as JsonObject;
      const set = (change: JsonObject) =>
        onChange({ ...step, inputs: { interval: { ...interval, ...change } } });
      return (
        <div className="fields">
          <TokenInput
            label={texts.flow.count}
            value={String(interval["count"] ?? "")}
            required
            onChange={(text) => set({ count: typed(text, "integer") })}
          />
          <Field label={texts.flow.unit}>
            <Select
              value={String(interval["unit"] ?? "Minute")}
              onChange={(_, { value }) => set({ unit: value })}
            >
              {Object.entries(texts.flow.units).map(([unit, label]) => (
                <option key={unit} value={unit}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      );
    }
    case "Terminate": {
      const error = (inputs["runError"] ?? {}) as JsonObject;
      const status = String(inputs["runStatus"] ?? "Failed");
      const set = (change: JsonObject) => onChange({ ...step, inputs: { ...inputs, ...change } });
      return (
        <div className="fields">
          <Field label={texts.flow.status}>
            <Select value={status} onChange={(_, { value }) => set({ runStatus: value })}>
              {Object.entries(texts.flow.statuses).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          {status === "Failed" && (
            <>
              <TokenInput
                label={texts.flow.code}
                value={String(error["code"] ?? "")}
                onChange={(code) => set({ runError: { ...error, code } })}
              />
              <TokenInput
                label={texts.flow.message}
                value={String(error["message"] ?? "")}
                onChange={(message) => set({ runError: { ...error, message } })}
              />
            </>
          )}
        </div>
      );
    }
    case "Switch":
      return <SwitchFields step={step} onChange={onChange} />;
    case "Until": {
      const limit = (step["limit"] ?? {}) as JsonObject;
      const set = (change: JsonObject) => onChange({ ...step, limit: { ...limit, ...change } });
      return (
        <div className="fields">
          <ConditionFields step={step} onChange={onChange} />
          <Field label={texts.flow.untilCount}>
            <Input
              type="number"
              min={1}
              max={5000}
              value={String(limit["count"] ?? 60)}
              onChange={(_, { value }) => set({ count: typed(value, "integer") })}
            />
          </Field>
          <Field label={texts.flow.untilTimeout}>
            <Input
              value={String(limit["timeout"] ?? "PT1H")}
              onChange={(_, { value }) => set({ timeout: value })}
            />
          </Field>
        </div>
      );
    }
    case "Scope":
      return null;
    default:
      return <JsonFields step={step} onChange={onChange} />;
  }
}

/** A label and a field of text and outputs. */
export function TokenInput(props: {
  label: string;
  value: string;
  required?: boolean;
  multiline?: boolean;
  hideLabel?: boolean;
  /** The type of what fits best. */
  wants?: string;
  onChange(value: string): void;
}) {
  const { label, value, required = false, multiline = false, hideLabel = false, onChange } = props;
  const scope = useTokenScope();
  const id = useId();
  // Said once somebody has tried to save, as in the other forms.
  const complaint = required && isBlank(value) && scope?.complaining === true;
  return (
    <div className="field">
      <label className={hideLabel ? "visually-hidden" : "field-label"} htmlFor={id}>
        {label}
        {required && !hideLabel && (
          <span className="required" aria-hidden>
            {" *"}
          </span>
        )}
      </label>
      {scope ? (
        <TokenField
          id={id}
          label={label}
          scope={scope}
          value={value}
          placeholder={hideLabel ? texts.flow.chooseValue : label}
          required={required}
          wants={props.wants}
          invalid={complaint}
          multiline={multiline}
          onChange={onChange}
        />
      ) : (
        <Input id={id} value={value} onChange={(_, data) => onChange(data.value)} />
      )}
      {complaint && (
        <p className="field-error" role="alert">
          {texts.flow.isRequired(label)}
        </p>
      )}
    </div>
  );
}

function ConditionFields({ step, onChange }: { step: Step; onChange(step: Step): void }) {
  const condition = rowsOf(step["expression"]);
  if (!condition)
    return (
      <JsonArea
        label={texts.flow.conditionAsJson}
        hint={texts.flow.conditionAsJsonHint}
        value={step["expression"]}
        onChange={(expression) => onChange({ ...step, expression })}
      />
    );
  const write = (next: Rows) => onChange({ ...step, expression: conditionOf(next) });
  const setRow = (index: number, change: Partial<Rows["rows"][number]>) =>
    write({
      ...condition,
      rows: condition.rows.map((row, at) => (at === index ? { ...row, ...change } : row)),
    });
  return (
    <div className="fields">
      <Field label={texts.flow.combine}>
        <Select
          value={condition.all ? "and" : "or"}
          onChange={(_, { value }) => write({ ...condition, all: value === "and" })}
        >
          <option value="and">{texts.flow.all}</option>
          <option value="or">{texts.flow.any}</option>
        </Select>
      </Field>
      {condition.rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are their place
        <fieldset key={index} className="condition-row" aria-label={texts.flow.row(index + 1)}>
          <TokenInput
            label={texts.flow.left(index + 1)}
            hideLabel
            required={isBlank(row.right)}
            value={row.left}
            onChange={(left) => setRow(index, { left })}
          />
          <div className="row">
            <Select
              className="grow"
              aria-label={texts.flow.operator(index + 1)}
              value={row.operator}
              onChange={(_, { value }) => setRow(index, { operator: value })}
            >
              {OPERATORS.map((operator) => (
                <option key={operator} value={operator}>
                  {texts.flow.operators[operator]}
                </option>
              ))}
            </Select>
            {condition.rows.length > 1 && (
              <Button
                appearance="subtle"
                size="small"
                icon={<DismissIcon />}
                aria-label={texts.flow.deleteRow(index + 1)}
                onClick={() => write({ ...condition, rows: condition.rows.filter((_, at) => at !== index) })}
              />
            )}
          </div>
          <TokenInput
            label={texts.flow.right(index + 1)}
            hideLabel
            value={row.right}
            onChange={(right) => setRow(index, { right })}
          />
        </fieldset>
      ))}
      <Button
        size="small"
        className="start"
        icon={<AddIcon />}
        onClick={() =>
          write({ ...condition, rows: [...condition.rows, { left: "", operator: "equals", right: "" }] })
        }
      >
        {texts.flow.addRow}
      </Button>
    </div>
  );
}

function SwitchFields({ step, onChange }: { step: Step; onChange(step: Step): void }) {
  const cases = (step["cases"] ?? {}) as Record<string, JsonObject>;
  const names = Object.keys(cases);
  const write = (next: Record<string, JsonObject>) => onChange({ ...step, cases: next });
  return (
    <div className="fields">
      <TokenInput
        label={texts.flow.switchOn}
        value={String(step["expression"] ?? "")}
        required
        onChange={(expression) => onChange({ ...step, expression })}
      />
      {names.map((name) => (
        <div key={name} className="row case-row">
          <CaseName
            name={name}
            taken={names.filter((one) => one !== name)}
            onRename={(to) =>
              write(Object.fromEntries(names.map((one) => [one === name ? to : one, cases[one]!])))
            }
          />
          <Field label={texts.flow.caseEquals(titleOf(name))} className="grow">
            <Input
              value={textOfValue(cases[name]?.["case"])}
              onChange={(_, { value }) =>
                write({ ...cases, [name]: { ...cases[name], case: typed(value, "number") } })
              }
            />
          </Field>
          {names.length > 1 && (
            <Button
              appearance="subtle"
              size="small"
              className="end"
              icon={<DismissIcon />}
              aria-label={texts.flow.deleteCase(titleOf(name))}
              onClick={() => write(Object.fromEntries(Object.entries(cases).filter(([one]) => one !== name)))}
            />
          )}
        </div>
      ))}
      <Button
        size="small"
        className="start"
        icon={<AddIcon />}
        onClick={() => write({ ...cases, [freeCase(names)]: { case: "", actions: {} } })}
      >
        {texts.flow.addCase}
      </Button>
    </div>
  );
}

/** Taken over when it is left, so that a name in the making collides with none. */
function CaseName(props: { name: string; taken: readonly string[]; onRename(to: string): void }) {
  const { name, taken, onRename } = props;
  const [title, setTitle] = useState(titleOf(name));
  const wanted = nameOf(title);
  const trouble =
    wanted === ""
      ? texts.flow.caseEmpty
      : taken.some((one) => one.toLowerCase() === wanted.toLowerCase())
        ? texts.flow.caseTaken(title)
        : undefined;
  const rename = () => {
    if (trouble === undefined && wanted !== name) onRename(wanted);
  };
  return (
    <Field
      label={texts.flow.caseName}
      className="grow"
      {...(trouble === undefined ? {} : { validationMessage: trouble })}
    >
      <Input
        value={title}
        onChange={(_, data) => setTitle(data.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === "Enter") rename();
        }}
      />
    </Field>
  );
}

function freeCase(names: readonly string[]): string {
  for (let number = names.length + 1; ; number++)
    if (!names.includes(`Case_${number}`)) return `Case_${number}`;
}

/** A step of a kind that has no form, as it is in the definition. */
function JsonFields({ step, onChange }: { step: Step; onChange(step: Step): void }) {
  return <JsonArea label={texts.flow.stepAsJson} value={step} onChange={(next) => onChange(next as Step)} />;
}

function JsonArea(props: {
  label: string;
  hint?: string;
  value: JsonValue | undefined;
  onChange(value: JsonValue): void;
}) {
  const [text, setText] = useState(() => JSON.stringify(props.value ?? null, null, 2));
  const broken = parsed(text) === undefined;
  return (
    <Field
      label={props.label}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      validationState={broken ? "error" : "none"}
      {...(broken ? { validationMessage: texts.flow.noJson } : {})}
    >
      <Textarea
        className="json-editor"
        rows={8}
        resize="vertical"
        spellCheck={false}
        value={text}
        onChange={(_, data) => {
          setText(data.value);
          const value = parsed(data.value);
          if (value !== undefined) props.onChange(value);
        }}
      />
    </Field>
  );
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function textOfValue(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** JSON that somebody writes into Compose is a value; everything else is a text, as in the designer. */
function valueOfText(text: string): JsonValue {
  return /^\s*[[{]/.test(text) ? (parsed(text) ?? text) : text;
}
