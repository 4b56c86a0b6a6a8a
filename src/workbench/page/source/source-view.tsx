import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Tab,
  TabList,
} from "@fluentui/react-components";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiFailure } from "../../api.ts";
import { EditIcon } from "../icons.ts";
import type { SourceAnswer, SourceHead } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { useData, useQuery } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { tell } from "../state/notices.ts";
import { navigate } from "../state/route.ts";
import { type Trouble, troubleOf } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { type CodeEditor, createEditor } from "./code-editor.ts";
import { draftId, draftOf, setDraft, useDraftOf } from "./drafts.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { placeFrom, useVsCode } from "./places.ts";
import { tellUndo } from "./tell-undo.ts";
import "./source.css";

/** The connector's files, one open in the editor. */
export function SourceView({ file, place }: { file: string | undefined; place: string | undefined }) {
  const { source, versions } = useData();
  const live = source.actions !== undefined;
  const list = useQuery(live ? "sources" : undefined, versions.findings, (from) => from.actions!.sources());
  if (!live)
    return <EmptyState Icon={EditIcon} title={texts.source.noFiles} text={texts.shell.notInRecording} />;
  if (list.error && !list.data)
    return <ErrorState title={texts.source.failed} message={list.error.message} onRetry={list.reload} />;
  if (!list.data) return <Waiting label={texts.shell.loading} />;
  const { files, root } = list.data;
  const open = files.find((one) => one.file === file) ?? files[0];
  if (!open)
    return <EmptyState Icon={EditIcon} title={texts.source.noFiles} text={texts.source.noFilesText} />;
  return (
    <div className="source">
      <div className="source-bar">
        <TabList
          size="small"
          selectedValue={file === undefined || open.file === file ? open.file : null}
          onTabSelect={(_, { value }) => navigate("source", String(value))}
          aria-label={texts.source.files}
        >
          {files.map((one) => (
            <FileTab key={one.file} head={one} root={root} />
          ))}
        </TabList>
      </div>
      {file === undefined || open.file === file ? (
        <OpenFile key={open.file} head={open} root={root} place={open.file === file ? place : undefined} />
      ) : (
        <EmptyState Icon={EditIcon} title={texts.source.notHere(file)} text={texts.source.notHereText} />
      )}
    </div>
  );
}

function FileTab({ head: { file }, root }: { head: SourceHead; root: string }) {
  const draft = useDraftOf(draftId(root, file));
  return (
    <Tab value={file} aria-label={draft ? texts.source.unsavedIn(file) : undefined}>
      {draft ? `${file} •` : file}
    </Tab>
  );
}

/** Asks for the text; the editor comes with the first answer and stays, whatever comes after. */
function OpenFile(props: { head: SourceHead; root: string; place: string | undefined }) {
  const { head, root, place } = props;
  const { versions } = useData();
  const { file } = head;
  const answer = useQuery(`source ${file}`, versions.findings, (from) => from.actions!.source(file));
  if (answer.error && !answer.data)
    return <ErrorState title={texts.source.failed} message={answer.error.message} onRetry={answer.reload} />;
  if (!answer.data) return <Waiting label={texts.shell.loading} />;
  return <Editing answer={answer.data} id={draftId(root, head.file)} place={place} />;
}

