import { Link } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { texts } from "../texts.ts";
import { colored } from "./colored-json.ts";
import { CopyButton } from "./copy-button.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

const LINES = 400;

/** A text in fixed width, JSON in colour; a long one is cut until somebody wants all of it. */
export function CodeBlock(props: {
  text: string;
  label: string;
  /** Copies this instead of what is shown. */
  copy?: string;
  heading?: string;
}) {
  const [all, setAll] = useState(false);
  const lines = useMemo(() => props.text.split("\n"), [props.text]);
  const shown = all ? props.text : lines.slice(0, LINES).join("\n");
  const pieces = useMemo(() => colored(shown), [shown]);
  return (
    <div className="code-block">
      <div className="code-head">
        <span className="code-heading">{props.heading}</span>
        <CopyButton text={props.copy ?? props.text} />
      </div>
      <ScrollRegion className="code" label={props.label}>
        <pre>
          <code>
            {pieces.map((piece, index) =>
              piece.kind ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
                <span key={index} className={`code-${piece.kind}`}>
                  {piece.text}
                </span>
              ) : (
                piece.text
              ),
            )}
          </code>
        </pre>
      </ScrollRegion>
      {!all && lines.length > LINES && (
        <Link as="button" className="code-more" onClick={() => setAll(true)}>
          {texts.shell.showAllLines(lines.length)}
        </Link>
      )}
    </div>
  );
}
