/**
 * What a body becomes that is not JSON: the object in which the workflow engine holds bytes.
 * Sourced (Logic Apps, content types): `{ "$content-type", "$content" }` with the bytes in base64.
 */
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { formFields, multipartParts } from "./multipart.ts";

/** What is taken for a content type where none was given (observed of Logic Apps; the documentation only says that nothing is parsed). */
export const NO_TYPE = "application/octet-stream";

/** Forms within forms: each holds the bytes of all those in it once more. Deeper ones stay bytes. Chosen. */
const MAX_MULTIPART = 4;

/**
 * Bytes as a flow holds them. A form also has its fields under `$formdata`, a multipart body its parts under `$multipart`
 * (sourced: what `formDataValue` and `multipartBody` read).
 */
export function contentOf(bytes: Uint8Array, contentType: string, level = 0): JsonObject {
  const content: JsonObject = {
    "$content-type": contentType,
    $content: Buffer.from(bytes).toString("base64"),
  };
  const type = mediaType(contentType);
  if (type === "application/x-www-form-urlencoded")
    content["$formdata"] = formFields(decodeText(bytes, contentType));
  if (type.startsWith("multipart/") && level < MAX_MULTIPART) {
    const parts = multipartParts(
      bytes,
      contentType,
      (part, partType) => contentOf(part, partType, level + 1),
      decodeText,
    );
    if (parts) content["$multipart"] = parts;
  }
  return content;
}

/** Whether a value is bytes in the engine's form. */
export function isContent(value: unknown): value is JsonObject {
  return isObject(value) && typeof own(value, "$content") === "string";
}

/** The bytes and the content type of such a value. */
export function bytesOfContent(value: JsonObject): { bytes: Uint8Array; type: string } {
  return {
    bytes: Buffer.from(ownString(value, "$content") ?? "", "base64"),
    type: ownString(value, "$content-type") ?? NO_TYPE,
  };
}

/** A content type without its parameters, lower case. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Made once: making one costs more than reading a short body. */
const UTF_8 = new TextDecoder();

/** Text in the charset that the content type names; UTF-8 where it names none, or one that nobody knows. */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? "")?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return UTF_8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return UTF_8.decode(bytes);
  }
}

/** The text of a value that may be bytes in the engine's form, as `string()` gives it. */
export function textOfContent(value: JsonValue | undefined): string | undefined {
  if (!isContent(value)) return undefined;
  const { bytes, type } = bytesOfContent(value);
  return decodeText(bytes, type);
}
