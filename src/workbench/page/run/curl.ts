/** An exchange's request for a shell. Secrets have been taken out of it before: where they stood, `***` stands. */
import type { ExchangeRecord } from "../model.ts";

/** Headers that curl writes itself. */
const OWN = new Set(["host", "content-length", "connection", "accept-encoding"]);

export function curlOf({ request }: ExchangeRecord): string {
  const { method, url, headers, body } = request;
  // Brackets and braces in an address are a pattern to curl unless it is told otherwise.
  const literal = /[[\]{}]/.test(url) ? " -g" : "";
  const parts = [`curl${literal} -X ${quoted(method)} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers))
    if (!OWN.has(name.toLowerCase())) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined && body !== "") parts.push(`--data-raw ${quoted(body)}`);
  return parts.join(" \\\n  ");
}

/** In single quotes nothing is read by the shell; a quote within them ends them, is written, and begins them again. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
