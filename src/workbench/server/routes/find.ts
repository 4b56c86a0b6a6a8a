/** What the page searches. */
import { searchIndex } from "../../project/search-index.ts";
import { type AppRoute, route } from "./route.ts";

export const findRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/index",
    id: "readIndex",
    summary: "The parameters and outputs of all operations, by label and name, to search in.",
    answer: "IndexAnswer",
    run: ({ workbench }) => searchIndex(workbench.project.shown),
  }),
];
