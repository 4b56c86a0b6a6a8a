import type { ShipNotice } from "../model.ts";
import { SeverityMark } from "../shell/severity-mark.tsx";

/** What packaging has to say, each with what one can do about it. */
export function NoticeList({ notices }: { notices: readonly ShipNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <ul className="plain-list">
      {notices.map(({ code, severity, message, help }) => (
        <li key={`${code} ${message}`} className="ship-notice">
          <SeverityMark severity={severity === "note" ? "info" : severity} />
          <span className="break">
            {message} {severity !== "note" && <span className="muted">{help}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
