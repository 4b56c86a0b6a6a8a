/** The connectors that this workbench can show. */
import { InputError } from "../../../json/problem.ts";
import { nothing } from "../../requests.ts";
import type { Shelf } from "../../shelf/shelf.ts";
import { type AppRoute, route } from "./route.ts";

export const connectorsRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/connectors",
    id: "readConnectors",
    summary:
      "The connectors that can be opened: those below what was named at the start, and recent ones. Facts come as they are found.",
    answer: "ConnectorsAnswer",
    run: ({ shelf }) => present(shelf).list(),
  }),
  route({
    method: "POST",
    path: "/api/connectors/{id}/open",
    id: "openConnector",
    summary: "Shows a listed connector instead of the one that is shown; its flows end.",
    request: nothing,
    bodyOptional: true,
    answer: "OpenedConnector",
    run: async ({ shelf, params }) => ({ session: (await present(shelf).show(params["id"] ?? "")).id }),
  }),
];

function present(shelf: Shelf | undefined): Shelf {
  if (shelf) return shelf;
  throw new InputError(
    "connector-unknown",
    "This workbench shows one connector only.",
    "Start it with the folder of another one.",
  );
}
