import { Link } from "@fluentui/react-components";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { editHref, type Place, useVsCode } from "./places.ts";
import "./place-links.css";

/** A place in a file, leading to the editor of the page, and beside it to VS Code. In a recording it is only named. */
export function PlaceLinks({ place, label }: { place: Place; label: string }) {
  const { source } = useData();
  const vsCode = useVsCode();
  if (!source.actions) return <code className="place-name">{label}</code>;
  return (
    <span className="place-links">
      <Link href={editHref(place)} aria-label={texts.source.editPlace(label)}>
        <code className="place-name">{label}</code>
      </Link>
      {vsCode && (
        <Link href={vsCode(place)} aria-label={texts.source.openPlace(label)} className="place-code">
          VS Code
        </Link>
      )}
    </span>
  );
}
