import { Button } from "@fluentui/react-components";
import { memo, useState } from "react";
import { ChevronIcon } from "../icons.ts";
import type { FormGroup, OperationAnswer, OperationView } from "../model.ts";
import { ErrorState } from "../shell/error-state.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { PlaceLinks } from "../source/place-links.tsx";
import { tellUndo } from "../source/tell-undo.ts";
import { useData, useQuery } from "../state/data.tsx";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { change, currentOf, discard, membersOf, useChanges } from "./changes.ts";
import { FormFieldEditor } from "./form-field.tsx";
import { shownKey } from "./shown-key.ts";
import { TryList } from "./try-list.tsx";
import "./edit.css";

const KINDS = ["operation", "input", "output"] as const;

/** What authors change most of an operation, without looking for it in the file. */
export function EditTab({ answer }: { answer: OperationAnswer }) {
  const { operation } = answer;
  const { operationId } = operation;
  const { source, versions } = useData();
  const form = useQuery(`form ${operationId}`, versions.findings, (from) => from.actions!.form(operationId));
  const changes = useChanges(operationId);
  const words = texts.form;
  const save = useAction(async () => {
    const saved = await source.actions!.setMembers({
      members: membersOf(changes),
      label: words.label(operationId),
    });
    discard(operationId);
    tellUndo(source.actions!, words.saved(operation.title || operationId), saved.change?.id);
  });
  if (form.error && !form.data)
    return <ErrorState title={words.failed} message={form.error.message} onRetry={form.reload} />;
  if (!form.data) return <Waiting label={texts.shell.loading} />;
  const { groups, readOnly, file } = form.data;
  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changes.size > 0) void save.run();
      }}
    >
      <TroubleBar trouble={readOnly ?? save.trouble} onDismiss={save.dismiss} />
      {KINDS.map((kind) => {
        const own = groups.filter((group) => group.kind === kind);
        return (
          <section key={kind} aria-label={words.groups[kind]}>
            <h3 className="panel-subtitle">{words.groups[kind]}</h3>
            {kind !== "operation" && own.length === 0 && <p className="hint">{words.none[kind]}</p>}
            {own.map((group) => (
              <Group
                key={group.key}
                group={group}
                file={file}
                operation={operation}
                disabled={readOnly !== undefined || save.busy}
              />
            ))}
          </section>
        );
      })}
      {changes.size > 0 && (
        <div className="edit-bar">
          <Button type="submit" appearance="primary" disabled={save.busy}>
            {words.save}
          </Button>
          <Button onClick={() => discard(operationId)}>{words.discard}</Button>
          <span role="status">{words.changes(changes.size)}</span>
        </div>
      )}
    </form>
  );
}

const Group = memo(function Group(props: {
  group: FormGroup;
  file: string;
  operation: OperationView;
  disabled: boolean;
}) {
  const { group, file, operation, disabled } = props;
  const { operationId } = operation;
  const changes = useChanges(operationId);
  const [open, setOpen] = useState(group.kind === "operation");
  const changed = group.fields.some(({ pointer, key }) => changes.has(`${pointer} ${key}`));
  const body = (
    <div className="dialog-fields edit-fields">
      {group.usedBy > 1 && <p className="hint">{texts.form.shared(group.usedBy)}</p>}
      {group.fields.map((field) => (
        <FormFieldEditor
          key={`${field.pointer} ${field.key}`}
          field={field}
          value={currentOf(field, changes)}
          disabled={disabled}
          onChange={(value) => change(operationId, field, value)}
        />
      ))}
      {group.dynamic && <TryList operation={operation} inputKey={group.key} />}
      <PlaceLinks place={{ file, line: group.line }} label={`${file}:${group.line}`} />
    </div>
  );
  if (group.kind === "operation") return body;
  return (
    <div className="edit-group">
      <button
        type="button"
        className="section-toggle edit-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
        <span>{group.title || group.key}</span>
        {changed && <span aria-hidden> •</span>}
        <code className="edit-key">{shownKey(group.key)}</code>
      </button>
      {open && body}
    </div>
  );
});
