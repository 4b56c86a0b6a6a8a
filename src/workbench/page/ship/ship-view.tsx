import { Button, Checkbox, Field, Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useId, useState } from "react";
import { BoxIcon, CheckIcon, DownloadIcon } from "../icons.ts";
import type { ShipAnswer } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { routeHref } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { NoticeList } from "./notice-list.tsx";
import { PackageCard } from "./package-card.tsx";
import { Pages } from "./pages.tsx";
import "./ship.css";

/** What was built last stays while the page is open, as its downloads do on the server. */
let last: ShipAnswer | undefined;

/** From the connector to its packages: validate, build, see what is lost, download, and the command that comes next. */
export function ShipView() {
  const { source, state } = useData();
  const [answer, setAnswer] = useState(last);
  const [clientId, setClientId] = useState("");
  const [version, setVersion] = useState("");
  const [host, setHost] = useState("");
  const [managed, setManaged] = useState(false);
  const id = useId();
  const words = texts.ship;
  const ship = source.ship!;
  const build = useAction(async () => {
    last = await ship.build({
      ...(clientId.trim() === "" ? {} : { clientId: clientId.trim() }),
      ...(version.trim() === "" ? {} : { version: version.trim() }),
      ...(host.trim() === "" ? {} : { host: host.trim() }),
      ...(managed ? { managed } : {}),
    });
    setAnswer(last);
    announce(last.ok ? words.built(last.formats.length) : words.stopped);
  });
  return (
    <div className="ship">
      <div className="ship-page">
        <h2 className="view-title">{words.title}</h2>
        <p className="view-intro">{words.intro}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void build.run();
          }}
        >
          <Section title={words.options} open={false}>
            <div className="ship-options">
              <Field label={words.clientId} hint={words.clientIdHint}>
                <Input value={clientId} onChange={(_, data) => setClientId(data.value)} />
              </Field>
              <Field label={words.version} hint={words.versionHint}>
                <Input value={version} onChange={(_, data) => setVersion(data.value)} />
              </Field>
              <Field label={words.host} hint={words.hostHint}>
                <Input value={host} onChange={(_, data) => setHost(data.value)} />
              </Field>
              <Checkbox
                checked={managed}
                label={words.managed}
                onChange={(_, data) => setManaged(data.checked === true)}
              />
            </div>
          </Section>
          <div className="row wrap ship-build">
            <Button type="submit" appearance="primary" icon={<BoxIcon />} disabled={build.busy}>
              {words.build}
            </Button>
          </div>
        </form>
        <TroubleBar trouble={build.trouble} onDismiss={build.dismiss} />
        {build.busy && <Waiting label={words.building} />}
        {!build.busy && answer && (
          <section aria-labelledby={id}>
            <h3 className="visually-hidden" id={id}>
              {answer.title}
            </h3>
            {answer.revision !== state.connector.revision && (
              <MessageBar intent="warning" className="ship-bar">
                <MessageBarBody>{words.stale}</MessageBarBody>
              </MessageBar>
            )}
            {answer.ok ? <Built answer={answer} /> : <Stopped answer={answer} />}
          </section>
        )}
        <Pages ship={ship} />
        {answer && (
          <>
            <p className="hint">{words.commandLabel}</p>
            <CodeBlock text={answer.command} label={words.commandLabel} />
          </>
        )}
      </div>
    </div>
  );
}

function Stopped({ answer }: { answer: ShipAnswer }) {
  const words = texts.ship;
  const errors = answer.notices.filter(({ severity }) => severity === "error");
  const inFormats = answer.formats.flatMap(({ notices }) =>
    notices.filter(({ severity }) => severity === "error"),
  );
  const count = answer.findings.length + errors.length + inFormats.length;
  return (
    <div className="ship-stopped">
      <h4 className="side-title">{words.stopped}</h4>
      <p className="prose">{words.stoppedText(count)}</p>
      <ul className="plain-list">
        {answer.findings.map(({ rule, message, file, line }) => (
          <li key={`${rule} ${file} ${line} ${message}`} className="ship-finding">
            <span>{message}</span>{" "}
            <code className="muted">
              {file}:{line}
            </code>
          </li>
        ))}
      </ul>
      <NoticeList notices={[...errors, ...inFormats]} />
      {answer.findings.length > 0 && (
        <a className="button-link" href={routeHref("findings")}>
          {words.openFindings}
        </a>
      )}
    </div>
  );
}

function Built({ answer }: { answer: ShipAnswer }) {
  const { source } = useData();
  const ship = source.ship!;
  const words = texts.ship;
  const [written, setWritten] = useState<string>();
  const write = useAction(async () => {
    const { files, folder } = await ship.write(answer.id);
    setWritten(words.written(files, folder));
    announce(words.written(files, folder));
  });
  return (
    <>
      <p className="row ship-ready">
        <CheckIcon aria-hidden />
        <span>{words.ready(answer.formats.length)}</span>
      </p>
      <div className="row wrap ship-build">
        <Button as="a" icon={<DownloadIcon />} href={ship.packageHref(answer.id)} download>
          {words.all}
        </Button>
        <Button disabled={write.busy} onClick={() => void write.run()}>
          {words.write(answer.folder)}
        </Button>
        {written && <span className="muted">{written}</span>}
      </div>
      <TroubleBar trouble={write.trouble} onDismiss={write.dismiss} />
      {answer.notices.length > 0 && (
        <Section title={words.noticesTitle} open={false}>
          <NoticeList notices={answer.notices} />
        </Section>
      )}
      <p className="hint">{words.nextHint(answer.folder)}</p>
      <ul className="plain-list ship-formats">
        {answer.formats.map((format) => (
          <li key={format.id}>
            <PackageCard format={format} answer={answer} ship={ship} />
          </li>
        ))}
      </ul>
    </>
  );
}
