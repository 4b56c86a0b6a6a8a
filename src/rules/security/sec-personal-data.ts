import { lastToken } from "../../json/pointer.ts";
import { ownString } from "../../json/values.ts";
import { entropy, findCredentials, secretReason } from "../../machine/redaction/credentials.ts";
import { onKinds } from "../facts/checks.ts";
import { SAMPLE_KEYS, SAMPLE_KINDS, type SampleString, sampleStrings } from "../facts/sample-values.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, REPOSITORY_README } from "../sources.ts";

/** Domains that belong to nobody, or stand for anybody (RFC 2606, Microsoft's made-up companies, usual placeholders). */
const MADE_UP_DOMAIN =
  /^(?:[\w-]+\.)*(?:ex[ae]mple|test|invalid|localhost|sample|demo|dummy|fake|acme|contoso|fabrikam|northwind(?:traders)?|adventure-?works|litware(?:inc)?|proseware|tailspintoys|wingtiptoys|relecloud|domain|yourdomain|mydomain|your-?company|mycompany|company(?:name)?|my-?company|customer|organi[sz]ation|server|host|site|website|some(?:domain|where|company)?|email|e?mail|mailinator|abc|xyz|foo|bar|foobar|foocorp|aaa|bbb|xxx+|yyy)(?:\.[a-z]{2,12}){0,2}$/i;
/** Names that are nobody's, or everybody's. */
const MADE_UP_NAME =
  /^(?:(?:your|my|some|any|the|a)?[._-]?(?:e?mail|name|user(?:name)?|account|address)|john(?:ny)?|jane|joe|jack|bob|alice|doe|foo|bar|test(?:er|ing)?|user|someone|somebody|anyone|me|you|abc|xyz|aaa|demo|sample|example|dummy|first(?:name)?|last(?:name)?|recipient|sender|receiver|customer|client|employee|admin|administrator|info|contact|support|help|hello|sales|office|service|no-?reply|donotreply|webmaster|postmaster|email|mail|\d+)(?:[._+-]?(?:\d|doe|smith|name|last(?:name)?|user|test|mail|email|address|example|sample))*$/i;

/** Where anybody can have a mailbox: what looks made up is taken there, and somebody reads it. */
const PUBLIC_MAIL =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|me|aol|gmx|web|proton|protonmail|mail|yandex|zoho)\.(?:com?|net|de|fr|me|ru|it|es|co\.[a-z]{2})$/i;
const PERSON = /^[a-z]{2,20}[._]?[a-z]{2,20}\d{0,4}$/i;
/** First names that are in such addresses as if they were nobody's. */
const FIRST_NAME = /^(?:john|johnny|jane|joe|jack|bob|alice)/i;

const EMAIL = /(?<![\w.+-])([\w.+-]{1,64})@((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12})(?![\w-])/gi;
const PHONE = /(?<![\w+])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d[\d .-]{6,14}\d(?!\w)/g;
const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}?$/i;
const SECRET_FIELD =
  /pass(?:word|wd|phrase)$|secret$|api_?key$|(?:access|auth|bearer)_?token$|^authorization$/i;

export default defineRule("security", {
  id: "sec-personal-data",
  statement: "Defaults, test values and examples hold no personal data, real ids or keys.",
  why: "Everyone who gets the connector reads its defaults, test values and examples; a real person's address stays in flows and screenshots for years.",
  severity: { import: "info", certification: "info" },
  sources: [DEFINITION_SCHEMA, REPOSITORY_README],
  onlyWith: SAMPLE_KEYS,
  checks: onKinds(SAMPLE_KINDS, (node, context) => {
    for (const sample of sampleStrings(node)) {
      const what = personal(sample, node);
      if (what === undefined) continue;
      const last = lastToken(sample.pointer);
      const named =
        last === undefined || last === sample.key
          ? `The value of "${sample.key}"`
          : `${quote(last)} in "${sample.key}"`;
      context.report(
        { file: node.file, pointer: sample.pointer },
        `${named} ${what}, for everyone to read who gets the connector.`,
        {
          help: `If it belongs to somebody, write a made-up one${madeUp(what)}.`,
        },
      );
    }
  }),
  bad: [
    {
      definition: {
        paths: {
          "/depots": {
            get: {
              parameters: [
                { name: "owner", in: "query", type: "string", default: "petra.novak@novak-transporte.de" },
                {
                  name: "tenant",
                  in: "query",
                  type: "string",
                  "x-ms-test-value": "b3f0c1de-52a7-4c68-9d1e-7a40c85f26bd",
                },
                { name: "password", in: "query", type: "string", "x-ms-test-value": "Tr7q-Lm92xVb" },
              ],
            },
          },
        },
        definitions: {
          Parcel: {
            properties: {
              phone: { type: "string", example: "+49 7243 918 2046" },
              account: { type: "string", example: "GB29 NWBK 6016 1331 9268 19" },
              card: { type: "string", example: "5105105105105100" },
              insurance: { type: "string", example: "219-09-9999" },
              owner: { type: "string", example: "john.smith@gmail.com" },
            },
          },
        },
      },
      at: [
        "/paths/~1depots/get/parameters/0/default",
        "/paths/~1depots/get/parameters/1/x-ms-test-value",
        "/paths/~1depots/get/parameters/2/x-ms-test-value",
        "/definitions/Parcel/properties/phone/example",
        "/definitions/Parcel/properties/account/example",
        "/definitions/Parcel/properties/card/example",
        "/definitions/Parcel/properties/insurance/example",
        "/definitions/Parcel/properties/owner/example",
      ],
    },
  ],
  good: [
    {
      definition: {
        definitions: {
          Parcel: {
            example: {
              owner: "jane.doe@contoso.com",
              id: "00000000-0000-0000-0000-000000000000",
              phone: "+1 425 555 0100",
              card: "4111111111111112",
              part: "DE89370400440532013001",
            },
            properties: { mail: { type: "string", example: "user@example.org", default: "john@acme.co.uk" } },
          },
        },
      },
    },
  ],
});

