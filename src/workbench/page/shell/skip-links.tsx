import { focusPart } from "../state/focus-part.ts";
import type { ViewName } from "../state/route.ts";
import { texts } from "../texts.ts";

const WITH_DETAILS: readonly ViewName[] = ["design", "run", "compare"];

/** Ways past the header and the lists, for those who go by the keyboard. */
export function SkipLinks({ view }: { view: ViewName | undefined }) {
  return (
    <>
      <SkipLink label={texts.shell.skip} find={() => document.getElementById("main")} />
      {view && WITH_DETAILS.includes(view) && (
        <SkipLink label={texts.shell.skipToDetails} find={() => document.querySelector("#main aside")} />
      )}
    </>
  );
}

function SkipLink({ label, find }: { label: string; find(): HTMLElement | null }) {
  return (
    <button
      type="button"
      className="skip-link"
      onClick={() => {
        const target = find() ?? document.getElementById("main");
        if (target) focusPart(target);
      }}
    >
      {label}
    </button>
  );
}
