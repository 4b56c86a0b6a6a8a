/** What a route of the workbench is given. */
import { type Route, routeOf } from "../../../machine/http/route.ts";
import type { Shelf } from "../../shelf/shelf.ts";
import type { Workbench } from "../../workbench.ts";

export interface AppContext {
  workbench: Workbench;
  /** Where there are other connectors to open. */
  shelf?: Shelf | undefined;
}

export type AppRoute = Route<AppContext>;

export const route = routeOf<AppContext>();