/** One that belongs to nobody, where there are such. */
function madeUp(what: string): string {
  if (what.includes("telephone")) return ", such as +1 425 555 0100";
  return what.includes("e-mail") ? ", such as an address at example.com" : "";
}

/** What is personal about a value, in words for a message that does not repeat it whole; undefined if nothing is. */
function personal({ text, key, pointer }: SampleString, node: Node): string | undefined {
  if (text.length < 8 || text.length > 2000) return undefined;
  if (text.includes("@")) {
    for (const [, name = "", domain = ""] of text.matchAll(EMAIL))
      if (!MADE_UP_DOMAIN.test(domain) && (!MADE_UP_NAME.test(name) || isTaken(name, domain)))
        return `is an e-mail address at ${quote(domain)}`;
  }
  if (text.includes("+")) {
    for (const [number] of text.matchAll(PHONE)) if (isRealNumber(number)) return "is a telephone number";
  }
  const number = /\d/.test(text) ? personalNumber(text) : undefined;
  if (number !== undefined) return number;
  const direct = pointer.endsWith(`/${key}`);
  const field = direct
    ? (ownString(node.value, "name") ?? String(node.key))
    : (pointer.split("/").at(-1) ?? "");
  // In a test value or default, an id is one of the author's own; examples of documentation are full of made-up ones.
  const used = key === "x-ms-test-value" || key === "default";
  if (used && direct && GUID.test(text) && entropy(text) > 3) return "is an id that looks real";
  if (
    used &&
    SECRET_FIELD.test(field) &&
    findCredentials(text).length === 0 &&
    secretReason(text) !== undefined
  )
    return `stands in ${quote(field)} and looks like a real key`;
  return undefined;
}

/** An address of a whole name at a public provider, such as one of a John Smith. */
function isTaken(name: string, domain: string): boolean {
  return (
    PUBLIC_MAIL.test(domain) &&
    FIRST_NAME.test(name) &&
    name.length > 5 &&
    PERSON.test(name) &&
    !/doe|test|example/i.test(name)
  );
}

const SOCIAL_SECURITY = /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/;
const CARD = /(?<![\w.-])[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\w.-])/;
const IBAN = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/;

/** A number that belongs to one person, told by its check digits where it has some. */
function personalNumber(text: string): string | undefined {
  if (SOCIAL_SECURITY.test(text)) return "looks like a social security number";
  const card = CARD.exec(text)?.[0];
  if (card !== undefined && hasCardChecksum(card.replace(/\D/g, "")))
    return "looks like the number of a payment card";
  const account = IBAN.exec(text)?.[0];
  return account !== undefined && hasAccountChecksum(account.replaceAll(" ", ""))
    ? "looks like the number of a bank account"
    : undefined;
}

/** ISO/IEC 7812: every second digit doubled, the sum a multiple of ten. */
function hasCardChecksum(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0 && new Set(digits).size > 2;
}

/** ISO 13616: the country and check digits behind the rest, letters as numbers from 10, modulo 97 one. */
function hasAccountChecksum(account: string): boolean {
  let remainder = 0;
  for (const character of account.slice(4) + account.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  return account.length >= 15 && remainder === 1;
}

/** Ten digits or more that are no series, not all alike, and not one of the numbers kept for films (555-01…). */
function isRealNumber(number: string): boolean {
  const digits = number.replace(/\D/g, "");
  if (digits.length < 10 || digits.length > 15 || /555/.test(digits)) return false;
  if (/0123|1234|2345|3456|4567|5678|6789|9876|8765|7654|6543|5432|4321|(\d)\1{3}/.test(digits)) return false;
  return new Set(digits).size >= 5;
}
