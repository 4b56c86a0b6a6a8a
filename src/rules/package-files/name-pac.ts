import { ownString } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { titleWithoutSuffix } from "../facts/title-suffix.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { issuesOf } from "../sources.ts";

/** Longest name that comes back. (Reported.) */
const MAX = 30;

export default defineRule("package-files", {
  id: "pkg-name-pac",
  statement: "The connector's title has at most 30 characters where its solution is unpacked with pac.",
  why: '"pac solution unpack" is reported to drop connectors with longer names without a word: what is packed again lacks the connector.',
  severity: { import: "warning", certification: "off" },
  sources: [`reported: ${issuesOf("microsoft/powerplatform-build-tools", 882)}`],
  checks: {
    info(info, context) {
      const title = ownString(info.value, "title")?.trim() ?? "";
      if ([...title].length <= MAX) return;
      const required = titleWithoutSuffix(title) !== title && [...titleWithoutSuffix(title)].length <= MAX;
      context.report(
        info.at("title"),
        `The title ${quote(title)} has ${[...title].length} characters; "pac solution unpack" is reported to keep connectors with at most ${MAX}.`,
        required
          ? {
              help: 'Unpack with "npm run unpack", which keeps it: the suffix is required.',
              severity: "info",
            }
          : {
              help: `If you unpack solutions with pac, shorten it by ${counted([...title].length - MAX, "character")}, or unpack with "npm run unpack", which keeps it. Otherwise leave it.`,
            },
      );
    },
  },
  bad: [
    {
      definition: { info: { title: "Fabrikam Parcels and what becomes of them" } },
      at: ["/info/title"],
    },
  ],
});
