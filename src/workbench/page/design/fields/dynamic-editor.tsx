import { useEffect } from "react";
import { announce } from "../../state/announcer.ts";
import { useForm } from "../../state/form.ts";
import { texts } from "../../texts.ts";
import { useDynamicRows } from "../use-dynamic-rows.ts";
import { DropDown } from "./drop-down.tsx";
import { DynamicStory } from "./dynamic-story.tsx";
import type { EditorProps } from "./editor-props.ts";

/** A drop-down whose rows another operation of the connector delivers. */
export function DynamicEditor({ id, input, operation, value, invalid, onChange }: EditorProps) {
  const { values } = useForm(operation.operationId).draft;
  const list = useDynamicRows(operation, input, values);
  const { answer, loading, failure } = list;
  const failed = failure?.message ?? (answer?.state === "failed" ? answer.message : undefined);
  useEffect(() => {
    if (failed) announce(texts.dropDown.failedFor(input.label.text, failed));
  }, [failed, input.label.text]);
  const notice = loading
    ? ({ kind: "loading", text: texts.dropDown.loading } as const)
    : failed !== undefined
      ? ({ kind: "failed", text: failed } as const)
      : answer?.state === "waiting"
        ? ({ kind: "failed", text: answer.message ?? texts.dropDown.waiting } as const)
        : answer && answer.rows.length === 0
          ? ({ kind: "empty", text: texts.dropDown.empty } as const)
          : undefined;
  return (
    <>
      <DropDown
        id={id}
        label={input.label.text}
        rows={loading ? [] : (answer?.rows ?? [])}
        notice={notice}
        value={value}
        placeholder={input.placeholder}
        required={input.required}
        invalid={invalid}
        onChange={onChange}
        onOpen={() => {
          // Opening again tries again, as in the real designer.
          if (!loading && (answer?.state !== "ready" || failure)) list.load(answer?.state === "failed");
        }}
      />
      <DynamicStory input={input} list={list} />
    </>
  );
}
