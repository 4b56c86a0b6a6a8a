import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Radio,
  RadioGroup,
} from "@fluentui/react-components";
import { useState } from "react";
import type { MergeAnswer, MergePiece } from "../model.ts";
import { ScrollRegion } from "../shell/scroll-region.tsx";
import { texts } from "../texts.ts";
import { contextOf } from "./piece-context.ts";

type Choice = "mine" | "theirs" | "both";

/** Two versions of a file, what differs side by side, and which of it to keep. */
export function MergeDialog(props: {
  file: string;
  answer: MergeAnswer;
  onUse(text: string): void;
  onClose(): void;
}) {
  const { file, answer } = props;
  const words = texts.source.merge;
  const [choices, setChoices] = useState<Readonly<Record<number, Choice>>>({});
  const conflicts = answer.pieces.flatMap((piece, index) => (piece.kind === "conflict" ? [index] : []));
  const decided = conflicts.every((index) => choices[index] !== undefined);
  const merged = answer.pieces.flatMap((piece, index) => linesOf(piece, choices[index])).join("\n");
  return (
    <DialogSurface className="wide-dialog">
      <DialogBody>
        <DialogTitle>{words.title(file)}</DialogTitle>
        <DialogContent>
          <p>{conflicts.length === 0 ? words.clean : words.conflicts(conflicts.length)}</p>
          {answer.pieces.map((piece, index) => {
            if (piece.kind === "same") return null;
            const number = conflicts.indexOf(index) + 1;
            const line = contextOf(answer.pieces, index);
            return piece.kind === "conflict" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one answer never move
              <fieldset key={index} className="merge-piece">
                <legend className="strong">{words.conflict(number)}</legend>
                <div className="merge-sides">
                  <Side
                    title={words.mine}
                    lines={piece.mine}
                    was={piece.base}
                    kept={choices[index] !== "theirs" && choices[index] !== undefined}
                  />
                  <Side
                    title={words.theirs}
                    lines={piece.theirs}
                    was={piece.base}
                    kept={choices[index] !== "mine" && choices[index] !== undefined}
                  />
                </div>
                <RadioGroup
                  layout="horizontal"
                  value={choices[index] ?? ""}
                  onChange={(_, { value }) => setChoices({ ...choices, [index]: value as Choice })}
                  aria-label={words.choice(number)}
                >
                  <Radio value="mine" label={words.keepMine} />
                  <Radio value="theirs" label={words.keepTheirs} />
                  <Radio value="both" label={words.keepBoth} />
                </RadioGroup>
              </fieldset>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one answer never move
              <div key={index} className="merge-piece">
                <Side
                  title={`${piece.kind === "mine" ? words.mine : words.theirs}, ${texts.source.position(line, 1).toLowerCase()}`}
                  lines={piece.lines}
                  was={piece.base}
                  kept
                />
              </div>
            );
          })}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{texts.shell.cancel}</Button>
          <Button onClick={() => props.onUse(answer.theirs)}>{words.useTheirs}</Button>
          <Button appearance="primary" disabled={!decided} onClick={() => props.onUse(merged)}>
            {words.use}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}

function Side(props: { title: string; lines: readonly string[]; was?: readonly string[]; kept: boolean }) {
  const { title, lines, was = [] } = props;
  return (
    <section className="merge-side" data-kept={props.kept}>
      <h3>{title}</h3>
      <ScrollRegion className="diff" label={title}>
        <pre>
          {was.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            <span key={`was ${index}`} className="diff-line diff-removed">{`-${line}`}</span>
          ))}
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            <span key={`is ${index}`} className="diff-line diff-added">{`+${line}`}</span>
          ))}
          {lines.length + was.length === 0 && <span className="diff-line">{texts.source.merge.empty}</span>}
        </pre>
      </ScrollRegion>
    </section>
  );
}

function linesOf(piece: MergePiece, choice: Choice | undefined): string[] {
  if (piece.kind !== "conflict") return piece.lines;
  if (choice === "both") return [...piece.mine, ...piece.theirs];
  return choice === "theirs" ? piece.theirs : piece.mine;
}
