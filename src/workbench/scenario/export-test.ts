/** A scenario as a test of the harness: one file, with the service's answers in it. */
import type { JsonValue } from "../../json/values.ts";
import { own, ownObject, ownString } from "../../json/values.ts";
import { toHar } from "../../platform/exchanges/har.ts";
import type { FlowRequest, Scenario, ScenarioResult } from "../api.ts";
import { triggerOf } from "../run/flow-trigger.ts";

export interface TestOptions {
  /** Name of the definition's file, by which the test finds the connector. */
  definition: string;
  runner: "vitest" | "node";
  /** Values of the connection, in place of a real one's. */
  connection: Record<string, unknown>;
  product: string;
  retryProfile: string;
}

/** The text of the test. It finds the connector in its own folder or in one above, so that it can be kept where tests are kept. */
export function testOfScenario(scenario: Scenario, options: TestOptions): string {
  const { definition, runner, connection, product, retryProfile } = options;
  const calls = scenario.exchanges.filter(
    ({ phase, answeredBy }) => phase !== "notify" && answeredBy === "service",
  );
  const har = toHar(calls, { name: "connector workbench", version: "1" });
  const lines = scenario.steps.flatMap((step) => linesOf(step));
  return [
    `// "${oneLine(scenario.name)}", recorded in the connector workbench on ${oneLine(scenario.recordedAt)}.`,
    "// The service answers as it did then. Keep this file in the connector's folder or below it, such as in test.",
    'import assert from "node:assert/strict";',
    'import { existsSync } from "node:fs";',
    'import path from "node:path";',
    runner === "vitest" ? 'import { test } from "vitest";' : 'import { test } from "node:test";',
    'import { replayHar, testConnector } from "connector-workbench/testing";',
    "",
    "/** The nearest folder with the connector's definition: that of this file, or one above. */",
    "function connectorFolder() {",
    "  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {",
    `    if (existsSync(path.join(folder, ${literal(definition)}))) return folder;`,
    "    if (folder === path.dirname(folder))",
    `      throw new Error(${literal(`Keep this test in the folder of the connector, beside ${definition}, or in a folder below it.`)});`,
    "  }",
    "}",
    "",
    // The five seconds that vitest gives a test unasked are short for a slow machine.
    `test(${literal(scenario.name)}, { timeout: 60_000 }, async () => {`,
    "  const bench = await testConnector(connectorFolder(), {",
    "    backend: replayHar(service).backend,",
    `    connection: ${literal(connection as JsonValue, 4)},`,
    `    product: ${literal(product)},`,
    `    retryProfile: ${literal(retryProfile)},`,
    "  });",
    "  try {",
    ...lines.map((line) => (line === "" ? "" : `    ${line}`)),
    "  } finally {",
    "    await bench.close();",
    "  }",
    "});",
    "",
    "/** What the service answered, as a HAR document. */",
    `const service = ${literal(har as JsonValue)};`,
    "",
  ].join("\n");
}

function linesOf({ deed, params, body, withheld, result }: Scenario["steps"][number]): string[] {
  if (withheld) return [`// ${deed} held a secret, which is not kept: fill it in here.`];
  if (result.error !== undefined) return [`// ${deed} was refused: ${oneLine(result.error)}`];
  const flow = nameOf(params["id"]);
  switch (deed) {
    case "createFlow": {
      const made = nameOf(result.made);
      const { definition, actions, recurrenceSeconds, values } = (body ?? {}) as Record<string, JsonValue>;
      const given = JSON.parse(JSON.stringify({ definition, actions, recurrenceSeconds })) as JsonValue;
      const on = own(body, "on") === true;
      const trigger = triggerOf(body as unknown as FlowRequest);
      return [
        "",
        typeof trigger === "string"
          ? `const ${made} = bench.flow(${literal(trigger)}, ${literal(values ?? {}, 4)}, ${literal(given, 4)});`
          : `const ${made} = bench.flow(${literal(trigger as unknown as JsonValue, 4)}, ${literal(given, 4)});`,
        ...(on ? [`await ${made}.turnOn();`] : []),
      ];
    }
    case "turnOn":
      return [`await ${flow}.turnOn();`];
    case "turnOff":
    case "deleteFlow":
      return [`await ${flow}.turnOff();`];
    case "editFlow": {
      const values = ownObject(body, "values");
      return own(body, "definition") === undefined && values
        ? [`await ${flow}.edit(${literal(values, 4)});`]
        : ["// The steps of the flow were changed here: make another flow with them."];
    }
    case "fire":
      // What somebody starts by hand is not notified.
      if (result.notified.length === 0 && result.runs.length > 0)
        return [`await bench.run(${flow}, ${literal(own(body, "body") ?? {}, 4)});`, ...expectations(result)];
      return [...notifications(result), ...expectations(result)];
    case "invoke": {
      const values = ownObject(body, "values") ?? {};
      return [
        "{",
        `  const answer = await bench.invoke(${literal(ownString(body, "operationId") ?? "")}, ${literal(values, 6)});`,
        `  assert.equal(answer.status, ${result.status ?? 200});`,
        "}",
      ];
    }
    case "resubmit":
      return result.runs.flatMap(({ flow: of }) => [
        `${nameOf(of)}.resubmit(${nameOf(of)}.runs().at(-1)!);`,
        "await bench.platform.clock.settle();",
        ...expectations(result),
      ]);
    case "change": {
      const seconds = own(body, "advanceSeconds");
      if (typeof seconds === "number")
        return [
          `await bench.advance({ seconds: ${seconds} });`,
          ...notifications(result),
          ...expectations(result),
        ];
      return ["// A fault or a setting was switched: the answers below hold what came of it."];
    }
    default:
      return [
        `// ${deed.replace("desk-", "")}, at the booking desk: the service notified.`,
        ...notifications(result),
        ...expectations(result),
      ];
  }
}

/** What reached the flows, sent again. */
function notifications({ notified }: ScenarioResult): string[] {
  return notified.flatMap(({ flow, body }) => [`await bench.notify(${nameOf(flow)}, ${literal(body, 4)});`]);
}

function expectations({ runs }: ScenarioResult): string[] {
  const perFlow = new Map<string, ScenarioResult["runs"]>();
  for (const run of runs) perFlow.set(run.flow, [...(perFlow.get(run.flow) ?? []), run]);
  return [...perFlow].flatMap(([flow, own_]) => [
    "assert.deepEqual(",
    `  ${nameOf(flow)}.runs().slice(-${own_.length}).map((run) => [run.status, run.actions.map(({ name, status }) => [name, status])]),`,
    `  ${literal(own_.map(({ status, actions }) => [status, actions]) as unknown as JsonValue, 6)},`,
    ");",
  ]);
}

/** A flow's name in the test. */
function nameOf(id: string | undefined): string {
  return /^\w+$/.test(id ?? "") ? `flow_${id}` : "flow";
}

/** A value as it is written in a script; its further lines begin with so many blanks. */
function literal(value: JsonValue, indent = 0): string {
  return JSON.stringify(value, undefined, 2)
    .replaceAll("\n", `\n${" ".repeat(indent)}`)
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, " ").slice(0, 200);
}
