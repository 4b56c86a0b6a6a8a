import { PlaceLinks } from "./place-links.tsx";

/** The place that a message begins with, such as `apiProperties.json:12:5: …`, as links; nothing if it names none. */
export function NamedPlace({ message }: { message: string }) {
  const [, file, line, column] = /^([^:]{1,300}):(\d{1,9}):(\d{1,9}): /.exec(message) ?? [];
  if (file === undefined) return null;
  const place = { file, line: Number(line), column: Number(column) };
  return <PlaceLinks place={place} label={`${file}:${line}:${column}`} />;
}
