/** What the validator says, and how it is fixed. */
import { fixRequest } from "../../requests.ts";
import { type AppRoute, route } from "./route.ts";

export const findingsRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/findings",
    id: "readFindings",
    summary: "What the validator says of the files as they now lie on disk.",
    answer: "FindingsAnswer",
    run: ({ workbench }) => workbench.views.findings(),
  }),
  route({
    method: "POST",
    path: "/api/fix",
    id: "fix",
    summary: "Mends findings in the files on disk, or shows how it would.",
    request: fixRequest,
    answer: "FixAnswer",
    run: ({ workbench, body }) => workbench.fix(body),
  }),
];
