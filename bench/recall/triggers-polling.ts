import type { JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

const ANSWER = "/responses/200/schema";

function inPolling(
  rule: string,
  what: string,
  below: string,
  value: JsonValue | undefined,
  ...more: string[]
): Fault {
  return fault(rule, what, (bed) => {
    const at = bed.newPolling();
    if (value === undefined) bed.d.drop(at + below);
    else bed.d.set(at + below, value);
    return [at + below, ...more.map((each) => at + each)];
  });
}

/** A polling trigger that the host had before. */
function existing(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string) => string | string[],
): Fault {
  return fault(rule, `${what} (existing)`, (bed) => {
    const found = bed.operation((operation) => operation.trigger === "batch" && operation.method === "get");
    return found && change(bed, found.pointer);
  });
}

export default [
  inPolling(
    "polling-trigger-metadata",
    "another kind",
    "/x-ms-trigger-metadata",
    { kind: "webhook", mode: "polling" },
    "/x-ms-trigger-metadata/kind",
  ),
  inPolling("polling-trigger-metadata", "a text", "/x-ms-trigger-metadata", "polling"),
  inPolling(
    "polling-trigger-metadata",
    "no mode",
    "/x-ms-trigger-metadata/mode",
    undefined,
    "/x-ms-trigger-metadata",
  ),
  existing("polling-trigger-metadata", "push", (bed, at) => {
    bed.d.set(`${at}/x-ms-trigger-metadata`, { kind: "query", mode: "push" });
    return [`${at}/x-ms-trigger-metadata/mode`, `${at}/x-ms-trigger-metadata`];
  }),
  fault("polling-get", "by POST", (bed) => {
    const at = bed.newPolling();
    return bed.d.rename(at, "post");
  }),
  existing("polling-get", "by PUT", (bed, at) => bed.d.rename(at, "put")),
  fault("polling-implementation", "nothing says how", (bed) => {
    bed.files.delete("script.csx");
    bed.p.drop("/properties/scriptOperations");
    bed.p.set("/properties/policyTemplateInstances", []);
    const at = bed.newPolling();
    bed.d.drop(`${at}/responses/202`);
    bed.d.drop(`${at}/x-ms-trigger-metadata`);
    return [at, ANYWHERE];
  }),
  inPolling(
    "polling-batch-array",
    "one object",
    ANSWER,
    { type: "object", properties: { id: text("Id", "Number.") } },
    "/responses/200",
    "",
  ),
  inPolling("polling-batch-array", "a text", ANSWER, { type: "string" }, "/responses/200", ""),
  fault("polling-batch-array", "an object by reference", (bed) => {
    const at = bed.newPolling();
    bed.d.set("/definitions/RecallRow", {
      type: "object",
      properties: { id: text("Id", "Number."), mark: text("Mark", "Mark.") },
    });
    bed.d.set(at + ANSWER, { $ref: "#/definitions/RecallRow" });
    return ANYWHERE;
  }),
  inPolling(
    "polling-single-object",
    "single with a list",
    "/x-ms-trigger",
    "single",
    ANSWER,
    "",
    "/responses/200",
  ),
  inPolling("trigger-response-schema", "no schema", ANSWER, undefined, "", "/responses/200", "/responses"),
  fault("trigger-value-extension", "a text", (bed) => {
    const at = bare(bed.d.append(`${bed.newPolling()}/parameters`, parameter()));
    return bed.d.set(`${at}/x-ms-trigger-value`, "id");
  }),
  fault("trigger-value-extension", "a key nobody knows", (bed) => {
    const at = bare(bed.d.append(`${bed.newPolling()}/parameters`, parameter()));
    const value = bare(
      bed.d.set(`${at}/x-ms-trigger-value`, {
        "value-collection": "rows",
        "value-path": "id",
        "value-title": "name",
      }),
    );
    return [value, `${value}/value-title`];
  }),
  fault("trigger-value-extension", "no path", (bed) => {
    const at = bare(bed.d.append(`${bed.newPolling()}/parameters`, parameter()));
    return bed.d.set(`${at}/x-ms-trigger-value`, { "value-collection": "rows" });
  }),
];
