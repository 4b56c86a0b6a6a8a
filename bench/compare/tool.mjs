// Runs one general OpenAPI tool over definition files, all in one process: node tool.mjs TOOL LIST_FILE
import { readFileSync } from "node:fs";

const [tool, list] = process.argv.slice(2);
const files = readFileSync(list, "utf8").trim().split("\n");

const tools = {
  async "swagger-parser"() {
    const { default: SwaggerParser } = await import("@apidevtools/swagger-parser");
    return async (_file, text) => {
      await SwaggerParser.validate(JSON.parse(text));
      return 0;
    };
  },
  async redocly() {
    const { lint, loadConfig, createConfig } = await import("@redocly/openapi-core");
    const config = await (createConfig ? createConfig({ extends: ["recommended"] }) : loadConfig());
    return async (file) => (await lint({ ref: file, config })).length;
  },
  async spectral() {
    const core = await import("@stoplight/spectral-core");
    const { oas } =
      (await import("@stoplight/spectral-rulesets")).default ??
      (await import("@stoplight/spectral-rulesets"));
    const parsers =
      (await import("@stoplight/spectral-parsers")).default ?? (await import("@stoplight/spectral-parsers"));
    const { Spectral, Document } = core.default ?? core;
    const spectral = new Spectral();
    spectral.setRuleset({ extends: [oas] });
    return async (file, text) => (await spectral.run(new Document(text, parsers.Json, file))).length;
  },
};

const check = await tools[tool]();
let findings = 0;
let refused = 0;
for (const file of files) {
  try {
    findings += await check(file, readFileSync(file, "utf8").replace(/^\ufeff/, ""));
  } catch {
    refused++;
  }
}
process.stdout.write(`${JSON.stringify({ tool, files: files.length, findings, refused })}\n`);
