import { Field, Select } from "@fluentui/react-components";
import { useState } from "react";
import { ErrorState } from "../../shell/error-state.tsx";
import { Section } from "../../shell/section.tsx";
import { Waiting } from "../../shell/waiting.tsx";
import { useData, useQuery } from "../../state/data.tsx";
import { dateTime } from "../../state/format.ts";
import { texts } from "../../texts.ts";
import { AppointmentCard } from "./appointment-card.tsx";
import { BookForm } from "./book-form.tsx";
import { Manage } from "./manage/manage.tsx";
import { Subscriptions } from "./subscriptions.tsx";
import { VisitForm } from "./visit-form.tsx";

/** The booking desk: what customers and staff do, so that something happens. */
export function Desk() {
  const { versions, source } = useData();
  const desk = useQuery("desk", versions.desk, (from) => from.desk());
  const [chosen, setChosen] = useState<string>();
  const words = texts.desk;
  if (desk.error && !desk.data)
    return <ErrorState title={words.failed} message={desk.error.message} onRetry={desk.reload} />;
  if (!desk.data) return <Waiting label={texts.shell.loading} />;
  const { pages, waiting, nextRetry } = desk.data;
  const page = pages.find(({ smtp }) => smtp === chosen) ?? pages[0];
  if (!page)
    return (
      <div className="desk">
        <p className="hint">{words.noPages}</p>
        {source.actions && <Manage desk={desk.data} page={undefined} />}
      </div>
    );
  const newestFirst = page.appointments.toReversed();
  return (
    <div className="desk">
      <Field label={words.page}>
        <Select value={page.smtp} onChange={(_, data) => setChosen(data.value)}>
          {pages.map(({ smtp, name }) => (
            <option key={smtp} value={smtp}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {source.actions ? (
        <Section title={words.book}>
          <BookForm key={page.smtp} page={page} desk={desk.data} />
        </Section>
      ) : (
        <p className="hint recorded-hint">{texts.shell.notInRecording}</p>
      )}
      <Section title={words.appointments(page.appointments.length)}>
        {newestFirst.length === 0 && <p className="hint">{words.noAppointments}</p>}
        <p className="hint">{words.notKept}</p>
        <ul className="plain-list appointment-list">
          {newestFirst.map((appointment) => (
            <li key={appointment.id}>
              <AppointmentCard appointment={appointment} desk={desk.data!} />
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title={words.subscriptions(page.subscriptions.length, desk.data.subscriptionLimit)}
        open={false}
      >
        <Subscriptions page={page} />
        {waiting > 0 && <p className="hint">{words.waiting(waiting, nextRetry && dateTime(nextRetry))}</p>}
      </Section>
      {source.actions && (
        <Section title={words.visit} open={false}>
          <VisitForm desk={desk.data} />
        </Section>
      )}
      {source.actions && <Manage desk={desk.data} page={page} />}
    </div>
  );
}
