/** What a route of the workbench is given. */
import { type Route, routeOf } from "../../../machine/http/route.ts";
import type { Workbench } from "../../workbench.ts";

export type AppRoute = Route<{ workbench: Workbench }>;

export const route = routeOf<{ workbench: Workbench }>();
