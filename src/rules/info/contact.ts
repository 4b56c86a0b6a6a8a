/** Whom makers and reviewers can ask. */

import { replaceValue } from "../../json/edits.ts";
import { isObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { checkAddress, noAddress } from "../facts/addresses.ts";
import { isEmail } from "../facts/web-address.ts";
import { kindName, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, issue, VALIDATOR_CODES } from "../sources.ts";

const EXAMPLES: Record<string, string> = {
  name: "Fabrikam Support",
  url: "https://fabrikam.com/support",
  email: "support@fabrikam.com",
};

const EMAIL_HELP = 'Write an e-mail address, such as "help@fabrikam.com".';
const notAnEmail = (value: JsonValue | undefined) =>
  `The e-mail of the contact, ${show(value)}, is not an e-mail address.`;
const notAUrl = (shown: string) => `The url of the contact, ${shown}, is not a web address.`;

export default defineRules("info", [
  {
    id: "info-contact-required",
    statement: "info has a contact, which is an object.",
    why: "Makers and reviewers find nobody to ask when something fails; the review for certification refuses a connector without a contact.",
    severity: { import: "off", certification: "error" },
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [issue(683), issue(1095), CERTIFICATION],
    shape: [
      {
        of: "info",
        faults: ["missing", "type"],
        keys: ["contact"],
        say: ({ fault, value }) => ({
          ...(fault === "type" && { message: `"contact" is ${kindName(value)}; it must be an object.` }),
          help: `${fault === "missing" ? "Add" : "Write"} "contact": {"name": "…", "url": "…", "email": "…"}, with your company or support, its web page and its e-mail address.`,
          ...(value === null && { codes: ["RequiredPropertyMissing"] }),
        }),
      },
    ],
    bad: [
      { definition: { info: { contact: null } }, at: ["/info"] },
      { definition: { info: { contact: "help@fabrikam.com" } }, at: ["/info/contact"] },
    ],
  },
  {
    id: "info-contact-fields",
    statement: "The contact has a name, an address and an e-mail; it needs one of the last two.",
    why: "The connector's page shows whom to ask; where an entry is missing, makers have one way less to get help, and certification refuses a contact without any.",
    severity: { import: "off", certification: "warning" },
    codes: ["OneOfPropertiesRequired"],
    sources: [
      CERTIFICATION,
      VALIDATOR_CODES,
      "observed: 76 published contacts have no address, 23 no e-mail, nearly all have one of them",
    ],
    checks: {
      info(info, context) {
        const contact = own(info.value, "contact");
        if (!isObject(contact)) return;
        const has = (key: string) => (ownString(contact, key) ?? "").trim() !== "";
        if (!has("url") && !has("email")) {
          context.report(info.at("contact"), 'The contact has neither "url" nor "email".', {
            help: `Add "url": "${EXAMPLES.url}" or "email": "${EXAMPLES.email}" with your own addresses, better both.`,
          });
          return;
        }
        // Microsoft's support is reached through a page; several of its own published connectors name no address.
        const byMicrosoft = /^microsoft\b/i.test(ownString(context.properties, "publisher") ?? "");
        for (const key of ["name", "url", "email"]) {
          if (has(key) || (key === "email" && byMicrosoft)) continue;
          context.report(info.at("contact"), `The contact has no "${key}".`, {
            help: `Add "${key}": "${EXAMPLES[key]}", with ${key === "name" ? "the name of your company or support" : key === "url" ? "the address of your support page" : "the address of your support"} in its place.`,
            codes: [],
            ...(key !== "name" && { severity: "info" as const }),
          });
        }
      },
    },
    bad: [
      { definition: { info: { contact: { url: null, email: null } } }, at: ["/info/contact"] },
      { definition: { info: { contact: { name: "" } } }, at: ["/info/contact"] },
      { definition: { info: { contact: { email: null } } }, at: ["/info/contact"] },
    ],
    good: [
      {},
      {
        definition: { info: { contact: { email: null } } },
        properties: { properties: { publisher: "Microsoft Corporation" } },
      },
    ],
  },
  {
    id: "info-contact-email",
    statement: "The contact's e-mail is an e-mail address.",
    why: "The platform checks its form when the definition is uploaded, and refuses the whole definition for anything else.",
    severity: { import: "error", certification: "error" },
    codes: ["ContactEmailNotValid", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: "contact",
        faults: ["type"],
        keys: ["email"],
        say: ({ value }) => ({ message: notAnEmail(value), help: EMAIL_HELP, fix: undefined }),
      },
    ],
    checks: {
      contact(contact, context) {
        const email = ownString(contact.value, "email");
        if (email === undefined || isEmail(email)) return;
        const bare = email.trim().replace(/^mailto:/i, "");
        const sure = isEmail(bare);
        context.report(contact.at("email"), notAnEmail(email), {
          help: sure ? `Write ${quoteWhole(bare)}.` : EMAIL_HELP,
          codes: ["ContactEmailNotValid"],
          ...(sure && {
            fix: {
              title: `Write ${quote(bare)}`,
              edits: (document) => replaceValue(document, contact.at("email").pointer, bare),
            },
          }),
        });
      },
    },
    bad: [
      {
        definition: { info: { contact: { email: "mailto:help@fabrikam.com" } } },
        at: ["/info/contact/email"],
      },
      { definition: { info: { contact: { email: "help(at)fabrikam.com" } } }, at: ["/info/contact/email"] },
      { definition: { info: { contact: { email: "h\u00e4lp@fabrikam.com" } } }, at: ["/info/contact/email"] },
      { definition: { info: { contact: { email: "help@fabrikam" } } }, at: ["/info/contact/email"] },
      { definition: { info: { contact: { email: "help.@fabrikam.com" } } }, at: ["/info/contact/email"] },
    ],
    good: [{ definition: { info: { contact: { email: "parcel.help+makers@mail.fabrikam.com" } } } }],
  },
  {
    id: "info-contact-url",
    statement: "The contact's url is a whole address.",
    why: "The platform checks its form when the definition is uploaded, and refuses the whole definition for anything else.",
    severity: { import: "error", certification: "error" },
    codes: ["UrlNotValid", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    shape: [noAddress("contact", "url", notAUrl)],
    checks: { contact: (contact, context) => checkAddress(contact, ["url"], notAUrl, context) },
    bad: [
      { definition: { info: { contact: { url: "www.fabrikam.com/help" } } }, at: ["/info/contact/url"] },
      { definition: { info: { contact: { url: "ask us" } } }, at: ["/info/contact/url"] },
      {
        definition: { info: { contact: { url: "https://https://fabrikam.com" } } },
        at: ["/info/contact/url"],
      },
    ],
    good: [{ definition: { info: { contact: { url: "https://fabrikam.com/help#form" } } } }],
  },
]);
