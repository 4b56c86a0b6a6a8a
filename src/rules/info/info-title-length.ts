import { ownString } from "../../json/values.ts";
import { IP_SUFFIX, titleWithoutSuffix } from "../facts/title-suffix.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";

const MAX_LENGTH = 30;

export default defineRule("info", {
  id: "info-title-length",
  statement: `The title has at most ${MAX_LENGTH} characters.`,
  why: "The title is the connector's name wherever makers search for it; certification refuses longer ones.",
  severity: { import: "off", certification: "error" },
  codes: ["FieldLengthExceeded"],
  sources: ["https://learn.microsoft.com/connectors/custom-connectors/certification-submission"],
  checks: {
    info(info, context) {
      const title = ownString(info.value, "title") ?? "";
      const counted = titleWithoutSuffix(title);
      if (counted.length <= MAX_LENGTH) return;
      const rest = counted === title ? "" : `, "${IP_SUFFIX.trim()}" not counted`;
      context.report(
        info.at("title"),
        `The title ${quote(title)} has ${counted.length} characters${rest}; ${MAX_LENGTH} are allowed.`,
        {
          help: `Shorten it by ${counted.length - MAX_LENGTH} or more, best to the name of the product alone.`,
        },
      );
    },
  },
  bad: [{ definition: { info: { title: "Fabrikam Parcels And Everything Else" } }, at: ["/info/title"] }],
  good: [
    { definition: { info: { title: "Fabrikam Parcels and Pallets 1" } } },
    { definition: { info: { title: "Fabrikam Parcels and Pallets 1 (Independent Publisher)" } } },
  ],
});
