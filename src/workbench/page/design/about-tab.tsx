import type { DesignAnswer, OperationView } from "../model.ts";
import { Facts } from "../shell/facts.tsx";
import { PlaceLinks } from "../source/place-links.tsx";
import { texts } from "../texts.ts";

export function AboutTab({ design, operation }: { design: DesignAnswer; operation: OperationView }) {
  const words = texts.about;
  return (
    <Facts
      rows={[
        [words.connector, design.title || texts.shell.untitled],
        [words.note, operation.description ?? words.noDescription],
        [words.operationId, <code key="id">{operation.operationId}</code>],
        [
          words.request,
          <code key="request">
            {operation.method.toUpperCase()} {operation.path}
          </code>,
        ],
        [words.kind, texts.design.cardFoot(operation)],
        [words.visibility, operation.visibility ?? words.none],
        [words.status, operation.annotationStatus ?? words.none],
        [
          words.outputsFrom,
          operation.outputsFrom ? words.response(operation.outputsFrom.status) : words.noOutputs,
        ],
        [words.place, <code key="place">{operation.pointer}</code>],
        ...(design.file === undefined
          ? []
          : [
              [
                texts.form.editSource,
                <PlaceLinks
                  key="source"
                  place={{ file: design.file, pointer: operation.pointer }}
                  label={design.file}
                />,
              ] as const,
            ]),
      ]}
    />
  );
}
