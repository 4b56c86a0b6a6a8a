/** What the page says in plain words, where it said nothing, the wrong thing, or a machine's words. */
import { expect, it } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";
import { folderOf, parcels } from "../workbench/support.ts";
import { openView, pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("A body and outputs that another operation describes show their fields, and nothing says there are none", async () => {
  const definition = parcels();
  const send = definition.paths["/parcels"]?.["post"] as { responses: unknown };
  send.responses = {
    200: {
      description: "Sent.",
      schema: {
        type: "object",
        "x-ms-dynamic-schema": { operationId: "GetFields", "value-path": "schema" },
      },
    },
  };
  const { page, complaints } = await visit({ folder: folderOf(definition) });
  await pickOperation(page, "Send a parcel");
  const fields = page.getByRole("group", { name: "Fields described by GetFields" });
  await fields.getByRole("textbox").first().waitFor();
  await page.getByRole("tab", { name: "Outputs" }).click();
  const outputs = page.getByRole("region", { name: "Dynamic outputs" });
  await outputs.getByRole("listitem").first().waitFor();
  expect(await page.getByText("No outputs", { exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

it("The recurrence that a maker chooses decides when the stand-in service is polled next", async () => {
  const { page, running } = await visit({ folder: folderOf(parcels()) });
  const { workbench } = running;
  const flow = await workbench.session.flows.create({
    operationId: "NewParcels",
    values: {},
    recurrenceSeconds: 300,
    on: true,
  });
  const { nextAt, now } = workbench.state().clock;
  const seconds = (Date.parse(nextAt ?? "") - Date.parse(now)) / 1_000;
  expect(seconds).toBeGreaterThan(60);
  expect(seconds).toBeLessThanOrEqual(300);
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name }).click();
  await page.getByText("The flow is polling; the next poll is at", { exact: false }).first().waitFor();
});

it("Where an operation with a script is tried, the page says that the script is not run", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    ...exampleFiles(),
    "script.csx":
      "public class Script : ScriptBase { public override Task<HttpResponseMessage> ExecuteAsync() => null; }\n",
  });
  const { page } = await visit({ folder });
  await pickOperation(page, "Get a parcel");
  await page.getByText("script.csx answers in place of the service, and it is not run.").first().waitFor();
});

it("Counts agree with their nouns, a call is a call everywhere, and types of sign-in are words", async () => {
  const folder = temporaryFolder();
  const files = exampleFiles();
  const text = String(files["apiDefinition.swagger.json"]).replace('"basePath": "/"', '"basePath": "v1"');
  writeFiles(folder, { ...files, "apiDefinition.swagger.json": text });
  const { page } = await visit({ folder });
  await openView(page, "Findings");
  await page.getByRole("button", { name: /\b1 error$/ }).waitFor();
  expect(await page.getByText(/\b1 (errors|warnings|findings|places|infos)\b/).count()).toBe(0);

  const bookings = await visit({ folder: ROOT });
  await bookings.page.getByText("sign-in (OAuth 2.0)", { exact: false }).first().waitFor();
  expect(await bookings.page.getByText("oauthsetting").count()).toBe(0);
  await bookings.running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  await openView(bookings.page, "Run");
  await bookings.page.getByRole("tab", { name: "HTTP calls" }).click();
  await bookings.page
    .getByRole("listbox", { name: /^HTTP calls/ })
    .getByRole("option")
    .first()
    .click();
  await bookings.page
    .getByText(/^Call #\d+/)
    .first()
    .waitFor();
  expect(await bookings.page.getByText(/^Exchange\b/).count()).toBe(0);
});
