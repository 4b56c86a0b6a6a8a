import { Checkbox } from "@fluentui/react-components";
import { useState } from "react";
import { ErrorState } from "../shell/error-state.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { type CompareRow, factsOf, inputsOf, outputsOf, rowsOf } from "./rows.ts";

/** One operation in both versions: name and text, parameters, outputs. */
export function BothVersions(props: { comparison: string; old: string; operationId: string }) {
  const { comparison, old, operationId } = props;
  const { source } = useData();
  const both = useQuery(`both ${comparison} ${operationId}`, 0, () =>
    source.compare!.operation(comparison, operationId),
  );
  const [onlyChanged, setOnlyChanged] = useState(true);
  const words = texts.compare;
  if (both.error) return <ErrorState title={both.error.message} onRetry={both.reload} />;
  if (!both.data) return <Waiting label={texts.shell.loading} />;
  const { old: before, new: now } = both.data;
  const { required } = texts.fields;
  const tables = [
    { name: words.column, rows: rowsOf(factsOf(before), factsOf(now), onlyChanged), facts: true },
    {
      name: words.parameters,
      rows: rowsOf(inputsOf(before, required), inputsOf(now, required), onlyChanged),
      facts: false,
    },
    { name: words.outputs, rows: rowsOf(outputsOf(before), outputsOf(now), onlyChanged), facts: false },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <>
      <div className="row wrap compare-head">
        <h3 className="details-title grow">{now?.title || before?.title || operationId}</h3>
        {now && (
          <a className="button-link" href={routeHref("design", operationId)}>
            {words.open}
          </a>
        )}
      </div>
      <Checkbox
        checked={onlyChanged}
        label={words.onlyChanged}
        onChange={(_, data) => setOnlyChanged(data.checked === true)}
      />
      {tables.length === 0 && <p className="hint">{words.nothingDiffers}</p>}
      {tables.map(({ name, rows, facts }) => (
        <table className="compare-table" key={name}>
          <caption>{name}</caption>
          <thead>
            <tr>
              <th scope="col">
                {words.old} ({old})
              </th>
              <th scope="col">{words.now}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} row={row} name={facts ? factName(row.key) : undefined} />
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}

function Row({ row: { old, now }, name }: { row: CompareRow; name: string | undefined }) {
  const kind = old === undefined ? "added" : now === undefined ? "removed" : old === now ? "same" : "changed";
  const cell = (text: string | undefined) =>
    text === undefined ? (
      <span className="muted">{texts.compare.missing}</span>
    ) : (
      <>
        {name && <span className="muted">{name}: </span>}
        {text}
      </>
    );
  return (
    <tr data-kind={kind}>
      <td>{cell(old)}</td>
      <td>{cell(now)}</td>
    </tr>
  );
}

function factName(key: string): string {
  return (texts.compare.facts as Record<string, string>)[key] ?? key;
}
