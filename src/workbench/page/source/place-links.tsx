import { Link } from "@fluentui/react-components";
import { useData, useQuery } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { editHref, type Place, useVsCode } from "./places.ts";
import "./place-links.css";

/** A place in a file, leading to the editor of the page, and beside it to VS Code. In a recording it is only named. */
export function PlaceLinks({ place, label }: { place: Place; label: string }) {
  const { source, versions } = useData();
  const live = source.actions !== undefined;
  const sources = useQuery(live ? "sources" : undefined, versions.findings, (from) =>
    from.actions!.sources(),
  );
  const vsCode = useVsCode();
  const name = <code className="place-name">{label}</code>;
  // What is missing, such as a readme that should be there, is only named; what the page cannot edit opens elsewhere.
  const editable = sources.data?.files.some(({ file }) => file === place.file);
  if (!editable && !sources.data?.present.includes(place.file)) return name;
  return (
    <span className="place-links">
      {editable ? (
        <Link href={editHref(place)} aria-label={texts.source.editPlace(label)}>
          {name}
        </Link>
      ) : (
        name
      )}
      {vsCode && (
        <Link href={vsCode(place)} aria-label={texts.source.openPlace(label)} className="place-code">
          VS Code
        </Link>
      )}
    </span>
  );
}
