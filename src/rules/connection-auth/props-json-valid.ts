import { reportSyntaxProblems } from "../facts/syntax-problems.ts";
import { defineRule } from "../language/rule.ts";
import { PACONN_UPSERT } from "../sources.ts";

const TEXT = '{\n  "properties": {\n    "connectionParameters": {},\n    "iconBrandColor": "#1f6f54"';

export default defineRule("connection-auth", {
  id: "props-json-valid",
  statement: "apiProperties.json can be read and is JSON to the letter.",
  why: "paconn and pac read the file with a strict parser and stop at the first slip, before anything is uploaded.",
  severity: { import: "error", certification: "error" },
  sources: [
    PACONN_UPSERT,
    "observed: three published connectors hold an apiProperties.json that is not JSON",
  ],
  breaksAtRunTime: "certain",
  fixable: true,
  checks: {
    connector(context) {
      reportSyntaxProblems(context, "properties");
    },
  },
  bad: [
    { files: { "apiProperties.json": `${TEXT},\n  }\n}\n` }, at: ["apiProperties.json#"] },
    {
      files: { "apiProperties.json": `// Parcels\n${TEXT} /* ours */\n  }\n}\n` },
      at: ["apiProperties.json#", "apiProperties.json#"],
    },
    {
      files: { "apiProperties.json": `${TEXT},\n    "publisher": "Fabri\tkam"\n  }\n}\n` },
      at: ["apiProperties.json#"],
    },
    { files: { "apiProperties.json": TEXT }, at: ["apiProperties.json#"] },
    // One key without quotes: what the reader then misses, and has left over at the end, has the same cause.
    {
      files: {
        "apiProperties.json":
          '{\n  "properties": {\n    connectionParameters: {\n      "a": 1\n    },\n    "b": 2\n  }\n}\n',
      },
      at: ["apiProperties.json#"],
    },
    { files: { "apiProperties.json": "" }, at: ["apiProperties.json#"] },
  ],
  // What is wrong with settings.json is said by a rule of its own.
  good: [{}, { files: { "settings.json": '{"icon": "icon.png",}' } }],
});
