/** Files as arguments: bytes of any kind, or the objects in which tests and flows write them down. */
import { InputError } from "../../json/problem.ts";
import { isObject } from "../../json/values.ts";
import type { Arguments } from "../api.ts";
import { bytesOfContent, isContent, NO_TYPE } from "./content.ts";

/** A file as an argument: its content as bytes or text; or `$content` in base64, the form in which flows hold bytes. */
export interface FileArgument {
  content?: Uint8Array | string;
  $content?: string;
  filename?: string;
  $filename?: string;
  contentType?: string;
  "$content-type"?: string;
}

/** Bytes with what is known of them. */
export interface FileBytes {
  bytes: Uint8Array;
  type: string;
  name: string | undefined;
}

/** A file that was read from a Blob: {@link readFiles} leaves it in place of it. */
class ReadFile implements FileBytes {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string | undefined;

  constructor(bytes: Uint8Array, type: string, name: string | undefined) {
    this.bytes = bytes;
    this.type = type;
    this.name = name;
  }
}

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(;[^\r\n]*)?$/;

/**
 * A value as bytes: Buffer, typed array, ArrayBuffer or what {@link readFiles} has read; undefined for anything else.
 * A text is none: whether it is meant as a file depends on the place it is given for.
 */
export function fileOf(value: unknown): FileBytes | undefined {
  if (value instanceof ReadFile) return value;
  if (value instanceof ArrayBuffer) return { bytes: new Uint8Array(value), type: NO_TYPE, name: undefined };
  if (ArrayBuffer.isView(value))
    return {
      bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
      type: NO_TYPE,
      name: undefined,
    };
  return undefined;
}

/**
 * The file that an argument stands for where a file is wanted: bytes, a text, `{ content, filename, contentType }`, or
 * `{ "$content", "$content-type" }`.
 * @throws {InputError} `argument-type` for anything else: an upload of nothing would look like a success
 */
export function fileArgument(name: string, value: unknown): FileBytes {
  if (typeof value === "string")
    return { bytes: Buffer.from(value, "utf8"), type: "text/plain", name: undefined };
  const bytes = fileOf(value);
  if (bytes) return bytes;
  const file = isObject(value) ? (value as FileArgument) : {};
  const type = file.contentType ?? file["$content-type"] ?? NO_TYPE;
  const about = {
    type: MEDIA_TYPE.test(type) ? type : NO_TYPE,
    name: file.filename ?? file.$filename,
  };
  if (isContent(value)) return { ...about, bytes: bytesOfContent(value).bytes };
  const content =
    typeof file.content === "string" ? Buffer.from(file.content, "utf8") : fileOf(file.content)?.bytes;
  if (content) return { ...about, bytes: content };
  throw new InputError(
    "argument-type",
    `The input "${name}" is a file; ${described(value)} is not.`,
    "Give its text, its bytes (Buffer, Uint8Array, ArrayBuffer, Blob, File), { content, filename, contentType }, or { $content, $content-type } as flows hold them.",
  );
}

function described(value: unknown): string {
  if (isObject(value)) return `an object with ${Object.keys(value).join(", ") || "nothing"}`;
  return value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

/** Reads the Blobs and Files among arguments, at any depth; arguments without one are handed back as they are. */
export async function readFiles(values: Arguments): Promise<Arguments> {
  return holdsBlob(values, new Set()) ? ((await readValue(values)) as Arguments) : values;
}

function holdsBlob(value: unknown, above: Set<unknown>): boolean {
  if (value instanceof Blob) return true;
  if (typeof value !== "object" || value === null || above.has(value) || fileOf(value)) return false;
  above.add(value);
  const found = Object.values(value).some((member) => holdsBlob(member, above));
  above.delete(value);
  return found;
}

async function readValue(value: unknown): Promise<unknown> {
  if (value instanceof Blob) {
    const bytes = new Uint8Array(await value.arrayBuffer());
    return new ReadFile(bytes, value.type || NO_TYPE, value instanceof File ? value.name : undefined);
  }
  if (typeof value !== "object" || value === null || fileOf(value)) return value;
  if (Array.isArray(value)) return await Promise.all(value.map(readValue));
  const entries = Object.entries(value).map(async ([key, member]) => [key, await readValue(member)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
