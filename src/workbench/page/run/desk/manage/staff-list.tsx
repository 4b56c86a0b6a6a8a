import { Button, Field, Input, Select } from "@fluentui/react-components";
import { useState } from "react";
import { AddIcon, ClockIcon, DismissIcon } from "../../../icons.ts";
import type { DeskHours, DeskPage, DeskRole } from "../../../model.ts";
import { TroubleBar } from "../../../shell/trouble-bar.tsx";
import { texts } from "../../../texts.ts";
import { HoursFields } from "./hours-fields.tsx";
import { useChange } from "./use-change.ts";

type Member = DeskPage["staff"][number];

/** Who works for a page, in which role, and when. */
export function StaffList({ page }: { page: DeskPage }) {
  const words = texts.deskManage;
  return (
    <>
      <ul className="plain-list">
        {page.staff.map((member) => (
          <li key={member.email}>
            <MemberRow page={page.smtp} member={member} />
          </li>
        ))}
      </ul>
      <AddPerson
        label={words.addMember}
        onAdd={(change, address, name) =>
          change(
            "member",
            { page: page.smtp, member: address, ...(name === "" ? {} : { name }) },
            words.memberAdded(name || address),
          )
        }
      />
    </>
  );
}

function MemberRow({ page, member }: { page: string; member: Member }) {
  const { email, name, role } = member;
  const [open, setOpen] = useState(false);
  const [hours, setHours] = useState<readonly DeskHours[]>(member.openingHours ?? []);
  const deed = useChange();
  const words = texts.deskManage;
  return (
    <div className="desk-person">
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <div className="row">
        <span className="grow" title={email}>
          {name}
        </span>
        <Select
          size="small"
          aria-label={words.role(name)}
          value={role}
          disabled={deed.busy}
          onChange={(_, { value }) =>
            void deed.change(
              "member",
              { page, member: email, role: value as DeskRole },
              words.roleChanged(name),
            )
          }
        >
          {Object.entries(words.roles).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
        <Button
          size="small"
          appearance="subtle"
          icon={<ClockIcon />}
          aria-label={words.memberHours(name)}
          title={words.memberHours(name)}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissIcon />}
          aria-label={words.removeMember(name)}
          title={words.removeMember(name)}
          disabled={deed.busy}
          onClick={() => void deed.change("removeMember", { page, member: email }, words.memberRemoved(name))}
        />
      </div>
      {open && (
        <div className="desk-form">
          <HoursFields hours={hours} onChange={setHours} />
          <Button
            size="small"
            className="start"
            disabled={deed.busy}
            onClick={() =>
              void deed.change(
                "member",
                { page, member: email, openingHours: [...hours] },
                words.hoursSaved(name),
              )
            }
          >
            {words.save}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Asks for an email address, and a name where it is not to be made of it. */
export function AddPerson(props: {
  label: string;
  onAdd(
    change: ReturnType<typeof useChange>["change"],
    address: string,
    name: string,
  ): Promise<true | undefined>;
}) {
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const deed = useChange();
  const words = texts.deskManage;
  return (
    <form
      className="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        void props.onAdd(deed.change, address.trim(), name.trim()).then((done) => {
          if (!done) return;
          setAddress("");
          setName("");
        });
      }}
    >
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <div className="row">
        <Field label={words.address} size="small" className="grow">
          <Input size="small" type="email" value={address} onChange={(_, { value }) => setAddress(value)} />
        </Field>
        <Field label={words.name} size="small" className="grow">
          <Input size="small" value={name} onChange={(_, { value }) => setName(value)} />
        </Field>
      </div>
      <Button
        type="submit"
        size="small"
        className="start"
        icon={<AddIcon />}
        disabled={deed.busy || address.trim() === ""}
      >
        {props.label}
      </Button>
    </form>
  );
}
