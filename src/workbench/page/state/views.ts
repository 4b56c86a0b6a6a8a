/** The views there are: those that need a server are not in an offline file. */
import type { DataSource } from "../model.ts";
import { VIEWS, type ViewName } from "./route.ts";

export function viewsOf(source: DataSource): ViewName[] {
  return VIEWS.filter((view) => (view !== "ship" || source.ship) && (view !== "compare" || source.compare));
}
