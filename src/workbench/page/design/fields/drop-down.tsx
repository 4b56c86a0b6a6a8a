import { Button, Combobox, Input, Option, Spinner, Tooltip } from "@fluentui/react-components";
import { useRef, useState } from "react";
import { TokenField } from "../../flow/token-field.tsx";
import { useTokenScope } from "../../flow/token-scope.ts";
import { DismissIcon } from "../../icons.ts";
import type { JsonValue } from "../../model.ts";
import { hasWords } from "../../state/has-words.ts";
import { texts } from "../../texts.ts";

export interface Row {
  title: string;
  description?: string | undefined;
  value: JsonValue | undefined;
  selectable?: boolean;
}

/** Options drawn at a time; typing narrows them down. */
const MAX_ROWS = 200;
const CUSTOM = "custom";
const USE = "use";

/** The designer's combobox: rows, or why there are none; searching by typing; a value of one's own as the last row. */
export function DropDown(props: {
  id: string;
  label: string;
  rows: readonly Row[];
  /** Said in the menu instead of rows: loading, empty, failed. */
  notice?: { kind: "loading" | "empty" | "failed"; text: string } | undefined;
  value: JsonValue | undefined;
  placeholder: string | undefined;
  required: boolean;
  invalid: boolean;
  onChange(value: JsonValue | undefined): void;
  onOpen?: () => void;
}) {
  const { id, label, rows, notice, value, placeholder, onChange } = props;
  const [query, setQuery] = useState<string>();
  const [writing, setWriting] = useState(false);
  const [open, setOpen] = useState(false);
  const free = useRef<HTMLInputElement>(null);
  const chosen = rows.find((row) => same(row.value, value));
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  // A value that is not a row stays readable: as text that can be cleared.
  const scope = useTokenScope();
  const custom = writing || (text !== "" && !chosen && notice?.kind !== "loading");
  if (custom) {
    const clear = (
      <Tooltip content={texts.dropDown.clearCustom} relationship="label">
        <Button
          appearance="transparent"
          size="small"
          icon={<DismissIcon />}
          onClick={() => {
            setWriting(false);
            onChange(undefined);
          }}
        />
      </Tooltip>
    );
    if (scope)
      return (
        <div className="row">
          <div className="grow">
            <TokenField
              id={id}
              label={label}
              scope={scope}
              value={text}
              placeholder={placeholder ?? ""}
              required={props.required}
              invalid={props.invalid}
              onChange={onChange}
            />
          </div>
          {clear}
        </div>
      );
    return (
      <Input
        id={id}
        ref={free}
        className="drop-down"
        value={text}
        placeholder={placeholder ?? ""}
        aria-required={props.required}
        aria-invalid={props.invalid}
        autoFocus={writing}
        onChange={(_, data) => onChange(data.value)}
        contentAfter={clear}
      />
    );
  }
  const words = query?.trim().toLowerCase() ?? "";
  const found = words === "" ? rows : rows.filter(({ title }) => hasWords(title, words));
  return (
    <Combobox
      id={id}
      className="drop-down"
      freeform
      open={open}
      value={query ?? chosen?.title ?? ""}
      selectedOptions={chosen ? [String(rows.indexOf(chosen))] : []}
      placeholder={placeholder ?? ""}
      aria-required={props.required}
      aria-invalid={props.invalid}
      listbox={{ "aria-label": label }}
      onChange={(event) => setQuery(event.target.value)}
      onBlur={() => setQuery(undefined)}
      onOpenChange={(_, data) => {
        setOpen(data.open);
        if (data.open) props.onOpen?.();
        else setQuery(undefined);
      }}
      onOptionSelect={(_, { optionValue }) => {
        if (optionValue === CUSTOM) setWriting(true);
        else if (optionValue === USE) onChange(query ?? "");
        else if (optionValue !== undefined && /^\d+$/.test(optionValue))
          onChange(rows[Number(optionValue)]?.value);
        setQuery(undefined);
      }}
    >
      {notice && (
        <Option
          disabled
          text={notice.text}
          value={notice.kind}
          className={`notice-${notice.kind}`}
          checkIcon={null}
        >
          {notice.kind === "loading" ? <Spinner size="extra-tiny" label={notice.text} /> : notice.text}
        </Option>
      )}
      {found.slice(0, MAX_ROWS).map((row) => (
        <Option
          key={rows.indexOf(row)}
          value={String(rows.indexOf(row))}
          text={row.title}
          disabled={row.selectable === false}
        >
          <span className="option-words">
            <span>{row.title || texts.dropDown.blank}</span>
            {row.description && <span className="option-description">{row.description}</span>}
          </span>
        </Option>
      ))}
      {found.length > MAX_ROWS && (
        <Option disabled text="" value="more" checkIcon={null}>
          {texts.dropDown.more(found.length - MAX_ROWS)}
        </Option>
      )}
      {words !== "" && !rows.some(({ title }) => title.toLowerCase() === words) && (
        <Option value={USE} text={query ?? ""} className="option-use" checkIcon={null}>
          {texts.dropDown.use(query ?? "")}
        </Option>
      )}
      <Option value={CUSTOM} text="" className="option-custom" checkIcon={null}>
        {texts.dropDown.custom}
      </Option>
    </Combobox>
  );
}

function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
