import { type ReactNode, useId, useState } from "react";
import { ChevronIcon } from "../icons.ts";

/** A part of a column that can be folded. */
export function Section(props: {
  title: string;
  /** Stands at the end of the heading. */
  aside?: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(props.open ?? true);
  const id = useId();
  return (
    <section className="section" aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h3 className="section-title" id={`${id}-title`}>
          <button
            type="button"
            className="section-toggle"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
            {props.title}
          </button>
        </h3>
        {props.aside}
      </div>
      {open && <div className="section-body">{props.children}</div>}
    </section>
  );
}
