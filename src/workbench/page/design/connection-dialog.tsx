import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
} from "@fluentui/react-components";
import { useState } from "react";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** Makes another connection: as another user of the mocked service, or with other values. */
export function ConnectionDialog({ onClose }: { onClose(): void }) {
  const { source, state, versions } = useData();
  const design = useQuery("design", versions.design, (from) => from.design());
  const desk = useQuery(state.backend.desk ? "desk" : undefined, versions.desk, (from) => from.desk());
  const parameters = (design.data?.connectionParameters ?? []).filter(({ type }) => type !== "oauthsetting");
  const [user, setUser] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const connect = useAction(async () => {
    await source.actions!.connect({
      ...(user === "" ? {} : { user }),
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")),
    });
    onClose();
  });
  const users = desk.data?.users ?? [];
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void connect.run();
        }}
      >
        <DialogBody>
          <DialogTitle>{texts.connection.create}</DialogTitle>
          <DialogContent className="dialog-fields">
            <TroubleBar trouble={connect.trouble} onDismiss={connect.dismiss} />
            {users.length > 0 && (
              <Field label={texts.connection.signInAs} hint={texts.connection.signInHint}>
                <Select value={user} onChange={(_, data) => setUser(data.value)}>
                  <option value="">{texts.connection.defaultUser}</option>
                  {users.map(({ upn, name }) => (
                    <option key={upn} value={upn}>
                      {name} ({upn})
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            {parameters.map(({ name, label, description, required, secret }) => (
              <Field key={name} label={label || name} hint={description ?? ""} required={required}>
                <Input
                  type={secret ? "password" : "text"}
                  autoComplete="off"
                  value={values[name] ?? ""}
                  onChange={(_, data) => setValues({ ...values, [name]: data.value })}
                />
              </Field>
            ))}
            {parameters.length === 0 && users.length === 0 && <p>{texts.connection.nothingAsked}</p>}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{texts.shell.cancel}</Button>
            <Button appearance="primary" type="submit" disabled={connect.busy}>
              {users.length > 0 ? texts.connection.signIn : texts.connection.connect}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  );
}
