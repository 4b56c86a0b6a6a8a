import { Button, Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import { AddIcon, DeleteIcon, DismissIcon } from "../../../icons.ts";
import type { DeskHours, DeskLocation, DeskPage } from "../../../model.ts";
import { TroubleBar } from "../../../shell/trouble-bar.tsx";
import { texts } from "../../../texts.ts";
import { HoursFields } from "./hours-fields.tsx";
import { useChange } from "./use-change.ts";

/** Name, zone, opening hours and locations of a booking page. */
export function PageForm({ page }: { page: DeskPage }) {
  const { smtp } = page;
  const [name, setName] = useState(page.name);
  const [timeZone, setTimeZone] = useState(page.timeZone ?? "");
  const [hours, setHours] = useState<readonly DeskHours[]>(page.openingHours ?? []);
  const [locations, setLocations] = useState<readonly DeskLocation[]>(page.locations);
  const deed = useChange();
  const words = texts.deskManage;
  const setLocation = (at: number, change: DeskLocation) =>
    setLocations(locations.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <form
      className="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        const named = locations.filter(({ displayName, city }) => displayName || city);
        void deed.change(
          "page",
          { page: smtp, name, timeZone, openingHours: [...hours], locations: named },
          words.saved(name),
        );
      }}
    >
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <Field label={words.name} size="small">
        <Input size="small" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={words.timeZone} hint={words.timeZoneHint} size="small">
        <Input size="small" value={timeZone} onChange={(_, { value }) => setTimeZone(value)} />
      </Field>
      <HoursFields hours={hours} onChange={setHours} />
      <fieldset className="desk-group" aria-label={words.locations}>
        <span className="field-label">{words.locations}</span>
        {locations.length === 0 && <p className="hint">{words.noLocations}</p>}
        {locations.map(({ displayName = "", city = "" }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: locations are their place
          <div key={index} className="row">
            <Input
              size="small"
              className="grow"
              aria-label={words.location(index + 1)}
              placeholder={words.name}
              value={displayName}
              onChange={(_, { value }) => setLocation(index, { displayName: value })}
            />
            <Input
              size="small"
              className="grow"
              aria-label={words.locationCity(index + 1)}
              placeholder={words.city}
              value={city}
              onChange={(_, { value }) => setLocation(index, { city: value })}
            />
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissIcon />}
              aria-label={words.removeLocation(index + 1)}
              onClick={() => setLocations(locations.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <Button
          size="small"
          className="start"
          icon={<AddIcon />}
          onClick={() => setLocations([...locations, { displayName: "" }])}
        >
          {words.addLocation}
        </Button>
      </fieldset>
      <div className="row wrap">
        <Button type="submit" size="small" appearance="primary" disabled={deed.busy || name.trim() === ""}>
          {words.save}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<DeleteIcon />}
          disabled={deed.busy}
          onClick={() => void deed.change("removePage", { page: smtp }, words.pageRemoved(page.name))}
        >
          {words.removePage}
        </Button>
      </div>
    </form>
  );
}

/** A page of its own, with one administrator and one service. */
export function AddPageForm() {
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [administrator, setAdministrator] = useState("");
  const deed = useChange();
  const words = texts.deskManage;
  const add = async () => {
    const page = address.trim();
    const added = await deed.change("page", { page, name: name.trim() }, words.pageAdded(name.trim()));
    if (!added) return;
    if (administrator.trim() !== "")
      await deed.change(
        "member",
        { page, member: administrator.trim(), role: "administrator" },
        words.pageAdded(name.trim()),
      );
    setName("");
    setAddress("");
    setAdministrator("");
  };
  return (
    <form
      className="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <Field label={words.name} size="small">
        <Input size="small" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={words.address} size="small">
        <Input size="small" type="email" value={address} onChange={(_, { value }) => setAddress(value)} />
      </Field>
      <Field label={words.administrator} size="small">
        <Input
          size="small"
          type="email"
          value={administrator}
          onChange={(_, { value }) => setAdministrator(value)}
        />
      </Field>
      <Button
        type="submit"
        size="small"
        icon={<AddIcon />}
        disabled={deed.busy || name.trim() === "" || address.trim() === ""}
      >
        {words.addPage}
      </Button>
    </form>
  );
}
