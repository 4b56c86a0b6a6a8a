import { Switch } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { BoltIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer, TokenView } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { EmptyState } from "../shell/empty-state.tsx";
import { SearchField } from "../shell/search-field.tsx";
import { hasWords } from "../state/has-words.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { TokenRow } from "./token-row.tsx";

/** The designer shows so many before "See more". */
const FIRST = 6;
/** Drawn at a time: payloads with thousands of properties exist. */
const PAGE = 150;

/** Outputs to look at, or with `onPick` to pick from. */
export function TokenList(props: {
  answer: OperationAnswer;
  design: DesignAnswer;
  onPick?: (token: TokenView) => void;
}) {
  const { answer, design, onPick } = props;
  const { tokens, title } = answer.operation;
  const [search, setSearch] = useState("");
  const [more, setMore] = useState(onPick === undefined);
  const [same, setSame] = useState(false);
  const [drawn, setDrawn] = useState(PAGE);
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useRoving(list, ".token-main");
  const words = useDeferredValue(search.trim().toLowerCase());
  const found = useMemo(() => {
    const matching = tokens.filter(
      (token) =>
        (!same || token.sameLabel > 0) &&
        hasWords(`${token.label.text} ${token.path} ${token.description ?? ""} ${title}`, words),
    );
    if (more || words !== "" || same) return matching;
    return [
      ...matching.filter(({ advanced }) => !advanced),
      ...matching.filter(({ advanced }) => advanced),
    ].slice(0, FIRST);
  }, [tokens, title, words, more, same]);
  return (
    <div className="tokens">
      <div className="token-tools">
        <SearchField className="grow" label={texts.tokens.searchLabel} value={search} onChange={setSearch} />
        {tokens.some(({ sameLabel }) => sameLabel > 0) && (
          <Switch
            checked={same}
            onChange={(_, { checked }) => setSame(checked)}
            label={texts.tokens.onlySame}
          />
        )}
      </div>
      <div className="token-step">
        <ConnectorIcon icon={design.icon} color={design.brandColor} size={24} />
        <span className="token-step-name">{title}</span>
        {onPick && tokens.length > FIRST && words === "" && !same && (
          <button type="button" className="text-button" onClick={() => setMore(!more)} aria-expanded={more}>
            {more ? texts.tokens.seeLess : texts.tokens.seeMore(tokens.length)}
          </button>
        )}
        {(!onPick || words !== "" || same) && (
          <span className="token-count">{texts.tokens.count(found.length, tokens.length)}</span>
        )}
      </div>
      {found.length > 0 ? (
        <ul className="plain-list" aria-label={texts.tokens.list} ref={list} onKeyDown={onKeyDown}>
          {found.slice(0, drawn).map((token) => (
            <TokenRow
              key={token.key}
              token={token}
              why={answer.explained.tokens[token.key]}
              findings={answer.findings}
              {...(onPick ? { onPick } : {})}
            />
          ))}
        </ul>
      ) : (
        <EmptyState
          Icon={BoltIcon}
          title={tokens.length === 0 ? texts.tokens.none : texts.tokens.nothingFound}
          text={tokens.length === 0 ? texts.tokens.noneText : texts.tokens.nothingFoundText}
        />
      )}
      {found.length > drawn && (
        <button type="button" className="text-button" onClick={() => setDrawn(drawn + PAGE * 4)}>
          {texts.tokens.drawMore(found.length - drawn)}
        </button>
      )}
    </div>
  );
}
