import { Button, Field, Input, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { DeskAppointment, DeskView } from "../../model.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { announce } from "../../state/announcer.ts";
import { useData } from "../../state/data.tsx";
import { useAction } from "../../state/use-action.ts";
import { texts } from "../../texts.ts";

export type Change = "join" | "leave" | "reschedule" | "cancel";

/** Joins a group, moves an appointment, or cancels it with a reason. */
export function AppointmentForm(props: {
  change: Change;
  appointment: DeskAppointment;
  desk: DeskView;
  onDone(): void;
}) {
  const { change, appointment, desk } = props;
  const { source } = useData();
  const free = desk.customers.filter(
    ({ email }) => !appointment.customers.some((one) => one.includes(email)),
  );
  const [customer, setCustomer] = useState(free[0]?.email ?? "");
  const [leaving, setLeaving] = useState(appointment.people[0]?.email ?? "");
  const [start, setStart] = useState(appointment.start.slice(0, 16));
  const [reason, setReason] = useState("");
  const words = texts.desk;
  const act = useAction(async () => {
    const actions = source.actions!;
    const { id } = appointment;
    if (change === "join") await actions.desk("join", { appointment: id, customer });
    else if (change === "leave") await actions.desk("leave", { appointment: id, customer: leaving });
    else if (change === "reschedule") await actions.desk("reschedule", { appointment: id, start });
    else await actions.desk("cancel", { appointment: id, ...(reason === "" ? {} : { reason }) });
    announce(change === "leave" ? texts.deskForms.left : words.done[change]);
    props.onDone();
  });
  return (
    <form
      className="desk-form desk-form-inner"
      onSubmit={(event) => {
        event.preventDefault();
        void act.run();
      }}
    >
      <TroubleBar trouble={act.trouble} onDismiss={act.dismiss} />
      {change === "join" && (
        <Field label={words.customer} size="small">
          <Select size="small" value={customer} onChange={(_, data) => setCustomer(data.value)}>
            {free.map(({ name, email }) => (
              <option key={email} value={email}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {change === "leave" && (
        <Field label={words.customer} size="small">
          <Select size="small" value={leaving} onChange={(_, data) => setLeaving(data.value)}>
            {appointment.people.map(({ name, email }) => (
              <option key={email} value={email}>
                {name || email}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {change === "reschedule" && (
        <Field label={words.newStart} size="small">
          <Input
            size="small"
            type="datetime-local"
            value={start}
            onChange={(_, data) => setStart(data.value)}
          />
        </Field>
      )}
      {change === "cancel" && (
        <Field label={words.reason} size="small">
          <Input size="small" value={reason} onChange={(_, data) => setReason(data.value)} />
        </Field>
      )}
      <Button type="submit" size="small" appearance="primary" disabled={act.busy}>
        {change === "leave" ? texts.deskForms.confirmLeave : words.confirm[change]}
      </Button>
    </form>
  );
}
