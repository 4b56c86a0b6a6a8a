import { Button, Switch } from "@fluentui/react-components";
import { DismissIcon } from "../../../icons.ts";
import type { DeskPage, DeskView } from "../../../model.ts";
import { Section } from "../../../shell/section.tsx";
import { TroubleBar } from "../../../shell/trouble-bar.tsx";
import { texts } from "../../../texts.ts";
import { AddPageForm, PageForm } from "./page-form.tsx";
import { ServiceList } from "./service-list.tsx";
import { AddPerson, StaffList } from "./staff-list.tsx";
import { useChange } from "./use-change.ts";

/** What administrators change: the page, its staff and services, other pages, users and their licences. */
export function Manage({ desk, page }: { desk: DeskView; page: DeskPage | undefined }) {
  const words = texts.deskManage;
  return (
    <Section title={words.title} open={page === undefined}>
      <p className="hint">{words.about}</p>
      {page && (
        <>
          <Section title={words.thisPage(page.name)} open={false}>
            {/* What was saved, or undone, is what the form then shows. */}
            <PageForm
              key={JSON.stringify([page.smtp, page.name, page.timeZone, page.openingHours, page.locations])}
              page={page}
            />
          </Section>
          <Section title={words.staff(page.staff.length)} open={false}>
            <StaffList page={page} />
          </Section>
          <Section title={words.services(page.services.length)} open={false}>
            <ServiceList key={page.smtp} page={page} />
          </Section>
        </>
      )}
      <Section title={words.addPage} open={page === undefined}>
        <AddPageForm />
      </Section>
      <Section title={words.users(desk.users.length)} open={false}>
        <Users desk={desk} />
      </Section>
    </Section>
  );
}

function Users({ desk }: { desk: DeskView }) {
  const deed = useChange();
  const words = texts.deskManage;
  return (
    <>
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <ul className="plain-list">
        {desk.users.map(({ upn, name, tenant, tenantAdministrator, licensed }) => (
          <li key={upn} className="desk-person">
            <div className="row">
              <span className="grow">
                {name}
                <span className="hint">
                  {upn} · {tenant}
                  {tenantAdministrator ? ` · ${words.tenantAdministrator}` : ""}
                </span>
              </span>
              <Switch
                label={words.licence}
                aria-label={words.licenceOf(name)}
                checked={licensed}
                disabled={deed.busy}
                onChange={(_, { checked }) =>
                  void deed.change(
                    "user",
                    { user: upn, licensed: checked },
                    checked ? words.licenceGiven(name) : words.licenceTaken(name),
                  )
                }
              />
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissIcon />}
                aria-label={words.removeUser(name)}
                title={words.removeUser(name)}
                disabled={deed.busy}
                onClick={() => void deed.change("removeUser", { user: upn }, words.userRemoved(name))}
              />
            </div>
          </li>
        ))}
      </ul>
      <AddPerson
        label={words.addUser}
        onAdd={(change, address, name) =>
          change(
            "user",
            { user: address, ...(name === "" ? {} : { name }) },
            words.userAdded(name || address),
          )
        }
      />
    </>
  );
}
