import type { JsonDocument } from "../../json/json-document.ts";
import type { SyntaxProblem } from "../../json/parse-json.ts";
import type { ReadProblem } from "../../json/problem.ts";
import { mendSyntax } from "../../json/syntax-fixes.ts";
import { isObject } from "../../json/values.ts";
import { CANNOT_OPEN, readProblems } from "../facts/read-problems.ts";
import { FIX_TITLES, isConsequence } from "../facts/syntax-problems.ts";
import { kindName } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { PACONN_UPSERT } from "../sources.ts";

const TEXT = '{\n  "swagger": "2.0",\n  "info": {"title": "Parcels", "version": "1.0"},\n  "paths": {}';

export default defineRule("document", {
  id: "doc-json-valid",
  statement: "The definition can be read and is JSON to the letter, without comments or trailing commas.",
  why: "The service tolerates some syntax errors; paconn tolerates none and stops before anything is uploaded.",
  severity: { import: "error", certification: "error" },
  sources: [PACONN_UPSERT],
  breaksAtRunTime: "certain",
  fixable: true,
  checks: {
    connector(context) {
      let before: ReadProblem | undefined;
      const text = context.connector.definition?.text ?? "";
      for (const { part, problem } of context.fact(readProblems)) {
        if (part !== "definition") continue;
        const place = { file: problem.file, pointer: "" };
        if (problem.code === "json-too-deep" || CANNOT_OPEN.includes(problem.code))
          context.report(place, problem.message, { help: problem.help });
        if (problem.code !== "json-syntax") continue;
        const follows = before !== undefined && isConsequence(problem, before, text);
        before = problem;
        if (follows) continue;
        context.report(place, problem.message, {
          help: problem.help,
          label: "not JSON",
          range: { start: problem.start ?? 0, end: problem.end ?? problem.start ?? 0 },
          fix: fixOf(context.connector.definition, problem),
        });
      }
      const document = context.connector.definition;
      if (document?.value !== undefined && !isObject(document.value))
        context.report(
          { file: document.file, pointer: "" },
          `The definition is ${kindName(document.value)}; it must be an object.`,
          { help: 'Write an object that starts with "swagger": "2.0".' },
        );
    },
  },
  bad: [
    {
      files: { "apiDefinition.swagger.json": `${TEXT},\n}\n` },
      at: [""],
    },
    { files: { "apiDefinition.swagger.json": `// Parcels\n${TEXT} /* none yet */\n}\n` }, at: ["", ""] },
    {
      files: { "apiDefinition.swagger.json": TEXT.replace("Parcels", "Par\tcels").concat("}") },
      at: [""],
    },
    { files: { "apiDefinition.swagger.json": `${TEXT}}\n}` }, at: [""] },
    { files: { "apiDefinition.swagger.json": TEXT }, at: [""] },
    { files: { "apiDefinition.swagger.json": "" }, at: [""] },
    {
      files: { "apiDefinition.swagger.json": `${TEXT.replace('"swagger": "2.0"', "'swagger': '2.0'")}}` },
      at: [""],
    },
    { files: { "apiDefinition.swagger.json": `${TEXT.replace('"2.0",', '"2.0";')}}` }, at: [""] },
    { files: { "apiDefinition.swagger.json": "[]" }, at: [""] },
    {
      files: { "apiDefinition.swagger.json": `${"[".repeat(600)}${"]".repeat(600)}` },
      at: [""],
    },
  ],
  good: [{ files: { "apiDefinition.swagger.json": `${TEXT}}` } }],
});

function fixOf(document: JsonDocument | undefined, problem: ReadProblem) {
  const title = FIX_TITLES[(problem as SyntaxProblem).fault];
  const edits = title && document ? mendSyntax(document, problem as SyntaxProblem) : undefined;
  return title !== undefined && edits ? { title, edits: () => edits } : undefined;
}
