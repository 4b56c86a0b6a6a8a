/** Every command of `connector`, in the order in which its help lists them, each in a file of its own that is loaded when it is called. */
import type { Table } from "./table.ts";

export const COMMANDS: Table = {
  validate: { summary: "check connectors against the platform's rules", load: () => import("./validate.ts") },
  fix: { summary: "mend what can be mended mechanically", load: () => import("./fix.ts") },
  package: { summary: "build every package a connector ships in", load: () => import("./package.ts") },
  unpack: { summary: "make a connector folder out of a package", load: () => import("./unpack.ts") },
  diff: { summary: "compare two versions of a connector", load: () => import("./diff.ts") },
  reference: { summary: "write the reference page of a connector", load: () => import("./reference.ts") },
  types: {
    summary: "write types of a connector's payloads, inputs and outputs",
    load: () => import("./types.ts"),
  },
  designer: {
    summary: "show what the flow designer makes of a connector",
    load: () => import("./designer.ts"),
  },
  start: { summary: "open the workbench on a connector", load: () => import("./start.ts") },
  init: { summary: "make a new connector", load: () => import("./init.ts") },
  backend: { summary: "run the mocked Bookings service", load: () => import("./backend.ts") },
  preview: { summary: "write a connector into one offline HTML page", load: () => import("./preview.ts") },
  doctor: {
    summary: "say what is installed, what for, and how to get the rest",
    load: () => import("./doctor.ts"),
  },
  completion: {
    summary: "write the script that completes commands in a shell",
    load: () => import("./completion.ts"),
  },
};
