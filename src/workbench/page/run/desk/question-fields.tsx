import { Field, Input, Select } from "@fluentui/react-components";
import type { DeskService } from "../../model.ts";
import { texts } from "../../texts.ts";

/** The questions that a service asks its customers. */
export function QuestionFields(props: {
  questions: DeskService["questions"];
  /** By the question's id; what is empty was not answered. */
  answers: Record<string, string>;
  onChange(answers: Record<string, string>): void;
}) {
  const { questions, answers, onChange } = props;
  return questions.map(({ id, question, options, required }) => (
    <Field key={id} label={question} required={required} size="small">
      {options.length > 0 ? (
        <Select
          size="small"
          value={answers[id] ?? ""}
          onChange={(_, data) => onChange({ ...answers, [id]: data.value })}
        >
          <option value="">{texts.desk.noAnswer}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          size="small"
          value={answers[id] ?? ""}
          onChange={(_, data) => onChange({ ...answers, [id]: data.value })}
        />
      )}
    </Field>
  ));
}
