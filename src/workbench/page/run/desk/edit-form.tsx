import { Button, Checkbox, Field, Input, Select } from "@fluentui/react-components";
import { useId, useState } from "react";
import type { DeskAppointment, DeskPage } from "../../model.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { announce } from "../../state/announcer.ts";
import { texts } from "../../texts.ts";
import { QuestionFields } from "./question-fields.tsx";
import { useDesk } from "./use-desk.ts";

/** Changes what staff and customers wrote down: hosts, service, notes, answers. Only what was changed is sent. */
export function EditForm(props: { appointment: DeskAppointment; page: DeskPage; onDone(): void }) {
  const { appointment, page } = props;
  const [service, setService] = useState(appointment.serviceId);
  const [staff, setStaff] = useState<readonly string[]>(appointment.staff);
  const [serviceNotes, setServiceNotes] = useState(appointment.serviceNotes);
  const [email, setEmail] = useState(appointment.people[0]?.email ?? "");
  const person = appointment.people.find((one) => one.email === email);
  const [said, setSaid] = useState({ notes: person?.notes ?? "", answers: person?.answers ?? {} });
  const edit = useDesk("edit");
  const staffId = useId();
  const words = texts.deskForms;
  const chosen = page.services.find(({ id }) => id === service);
  // A group stays a group: the service refuses anything else.
  const group = page.services.find(({ id }) => id === appointment.serviceId);
  const services = page.services.filter(
    ({ maximumAttendees }) => maximumAttendees > 1 === (group?.maximumAttendees ?? 1) > 1,
  );
  const hosts = page.staff.filter(
    ({ email: host }) => !chosen || chosen.staff.length === 0 || chosen.staff.includes(host),
  );
  const choosePerson = (next: string) => {
    const other = appointment.people.find((one) => one.email === next);
    setEmail(next);
    setSaid({ notes: other?.notes ?? "", answers: other?.answers ?? {} });
  };
  const submit = async () => {
    const changed = <T,>(name: string, now: T, before: T) =>
      JSON.stringify(now) === JSON.stringify(before) ? {} : { [name]: now };
    const given = Object.fromEntries(Object.entries(said.answers).filter(([, answer]) => answer !== ""));
    const view = await edit.run({
      appointment: appointment.id,
      ...changed("service", service, appointment.serviceId),
      ...changed("staff", staff, appointment.staff),
      ...changed("serviceNotes", serviceNotes, appointment.serviceNotes),
      ...(person ? { customer: email } : {}),
      ...changed("notes", said.notes, person?.notes ?? ""),
      ...changed("answers", given, person?.answers ?? {}),
    });
    if (!view) return;
    announce(words.edited);
    props.onDone();
  };
  return (
    <form
      className="desk-form desk-form-inner"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TroubleBar trouble={edit.trouble} onDismiss={edit.dismiss} />
      <Field label={texts.desk.service} size="small">
        <Select size="small" value={service} onChange={(_, data) => setService(data.value)}>
          {services.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <fieldset className="row wrap desk-staff" aria-labelledby={staffId}>
        <span className="field-label" id={staffId}>
          {texts.desk.staff}
        </span>
        {hosts.map(({ email: host, name }) => (
          <Checkbox
            key={host}
            label={name}
            checked={staff.includes(host)}
            onChange={(_, data) =>
              setStaff(data.checked === true ? [...staff, host] : staff.filter((one) => one !== host))
            }
          />
        ))}
      </fieldset>
      <Field label={words.serviceNotes} size="small">
        <Input size="small" value={serviceNotes} onChange={(_, data) => setServiceNotes(data.value)} />
      </Field>
      {appointment.people.length > 1 && (
        <Field label={texts.desk.customer} size="small">
          <Select size="small" value={email} onChange={(_, data) => choosePerson(data.value)}>
            {appointment.people.map((one) => (
              <option key={one.email} value={one.email}>
                {one.name || one.email}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={words.customerNotes} size="small">
        <Input
          size="small"
          value={said.notes}
          onChange={(_, { value }) => setSaid({ ...said, notes: value })}
        />
      </Field>
      <QuestionFields
        questions={chosen?.questions ?? []}
        answers={said.answers}
        onChange={(answers) => setSaid({ ...said, answers })}
      />
      <Button type="submit" size="small" appearance="primary" disabled={edit.busy || staff.length === 0}>
        {words.save}
      </Button>
    </form>
  );
}
