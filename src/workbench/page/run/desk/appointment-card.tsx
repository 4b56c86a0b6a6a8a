import { Badge, Button } from "@fluentui/react-components";
import { useState } from "react";
import type { DeskAppointment, DeskView } from "../../model.ts";
import { useData } from "../../state/data.tsx";
import { dateTime } from "../../state/format.ts";
import { texts } from "../../texts.ts";
import { AppointmentForm, type Change } from "./appointment-form.tsx";

/** An appointment, and what can be done with it. */
export function AppointmentCard({ appointment, desk }: { appointment: DeskAppointment; desk: DeskView }) {
  const { source } = useData();
  const [change, setChange] = useState<Change>();
  const { service, start, status, customers, seatsLeft, cancelReason } = appointment;
  const words = texts.desk;
  const cancelled = status === "cancelled";
  const toggle = (next: Change) => setChange(change === next ? undefined : next);
  return (
    <article
      className={cancelled ? "appointment appointment-off" : "appointment"}
      aria-label={words.appointmentLabel(service, dateTime(start))}
    >
      <div className="row">
        <span className="strong grow">{service}</span>
        <Badge appearance="tint" color={cancelled ? "informative" : "success"}>
          {words.statuses[status]}
        </Badge>
      </div>
      <p className="appointment-line">{dateTime(start)}</p>
      <p className="appointment-line muted">
        {customers.join(", ")}
        {seatsLeft > 0 ? ` · ${words.seats(seatsLeft)}` : ""}
        {cancelReason ? ` · ${words.reasonWas(cancelReason)}` : ""}
      </p>
      {source.actions && !cancelled && (
        <div className="row wrap">
          {seatsLeft > 0 && (
            <Button
              size="small"
              appearance="subtle"
              aria-expanded={change === "join"}
              onClick={() => toggle("join")}
            >
              {words.join}
            </Button>
          )}
          <Button
            size="small"
            appearance="subtle"
            aria-expanded={change === "reschedule"}
            onClick={() => toggle("reschedule")}
          >
            {words.reschedule}
          </Button>
          <Button
            size="small"
            appearance="subtle"
            aria-expanded={change === "cancel"}
            onClick={() => toggle("cancel")}
          >
            {words.cancel}
          </Button>
        </div>
      )}
      {change && !cancelled && (
        <AppointmentForm
          key={change}
          change={change}
          appointment={appointment}
          desk={desk}
          onDone={() => setChange(undefined)}
        />
      )}
    </article>
  );
}
