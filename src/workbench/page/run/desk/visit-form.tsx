import { Button, Field, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { DeskView } from "../../model.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { announce } from "../../state/announcer.ts";
import { texts } from "../../texts.ts";
import { useDesk } from "./use-desk.ts";

/** A user opens a page: only then the list of their pages shows it. */
export function VisitForm({ desk }: { desk: DeskView }) {
  const [user, setUser] = useState(desk.users[0]?.upn ?? "");
  const [page, setPage] = useState(desk.pages[0]?.smtp ?? "");
  const visit = useDesk("visit");
  const words = texts.desk;
  return (
    <form
      className="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        void visit.run({ user, page }).then((view) => view && announce(words.visited));
      }}
    >
      <p className="hint">{words.visitHint}</p>
      <TroubleBar trouble={visit.trouble} onDismiss={visit.dismiss} />
      <Field label={words.user} size="small">
        <Select size="small" value={user} onChange={(_, data) => setUser(data.value)}>
          {desk.users.map(({ upn, name }) => (
            <option key={upn} value={upn}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.page} size="small">
        <Select size="small" value={page} onChange={(_, data) => setPage(data.value)}>
          {desk.pages.map(({ smtp, name }) => (
            <option key={smtp} value={smtp}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" size="small" disabled={visit.busy}>
        {words.visitNow}
      </Button>
    </form>
  );
}
