import { Button, Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { InfoIcon } from "../icons.ts";

/** A small button that opens an explanation; unlike a tooltip it can be read at leisure, and with a keyboard. */
export function Explain({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover withArrow positioning="above" size="small" trapFocus={false}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          className="explain"
          appearance="transparent"
          size="small"
          icon={<InfoIcon />}
          aria-label={label}
        />
      </PopoverTrigger>
      <PopoverSurface className="explain-surface" aria-label={label}>
        {children}
      </PopoverSurface>
    </Popover>
  );
}
