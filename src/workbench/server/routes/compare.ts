/** Two versions of the connector side by side. */
import { compareRequest, MAX_PACKAGE } from "../../requests/compare.ts";
import { type AppRoute, route } from "./route.ts";

export const compareRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/versions",
    id: "readVersions",
    summary: "What the connector can be compared with: commits that touched it, and what was read before.",
    answer: "VersionsAnswer",
    run: ({ workbench }) => workbench.comparing.versions(),
  }),
  route({
    method: "POST",
    path: "/api/compare",
    id: "compare",
    summary: "What has changed since a version, whom it affects and what to do about it.",
    request: compareRequest,
    maxBody: MAX_PACKAGE + 1_000,
    answer: "CompareAnswer",
    run: ({ workbench, body }) => workbench.comparing.compare(body),
  }),
  route({
    method: "GET",
    path: "/api/compare/{comparison}/{operationId}",
    id: "readBothViews",
    summary: "One operation in both versions, as the designer shows it.",
    answer: "BothViews",
    run: ({ workbench, params }) =>
      workbench.comparing.operation(params["comparison"] ?? "", params["operationId"] ?? ""),
  }),
];
