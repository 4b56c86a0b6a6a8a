import { Button, Popover, PopoverSurface } from "@fluentui/react-components";
import { type KeyboardEvent, Suspense, useEffect, useId, useRef, useState } from "react";
import { DismissIcon } from "../icons.ts";
import { loadedAhead } from "../shell/loaded-ahead.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { texts } from "../texts.ts";
import { ExpressionChip } from "./expression-chip.tsx";
import { alternating, type Piece, piecesOf, textOf } from "./pieces.ts";
import type { TokenScope } from "./token-scope.ts";
import type { Token } from "./token-sources.ts";

const TokenPicker = loadedAhead(async () => (await import("./token-picker.tsx")).TokenPicker);

/** Where in the field something is typed: which text, and how far into it. */
interface Caret {
  piece: number;
  at: number;
}

/** A field of text and of outputs of earlier steps. The picker opens as soon as the field has the focus, as in the designer. */
export function TokenField(props: {
  id: string;
  label: string;
  scope: TokenScope;
  value: string;
  placeholder: string;
  required?: boolean;
  /** The type of what fits best: its outputs come first. */
  wants?: string | undefined;
  invalid?: boolean;
  multiline?: boolean;
  onChange(value: string): void;
}) {
  const { id, label, scope, value, multiline = false } = props;
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState<number>();
  const field = useRef<HTMLDivElement>(null);
  const caret = useRef<Caret>({ piece: 0, at: 0 });
  const wanted = useRef<Caret>(undefined);
  const hint = useId();
  const pieces = alternating(piecesOf(value));

  // Behind a chip that was inserted, or before one that was taken out, typing goes on.
  useEffect(() => {
    if (!wanted.current) return;
    const { piece, at } = wanted.current;
    wanted.current = undefined;
    focusText(piece, at);
  });

  const texts_ = () => [...(field.current?.querySelectorAll<HTMLTextAreaElement>(".token-text") ?? [])];
  const focusText = (piece: number, at: number) => {
    const target = texts_()[piece / 2];
    target?.focus();
    target?.setSelectionRange(at, at);
  };
  const write = (next: readonly Piece[], to?: Caret) => {
    wanted.current = to;
    props.onChange(textOf(next));
  };
  const setText = (index: number, text: string) =>
    write(pieces.map((piece, at) => (at === index ? { text } : piece)));
  const remove = (index: number) => {
    const before = pieces[index - 1];
    const length = before && "text" in before ? before.text.length : 0;
    write(
      pieces.filter((_, at) => at !== index),
      { piece: index - 1, at: length },
    );
  };
  const insert = (expression: string) => {
    if (editing !== undefined) {
      write(
        pieces.map((piece, at) => (at === editing ? { expression } : piece)),
        { piece: editing + 1, at: 0 },
      );
    } else {
      const { piece: index, at } = caret.current;
      const piece = pieces[index] ?? { text: "" };
      const text = "text" in piece ? piece.text : "";
      write(
        [
          ...pieces.slice(0, index),
          { text: text.slice(0, at) },
          { expression },
          { text: text.slice(at) },
          ...pieces.slice(index + 1),
        ],
        { piece: index + 2, at: 0 },
      );
    }
    setEditing(undefined);
    setOpen(false);
  };
  const onPick = (token: Token) => {
    insert(scope.pick(token));
    announce(texts.flow.picked(token.label));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>, index: number, text: string) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const collapsed = selectionStart === selectionEnd;
    if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "ArrowDown" && (!multiline || !text.slice(selectionEnd).includes("\n"))) {
      event.preventDefault();
      caret.current = { piece: index, at: selectionStart };
      setOpen(true);
      enterPicker();
    } else if (event.key === "Backspace" && collapsed && selectionStart === 0 && index > 0) {
      event.preventDefault();
      remove(index - 1);
    } else if (
      event.key === "Delete" &&
      collapsed &&
      selectionStart === text.length &&
      index < pieces.length - 1
    ) {
      event.preventDefault();
      remove(index + 1);
    } else if (event.key === "ArrowLeft" && collapsed && selectionStart === 0 && index > 0) {
      event.preventDefault();
      const before = pieces[index - 2];
      focusText(index - 2, before && "text" in before ? before.text.length : 0);
    } else if (
      event.key === "ArrowRight" &&
      collapsed &&
      selectionStart === text.length &&
      index < pieces.length - 1
    ) {
      event.preventDefault();
      focusText(index + 2, 0);
    } else if (event.key === "Enter" && !multiline) event.preventDefault();
  };
  /** Into the picker, once it is there: it loads when it is first needed. */
  const enterPicker = (tries = 40) => {
    const target = document
      .getElementById(`${id}-picker`)
      ?.querySelector<HTMLElement>("input[type=search], textarea");
    if (target) target.focus();
    else if (tries > 0) setTimeout(() => enterPicker(tries - 1), 50);
  };
  const close = () => {
    setOpen(false);
    setEditing(undefined);
    focusText(caret.current.piece, caret.current.at);
    // The field has the focus again, which must not open it once more.
    setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears that the focus has left the field
    <div
      className={props.invalid ? "token-field token-field-bad" : "token-field"}
      onBlur={({ relatedTarget, currentTarget }) => {
        const next = relatedTarget as Node | null;
        const picker = document.getElementById(`${id}-picker`);
        if (next && (currentTarget.contains(next) || picker?.contains(next))) return;
        if (next) setOpen(false);
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the texts goes into the last one, as in any field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the texts take the keys */}
      <div
        className="compose-field"
        ref={field}
        onClick={(event) => {
          if (event.target !== event.currentTarget) return;
          const last = pieces.length - 1;
          const piece = pieces[last]!;
          focusText(last, "text" in piece ? piece.text.length : 0);
        }}
      >
        {pieces.map((piece, index) =>
          "text" in piece ? (
            <textarea
              // biome-ignore lint/suspicious/noArrayIndexKey: texts and chips stand in turn; their place is all they are
              key={index}
              id={index === 0 ? id : undefined}
              className={index === pieces.length - 1 ? "token-text token-text-last" : "token-text"}
              rows={1}
              value={piece.text}
              spellCheck={false}
              aria-label={index === 0 ? undefined : texts.flow.textPart(label, index / 2 + 1)}
              aria-describedby={index === 0 ? hint : undefined}
              aria-required={index === 0 ? props.required : undefined}
              aria-invalid={index === 0 ? props.invalid : undefined}
              placeholder={pieces.length === 1 ? props.placeholder : undefined}
              onChange={(event) => {
                const text = multiline ? event.target.value : event.target.value.replaceAll("\n", " ");
                setText(index, text);
              }}
              onFocus={(event) => {
                caret.current = { piece: index, at: event.currentTarget.selectionStart };
                setEditing(undefined);
                if (
                  event.relatedTarget === null ||
                  !document.getElementById(`${id}-picker`)?.contains(event.relatedTarget)
                )
                  setOpen(true);
              }}
              // Closed with Escape, it is there again for whoever presses the field.
              onClick={() => setOpen(true)}
              onSelect={(event) => {
                caret.current = { piece: index, at: event.currentTarget.selectionStart };
              }}
              onKeyDown={(event) => onKeyDown(event, index, piece.text)}
            />
          ) : (
            <ExpressionChip
              // biome-ignore lint/suspicious/noArrayIndexKey: texts and chips stand in turn; their place is all they are
              key={index}
              expression={piece.expression}
              found={scope.find(piece.expression)}
              onEdit={() => {
                caret.current = { piece: index + 1, at: 0 };
                setEditing(index);
                setOpen(true);
                enterPicker();
              }}
              onRemove={() => remove(index)}
            />
          ),
        )}
      </div>
      <span className="visually-hidden" id={hint}>
        {texts.flow.fieldHint}
      </span>
      <Popover
        open={open}
        onOpenChange={(event, data) => {
          // The click that brings the focus into the field opens the picker; it is not a click outside of it.
          const own = event.target instanceof Node && field.current?.contains(event.target);
          if (!data.open && !own) setOpen(false);
        }}
        positioning={{
          target: field.current,
          position: "before",
          align: "top",
          fallbackPositions: ["below", "above"],
          offset: 14,
          // Within the window, wherever the field is: what does not fit can be scrolled to.
          autoSize: "height",
        }}
        withArrow
        trapFocus={false}
        unstable_disableAutoFocus
      >
        <PopoverSurface
          id={`${id}-picker`}
          className="picker"
          role="dialog"
          aria-label={texts.flow.picker}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
        >
          <div className="picker-head">
            <Button
              appearance="subtle"
              size="small"
              icon={<DismissIcon />}
              aria-label={texts.flow.closePicker}
              onClick={close}
            />
          </div>
          <Suspense fallback={<Waiting small label={texts.shell.loading} />}>
            <TokenPicker
              key={editing ?? "new"}
              sources={scope.sources}
              wants={props.wants}
              expression={expressionAt(pieces, editing)}
              onPick={onPick}
              onExpression={(expression) => insert(expression)}
            />
          </Suspense>
        </PopoverSurface>
      </Popover>
    </div>
  );
}

function expressionAt(pieces: readonly Piece[], index: number | undefined): string | undefined {
  const piece = index === undefined ? undefined : pieces[index];
  return piece && "expression" in piece ? piece.expression : undefined;
}
