/** Every command of `connector`, in the order in which its help lists them, each in a file of its own that is loaded when it is called. */
import type { Table } from "./table.ts";

export const COMMANDS: Table = {
  validate: { summary: "check connectors against the platform's rules", load: () => import("./validate.ts") },
  fix: { summary: "fix what can be fixed automatically", load: () => import("./fix.ts") },
  package: { summary: "build every package that a connector ships in", load: () => import("./package.ts") },
  unpack: { summary: "turn a package back into a connector folder", load: () => import("./unpack.ts") },
  diff: { summary: "compare two versions of a connector", load: () => import("./diff.ts") },
  reference: { summary: "write the reference page of a connector", load: () => import("./reference.ts") },
  types: {
    summary: "write types for a connector's payloads, inputs and outputs",
    load: () => import("./types.ts"),
  },
  designer: {
    summary: "show a connector as the flow designer would",
    load: () => import("./designer.ts"),
  },
  start: { summary: "open the workbench on a connector", load: () => import("./start.ts") },
  convert: {
    summary: "convert an OpenAPI 3 document to a connector's definition",
    load: () => import("./convert.ts"),
  },
  init: { summary: "create a new connector", load: () => import("./init.ts") },
  backend: { summary: "run the mocked Bookings service", load: () => import("./backend.ts") },
  proxy: { summary: "put faults in front of any service", load: () => import("./proxy.ts") },
  preview: {
    summary: "write a connector to one self-contained HTML file",
    load: () => import("./preview.ts"),
  },
  doctor: {
    summary: "list what is installed, what it is for, and how to get the rest",
    load: () => import("./doctor.ts"),
  },
  completion: {
    summary: "print a completion script for your shell",
    load: () => import("./completion.ts"),
  },
};

/** Those of this repository alone: `npm run docs`. */
export const OWN_COMMANDS: Table = {
  docs: { summary: "write the pages that are made from the code", load: () => import("./docs.ts") },
};
