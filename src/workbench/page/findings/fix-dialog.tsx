import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { FindingView, FixAnswer } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { tellUndo } from "../source/tell-undo.ts";
import { useData, useQuery } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { Diff } from "./diff.tsx";
import { changedLines } from "./diff-rows.ts";

/** @param findings those to fix, or all that can be: whoever looks at them may leave out rules */
export function openFix(findings: readonly FindingView[] | "all"): void {
  openDialog((close) =>
    findings === "all" ? <FixAll onClose={close} /> : <FixDialog findings={findings} onClose={close} />,
  );
}

function FixAll({ onClose }: { onClose(): void }) {
  const { versions } = useData();
  const answer = useQuery("findings", versions.findings, (from) => from.findings());
  const [findings, setFindings] = useState<FindingView[]>();
  // As they are now: what the fix leaves is not asked about again.
  if (answer.data && !findings) setFindings(answer.data.findings.filter(({ fixable }) => fixable));
  return findings ? <FixDialog findings={findings} onClose={onClose} /> : <DialogSurface />;
}

/** Shows what a fix would change, rule by rule, and writes what is chosen when told to. */
function FixDialog({ findings, onClose }: { findings: readonly FindingView[]; onClose(): void }) {
  const { source } = useData();
  const rules = [...Map.groupBy(findings, ({ rule }) => rule)];
  const [chosen, setChosen] = useState<readonly string[]>(rules.map(([rule]) => rule));
  const [preview, setPreview] = useState<FixAnswer>();
  const asked = useRef(0);
  const ids = findings.filter(({ rule }) => chosen.includes(rule)).map(({ id }) => id);
  const look = useAction(async () => {
    const number = ++asked.current;
    setPreview(undefined);
    const answer = ids.length === 0 ? NOTHING : await source.actions!.fix({ findings: ids, dryRun: true });
    // Only the answer to the last choice counts.
    if (number === asked.current) setPreview(answer);
  });
  const write = useAction(async () => {
    const answer = await source.actions!.fix({ findings: ids });
    tellUndo(source.actions!, texts.findings.fixed(answer.applied.length), answer.change);
    onClose();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each choice, and for nothing else
  useEffect(() => void look.run(), [chosen]);
  const words = texts.findings;
  return (
    <DialogSurface className="wide-dialog">
      <DialogBody>
        <DialogTitle>{words.fixTitle(preview ? preview.applied.length : ids.length)}</DialogTitle>
        <DialogContent>
          <TroubleBar trouble={look.trouble ?? write.trouble} onDismiss={onClose} />
          {rules.length > 1 && (
            <fieldset className="fix-rules">
              <legend className="strong">{texts.rules.fixGroups}</legend>
              {rules.map(([rule, own]) => (
                <Checkbox
                  key={rule}
                  label={texts.rules.fixOne(rule, own.length)}
                  checked={chosen.includes(rule)}
                  onChange={(_, { checked }) =>
                    setChosen(checked ? [...chosen, rule] : chosen.filter((one) => one !== rule))
                  }
                />
              ))}
            </fieldset>
          )}
          {!preview && look.busy && <Waiting label={words.lookingAtFix} />}
          {preview && preview.files.length > 0 && (
            <p className="hint">
              {texts.rules.fixLines(
                preview.files.reduce((sum, { diff }) => sum + changedLines(diff), 0),
                preview.files.length,
              )}
            </p>
          )}
          {preview?.files.map(({ file, diff }) => (
            <Diff key={file} file={file} diff={diff} />
          ))}
          {preview && preview.files.length === 0 && <p>{words.nothingToFix}</p>}
          {preview && preview.skipped.length > 0 && (
            <p className="hint">{words.skipped(preview.skipped.length)}</p>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button
            appearance="primary"
            disabled={!preview || preview.files.length === 0 || write.busy}
            onClick={() => void write.run()}
          >
            {words.apply}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}

const NOTHING: FixAnswer = { applied: [], skipped: [], files: [], written: false, notes: [] };
