import { Badge, Button } from "@fluentui/react-components";
import { memo, useId, useState } from "react";
import { ChevronIcon, LoopIcon, WarningIcon } from "../icons.ts";
import type { FindingView, TokenView } from "../model.ts";
import { texts } from "../texts.ts";
import { FieldFindings } from "./fields/field-findings.tsx";
import { findingsAt } from "./findings-at.ts";
import { TokenDetails } from "./token-details.tsx";

/** An output: label, type, path and nesting at a glance, everything else unfolded. */
export const TokenRow = memo(function TokenRow(props: {
  token: TokenView;
  why: string | undefined;
  findings: readonly FindingView[];
  onPick?: (token: TokenView) => void;
}) {
  const { token, why, onPick } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const about = findingsAt(props.findings, token);
  const type = token.format ? `${token.type} · ${token.format}` : token.type;
  const words = (
    <>
      <span className="token-top">
        <span className="token-label">{token.label.text}</span>
        <span className="token-type">{type}</span>
      </span>
      <span className="token-path">
        <span className="path-text">{token.path}</span>
      </span>
      {token.description && <span className="token-description">{token.description}</span>}
    </>
  );
  return (
    <li className={open ? "token token-open" : "token"} data-at={token.key}>
      <div className="token-line">
        {onPick ? (
          <button type="button" className="token-main" onClick={() => onPick(token)}>
            {words}
          </button>
        ) : (
          <button
            type="button"
            className="token-main"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            {words}
          </button>
        )}
        {onPick ? (
          <Button
            appearance="subtle"
            size="small"
            icon={<ChevronIcon className={open ? "chevron chevron-open" : "chevron"} />}
            aria-label={texts.tokens.details(token.label.text)}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          />
        ) : (
          <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
        )}
      </div>
      {(token.nesting.length > 0 || token.sameLabel > 0 || token.opaque || about.length > 0) && (
        <div className="token-marks">
          {token.nesting.length > 0 && (
            <Badge appearance="tint" color="informative" size="small" icon={<LoopIcon />}>
              {texts.tokens.inside(token.nesting.map(({ label }) => label))}
            </Badge>
          )}
          {token.sameLabel > 0 && (
            <Badge appearance="tint" color="warning" size="small" icon={<WarningIcon />}>
              {texts.tokens.same(token.sameLabel)}
            </Badge>
          )}
          {token.opaque && (
            <Badge appearance="tint" color="warning" size="small">
              {texts.tokens.opaque[token.opaque]}
            </Badge>
          )}
          <FieldFindings findings={about} />
        </div>
      )}
      {open && <TokenDetails id={id} token={token} why={why} />}
    </li>
  );
});
