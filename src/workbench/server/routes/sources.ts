/** The connector's files, edited on the page. */
import { orUnknown } from "../../project/or-unknown.ts";
import {
  checkRequest,
  memberRequest,
  mergeRequest,
  saveRequest,
  suppressRequest,
  unsuppressRequest,
} from "../../requests/sources.ts";
import { nothing } from "../../requests.ts";
import { explainRule } from "../../sources/explain-rule.ts";
import { type AppRoute, route } from "./route.ts";

/** A file of 16 MiB, each character of it escaped. */
const MAX_FILE_BODY = 100 * 1024 * 1024;

export const sourcesRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/sources",
    id: "readSources",
    summary: "The files that can be edited, where they are, and what was written to them since the start.",
    answer: "SourcesAnswer",
    run: ({ workbench }) => workbench.sources.list(),
  }),
  route({
    method: "GET",
    path: "/api/sources/{file}",
    id: "readSource",
    summary: "The text of a file as it now lies on disk, with marks in place of secrets.",
    answer: "SourceAnswer",
    run: ({ workbench, params }) => workbench.sources.read(params.file ?? ""),
  }),
  route({
    method: "POST",
    path: "/api/sources/{file}",
    id: "saveSource",
    summary: "Writes a file whole, unless it was saved elsewhere since it was read.",
    request: saveRequest,
    maxBody: MAX_FILE_BODY,
    answer: "SaveAnswer",
    run: ({ workbench, params, body }) => workbench.saved(workbench.sources.save(params.file ?? "", body)),
  }),
  route({
    method: "POST",
    path: "/api/sources/{file}/check",
    id: "checkSource",
    summary: "What the validator would say of a file with this text; nothing is written.",
    request: checkRequest,
    maxBody: MAX_FILE_BODY,
    answer: "CheckAnswer",
    run: ({ workbench, params, body }) => workbench.sources.check(params.file ?? "", body.text),
  }),
  route({
    method: "POST",
    path: "/api/sources/{file}/merge",
    id: "mergeSource",
    summary: "Brings a text together with what was saved elsewhere since it was read; nothing is written.",
    request: mergeRequest,
    maxBody: MAX_FILE_BODY,
    answer: "MergeAnswer",
    run: ({ workbench, params, body }) => workbench.sources.merge(params.file ?? "", body),
  }),
  route({
    method: "GET",
    path: "/api/form/{operationId}",
    id: "readForm",
    summary: "What authors edit most of an operation: labels, descriptions, visibility, required, defaults.",
    answer: "FormAnswer",
    run: ({ workbench, params: { operationId = "" } }) =>
      orUnknown(workbench.form(operationId), workbench.project.current, operationId),
  }),
  route({
    method: "POST",
    path: "/api/members",
    id: "setMembers",
    summary: "Sets members of the definition's objects; every other byte of the file stays.",
    request: memberRequest,
    answer: "SaveAnswer",
    run: ({ workbench, body }) => workbench.saved(workbench.sources.setMembers(body)),
  }),
  route({
    method: "POST",
    path: "/api/suppress",
    id: "suppress",
    summary: "Excuses findings of a rule in the settings file of the validator, with a reason.",
    request: suppressRequest,
    answer: "SaveAnswer",
    run: ({ workbench, body }) => workbench.saved(workbench.sources.suppress(body)),
  }),
  route({
    method: "POST",
    path: "/api/unsuppress",
    id: "unsuppress",
    summary: "Takes a suppression, named as the settings file has it, out of that file.",
    request: unsuppressRequest,
    answer: "SaveAnswer",
    run: ({ workbench, body }) => workbench.saved(workbench.sources.unsuppress(body)),
  }),
  route({
    method: "POST",
    path: "/api/changes/{id}/undo",
    id: "undo",
    summary: "Takes back what was written, if the files still hold it.",
    request: nothing,
    bodyOptional: true,
    answer: "ChangeView",
    async run({ workbench, params }) {
      const change = workbench.sources.history.undo(workbench.project.root, params.id ?? "");
      await workbench.reload();
      return change;
    },
  }),
  route({
    method: "GET",
    path: "/api/rules/{id}",
    id: "explainRule",
    summary: "Why a rule exists, how much it counts, where it comes from, and examples.",
    answer: "RuleAnswer",
    run: ({ workbench, params }) => explainRule(workbench.project.rules, params.id ?? ""),
  }),
];
