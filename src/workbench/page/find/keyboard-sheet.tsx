import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { Fragment } from "react";
import { chooseSingleKeys, useSingleKeys } from "../state/single-keys.ts";
import { texts } from "../texts.ts";
import "./find.css";

/** All shortcuts, and whether those of a single key are used. */
export function KeyboardSheet({ onClose }: { onClose(): void }) {
  const single = useSingleKeys();
  const words = texts.find.keyboard;
  return (
    <DialogSurface className="keyboard-sheet">
      <DialogBody>
        <DialogTitle>{words.title}</DialogTitle>
        <DialogContent>
          <div className="keyboard-groups">
            {words.groups.map(({ name, keys }) => (
              <section key={name} aria-label={name}>
                <h3 className="side-title">{name}</h3>
                <dl className="keyboard-list">
                  {keys.map(([combination, meaning]) => (
                    <div key={meaning} className="keyboard-row">
                      <dt>
                        {combination.map((key, index) => (
                          <Fragment key={key}>
                            {index > 0 && (
                              <span className="muted">
                                {" "}
                                {combination[0] === "G" ? words.andThen : <span aria-hidden>+</span>}{" "}
                              </span>
                            )}
                            <kbd className="key">{key}</kbd>
                          </Fragment>
                        ))}
                      </dt>
                      <dd>{meaning}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <Checkbox
            checked={single}
            onChange={(_, data) => chooseSingleKeys(data.checked === true)}
            label={words.single}
          />
          <p className="hint">{words.singleHint}</p>
        </DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={() => onClose()}>
            {texts.shell.close}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}
