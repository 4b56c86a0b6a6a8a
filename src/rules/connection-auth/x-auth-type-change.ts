import { defineRule } from "../language/rule.ts";
import { VERSIONING } from "../sources.ts";

export default defineRule("connection-auth", {
  id: "x-auth-type-change",
  statement: "An update does not change how a connection signs in.",
  why: "Existing connections hold what the old way to sign in needs, and an update of a certified connector may not change it.",
  severity: { import: "warning", certification: "error" },
  sources: [VERSIONING, "asked for with `--previous OLD`"],
  checks: {
    connector(context) {
      for (const change of context.previous?.changes ?? [])
        if (change.class === "breaking" && change.signIn)
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
            id: "authentication-changed",
            class: "breaking",
            signIn: true,
            message: "Connections sign in with OAuth 2.0, did with an API key.",
            why: "Existing connections hold nothing to sign in with, and an update of a certified connector may not change it.",
            help: "Offer the new way beside the old one, as a further connection parameter set.",
            place: { file: "apiProperties.json", pointer: "/properties/connectionParameters" },
          },
        ],
        packageFaults: [],
      },
      at: ["apiProperties.json#/properties/connectionParameters"],
    },
  ],
  good: [{ previous: { changes: [], packageFaults: [] } }],
});
