import { Button, Field, Input, Select } from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { CompareRequest } from "../model.ts";
import { useData, useQuery } from "../state/data.tsx";
import { clockTime, day } from "../state/format.ts";
import { texts } from "../texts.ts";

/** Stands for any other revision in the list. */
const OTHER = "other";

/** Chooses what to compare with: a commit, an earlier reading, any revision, or a package file. */
export function VersionForm({
  busy,
  onCompare,
}: {
  busy: boolean;
  onCompare(request: CompareRequest): void;
}) {
  const { versions, source } = useData();
  const known = useQuery("versions", versions.design, () => source.compare!.versions());
  const [version, setVersion] = useState<string>();
  const [other, setOther] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const words = texts.compare;
  const choices = known.data?.versions ?? [];
  const readings = choices.filter(({ kind }) => kind === "read");
  const commits = choices.filter(({ kind }) => kind === "commit");
  const chosen = version ?? choices[0]?.id ?? OTHER;
  const loading = !known.data && !known.error;
  // Without a repository there may be nothing to choose from but a package.
  const packageOnly = known.data !== undefined && !known.data.git && choices.length === 0;
  const submit = () => {
    if (chosen !== OTHER) onCompare({ version: chosen });
    else if (other.trim() !== "") onCompare({ version: `git:${other.trim()}` });
  };
  const take = async (picked: File | undefined) => {
    if (picked) onCompare({ name: picked.name, package: await base64(picked) });
  };
  return (
    <form
      className="compare-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {packageOnly && <p className="compare-only">{words.noGit}</p>}
      {!packageOnly && (
        <Field label={words.with} className="compare-choice">
          <Select value={chosen} disabled={loading} onChange={(_, data) => setVersion(data.value)}>
            {readings.length > 0 && (
              <optgroup label={words.readings}>
                {readings.map(({ id, at }) => (
                  <option key={id} value={id}>
                    {words.reading(clockTime(at))}
                  </option>
                ))}
              </optgroup>
            )}
            {commits.length > 0 && (
              <optgroup label={words.commits}>
                {commits.map(({ id, short, at, subject }) => (
                  <option key={id} value={id}>
                    {words.commit(short, day(at), subject)}
                  </option>
                ))}
              </optgroup>
            )}
            {loading && <option value={OTHER}>{texts.shell.loading}</option>}
            {!loading && known.data?.git !== false && <option value={OTHER}>{words.revision}</option>}
          </Select>
        </Field>
      )}
      {!packageOnly && !loading && chosen === OTHER && (
        <Field label={words.revision} hint={words.revisionHint} className="compare-choice">
          <Input value={other} onChange={(_, data) => setOther(data.value)} />
        </Field>
      )}
      {/* Until the versions are known, pressing it would compare with nothing. */}
      {!packageOnly && (
        <Button type="submit" appearance="primary" disabled={busy || loading}>
          {words.run}
        </Button>
      )}
      <Button
        disabled={busy}
        appearance={packageOnly ? "primary" : "secondary"}
        onClick={() => file.current?.click()}
      >
        {words.file}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".zip,.json"
        aria-label={words.file}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </form>
  );
}

/** The bytes of a file in base64. */
async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
