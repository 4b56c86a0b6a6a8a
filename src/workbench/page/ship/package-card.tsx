import { Button } from "@fluentui/react-components";
import { DownloadIcon } from "../icons.ts";
import type { ShipAnswer, ShipFormat, ShipSource } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { Section } from "../shell/section.tsx";
import { fileSize } from "../texts/counts.ts";
import { texts } from "../texts.ts";
import { NoticeList } from "./notice-list.tsx";

/** One package: what is lost in it, how it is imported, what it holds. */
export function PackageCard(props: { format: ShipFormat; answer: ShipAnswer; ship: ShipSource }) {
  const { format, answer, ship } = props;
  const words = texts.ship;
  const bytes = format.files.reduce((sum, file) => sum + file.bytes, 0);
  const lost = format.notices.filter(({ severity }) => severity !== "note");
  const chosen = format.notices.filter(({ severity }) => severity === "note");
  const [next] = format.next;
  const [command = ""] = (next ?? "").replaceAll("{out}", answer.folder).split(/\s+# /);
  const isCommand = / --|&& |^\w+ \w+ /.test(command) && !/^[A-Z]/.test(command);
  return (
    <article className="ship-card" aria-label={format.title}>
      <div className="ship-card-head">
        <h4 className="ship-card-title">{format.title}</h4>
        <span className="muted">{words.files(format.files.length, bytes)}</span>
        <Button
          as="a"
          size="small"
          icon={<DownloadIcon />}
          href={ship.packageHref(answer.id, format.id)}
          download
          aria-label={words.downloadNamed(format.title)}
        >
          {words.download}
        </Button>
      </div>
      {lost.length === 0 ? (
        <p className="ship-fine">{words.nothingLost}</p>
      ) : (
        <>
          <h5 className="ship-subtitle">{words.drops}</h5>
          <NoticeList notices={lost} />
        </>
      )}
      {next !== undefined &&
        (isCommand ? (
          <CodeBlock text={command} label={`${words.next}: ${format.title}`} heading={words.next} />
        ) : (
          <p className="ship-next">
            <span className="strong">{words.click}:</span> {command}
          </p>
        ))}
      <Section title={words.contents(format.title)} open={false}>
        {chosen.length > 0 && (
          <>
            <h5 className="ship-subtitle">{words.chosen}</h5>
            <NoticeList notices={chosen} />
          </>
        )}
        {format.noPlaceFor.length > 0 && (
          <p className="hint">{words.noPlaceFor(format.noPlaceFor.join(", "))}</p>
        )}
        {format.report.map((line) => (
          <p className="hint" key={line}>
            {line}
          </p>
        ))}
        <ul className="plain-list ship-files">
          {format.files.map((file) => (
            <li key={file.path}>
              <code className="break">{file.path}</code> <span className="muted">{fileSize(file.bytes)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </article>
  );
}
