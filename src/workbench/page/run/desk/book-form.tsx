import { Button, Field, Input, Select } from "@fluentui/react-components";
import { useState } from "react";
import { CalendarAddIcon } from "../../icons.ts";
import type { DeskPage, DeskView } from "../../model.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { announce } from "../../state/announcer.ts";
import { texts } from "../../texts.ts";
import { QuestionFields } from "./question-fields.tsx";
import { useDesk } from "./use-desk.ts";

/** Books an appointment as a customer would: what is left open is chosen by the service. */
export function BookForm({ page, desk }: { page: DeskPage; desk: DeskView }) {
  const [service, setService] = useState(page.services[0]?.id ?? "");
  const [staff, setStaff] = useState("");
  const [customer, setCustomer] = useState(desk.customers[0]?.email ?? "");
  const [start, setStart] = useState("");
  const [notes, setNotes] = useState("");
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const book = useDesk("book");
  const words = texts.desk;
  const chosen = page.services.find(({ id }) => id === service);
  const submit = async () => {
    const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ""));
    const view = await book.run({
      page: page.smtp,
      service,
      ...(customer === "" ? {} : { customer }),
      ...(staff === "" ? {} : { staff: [staff] }),
      ...(start === "" ? {} : { start }),
      ...(notes === "" ? {} : { notes }),
      ...(Object.keys(given).length === 0 ? {} : { answers: given }),
    });
    if (view) announce(words.booked);
  };
  return (
    <form
      className="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TroubleBar trouble={book.trouble} onDismiss={book.dismiss} />
      <Field label={words.service} size="small">
        <Select size="small" value={service} onChange={(_, data) => setService(data.value)}>
          {page.services.map(({ id, name, durationMinutes, maximumAttendees }) => (
            <option key={id} value={id}>
              {words.serviceName(name, durationMinutes, maximumAttendees)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.customer} size="small">
        <Select size="small" value={customer} onChange={(_, data) => setCustomer(data.value)}>
          {desk.customers.map(({ name, email }) => (
            <option key={email} value={email}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className="form-pair">
        <Field label={words.staff} size="small">
          <Select size="small" value={staff} onChange={(_, data) => setStaff(data.value)}>
            <option value="">{words.anybody}</option>
            {page.staff
              .filter(({ email }) => !chosen || chosen.staff.length === 0 || chosen.staff.includes(email))
              .map(({ name, email }) => (
                <option key={email} value={email}>
                  {name}
                </option>
              ))}
          </Select>
        </Field>
        <Field label={words.start} size="small" hint={words.startHint}>
          <Input
            size="small"
            type="datetime-local"
            value={start}
            onChange={(_, data) => setStart(data.value)}
          />
        </Field>
      </div>
      <QuestionFields questions={chosen?.questions ?? []} answers={answers} onChange={setAnswers} />
      <Field label={words.notes} size="small">
        <Input size="small" value={notes} onChange={(_, data) => setNotes(data.value)} />
      </Field>
      <Button type="submit" appearance="primary" icon={<CalendarAddIcon />} disabled={book.busy}>
        {words.bookNow}
      </Button>
    </form>
  );
}
