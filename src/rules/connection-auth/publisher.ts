/** Who is behind a connector: publisher and stackOwner of apiProperties.json. */
import { type JsonObject, ownString } from "../../json/values.ts";
import { nearest } from "../language/nearest.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import type { Speaker } from "../language/speaker.ts";
import { CERTIFICATION, PACONN_README } from "../sources.ts";

/** Letters and digits of any script, and the signs that names of companies and people contain. Chosen from 565 names. */
const anyName = () => /^[\p{L}\p{M}\p{N} .,:&'’"()|/+!@_\u2010-\u2015\u30fb[\]®™-]+$/u;
/** The same in English, which most are in: tables of all scripts take long to make. */
const NAME = /^[A-Za-z0-9 .,:&'"()|/+!@_[\]-]+$/;
const PLACEHOLDER =
  /^(?:<.*>|\[\[.*\]\]|\{.*\}|todo|tbd|xxx+|n\/?a|(?:your |the )?(?:publisher|company)(?: name)?)$/i;

/** Why a text is not a name, or undefined. */
function fault(value: string): string | undefined {
  if (PLACEHOLDER.test(value.trim())) return `is ${quote(value)}, a placeholder`;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()))
    return `is the mail address ${quote(value)}, not a name`;
  if (/^https?:\/\/|^[\w-]+(\.[\w-]+)+$/i.test(value.trim()) && !value.includes(" "))
    return value.includes("//") ? `is the address ${quote(value)}, not a name` : undefined;
  if (NAME.test(value)) return /[A-Za-z0-9]/.test(value) ? undefined : `is ${quote(value)}, not a name`;
  const name = anyName();
  if (!name.test(value)) {
    const odd = [...value].find((character) => !name.test(character)) ?? "";
    return `${quote(value)} contains ${JSON.stringify(odd)}`;
  }
  return /[\p{L}\p{N}]/u.test(value) ? undefined : `is ${quote(value)}, not a name`;
}

/** Whether a key is not there, not even misspelt: that is another fault. */
function isAbsent(holder: JsonObject, key: string): boolean {
  return !Object.keys(holder).some((name) => name === key || nearest(name, [key]) !== undefined);
}

/** Speaks of a name that is not there, not a text or empty. Certification misses it, however its key is spelt. */
function lacksName(key: string, add: string, write: string): Speaker {
  return {
    of: "properties",
    faults: ["missing", "empty", "type"],
    keys: [key],
    say({ fault, holder, value }) {
      // One omission, one finding: publisher speaks for both.
      const neither = fault === "missing" && isAbsent(holder, "publisher") && isAbsent(holder, "stackOwner");
      if (neither && key === "stackOwner") return undefined;
      if (neither)
        return {
          message: 'properties has neither "publisher" nor "stackOwner".',
          help: `${add} Add "stackOwner" as well, with the name of the company that runs the service; it can be the same.`,
        };
      if (fault === "missing") {
        const other = Object.keys(holder).find((name) => nearest(name, [key]) !== undefined);
        return { help: `${other === undefined ? "" : `${quote(other)} is not read. `}${add}` };
      }
      return {
        message: `${key} is ${fault === "empty" ? "empty" : `${kindName(value)}, not a string`}.`,
        help: write,
        fix: undefined,
      };
    },
  };
}

const FULL_NAME = "Write the full name of the company or person, in letters and digits.";
const OWNER = "Write the name of the company or person that runs the service.";

export default defineRules("connection-auth", [
  {
    id: "props-publisher",
    statement: "publisher names the company or person behind the connector in full.",
    why: "Makers see the name under the connector's title; the review for certification refuses a connector without it.",
    severity: { import: "off", certification: "error" },
    sources: [CERTIFICATION],
    shape: [
      lacksName(
        "publisher",
        'Add "publisher" with the full name of the company or person, such as "Fabrikam Incorporated".',
        FULL_NAME,
      ),
    ],
    checks: {
      properties(properties, context) {
        const publisher = ownString(properties.value, "publisher");
        const wrong = publisher?.trim() && fault(publisher);
        if (wrong) context.report(properties.at("publisher"), `publisher ${wrong}.`, { help: FULL_NAME });
      },
    },
    bad: [
      { properties: { properties: { publisher: null } }, at: ["apiProperties.json#/properties"] },
      { properties: { properties: { publisher: "" } }, at: ["apiProperties.json#/properties/publisher"] },
      {
        properties: { properties: { publisher: "<<publisher>>" } },
        at: ["apiProperties.json#/properties/publisher"],
      },
      {
        properties: { properties: { publisher: "Fabrikam #1 ***" } },
        at: ["apiProperties.json#/properties/publisher"],
      },
      {
        properties: { properties: { publisher: ["Fabrikam"] } },
        at: ["apiProperties.json#/properties/publisher"],
      },
      {
        properties: { properties: { publisher: "parcels@fabrikam.com" } },
        at: ["apiProperties.json#/properties/publisher"],
      },
    ],
    good: [
      { properties: { properties: { publisher: "Lasso X A/S" } } },
      { properties: { properties: { publisher: "株式会社 Fabrikam & Söhne (Asia)" } } },
    ],
  },
  {
    id: "props-stackowner",
    statement: "stackOwner names the company or person that runs the service behind the connector.",
    why: "The review for certification refuses a connector that does not name who is responsible for the service. (paconn update refuses a file that has it, a known limitation: take it out for that.)",
    severity: { import: "off", certification: "error" },
    sources: [CERTIFICATION, PACONN_README],
    shape: [
      lacksName(
        "stackOwner",
        'Add "stackOwner" with the name of the company that runs the service, such as "Fabrikam Incorporated".',
        OWNER,
      ),
    ],
    checks: {
      properties(properties, context) {
        const owner = ownString(properties.value, "stackOwner");
        if (owner !== undefined && PLACEHOLDER.test(owner.trim()))
          context.report(properties.at("stackOwner"), `stackOwner ${fault(owner)}.`, { help: OWNER });
      },
    },
    bad: [
      { properties: { properties: { stackOwner: null } }, at: ["apiProperties.json#/properties"] },
      {
        properties: { properties: { stackOwner: null, stackowner: "Fabrikam" } },
        at: ["apiProperties.json#/properties"],
      },
      { properties: { properties: { stackOwner: " " } }, at: ["apiProperties.json#/properties/stackOwner"] },
    ],
    good: [{ properties: { properties: { stackOwner: "https://swapi.dev/" } } }],
  },
]);
