import { memo } from "react";
import type { Focus } from "../design/focus.ts";
import { colored } from "../shell/colored-json.ts";
import { PlaceLinks } from "../source/place-links.tsx";
import { notesOf, type RawRow } from "./raw-rows.ts";

/** One line of the file: number, text, and at its end what it becomes. */
export const RawLine = memo(function RawLine(props: {
  row: RawRow;
  focus: Focus | undefined;
  onFocus(focus: Focus): void;
}) {
  const { row, focus, onFocus } = props;
  if (row.heading !== undefined)
    return (
      <div className="raw-heading">
        <h3 className="raw-title">{row.heading}</h3>
        {row.place && <PlaceLinks place={row.place} label={`${row.place.file}:${row.place.line}`} />}
      </div>
    );
  const lit = focus && row.covers.some(({ kind, key }) => kind === focus.kind && key === focus.key);
  const { notes, more } = notesOf(row);
  return (
    <div className={lit ? "raw-line raw-lit" : "raw-line"}>
      <span className="raw-number">{row.number}</span>
      <code className="raw-text">
        {pieces(row).map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never move
          <span key={index} className={piece.className}>
            {piece.text}
          </span>
        ))}
      </code>
      {notes.map((note) => (
        <button
          type="button"
          key={`${note.kind} ${note.key}`}
          className={`raw-note raw-note-${note.kind}`}
          title={note.text}
          onClick={() => onFocus({ kind: note.kind, key: note.key })}
        >
          {note.text}
        </button>
      ))}
      {more > 0 && <span className="raw-more">+{more}</span>}
    </div>
  );
});

function pieces({ text, underlined }: RawRow): { text: string; className: string }[] {
  const found: { text: string; className: string }[] = [];
  let at = 1;
  for (const piece of colored(text, true)) {
    let rest = piece.text;
    while (rest !== "") {
      const under = underlined.find(({ from, to }) => at >= from && at < to);
      const next = under
        ? under.to
        : Math.min(
            ...underlined.map(({ from }) => from).filter((from) => from > at),
            Number.POSITIVE_INFINITY,
          );
      const part = rest.slice(0, Math.max(1, next - at));
      const kind = piece.kind ? `code-${piece.kind}` : "";
      found.push({ text: part, className: under ? `${kind} squiggle squiggle-${under.severity}` : kind });
      at += part.length;
      rest = rest.slice(part.length);
    }
  }
  return found;
}
