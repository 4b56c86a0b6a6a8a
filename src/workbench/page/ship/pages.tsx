import { Button } from "@fluentui/react-components";
import { DownloadIcon } from "../icons.ts";
import type { ShipSource } from "../model.ts";
import { texts } from "../texts.ts";

/** What others read of the connector: its reference page, and the offline preview. */
export function Pages({ ship }: { ship: ShipSource }) {
  const words = texts.ship;
  return (
    <section className="ship-pages" aria-label={words.pages}>
      <h3 className="side-title">{words.pages}</h3>
      <div className="ship-page-row">
        <div className="grow">
          <p className="strong ship-page-name">{words.reference}</p>
          <p className="muted ship-page-name">{words.referenceText}</p>
        </div>
        <Button
          as="a"
          size="small"
          href={ship.referenceHref("view")}
          target="_blank"
          rel="noreferrer"
          aria-label={words.viewNamed}
        >
          {words.view}
        </Button>
        <Button as="a" size="small" icon={<DownloadIcon />} href={ship.referenceHref("html")} download>
          {words.html}
        </Button>
        <Button as="a" size="small" icon={<DownloadIcon />} href={ship.referenceHref("markdown")} download>
          {words.markdown}
        </Button>
      </div>
      <div className="ship-page-row">
        <div className="grow">
          <p className="strong ship-page-name">{words.preview}</p>
          <p className="muted ship-page-name">{words.previewText}</p>
        </div>
        <Button as="a" size="small" icon={<DownloadIcon />} href={ship.previewHref()} download>
          {words.previewDownload}
        </Button>
      </div>
    </section>
  );
}
