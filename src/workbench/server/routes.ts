/** The operations of the API: the server runs them, `/openapi.json` lists them. One file a subject in `routes/`. */

import { recorded } from "../scenario/record.ts";
import { callsRoutes } from "./routes/calls.ts";
import { compareRoutes } from "./routes/compare.ts";
import { connectorsRoutes } from "./routes/connectors.ts";
import { designRoutes } from "./routes/design.ts";
import { deskRoutes } from "./routes/desk.ts";
import { findRoutes } from "./routes/find.ts";
import { findingsRoutes } from "./routes/findings.ts";
import { historyRoutes } from "./routes/history.ts";
import type { AppRoute } from "./routes/route.ts";
import { runRoutes } from "./routes/run.ts";
import { scenarioRoutes } from "./routes/scenarios.ts";
import { shipRoutes } from "./routes/ship.ts";
import { sourcesRoutes } from "./routes/sources.ts";
import { stateRoutes } from "./routes/state.ts";

const all: readonly AppRoute[] = [
  ...stateRoutes,
  ...designRoutes,
  ...findingsRoutes,
  ...sourcesRoutes,
  ...findRoutes,
  ...runRoutes,
  ...callsRoutes,
  ...historyRoutes,
  ...deskRoutes,
  ...shipRoutes,
  ...compareRoutes,
  ...connectorsRoutes,
];

/** What somebody does is noted while a scenario is recorded, whichever way it comes. */
export const routes: readonly AppRoute[] = [...all.map(recorded), ...scenarioRoutes(all)];
