import { Button, Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import { useId, useState } from "react";
import { BoltIcon, DismissIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { announce } from "../state/announcer.ts";
import { changeDraft, useDraft } from "../state/drafts.ts";
import { texts } from "../texts.ts";
import { TokenChip } from "./token-chip.tsx";
import { TokenList } from "./token-list.tsx";

/** A field of text and tokens, with the token picker. */
export function ComposeField({ design, answer }: { design: DesignAnswer; answer: OperationAnswer }) {
  const { operation } = answer;
  const { operationId } = operation;
  const draft = useDraft(operationId);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const id = useId();
  const add = (...pieces: typeof draft.compose) =>
    changeDraft(operationId, ({ compose }) => ({ compose: [...compose, ...pieces] }));
  const takeText = () => {
    if (text !== "") add({ text });
    setText("");
  };
  const remove = (at: number) =>
    changeDraft(operationId, ({ compose }) => ({ compose: compose.filter((_, index) => index !== at) }));
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {texts.compose.inputs}
        <span className="required" aria-hidden>
          {" *"}
        </span>
      </label>
      <div className="compose-field">
        {draft.compose.map((piece, index) =>
          "token" in piece ? (
            <TokenChip
              // biome-ignore lint/suspicious/noArrayIndexKey: the same token may stand twice
              key={index}
              design={design}
              token={operation.tokens.find(({ key }) => key === piece.token)}
              name={piece.token}
              onRemove={() => remove(index)}
            />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice
            <span key={index} className="compose-text">
              {piece.text}
            </span>
          ),
        )}
        <input
          id={id}
          className="compose-input"
          value={text}
          aria-required
          placeholder={draft.compose.length === 0 ? texts.compose.inputs : ""}
          onChange={(event) => {
            if (event.target.value.endsWith("/") && text === "") setOpen(true);
            else setText(event.target.value);
          }}
          onBlur={takeText}
          onKeyDown={(event) => {
            if (event.key === "Enter") takeText();
            if (event.key === "Backspace" && text === "" && draft.compose.length > 0)
              remove(draft.compose.length - 1);
          }}
        />
        {draft.compose.length > 0 && (
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissIcon />}
            aria-label={texts.compose.clear}
            onClick={() => changeDraft(operationId, () => ({ compose: [] }))}
          />
        )}
      </div>
      <Popover
        open={open}
        onOpenChange={(_, data) => setOpen(data.open)}
        positioning={{ position: "before", align: "top", fallbackPositions: ["below", "above"], offset: 12 }}
        withArrow
        trapFocus
      >
        <PopoverTrigger disableButtonEnhancement>
          <Button className="picker-button" appearance="primary" size="small" icon={<BoltIcon />}>
            {texts.compose.pick}
          </Button>
        </PopoverTrigger>
        <PopoverSurface className="picker" aria-label={texts.compose.picker}>
          <div className="picker-head">
            <span className="strong">{texts.compose.picker}</span>
            <Button
              appearance="subtle"
              size="small"
              icon={<DismissIcon />}
              aria-label={texts.compose.closePicker}
              onClick={() => setOpen(false)}
            />
          </div>
          <TokenList
            answer={answer}
            design={design}
            onPick={(token) => {
              takeText();
              add({ token: token.key });
              announce(texts.compose.picked(token.label.text));
              setOpen(false);
            }}
          />
        </PopoverSurface>
      </Popover>
    </div>
  );
}
