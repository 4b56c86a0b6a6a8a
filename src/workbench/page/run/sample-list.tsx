import { Button, Input } from "@fluentui/react-components";
import { useState } from "react";
import { CheckIcon, DeleteIcon, EditIcon } from "../icons.ts";
import type { SampleRequest } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData, useQuery } from "../state/data.tsx";
import { tell } from "../state/notices.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** All events that were saved, by trigger. */
export function SampleList() {
  const { source, versions } = useData();
  const answer = useQuery(source.actions && "samples", versions.scenarios, (from) => from.samples());
  const design = useQuery("design", versions.design, (from) => from.design());
  const words = texts.samples;
  const samples = answer.data?.samples ?? [];
  const operations = [...new Set(samples.map(({ operationId }) => operationId))];
  if (!source.actions) return null;
  return (
    <Section title={words.list}>
      {samples.length === 0 && <p className="hint">{words.none}</p>}
      {operations.map((operationId) => {
        const head = design.data?.operations.find((one) => one.operationId === operationId);
        const title = head?.title || operationId;
        return (
          <section key={operationId} aria-label={title}>
            <h4 className="sample-trigger">{head || !design.data ? title : words.gone(operationId)}</h4>
            <ul className="plain-list">
              {samples
                .filter((one) => one.operationId === operationId)
                .map((sample) => (
                  <li key={sample.title}>
                    <Sample sample={sample} others={samples} />
                  </li>
                ))}
            </ul>
          </section>
        );
      })}
    </Section>
  );
}

function Sample({ sample, others }: { sample: SampleRequest; others: readonly SampleRequest[] }) {
  const { source } = useData();
  const { operationId, title, body } = sample;
  const [text, setText] = useState<string>();
  const words = texts.samples;
  const deed = useAction(async (act: () => Promise<unknown>) => void (await act()));
  const actions = source.actions!;
  const rename = async () => {
    const wanted = text?.trim() ?? "";
    if (wanted === "" || wanted === title) return setText(undefined);
    if (others.some((one) => one.operationId === operationId && one.title === wanted))
      throw new Error(words.taken(wanted));
    await actions.renameSample(operationId, title, wanted);
    setText(undefined);
    announce(words.renamed(wanted));
  };
  const remove = async () => {
    await actions.deleteSample(operationId, title);
    tell({ text: words.deleted(title), undo: async () => await actions.saveSample(sample) });
  };
  return (
    <div className="sample">
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      {text === undefined ? (
        <div className="row">
          <details className="grow">
            <summary aria-label={words.show(title)}>{title}</summary>
            <CodeBlock text={JSON.stringify(body, null, 2)} label={words.body} />
          </details>
          <Button
            size="small"
            appearance="subtle"
            icon={<EditIcon />}
            aria-label={words.renameOne(title)}
            title={words.rename}
            onClick={() => setText(title)}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteIcon />}
            aria-label={words.deleteOne(title)}
            title={words.delete}
            disabled={deed.busy}
            onClick={() => void deed.run(remove)}
          />
        </div>
      ) : (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            void deed.run(rename);
          }}
        >
          <Input
            autoFocus
            size="small"
            className="grow"
            maxLength={200}
            aria-label={words.title}
            value={text}
            onChange={(_, data) => setText(data.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setText(undefined);
            }}
          />
          <Button type="submit" size="small" icon={<CheckIcon />} aria-label={words.renameDone} />
        </form>
      )}
    </div>
  );
}
