/** Form bodies: url-encoded, or multipart where a file is among the fields. */

import type { ConnectorModel, Operation, Parameter } from "../../definition/model.ts";
import { ownArray, ownString } from "../../json/values.ts";
import { fileArgument } from "./files.ts";
import { textsOf } from "./serialise.ts";

/** The media types that an operation takes. */
export function consumesOf(model: ConnectorModel, operation: Operation): string[] {
  const own = ownArray(operation.value, "consumes");
  const list = own && own.length > 0 ? own : (ownArray(model.root, "consumes") ?? []);
  return list.filter((type): type is string => typeof type === "string");
}

/** Builds the body and its content type. @param boundary text that occurs in no field */
export function formBody(
  model: ConnectorModel,
  operation: Operation,
  fields: readonly [Parameter, unknown][],
  boundary: string,
): { bytes: Uint8Array; contentType: string } {
  const multipart =
    operation.parameters.some((parameter) => ownString(parameter.value, "type") === "file") ||
    consumesOf(model, operation).some((type) => type.toLowerCase().startsWith("multipart/"));
  if (!multipart) {
    const form = new URLSearchParams();
    for (const [parameter, value] of fields)
      for (const text of textsOf(parameter, value)) form.append(parameter.name, text);
    return {
      bytes: new TextEncoder().encode(form.toString()),
      contentType: "application/x-www-form-urlencoded",
    };
  }
  const chunks: Uint8Array[] = [];
  const text = (line: string) => chunks.push(new TextEncoder().encode(line));
  for (const [parameter, value] of fields) {
    if (ownString(parameter.value, "type") === "file") {
      const file = fileArgument(parameter.name, value);
      text(
        `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(parameter.name)}"; filename="${quoted(file.name ?? parameter.name)}"\r\nContent-Type: ${file.type}\r\n\r\n`,
      );
      chunks.push(file.bytes);
      text("\r\n");
      continue;
    }
    for (const item of textsOf(parameter, value))
      text(
        `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(parameter.name)}"\r\n\r\n${item}\r\n`,
      );
  }
  text(`--${boundary}--\r\n`);
  return { bytes: Buffer.concat(chunks), contentType: `multipart/form-data; boundary=${boundary}` };
}

/** Quotes and line breaks are percent-encoded, as browsers do (HTML standard, multipart/form-data encoding). */
function quoted(name: string): string {
  return name.replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/"/g, "%22");
}
