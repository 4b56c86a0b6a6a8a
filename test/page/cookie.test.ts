/** A browser sends the cookies of this machine to all its ports: another server of it gets nothing that it could use. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("another server on this machine is sent no cookie of the workbench", async () => {
  const heard: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    heard.push(request.headers.cookie);
    response.writeHead(200, { "content-type": "text/html" }).end("<p>Hello</p>");
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles());
  const { page, running } = await visit({ folder });
  expect(new URL(page.url()).pathname).toMatch(/^\/w-[0-9a-f]{32}\/$/);
  expect(await page.context().cookies(page.url())).toHaveLength(1);
  // Opened again, the page is still let in.
  await page.reload();
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  const port = (other.address() as AddressInfo).port;
  for (const host of ["127.0.0.1", "localhost"])
    for (const path of ["", "api/state"]) await page.goto(`http://${host}:${port}/${path}`);
  expect(heard.length).toBeGreaterThanOrEqual(2);
  expect(new Set(heard)).toEqual(new Set([undefined]));
  expect((await fetch(`${running.url}/api/state`)).status).toBe(401);
});
