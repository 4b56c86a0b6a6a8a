import { Badge, Button } from "@fluentui/react-components";
import { useState } from "react";
import type { DeskAppointment, DeskView } from "../../model.ts";
import { useData } from "../../state/data.tsx";
import { dateTime } from "../../state/format.ts";
import { texts } from "../../texts.ts";
import { AppointmentForm, type Change } from "./appointment-form.tsx";
import { EditForm } from "./edit-form.tsx";

/** An appointment, and what can be done with it. */
export function AppointmentCard({ appointment, desk }: { appointment: DeskAppointment; desk: DeskView }) {
  const { source } = useData();
  const [change, setChange] = useState<Change | "edit">();
  const { service, start, status, customers, seatsLeft, cancelReason } = appointment;
  const words = texts.desk;
  const page = desk.pages.find(({ smtp }) => smtp === appointment.page);
  const isGroup = (page?.services.find(({ id }) => id === appointment.serviceId)?.maximumAttendees ?? 1) > 1;
  const cancelled = status === "cancelled";
  const toggle = (next: Change | "edit") => setChange(change === next ? undefined : next);
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
        <div className="row wrap appointment-deeds">
          <Button
            size="small"
            appearance="outline"
            aria-expanded={change === "edit"}
            onClick={() => toggle("edit")}
          >
            {texts.deskForms.edit}
          </Button>
          {seatsLeft > 0 && (
            <Button
              size="small"
              appearance="outline"
              aria-expanded={change === "join"}
              onClick={() => toggle("join")}
            >
              {words.join}
            </Button>
          )}
          {isGroup && (
            <Button
              size="small"
              appearance="outline"
              aria-expanded={change === "leave"}
              onClick={() => toggle("leave")}
            >
              {texts.deskForms.leave}
            </Button>
          )}
          <Button
            size="small"
            appearance="outline"
            aria-expanded={change === "reschedule"}
            onClick={() => toggle("reschedule")}
          >
            {words.reschedule}
          </Button>
          <Button
            size="small"
            appearance="outline"
            aria-expanded={change === "cancel"}
            onClick={() => toggle("cancel")}
          >
            {words.cancel}
          </Button>
        </div>
      )}
      {change === "edit" && !cancelled && page && (
        <EditForm appointment={appointment} page={page} onDone={() => setChange(undefined)} />
      )}
      {change && change !== "edit" && !cancelled && (
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
