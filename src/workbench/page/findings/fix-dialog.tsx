import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { FixAnswer } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { Diff } from "./diff.tsx";

/** @param findings ids, or all that can be fixed */
export function openFix(findings: string[] | "all"): void {
  openDialog((close) => <FixDialog findings={findings} onClose={close} />);
}

/** Shows what a fix would change, and writes it when told to. */
function FixDialog({ findings, onClose }: { findings: string[] | "all"; onClose(): void }) {
  const { source } = useData();
  const [preview, setPreview] = useState<FixAnswer>();
  const look = useAction(async () => setPreview(await source.actions!.fix({ findings, dryRun: true })));
  const write = useAction(async () => {
    const answer = await source.actions!.fix({ findings });
    announce(texts.findings.fixed(answer.applied.length));
    onClose();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens
  useEffect(() => void look.run(), []);
  const words = texts.findings;
  return (
    <DialogSurface className="wide-dialog">
      <DialogBody>
        <DialogTitle>{words.fixTitle(preview?.applied.length ?? 0)}</DialogTitle>
        <DialogContent>
          <TroubleBar trouble={look.trouble ?? write.trouble} onDismiss={onClose} />
          {look.busy && <Waiting label={words.lookingAtFix} />}
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
