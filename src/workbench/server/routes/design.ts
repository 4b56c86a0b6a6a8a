/** What the designer shows, and what of the files it is made of. */
import { orUnknown } from "../../project/or-unknown.ts";
import { codeRequest, dynamicRequest } from "../../requests.ts";
import { askDynamic } from "../../run/dynamic.ts";
import { type AppRoute, route } from "./route.ts";

export const designRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/design",
    id: "readDesign",
    summary: "What the designer shows of the connector: its card and its operations.",
    answer: "DesignAnswer",
    run: ({ workbench }) => workbench.views.design(),
  }),
  route({
    method: "GET",
    path: "/api/design/{operationId}",
    id: "readOperation",
    summary: "One operation in full: inputs, tokens, serialised forms, and the findings about it.",
    answer: "OperationAnswer",
    run: ({ workbench: { views, project }, params: { operationId = "" } }) =>
      orUnknown(views.operation(operationId), project.shown, operationId),
  }),
  route({
    method: "GET",
    path: "/api/raw/{operationId}",
    id: "readRaw",
    summary: "The operation as it stands in the file, with marks for inputs, tokens and findings.",
    answer: "RawAnswer",
    run: ({ workbench, params: { operationId = "" } }) =>
      orUnknown(workbench.raw(operationId), workbench.project.shown, operationId),
  }),
  route({
    method: "POST",
    path: "/api/code",
    id: "serialise",
    summary: "The step as Logic Apps and Power Automate write it, with the values given.",
    request: codeRequest,
    answer: "CodeAnswer",
    run: ({ workbench: { views, project }, body: { operationId, values = {} } }) =>
      orUnknown(views.code(operationId, values), project.shown, operationId),
  }),
  route({
    method: "POST",
    path: "/api/dynamic",
    id: "askDynamic",
    summary: "Rows of a drop-down, a level of a tree, or a schema known at design time only.",
    request: dynamicRequest,
    answer: "DynamicAnswer",
    run: ({ workbench, body }) => askDynamic(workbench, body),
  }),
];
