/** The planted connector as a folder, and a service that echoes what it is sent. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { temporaryFolder, writeFiles } from "./connector-copy.ts";
import { CONNECTION_SECRET, plantedFiles, SECRETS } from "./planted.ts";

/** A folder with a secret in each place where one can stand. */
export function planted(): string {
  const folder = temporaryFolder();
  writeFiles(folder, plantedFiles());
  return folder;
}

/** Every form in which a service may echo what it was sent. */
export const ECHO = [
  CONNECTION_SECRET,
  [...CONNECTION_SECRET].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  CONNECTION_SECRET.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  [...CONNECTION_SECRET].map((c) => `&#${c.charCodeAt(0)};`).join(""),
  encodeURIComponent(CONNECTION_SECRET),
  ...["", "a", "ab"].map((before) => Buffer.from(`${before}${CONNECTION_SECRET}`).toString("base64")),
  Buffer.from(`user:${CONNECTION_SECRET}`).toString("base64url"),
];

/** A service that answers with the connection's secret in each of those forms; its address. */
export async function echoing(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.setHeader("x-echo", encodeURIComponent(CONNECTION_SECRET));
    // The second member is written with escapes, as some services do.
    response.end(
      `{"echo":${JSON.stringify(ECHO)},"escaped":"${ECHO[1]}","message":"Bearer ${SECRETS.intro}"}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A piece of each form, long enough to know it by. */
export const PIECES = ECHO.map((form) => form.slice(4, -6));
