import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { OperationView } from "../model.ts";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { useForm } from "../state/form.ts";
import { texts } from "../texts.ts";
import { schemaTokens } from "./schema-fields.ts";

/** Outputs that another operation of the connector describes. */
export function DynamicOutputs({ operation }: { operation: OperationView }) {
  const { operationId } = operation;
  const { values } = useForm(operationId).draft;
  const { versions } = useData();
  const answer = useQuery(`outputs ${operationId} ${JSON.stringify(values)}`, versions.design, (source) =>
    source.dynamic({ operationId, kind: "schema", values }),
  );
  const failed = answer.error?.message ?? (answer.data?.state === "failed" ? answer.data.message : undefined);
  const fields = schemaTokens(answer.data?.schema);
  return (
    <section aria-label={texts.dynamic.outputs}>
      <h3 className="panel-subtitle">{texts.dynamic.outputs}</h3>
      {failed ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.dynamic.outputsFailed(failed)}</MessageBarBody>
        </MessageBar>
      ) : !answer.data ? (
        <Waiting small label={texts.dynamic.loading} />
      ) : answer.data.state === "waiting" ? (
        <p className="hint">{texts.dynamic.outputsWaiting}</p>
      ) : fields.length === 0 ? (
        <p className="hint">{texts.dynamic.noOutputs}</p>
      ) : (
        <ul className="plain-list">
          {fields.map((field) => (
            <li className="token" key={field.path}>
              <span className="token-top">
                <span className="token-label">{field.label}</span>
                <span className="token-type">{field.type}</span>
              </span>
              <span className="token-path">{field.path}</span>
              {field.description && <span className="token-description">{field.description}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
