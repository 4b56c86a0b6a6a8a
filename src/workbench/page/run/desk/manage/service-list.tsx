import { Button, Checkbox, Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import { AddIcon, DeleteIcon, DismissIcon, EditIcon } from "../../../icons.ts";
import type { DeskPage, DeskService } from "../../../model.ts";
import { TroubleBar } from "../../../shell/trouble-bar.tsx";
import { texts } from "../../../texts.ts";
import { useChange } from "./use-change.ts";

/** What customers can book on a page. */
export function ServiceList({ page }: { page: DeskPage }) {
  const [edited, setEdited] = useState<string>();
  const deed = useChange();
  const words = texts.deskManage;
  return (
    <>
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <ul className="plain-list">
        {page.services.map((service) => (
          <li key={service.id} className="desk-person">
            {edited === service.id ? (
              <ServiceForm page={page} service={service} onDone={() => setEdited(undefined)} />
            ) : (
              <div className="row">
                <span className="grow">{service.name}</span>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<EditIcon />}
                  aria-label={words.editService(service.name)}
                  title={words.editService(service.name)}
                  onClick={() => setEdited(service.id)}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DeleteIcon />}
                  aria-label={words.removeService(service.name)}
                  title={words.removeService(service.name)}
                  disabled={deed.busy}
                  onClick={() =>
                    void deed.change(
                      "removeService",
                      { page: page.smtp, service: service.id },
                      words.serviceRemoved(service.name),
                    )
                  }
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {edited === "" ? (
        <ServiceForm page={page} service={undefined} onDone={() => setEdited(undefined)} />
      ) : (
        <Button size="small" className="start" icon={<AddIcon />} onClick={() => setEdited("")}>
          {words.newService}
        </Button>
      )}
    </>
  );
}

type Question = { id?: string; question: string; options: string; required: boolean };

function ServiceForm(props: { page: DeskPage; service: DeskService | undefined; onDone(): void }) {
  const { page, service, onDone } = props;
  const [name, setName] = useState(service?.name ?? "");
  const [minutes, setMinutes] = useState(String(service?.durationMinutes ?? 30));
  const [attendees, setAttendees] = useState(String(service?.maximumAttendees ?? 1));
  const [online, setOnline] = useState(service?.online ?? false);
  const [notes, setNotes] = useState(service?.notes ?? "");
  const [hosts, setHosts] = useState<readonly string[]>(
    service?.staff ?? page.staff.slice(0, 1).map(({ email }) => email),
  );
  const [questions, setQuestions] = useState<readonly Question[]>(
    (service?.questions ?? []).map((one) => ({ ...one, options: one.options.join(", ") })),
  );
  const deed = useChange();
  const words = texts.deskManage;
  const setQuestion = (at: number, change: Partial<Question>) =>
    setQuestions(questions.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const save = async () => {
    const done = await deed.change(
      "service",
      {
        page: page.smtp,
        ...(service ? { service: service.id } : {}),
        name: name.trim(),
        durationMinutes: Number(minutes),
        maximumAttendees: Number(attendees),
        online,
        ...(notes === "" ? {} : { notes }),
        staff: [...hosts],
        questions: questions
          .filter(({ question }) => question.trim() !== "")
          .map(({ id, question, options, required }) => ({
            ...(id === undefined ? {} : { id }),
            question: question.trim(),
            options: options
              .split(",")
              .map((one) => one.trim())
              .filter(Boolean),
            required,
          })),
      },
      words.saved(name.trim()),
    );
    if (done) onDone();
  };
  return (
    <form
      className="desk-form desk-form-inner"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <Field label={words.name} size="small">
        <Input size="small" autoFocus value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <div className="row">
        <Field label={words.duration} size="small" className="grow">
          <Input
            size="small"
            type="number"
            min={1}
            value={minutes}
            onChange={(_, { value }) => setMinutes(value)}
          />
        </Field>
        <Field label={words.attendees} size="small" className="grow">
          <Input
            size="small"
            type="number"
            min={1}
            value={attendees}
            onChange={(_, { value }) => setAttendees(value)}
          />
        </Field>
      </div>
      <Checkbox
        label={words.online}
        checked={online}
        onChange={(_, { checked }) => setOnline(checked === true)}
      />
      <Field label={words.notes} size="small">
        <Input size="small" value={notes} onChange={(_, { value }) => setNotes(value)} />
      </Field>
      <fieldset className="desk-group" aria-label={words.hosts}>
        <span className="field-label">{words.hosts}</span>
        <div className="row wrap">
          {page.staff.map(({ email, name: host }) => (
            <Checkbox
              key={email}
              label={host}
              checked={hosts.includes(email)}
              onChange={(_, { checked }) =>
                setHosts(checked === true ? [...hosts, email] : hosts.filter((one) => one !== email))
              }
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="desk-group" aria-label={words.questions}>
        <span className="field-label">{words.questions}</span>
        {questions.map(({ question, options, required }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: questions are their place
          <div key={index} className="desk-hours">
            <div className="row">
              <Input
                size="small"
                className="grow"
                aria-label={words.question(index + 1)}
                value={question}
                onChange={(_, { value }) => setQuestion(index, { question: value })}
              />
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissIcon />}
                aria-label={words.removeQuestion(index + 1)}
                onClick={() => setQuestions(questions.filter((_, at) => at !== index))}
              />
            </div>
            <Input
              size="small"
              aria-label={words.options(index + 1)}
              placeholder={words.optionsHint}
              value={options}
              onChange={(_, { value }) => setQuestion(index, { options: value })}
            />
            <Checkbox
              label={words.required}
              aria-label={words.questionRequired(index + 1)}
              checked={required}
              onChange={(_, { checked }) => setQuestion(index, { required: checked === true })}
            />
          </div>
        ))}
        <Button
          size="small"
          className="start"
          icon={<AddIcon />}
          onClick={() => setQuestions([...questions, { question: "", options: "", required: false }])}
        >
          {words.addQuestion}
        </Button>
      </fieldset>
      <div className="row wrap">
        <Button type="submit" size="small" appearance="primary" disabled={deed.busy || name.trim() === ""}>
          {words.save}
        </Button>
        <Button size="small" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
