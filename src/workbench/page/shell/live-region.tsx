import { useEffect, useState } from "react";
import { onAnnounce } from "../state/announcer.ts";

/** Where a screen reader hears what has happened elsewhere. */
export function LiveRegion() {
  const [text, setText] = useState("");
  useEffect(() => onAnnounce(setText), []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
