/** The colour behind the icon. */

import { replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import {
  INDEPENDENT_COLOR as INDEPENDENT,
  independentPublisher,
  otherOwner,
} from "../facts/publisher-kind.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, PROPERTIES_SCHEMA, PULL_REQUEST_TEMPLATE, REPOSITORY_README } from "../sources.ts";

const KEY = "iconBrandColor";
const HEX = /^#[0-9a-f]{6}$/i;
/** Sourced: what the portal fills in by itself, and white. */
const REFUSED = ["#007ee5", "#ffffff"];

export default defineRules("icon-branding", [
  {
    id: "brand-color-required",
    statement: "apiProperties.json names an iconBrandColor.",
    why: "The icon stands on that colour wherever the connector is shown, and certification refuses a connector without it. An import accepts it: solutions exported by the platform have been seen without.",
    severity: { import: "warning", certification: "error" },
    sources: [PROPERTIES_SCHEMA, "observed: connectors in exported solutions"],
    asksFor: ["iconBrandColor"],
    checks: {
      properties(properties, context) {
        if (own(properties.value, KEY) !== undefined) return;
        context.report(properties, `apiProperties.json has no "${KEY}".`, {
          help: `Add "${KEY}" with the colour behind your icon, such as "#1f6f54".`,
        });
      },
    },
    bad: [{ properties: { properties: { iconBrandColor: null } }, at: ["apiProperties.json#/properties"] }],
  },
  {
    id: "brand-color-hex",
    statement: "iconBrandColor is a colour written as # and six hexadecimal digits.",
    why: "Microsoft's schema of apiProperties.json allows no names of colours, short forms or transparency, and the review for certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [REPOSITORY_README, PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      properties(properties, context) {
        const color = own(properties.value, KEY);
        if (color === undefined || (typeof color === "string" && HEX.test(color))) return;
        const mended = typeof color === "string" ? asHex(color) : undefined;
        const place = properties.at(KEY);
        const empty = typeof color === "string" && color.trim() === "";
        context.report(place, `"${KEY}" is ${show(color)} instead of # and six hexadecimal digits.`, {
          help: mended ? `Write "${mended}".` : 'Write "#" and six hexadecimal digits, such as "#1f6f54".',
          // Solutions that the platform exported have been so.
          ...(empty && { severity: { import: "warning" as const } }),
          ...(mended && {
            fix: {
              title: `Write "${mended}"`,
              edits: (document) => replaceValue(document, place.pointer, mended),
            },
          }),
        });
      },
    },
    bad: [
      {
        properties: { properties: { iconBrandColor: "1f6f54" } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
      {
        properties: { properties: { iconBrandColor: "#abc" } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
      {
        properties: { properties: { iconBrandColor: "green" } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
      {
        properties: { properties: { iconBrandColor: 7 } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
    ],
    good: [{ properties: { properties: { iconBrandColor: "#1F6F54" } } }],
  },
  {
    id: "brand-color-default",
    statement: `iconBrandColor is neither ${REFUSED[0]} nor white.`,
    why: "The portal fills in #007ee5 by itself, and on white the tile of the icon cannot be seen; the review for certification refuses both colours.",
    severity: { import: "off", certification: "error" },
    sources: [PULL_REQUEST_TEMPLATE, CERTIFICATION],
    checks: {
      properties(properties, context) {
        const color = ownString(properties.value, KEY);
        if (color === undefined || !REFUSED.includes(color.toLowerCase())) return;
        context.report(
          properties.at(KEY),
          color.toLowerCase() === REFUSED[0]
            ? `"${KEY}" is ${quote(color)}, the default of the portal.`
            : `"${KEY}" is white (${quote(color)}).`,
          {
            because:
              color.toLowerCase() === REFUSED[0]
                ? "The portal fills in this colour by itself, so that the connector looks like any other that is not finished; the review for certification refuses it."
                : "On white the tile of the icon cannot be seen in the designer; the review for certification refuses it.",
            help: 'Write the colour of your brand, such as "#1f6f54", and fill the background of the icon with the same.',
          },
        );
      },
    },
    bad: [
      {
        properties: { properties: { iconBrandColor: "#007EE5" } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
      {
        properties: { properties: { iconBrandColor: "#ffffff" } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
    ],
  },
  {
    id: "brand-color-ip",
    statement: `Connectors of independent publishers have the iconBrandColor ${INDEPENDENT}.`,
    why: "Microsoft shows all connectors of independent publishers with one icon on one colour; the review for certification refuses any other colour.",
    severity: { import: "off", certification: "error" },
    sources: [REPOSITORY_README, CERTIFICATION],
    // Where it is only a hint: the default of the portal, and one that is none.
    yieldsTo: ["brand-color-default", "brand-color-hex"],
    fixable: true,
    comparesPlaces: true,
    checks: {
      properties(properties, context) {
        const sign = context.fact(independentPublisher);
        const color = own(properties.value, KEY);
        if (typeof color !== "string" || color === INDEPENDENT) return;
        const place = properties.at(KEY);
        if (sign === undefined) {
          const names = context.fact(otherOwner);
          if (!names) return;
          context.report(
            place,
            `${quote(names.publisher)} publishes a service of ${quote(names.owner)}, as independent publishers do, but "${KEY}" is ${quote(color)} instead of "${INDEPENDENT}".`,
            {
              help: `Write "${INDEPENDENT}" if you submit as an independent publisher; otherwise leave it.`,
              // Only nearly all publishers of somebody else's service are independent.
              severity: "info",
            },
          );
          return;
        }
        context.report(
          place,
          `The publisher is independent (as ${sign} says), but "${KEY}" is ${quote(color)} instead of "${INDEPENDENT}".`,
          {
            help: `Write "${INDEPENDENT}".`,
            yieldsTo: [],
            fix: {
              title: `Write "${INDEPENDENT}"`,
              edits: (document) => replaceValue(document, place.pointer, INDEPENDENT),
            },
          },
        );
      },
    },
    bad: [
      {
        properties: { properties: { publisher: "Fabrikam (Independent Publisher)" } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
      {
        properties: {
          properties: { publisher: "Fabrikam (Independent Publisher)", iconBrandColor: "#DA3B01" },
        },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
      ...["#da3b10", "#1f6f54"].map((iconBrandColor) => ({
        properties: { properties: { publisher: "Ada Example", stackOwner: "Fabrikam", iconBrandColor } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      })),
    ],
    good: [
      { properties: { properties: { publisher: "Fabrikam Europe", stackOwner: "Fabrikam Inc." } } },
      { properties: { properties: { publisher: "HP", stackOwner: "HP" } } },
      {
        properties: {
          properties: { publisher: "Fabrikam (Independent Publisher)", iconBrandColor: INDEPENDENT },
        },
      },
    ],
  },
  {
    id: "brand-color-ip-reserved",
    statement: `Only connectors of independent publishers have the iconBrandColor ${INDEPENDENT}.`,
    why: "Makers and reviewers know independent publishers by that colour, and take the connector for one of theirs.",
    severity: { import: "off", certification: "info" },
    sources: ["observed: one of 616 certified connectors has it"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      properties(properties, context) {
        if (ownString(properties.value, KEY)?.toLowerCase() !== INDEPENDENT) return;
        if (context.fact(independentPublisher) !== undefined) return;
        context.report(
          properties.at(KEY),
          `"${KEY}" is "${INDEPENDENT}", the colour of independent publishers.`,
          {
            help: 'Write the colour of your brand, such as "#1f6f54". If you are an independent publisher, say so in the title instead: "… (Independent Publisher)".',
          },
        );
      },
    },
    bad: [
      {
        properties: { properties: { iconBrandColor: INDEPENDENT } },
        at: ["apiProperties.json#/properties/iconBrandColor"],
      },
    ],
  },
]);

/** The colour in full if only its form is wrong. */
function asHex(color: string): string | undefined {
  const digits = /^\s*#?([0-9a-f]{3}|[0-9a-f]{6})\s*$/i.exec(color)?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits}`;
}
