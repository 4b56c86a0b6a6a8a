import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Radio,
  RadioGroup,
  Textarea,
} from "@fluentui/react-components";
import { useState } from "react";
import type { FindingView } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { tellUndo } from "../source/tell-undo.ts";
import { useData } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** The shortest reason that the settings file takes. */
const SHORTEST = 3;

/** @param all of the rule, to say how many would go */
export function openSuppress(finding: FindingView, all: readonly FindingView[], where?: Where): void {
  openDialog((close) => <SuppressDialog finding={finding} all={all} first={where} onClose={close} />);
}

type Where = "here" | "file" | "everywhere";

function SuppressDialog(props: {
  finding: FindingView;
  all: readonly FindingView[];
  first: Where | undefined;
  onClose(): void;
}) {
  const { finding, all, onClose } = props;
  const { source } = useData();
  const words = texts.rules;
  const { rule, file, pointer, line, column } = finding;
  const [where, setWhere] = useState<Where>(props.first ?? (pointer === "" ? "file" : "here"));
  const [reason, setReason] = useState("");
  const suppress = useAction(async () => {
    const saved = await source.actions!.suppress({
      rule,
      reason: reason.trim(),
      ...(where === "everywhere" ? {} : { file }),
      ...(where === "here" ? { at: pointer } : {}),
    });
    tellUndo(source.actions!, words.suppressed(rule), saved.change?.id);
    onClose();
  });
  const ready = reason.trim().length >= SHORTEST;
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void suppress.run();
        }}
      >
        <DialogBody>
          <DialogTitle>{words.suppressTitle}</DialogTitle>
          <DialogContent className="dialog-fields">
            <TroubleBar trouble={suppress.trouble} onDismiss={suppress.dismiss} />
            <p className="hint">{words.suppressHint}</p>
            <p className="finding-message">{finding.message}</p>
            <Field label={words.where}>
              <RadioGroup value={where} onChange={(_, { value }) => setWhere(value as Where)}>
                {pointer !== "" && (
                  <Radio value="here" label={words.here(texts.findings.place(file, line, column))} />
                )}
                <Radio
                  value="file"
                  label={words.inFile(file, all.filter((one) => one.file === file).length)}
                />
                <Radio value="everywhere" label={words.everywhere(all.length)} />
              </RadioGroup>
            </Field>
            <Field label={words.reason} hint={words.reasonHint} required>
              <Textarea value={reason} onChange={(_, { value }) => setReason(value)} maxLength={2_000} />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{texts.shell.cancel}</Button>
            <Button type="submit" appearance="primary" disabled={!ready || suppress.busy}>
              {words.doSuppress}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  );
}
