/** Hides the credentials in lines of a connector's own files, where marks point at columns: dots, one for each character. */
import { findCredentials, isEnvironmentVariable, secretReason, withoutScheme } from "./credentials.ts";

const SECRET_MEMBER =
  /("(?:client_?secret|defaultValue|x-ms-apimTemplateParameter\.value)"\s*:\s*")((?:[^"\\]|\\.){1,2000})"?/gi;

/**
 * One line of a file as it may be shown: secrets as dots, everything else, placeholders included, as it stands. The
 * length stays, so that marks under the line stay in place.
 */
export function maskSecrets(line: string): string {
  if (line.length < 12) return line;
  // A minified file is one line, shown once for every finding in it.
  if (lastMasked?.line !== line) lastMasked = { line, shown: mask(line) };
  return lastMasked.shown;
}

let lastMasked: { line: string; shown: string } | undefined;

function mask(line: string): string {
  let shown = line;
  if (/secret|defaultValue|\.value"/i.test(line)) {
    shown = shown.replace(SECRET_MEMBER, (whole, before: string, value: string) => {
      const bare = withoutScheme(value);
      if (isEnvironmentVariable(value) || value.includes("@") || secretReason(bare) === undefined)
        return whole;
      return before + "•".repeat(value.length) + whole.slice(before.length + value.length);
    });
  }
  return maskCredentials(shown);
}

/** A text with the credentials of known issuers as dots; the length stays. */
export function maskCredentials(text: string): string {
  let shown = text;
  for (const { start, end } of findCredentials(text))
    shown = shown.slice(0, start) + "•".repeat(end - start) + shown.slice(end);
  return shown;
}
