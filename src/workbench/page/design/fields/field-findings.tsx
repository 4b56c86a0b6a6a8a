import { Button, Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import { FindingList } from "../../findings/finding-list.tsx";
import type { FindingView } from "../../model.ts";
import { SeverityMark } from "../../shell/severity-mark.tsx";
import { texts } from "../../texts.ts";

/** The worst of the findings about one thing as a sign; pressed, it shows them all. */
export function FieldFindings({ findings }: { findings: readonly FindingView[] }) {
  const worst = ["error", "warning", "info"].find((name) =>
    findings.some(({ severity }) => severity === name),
  );
  if (!worst) return null;
  return (
    <Popover withArrow positioning="before">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          className="field-findings"
          appearance="transparent"
          size="small"
          icon={<SeverityMark severity={worst as FindingView["severity"]} />}
          aria-label={texts.findings.here(findings.length)}
        />
      </PopoverTrigger>
      <PopoverSurface className="findings-surface" aria-label={texts.findings.here(findings.length)}>
        <FindingList findings={findings} compact />
      </PopoverSurface>
    </Popover>
  );
}
