import { Spinner } from "@fluentui/react-components";

/** Something is on its way. Shown a moment late, so that what is quick does not flicker. */
export function Waiting({ label, small = false }: { label: string; small?: boolean }) {
  return (
    <div className={small ? "waiting waiting-small" : "waiting"}>
      <Spinner size={small ? "tiny" : "small"} label={label} labelPosition="after" />
    </div>
  );
}
