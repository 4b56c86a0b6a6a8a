import { defineRule } from "../language/rule.ts";
import { VERSIONING } from "../sources.ts";

export default defineRule("operations", {
  id: "op-removed-breaking",
  statement:
    "An update removes no operation, parameter or output, adds no required input, and changes no path or type.",
  why: "Flows that were saved with the version before stop working, and certification sends such updates back.",
  severity: { import: "warning", certification: "warning" },
  sources: [VERSIONING, "asked for with `--previous OLD`"],
  checks: {
    connector(context) {
      for (const change of context.previous?.changes ?? [])
        if (change.class === "breaking" && !change.signIn)
          context.report(change.place, `${change.message} (${change.id})`, {
            because: change.why,
            help: change.help,
          });
    },
  },
  bad: [
    {
      previous: {
        changes: [
          {
            id: "output-removed",
            class: "breaking",
            signIn: false,
            message: 'Output "body/weight" of GetParcel was removed.',
            why: "Saved flows that use it read nothing there, or fail.",
            help: "Keep it and mark it deprecated in its description, as long as the service can send it.",
            place: { file: "apiDefinition.swagger.json", pointer: "/paths" },
          },
        ],
        packageFaults: [],
      },
      at: ["/paths"],
    },
  ],
  good: [
    {
      previous: {
        changes: [
          {
            id: "host-changed",
            class: "risky",
            signIn: false,
            message: 'The host is "b.example.com", was "a.example.com".',
            why: "Existing connections may not be known there.",
            help: "Make sure that the new host knows the same accounts.",
            place: { file: "apiDefinition.swagger.json", pointer: "/host" },
          },
        ],
        packageFaults: [],
      },
    },
  ],
});
