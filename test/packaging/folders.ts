/** Connector folders made for a test; the machine's temporary folder, removed at the end. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { type ConnectorFolder, readConnector } from "../../src/definition/connector-folder.ts";
import { buildPackages } from "../../src/packaging/build.ts";
import type { PackageOptions } from "../../src/packaging/options.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder of its own. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "packaging-"));
  made.push(folder);
  return folder;
}

/** Writes files below a folder; objects become indented JSON. */
export function writeFiles(folder: string, files: Record<string, string | Uint8Array | object>): string {
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    const raw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(target, raw ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
  return folder;
}

/** The smallest connector that every format can carry: one webhook trigger, one action, an API key. */
export const SWAGGER = {
  swagger: "2.0",
  info: {
    title: "Paper Planes",
    description: "Folds and flies paper planes for your flows.",
    version: "1.0",
  },
  host: "planes.example.com",
  basePath: "/",
  schemes: ["https"],
  paths: {
    "/flights/hooks": {
      "x-ms-notification-content": {
        description: "A flight",
        schema: { type: "object", properties: { id: { type: "string", "x-ms-summary": "Id" } } },
      },
      post: {
        operationId: "WhenFlown",
        summary: "When a plane has flown",
        description: "Starts when a plane has flown.",
        "x-ms-trigger": "single",
        parameters: [
          {
            name: "body",
            in: "body",
            required: true,
            schema: {
              type: "object",
              required: ["url", "wing"],
              properties: {
                url: { type: "string", "x-ms-notification-url": true, "x-ms-visibility": "internal" },
                wing: { type: "string", default: "delta", "x-ms-summary": "Wing" },
                note: { type: "string", "x-ms-summary": "Note" },
              },
            },
          },
        ],
        responses: {
          default: { description: "Error" },
          "201": { description: "Subscribed" },
        },
      },
    },
    "/planes/{id}": {
      get: {
        operationId: "GetPlane",
        summary: "Get a plane",
        description: "Gets a plane.",
        parameters: [{ name: "id", in: "path", required: true, type: "string", "x-ms-summary": "Id" }],
        responses: { "200": { description: "OK", schema: { type: "object" } } },
      },
    },
  },
};

export const PROPERTIES = {
  properties: {
    connectionParameters: { api_key: { type: "securestring", uiDefinition: { displayName: "API key" } } },
    iconBrandColor: "#0b6a6d",
    capabilities: [],
    policyTemplateInstances: [],
  },
};

/** A connector folder with these files besides, or instead of, the smallest ones. */
export function connectorFolder(
  files: Record<string, string | Uint8Array | object> = {},
  folder: string = temporaryFolder(),
): ConnectorFolder {
  writeFiles(folder, {
    "apiDefinition.swagger.json": SWAGGER,
    "apiProperties.json": PROPERTIES,
    ...files,
  });
  return readConnector(folder);
}

/** Every file a build makes, by path; fails the test if the build has errors. */
export function builtFiles(connector: ConnectorFolder, options: PackageOptions = {}): Map<string, Buffer> {
  const build = buildPackages(connector, { leaveOut: ["script"], ...options });
  const errors = build.notices.filter((notice) => notice.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((notice) => notice.message).join("\n"));
  return new Map(
    build.formats.flatMap((format) =>
      format.files.map((file) => [file.path, Buffer.from(file.bytes)] as const),
    ),
  );
}
