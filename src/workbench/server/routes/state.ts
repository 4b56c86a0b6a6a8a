/** The workbench at one moment, and its settings. */
import { settingsChange } from "../../requests.ts";
import { type AppRoute, route } from "./route.ts";

export const stateRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/state",
    id: "readState",
    summary: "The workbench at this moment: connector, backend, clock, settings, connections, flows.",
    answer: "WorkbenchState",
    run: ({ workbench }) => workbench.state(),
  }),
  route({
    method: "POST",
    path: "/api/settings",
    id: "change",
    summary: "Switches faults, deviations, retry profile, product and throttle, and moves time forward.",
    request: settingsChange,
    answer: "WorkbenchState",
    run: ({ workbench, body }) => workbench.change(body),
  }),
];
