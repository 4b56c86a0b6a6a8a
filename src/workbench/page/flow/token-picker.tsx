import { Button, Tab, TabList, Textarea } from "@fluentui/react-components";
import { useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { parseExpression } from "../../../platform/runs/syntax.ts";
import { SearchField } from "../shell/search-field.tsx";
import { useQuery } from "../state/data.tsx";
import { hasWords } from "../state/has-words.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { StepIcon } from "./step-icon.tsx";
import type { Token, TokenSource } from "./token-sources.ts";

/** The designer shows so many of a step before "See more". */
const FIRST = 6;
const PAGE = 100;

/** Outputs of earlier steps, nearest first, and expressions. */
export function TokenPicker(props: {
  sources: readonly TokenSource[];
  /** The type of what fits best. */
  wants?: string | undefined;
  /** One that is edited. */
  expression: string | undefined;
  onPick(token: Token): void;
  onExpression(expression: string): void;
}) {
  const [tab, setTab] = useState<"outputs" | "expression">(
    props.expression === undefined ? "outputs" : "expression",
  );
  return (
    <>
      <TabList
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value }) => setTab(value as typeof tab)}
        aria-label={texts.flow.pickerTabs}
      >
        <Tab value="outputs">{texts.flow.dynamicTab}</Tab>
        <Tab value="expression">{texts.flow.expressionTab}</Tab>
      </TabList>
      {tab === "outputs" ? <Outputs {...props} /> : <Expression {...props} />}
    </>
  );
}

function Outputs({
  sources,
  wants,
  onPick,
}: {
  sources: readonly TokenSource[];
  wants?: string | undefined;
  onPick(token: Token): void;
}) {
  const [search, setSearch] = useState("");
  const words = useDeferredValue(search.trim().toLowerCase());
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(list, ".pick-row");
  const found = useMemo(
    () =>
      sources.map((source) => ({
        source,
        tokens: source.tokens.filter(({ label, path, description }) =>
          hasWords(`${label} ${path} ${description ?? ""} ${source.title}`, words),
        ),
      })),
    [sources, words],
  );
  const some = found.some(({ tokens }) => tokens.length > 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes the arrow keys for all rows
    <div ref={list} onKeyDown={onKeyDown}>
      <SearchField
        className="pick-search"
        size="small"
        label={texts.flow.searchTokens}
        value={search}
        onChange={setSearch}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          list.current?.querySelector<HTMLElement>('.pick-row[tabindex="0"]')?.focus();
        }}
      />
      {!some && <p className="hint">{texts.flow.noTokens}</p>}
      {found.map(
        ({ source, tokens }) =>
          tokens.length > 0 && (
            <Group
              key={source.key}
              source={source}
              tokens={tokens}
              wants={wants}
              searching={words !== ""}
              onPick={onPick}
            />
          ),
      )}
    </div>
  );
}

function Group(props: {
  source: TokenSource;
  tokens: readonly Token[];
  wants: string | undefined;
  searching: boolean;
  onPick(token: Token): void;
}) {
  const { source, tokens, wants, searching, onPick } = props;
  const [shown, setShown] = useState(FIRST);
  const id = useId();
  // What fits, then what the loop around goes through, then the rest as the designer has it.
  const rank = ({ type, near, first }: Token) =>
    wants !== undefined && type.split(" ")[0] === wants ? 0 : near ? 1 : first || searching ? 2 : 3;
  const ordered = tokens.toSorted((one, other) => rank(one) - rank(other));
  const visible = ordered.slice(0, searching ? Math.max(shown, PAGE) : shown);
  return (
    <section aria-labelledby={id} className="pick-group">
      <h3 className="pick-step" id={id}>
        <StepIcon type={source.type} connector={source.operation !== undefined} size={16} />
        {source.title}
      </h3>
      <ul className="plain-list" aria-label={texts.flow.tokens(source.title)}>
        {visible.map((token) => (
          <li key={token.key}>
            <button type="button" className="pick-row" onClick={() => onPick(token)}>
              <span className="pick-label">{token.label}</span>
              <span className="token-type">{token.type}</span>
              <span className="token-path">{token.path}</span>
              {token.description && <span className="pick-description">{token.description}</span>}
            </button>
          </li>
        ))}
      </ul>
      {ordered.length > visible.length && (
        <button type="button" className="text-button pick-row" onClick={() => setShown(shown + PAGE)}>
          {texts.flow.showMore(ordered.length - visible.length)}
        </button>
      )}
    </section>
  );
}

function Expression({
  expression,
  onExpression,
}: {
  expression: string | undefined;
  onExpression(expression: string): void;
}) {
  const [text, setText] = useState(expression ?? "");
  const [search, setSearch] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useRoving(list, ".pick-function");
  const functions = useQuery("functions", 0, (source) => source.functions());
  const id = useId();
  const fault = text.trim() === "" ? undefined : faultOf(text);
  const words = search.trim().toLowerCase();
  const found = (functions.data?.functions ?? []).filter(({ usage, group }) =>
    hasWords(`${usage} ${group}`, words),
  );
  const put = (usage: string) => {
    const target = area.current;
    const at = target?.selectionStart ?? text.length;
    const call = usage.replace(/\(.*\)$/s, "()");
    setText(text.slice(0, at) + call + text.slice(at));
    requestAnimationFrame(() => {
      target?.focus();
      target?.setSelectionRange(at + call.length - 1, at + call.length - 1);
    });
  };
  return (
    <form
      className="pick-expression"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "" && fault === undefined) onExpression(text.trim().replace(/^@/, ""));
      }}
    >
      <label className="field-label" htmlFor={id}>
        {texts.flow.expression}
      </label>
      <Textarea
        id={id}
        textarea={{ ref: area }}
        className="json-editor"
        rows={3}
        resize="vertical"
        spellCheck={false}
        value={text}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(_, data) => setText(data.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      {fault !== undefined && (
        <p className="field-error" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <Button
        type="submit"
        size="small"
        appearance="primary"
        disabled={text.trim() === "" || fault !== undefined}
      >
        {expression === undefined ? texts.flow.insert : texts.flow.update}
      </Button>
      <SearchField size="small" label={texts.flow.functionSearch} value={search} onChange={setSearch} />
      <ul
        className="plain-list pick-functions"
        aria-label={texts.flow.functions}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {found.slice(0, PAGE).map(({ usage, group }) => (
          <li key={usage}>
            <button type="button" className="pick-function" onClick={() => put(usage)}>
              <code>{usage}</code>
              <span className="token-type">{group}</span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

function faultOf(text: string): string | undefined {
  try {
    parseExpression(text.trim().replace(/^@/, ""));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
