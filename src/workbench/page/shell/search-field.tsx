import { SearchBox } from "@fluentui/react-components";
import type { ComponentProps } from "react";
import { texts } from "../texts.ts";

/** A box to search a list in. Its button to empty it is there only when there is something to empty, and says what it does. */
export function SearchField({
  label,
  value,
  onChange,
  ...rest
}: {
  /** Stands in the empty box, and is its name. */
  label: string;
  value: string;
  onChange(value: string): void;
} & Pick<ComponentProps<typeof SearchBox>, "className" | "size" | "onKeyDown">) {
  return (
    <SearchBox
      {...rest}
      placeholder={label}
      aria-label={label}
      value={value}
      dismiss={value === "" ? null : { "aria-label": texts.shell.clearSearch }}
      onChange={(_, data) => onChange(data.value)}
    />
  );
}
