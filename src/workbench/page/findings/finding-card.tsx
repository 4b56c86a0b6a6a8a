import { Button, Link } from "@fluentui/react-components";
import { memo } from "react";
import { WandIcon } from "../icons.ts";
import type { FindingView } from "../model.ts";
import { SeverityMark } from "../shell/severity-mark.tsx";
import { PlaceLinks } from "../source/place-links.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { CodeFrame } from "./code-frame.tsx";
import { openFix } from "./fix-dialog.tsx";
import { openSuppress } from "./suppress-dialog.tsx";

/** What follows from a finding. */
export function FindingWhy({ why }: { why: string }) {
  return (
    <p className="finding-why">
      <span className="strong">{texts.findings.why}</span> {why}
    </p>
  );
}

/** One finding: what is wrong, what follows from it, what to do, where, and fixing it. */
export const FindingCard = memo(function FindingCard(props: {
  finding: FindingView;
  /** All of the rule, where it can be suppressed. */
  all?: readonly FindingView[];
  compact: boolean;
  lit?: boolean;
  /** Below its rule, which has said what to do. */
  inner?: boolean;
  /** What follows from it is above already. */
  whySaid?: boolean;
}) {
  const { finding, compact } = props;
  const { source, versions } = useData();
  // Of a definition that cannot be read now, the design shows the last version: it may lack what a finding is about.
  const design = useQuery("design", versions.design, (from) => from.design());
  const canShow = (id: string) =>
    design.data?.operations.some(({ operationId }) => operationId === id) ?? false;
  return (
    <article
      className={["finding", props.lit ? "finding-lit" : "", props.inner ? "finding-inner" : ""]
        .join(" ")
        .trim()}
      data-severity={finding.severity}
    >
      <div className="finding-head">
        <SeverityMark severity={finding.severity} />
        <p className="finding-message">{finding.message}</p>
      </div>
      {!props.whySaid && <FindingWhy why={finding.why} />}
      <p className="finding-help">{finding.help}</p>
      {!compact && finding.frame && <CodeFrame finding={finding} frame={finding.frame} />}
      {!compact &&
        finding.related?.map((place) => (
          <p className="finding-related" key={`${place.file} ${place.pointer}`}>
            {place.label}:{" "}
            <PlaceLinks place={place} label={texts.findings.place(place.file, place.line, place.column)} />
          </p>
        ))}
      <div className="finding-foot">
        <code className="finding-rule" title={finding.codes.join(", ")}>
          {finding.rule}
        </code>
        <span className="finding-place">
          <PlaceLinks
            place={finding}
            label={texts.findings.place(finding.file, finding.line, finding.column)}
          />
        </span>
        {!compact &&
          finding.operations.slice(0, 3).map((operation) =>
            canShow(operation) ? (
              <Link key={operation} href={routeHref("design", operation)}>
                {operation}
              </Link>
            ) : (
              <span key={operation} className="muted">
                {operation}
              </span>
            ),
          )}
        {!compact && finding.operations.length > 3 && (
          <span className="muted">{texts.findings.moreOperations(finding.operations.length - 3)}</span>
        )}
        {compact && <Link href={routeHref("findings", finding.id)}>{texts.findings.open}</Link>}
        {finding.fixable && source.actions && (
          <Button size="small" icon={<WandIcon />} onClick={() => openFix([finding])}>
            {texts.findings.fix}
          </Button>
        )}
        {props.all && source.actions && (
          <Button size="small" onClick={() => openSuppress(finding, props.all ?? [finding])}>
            {texts.rules.suppress}
          </Button>
        )}
      </div>
    </article>
  );
});