function Editing(props: { answer: SourceAnswer; id: string; place: string | undefined }) {
  const { answer, id, place } = props;
  const { file, part } = answer;
  const { source, versions } = useData();
  const design = useQuery("design", versions.design, (from) => from.design());
  const draft = useDraftOf(id);
  const vsCode = useVsCode();
  const words = texts.source;
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<number | "failed">();
  const [cursor, setCursor] = useState({ line: 1, column: 1 });
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(undefined);
  /** What the editor's text was made of, for whoever changes nothing. */
  const base = useRef({ text: answer.text, version: answer.version });
  const operations = useMemo(
    () => design.data?.operations.map(({ operationId }) => operationId) ?? [],
    [design.data],
  );
  const known = useRef(operations);
  known.current = operations;

  const merge = useCallback(
    async (text: string, version: string) => {
      const found = await source.actions!.merge(file, { text, base: version });
      openDialog((close) => (
        <MergeDialog
          file={file}
          answer={found}
          onClose={close}
          onUse={(merged) => {
            base.current = { text: found.theirs, version: found.version };
            setDraft(id, merged === found.theirs ? undefined : { text: merged, base: found.version });
            editor.current?.replace(merged);
            setTrouble(undefined);
            close();
          }}
        />
      ));
    },
    [source, file, id],
  );

  const save = useCallback(async () => {
    editor.current?.tell();
    const now = draftOf(id);
    if (!now) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      const saved = await source.actions!.save(file, { text: now.text, base: now.base });
      base.current = { text: now.text, version: saved.version };
      // What was typed meanwhile stays to be saved.
      const later = draftOf(id);
      setDraft(id, later && later.text !== now.text ? { text: later.text, base: saved.version } : undefined);
      if (saved.change) tellUndo(source.actions!, texts.source.saved(file), saved.change.id);
      else announce(texts.source.saved(file));
    } catch (error) {
      if (error instanceof ApiFailure && error.status === 409) await merge(now.text, now.base).catch(report);
      else report(error);
    } finally {
      setBusy(false);
    }
    function report(error: unknown) {
      const next = troubleOf(error);
      setTrouble(next);
      announce(next.message);
    }
  }, [source, file, id, merge]);
  const saving = useRef(save);
  saving.current = save;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once for a file; what comes later is put into it
  useEffect(() => {
    const made = createEditor({
      parent: holder.current!,
      part,
      text: draftOf(id)?.text ?? answer.text,
      label: words.editor(file),
      readOnly: answer.readOnly !== undefined,
      operations: () => known.current,
      async check(text) {
        try {
          return await source.actions!.check(file, { text });
        } catch {
          return { problems: [], count: -1 };
        }
      },
      onChange(text) {
        const { text: clean, version } = base.current;
        setDraft(id, text === clean ? undefined : { text, base: draftOf(id)?.base ?? version });
      },
      onSave: () => void saving.current(),
      onCursor: (line, column) => setCursor({ line, column }),
      onProblems: (count) => setProblems(count < 0 ? "failed" : count),
    });
    editor.current = made;
    return () => made.destroy();
  }, []);

  // The file on disk has changed: whoever has changed nothing here sees it at once.
  useEffect(() => {
    if (answer.version === base.current.version || draftOf(id)) return;
    base.current = { text: answer.text, version: answer.version };
    editor.current?.replace(answer.text);
  }, [answer, id]);

  useEffect(() => {
    const found = placeFrom(place);
    if (found) editor.current?.goTo(found);
  }, [place]);

  const outdated = draft !== undefined && draft.base !== answer.version;
  return (
    <>
      <div className="source-bar">
        <Button appearance="primary" size="small" disabled={!draft || busy} onClick={() => void save()}>
          {words.save}
        </Button>
        <Button
          size="small"
          disabled={!draft}
          onClick={() => {
            const text = draft?.text ?? "";
            setDraft(id, undefined);
            base.current = { text: answer.text, version: answer.version };
            editor.current?.replace(answer.text);
            tell({
              text: words.reverted,
              undo: async () => editor.current?.replace(text),
            });
          }}
        >
          {words.revert}
        </Button>
        {part !== "script" && (
          <Button
            size="small"
            disabled={answer.readOnly !== undefined}
            onClick={() => {
              if (editor.current?.format() === false)
                setTrouble({ message: words.noFormat, help: undefined });
            }}
          >
            {words.format}
          </Button>
        )}
        <Button size="small" onClick={() => editor.current?.find()}>
          {words.search}
        </Button>
        {vsCode && <Link href={vsCode({ file, ...cursor })}>{words.openInEditor}</Link>}
      </div>
      <div className="source-note">
        <TroubleBar trouble={trouble} onDismiss={() => setTrouble(undefined)} />
        {answer.readOnly && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {words.readOnly} {answer.readOnly.message} {answer.readOnly.help}
            </MessageBarBody>
          </MessageBar>
        )}
        {outdated && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <strong>{words.changedTitle(file)}</strong> {words.changed}
            </MessageBarBody>
            <MessageBarActions>
              <Button
                size="small"
                onClick={() =>
                  void merge(draft.text, draft.base).catch((error) => setTrouble(troubleOf(error)))
                }
              >
                {words.compare}
              </Button>
            </MessageBarActions>
          </MessageBar>
        )}
        {answer.hidden > 0 && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{words.hidden(answer.hidden)}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <div className="source-text" ref={holder} />
      <div className="source-foot">
        {draft && <strong>{words.unsaved}</strong>}
        <span>{words.position(cursor.line, cursor.column)}</span>
        {problems === undefined ? (
          <span>{words.checking}</span>
        ) : problems === "failed" ? (
          <span>{words.notChecked}</span>
        ) : problems === 0 ? (
          <span>{words.noProblems}</span>
        ) : (
          <Link as="button" onClick={() => editor.current?.showProblems()}>
            {words.problems(problems)}
          </Link>
        )}
        <span className="source-keys">{words.keys}</span>
      </div>
    </>
  );
}
