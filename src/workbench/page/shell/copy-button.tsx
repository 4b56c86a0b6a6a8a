import { Button } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { CheckIcon, CopyIcon } from "../icons.ts";
import { announce } from "../state/announcer.ts";
import { texts } from "../texts.ts";

/** Copies a text; says so for a moment. */
export function CopyButton({
  text,
  label = texts.shell.copy,
}: {
  text: string | (() => string);
  label?: string;
}) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    await copyText(typeof text === "string" ? text : text());
    setDone(true);
    announce(texts.shell.copied);
  };
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={done ? <CheckIcon /> : <CopyIcon />}
      onClick={() => void copy()}
    >
      {done ? texts.shell.copied : label}
    </Button>
  );
}

/** A page that was opened from a file has no clipboard interface in some browsers; the old way works there. */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
