/** Scenarios: recording, replaying, exporting, importing. */
import { InputError } from "../../../json/problem.ts";
import type { JsonValue } from "../../../json/values.ts";
import { toHar } from "../../../platform/exchanges/har.ts";
import type { ScenarioFile } from "../../api.ts";
import { nothing, scenarioExport, scenarioImport, scenarioStart } from "../../requests.ts";
import { standIns } from "../../run/stand-ins.ts";
import { testOfScenario } from "../../scenario/export-test.ts";
import { givenFlows, replayScenario } from "../../scenario/record.ts";
import { describeScenario, readScenario } from "../../scenario/scenario-book.ts";
import type { Workbench } from "../../workbench.ts";
import { type AppRoute, route } from "./route.ts";

/** @param deeds the routes by which a replay does things */
export function scenarioRoutes(deeds: readonly AppRoute[]): readonly AppRoute[] {
  return [
    route({
      method: "GET",
      path: "/api/scenarios",
      id: "readScenarios",
      summary: "Scenarios that were recorded, and whether one is being recorded.",
      answer: "ScenariosAnswer",
      run: ({ workbench }) => workbench.scenarios.list(),
    }),
    route({
      method: "POST",
      path: "/api/scenarios",
      id: "startScenario",
      summary: "Begins to record what is done: bookings, events, calls, faults, moves of the clock.",
      request: scenarioStart,
      answer: "ScenariosAnswer",
      run({ workbench, body }) {
        workbench.scenarios.start(body.name, workbench.project.shown.view.head.title, givenFlows(workbench));
        return changed(workbench);
      },
    }),
    route({
      method: "POST",
      path: "/api/scenarios/stop",
      id: "stopScenario",
      summary: "Ends the recording and keeps it.",
      request: nothing,
      bodyOptional: true,
      answer: "ScenariosAnswer",
      run({ workbench }) {
        workbench.scenarios.stop();
        return changed(workbench);
      },
    }),
    route({
      method: "POST",
      path: "/api/scenarios/import",
      id: "importScenario",
      summary: "Takes a scenario from the text of a file: one exported as JSON, or as HAR.",
      request: scenarioImport,
      answer: "ScenariosAnswer",
      run({ workbench, body }) {
        let value: JsonValue;
        try {
          value = JSON.parse(body.text) as JsonValue;
        } catch (error) {
          throw new InputError(
            "scenario-unreadable",
            `The file is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
            "Give a scenario that was exported here, as JSON or HAR.",
          );
        }
        workbench.scenarios.add(readScenario(value, workbench.session));
        return changed(workbench);
      },
    }),
    route({
      method: "DELETE",
      path: "/api/scenarios/{name}",
      id: "deleteScenario",
      summary: "Deletes a scenario.",
      answer: "ScenariosAnswer",
      run({ workbench, params }) {
        workbench.scenarios.delete(params.name ?? "");
        return changed(workbench);
      },
    }),
    route({
      method: "POST",
      path: "/api/scenarios/{name}/replay",
      id: "replayScenario",
      summary: "Does everything once more, and says where it led to something else.",
      request: nothing,
      bodyOptional: true,
      answer: "ScenarioReplay",
      run: ({ workbench, params }) =>
        replayScenario(workbench, workbench.scenarios.get(params.name ?? ""), deeds),
    }),
    route({
      method: "POST",
      path: "/api/scenarios/{name}/export",
      id: "exportScenario",
      summary: "The scenario as a test of the harness, a HAR file, or JSON to be imported elsewhere.",
      request: scenarioExport,
      answer: "ScenarioFile",
      run: ({ workbench, params, body }) => exported(workbench, params.name ?? "", body.format),
    }),
  ];
}

function changed(workbench: Workbench) {
  workbench.kept("scenarios");
  workbench.touch("scenarios");
  return workbench.scenarios.list();
}

function exported(workbench: Workbench, name: string, format: string): ScenarioFile {
  const scenario = workbench.scenarios.get(name);
  const file =
    name
      .replace(/[^\w-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .toLowerCase() || "scenario";
  const text = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  switch (format) {
    case "har": {
      const har = toHar(scenario.exchanges, { name: "connector workbench", version: "1" });
      return {
        file: `${file}.har`,
        text: text({ log: { ...(har["log"] as object), _scenario: describeScenario(scenario) } }),
      };
    }
    case "json":
      return { file: `${file}.scenario.json`, text: text(describeScenario(scenario)) };
    default: {
      const { session, views } = workbench;
      const definition = workbench.state().connector.files.find(({ part }) => part === "definition");
      const values = standIns(views.design().connectionParameters);
      const connection = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          typeof value === "function" ? String(value()) : value,
        ]),
      );
      return {
        file: `${file}.test.mjs`,
        text: testOfScenario(scenario, {
          definition: definition?.file ?? "apiDefinition.swagger.json",
          runner: format === "node" ? "node" : "vitest",
          connection,
          product: session.product,
          retryProfile: session.retryProfile,
        }),
      };
    }
  }
}
