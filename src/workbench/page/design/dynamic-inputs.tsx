import { Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useId } from "react";
import type { JsonObject, JsonValue, OperationView } from "../model.ts";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { useForm } from "../state/form.ts";
import { texts } from "../texts.ts";
import { typed } from "./fields/typed.ts";
import { schemaFields } from "./schema-fields.ts";

/** Fields that another operation of the connector describes: known only when the others are filled in. */
export function DynamicInputs(props: {
  operation: OperationView;
  dynamic: OperationView["dynamicInputs"][number];
}) {
  const { operation, dynamic } = props;
  const { operationId } = operation;
  const form = useForm(operationId);
  const { values } = form.draft;
  const { versions } = useData();
  const id = useId();
  const own = values[dynamic.key];
  const others = Object.fromEntries(Object.entries(values).filter(([key]) => key !== dynamic.key));
  const answer = useQuery(
    `schema ${operationId} ${dynamic.key} ${JSON.stringify(others)}`,
    versions.design,
    (source) => source.dynamic({ operationId, key: dynamic.key, kind: "schema", values: others }),
  );
  const failed = answer.error?.message ?? (answer.data?.state === "failed" ? answer.data.message : undefined);
  if (failed)
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{texts.dynamic.inputsFailed(failed)}</MessageBarBody>
      </MessageBar>
    );
  if (answer.data?.state === "waiting") return <p className="hint">{texts.dynamic.inputsWaiting}</p>;
  if (!answer.data) return <Waiting small label={texts.dynamic.loading} />;
  const fields = schemaFields(answer.data.schema);
  if (fields.length === 0) return <p className="hint">{texts.dynamic.noInputs}</p>;
  const object: JsonObject = own && typeof own === "object" && !Array.isArray(own) ? (own as JsonObject) : {};
  const change = (name: string, value: JsonValue) => form.enter(dynamic.key, { ...object, [name]: value });
  return (
    <fieldset className="dynamic-fields">
      <legend className="hint">{texts.dynamic.from(dynamic.source.operationId ?? "")}</legend>
      {fields.map((field) => {
        const value = Object.hasOwn(object, field.name) ? object[field.name] : undefined;
        return (
          <div className="field" key={field.name}>
            <label className="field-label" htmlFor={`${id}-${field.name}`}>
              {field.label}
              {field.required && (
                <span className="required" aria-hidden>
                  {" *"}
                </span>
              )}
            </label>
            <Input
              id={`${id}-${field.name}`}
              value={value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value)}
              placeholder={field.description ?? ""}
              aria-required={field.required}
              onChange={(_, data) => change(field.name, typed(data.value, field.type))}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
