import { SearchIcon } from "../icons.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { EmptyState } from "./empty-state.tsx";

/** For an address that leads nowhere. */
export function UnknownPage() {
  return (
    <EmptyState
      Icon={SearchIcon}
      title={texts.shell.unknownTitle}
      text={texts.shell.unknownText(window.location.hash)}
    >
      <a className="button-link" href={routeHref("design")}>
        {texts.shell.toDesign}
      </a>
    </EmptyState>
  );
}
