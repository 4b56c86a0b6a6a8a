/** What the server says when it listens: where it is, and one call for each operation, ready to be pasted into a shell. */

import { isNotificationUrl } from "../../definition/extensions.ts";
import type { Operation } from "../../definition/model.ts";
import { propertiesOf } from "../../definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { printable } from "../../machine/terminal/printable.ts";
import type { BookingsService } from "../service.ts";

/** A call as lines of a shell. */
export interface SampleCall {
  title: string;
  command: string;
}

/** The calls as a text: what the server also answers to whoever opens its address. */
export function banner(service: BookingsService, url: string): string {
  return [
    `Mocked Bookings service: ${url}`,
    `Control API: ${url}/control (described by ${url}/openapi.json)`,
    "",
    ...sampleCalls(service, url).flatMap(({ title, command }) => [`# ${title}`, command]),
    "",
  ].join("\n");
}

/**
 * A text as one word of a shell, whatever a definition or a world file has put into it. What a terminal would obey instead of
 * showing it is written as an escape, which the shell reads.
 */
function quote(text: string): string {
  if (printable(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${printable(text.replaceAll("\\", "\\\\").replaceAll("'", "\\'"))}'`;
}

/** One call for a token, one for each operation of the definition, one that makes something happen, one that shows it. */
export function sampleCalls(service: BookingsService, url: string): SampleCall[] {
  const page = service.world.page();
  const admin = [...page.staff.values()].find((member) => member.role === "administrator")?.email ?? "";
  const inbox = `${url}/inbox/my-flow`;
  const json = `-H 'content-type: application/json'`;
  return [
    {
      title: "A token for an administrator of the page, good for an hour",
      command: `TOKEN=$(curl -s ${url}/control/tokens ${json} -H 'accept: text/plain' -d ${quote(JSON.stringify({ user: admin }))})`,
    },
    ...service.context.definition.model.operations.map((operation) => ({
      // A line break in a summary would end the comment and start a command.
      title: printable(`${operation.id}: ${ownString(operation.value, "summary") ?? ""}`),
      command: commandOf(operation, service.context.definition.model.root, url, page.smtp, inbox),
    })),
    {
      title: "Somebody books an appointment",
      command: `curl -s ${url}/control/appointments ${json} -d '{}'`,
    },
    { title: "What the subscriber has received", command: `curl -s ${inbox}` },
  ];
}

function commandOf(operation: Operation, root: JsonObject, url: string, smtp: string, inbox: string): string {
  const address = (url + operation.path)
    .replace("{SMTPAddress}", () => encodeURIComponent(smtp))
    .split("{WebhookId}")
    .map((part) => (part === "" ? "" : quote(part)))
    .join('"$WEBHOOK_ID"');
  const headers = operation.parameters
    .filter((parameter) => parameter.in === "header")
    .map(
      (parameter) => ` -H ${quote(`${parameter.name}: ${String(own(parameter.value, "default") ?? "")}`)}`,
    );
  const schema = ownObject(
    operation.parameters.find((parameter) => parameter.in === "body")?.value,
    "schema",
  );
  const method = operation.method === "get" || schema ? "" : ` -X ${operation.method.toUpperCase()}`;
  const call = `curl -s${/[[\]{}]/.test(address) ? " -g" : ""}${method} ${address} -H "authorization: Bearer $TOKEN"${headers.join("")}`;
  if (!schema) return call;
  const body = JSON.stringify(example(root, schema, inbox));
  // The answer is {"webhookId":"…"}; its fourth part between quotes is what ending the subscription needs. A refusal is shown whole.
  return `ANSWER=$(${call} -H 'content-type: application/json' -d ${quote(body)}); WEBHOOK_ID=$(echo "$ANSWER" | cut -d'"' -f4); echo "$ANSWER"`;
}

/** A body made from the schema's defaults, with the inbox where the callback address belongs. */
function example(root: JsonObject, schema: JsonObject, inbox: string): JsonValue {
  if (isNotificationUrl(schema)) return inbox;
  const given = own(schema, "default");
  if (given !== undefined) return given;
  if (!isObject(own(schema, "properties"))) return "";
  return Object.fromEntries(
    propertiesOf(root, schema, "").map(({ name, value }) => [name, example(root, value, inbox)]),
  );
}
