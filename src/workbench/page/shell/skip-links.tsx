import { texts } from "../texts.ts";

/** Ways past the header and the lists, for those who go by the keyboard. */
export function SkipLinks() {
  return (
    <>
      <SkipLink label={texts.shell.skip} find={() => document.getElementById("main")} />
      <SkipLink label={texts.shell.skipToDetails} find={() => document.querySelector("#main aside")} />
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
        if (!target) return;
        target.tabIndex = -1;
        target.focus();
      }}
    >
      {label}
    </button>
  );
}
