/** The categories under which makers find a connector. */

import { replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { categoriesOf, eachCategories, METADATA } from "../facts/connector-metadata.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, VALIDATOR_CODES } from "../sources.ts";

const KEY = METADATA;
const MAX_CATEGORIES = 2;

/** Sourced: the certification guide. */
const CATEGORIES = [
  "AI",
  "Business Management",
  "Business Intelligence",
  "Collaboration",
  "Commerce",
  "Communication",
  "Content and Files",
  "Finance",
  "Data",
  "Human Resources",
  "Internet of Things",
  "IT Operations",
  "Lifestyle and Entertainment",
  "Marketing",
  "Productivity",
  "Sales and CRM",
  "Security",
  "Social Media",
  "Website",
];

export default defineRules("info", [
  {
    id: "metadata-categories-value",
    statement: `Every category is one of the ${CATEGORIES.length} that exist.`,
    why: "Makers browse connectors by a fixed list of categories, where no other is shown; the review for certification refuses it.",
    severity: { import: "off", certification: "error" },
    codes: ["InvalidConnectorCategory"],
    sources: [CERTIFICATION, VALIDATOR_CODES],
    fixable: true,
    checks: {
      root(root, context) {
        eachCategories(root, (text, index, pointer) => {
          for (const category of categoriesOf(text)) {
            if (CATEGORIES.some((known) => known.toLowerCase() === category.toLowerCase())) continue;
            // A list with the wrong mark between its entries looks like one unknown category.
            const split = splitByAnyMark(category);
            const wrongMark = split.length > 1;
            const meant = nearest(category, CATEGORIES);
            context.report(
              root.at(KEY, index, pointer),
              `${quote(category)} in "Categories" is not a category of the Power Platform.`,
              {
                help: wrongMark
                  ? `Write ${quoteWhole(split.join(";"))}: categories have ";" between them.`
                  : `${didYouMean(category, CATEGORIES)}The categories are: ${CATEGORIES.join("; ")}.`,
                ...((wrongMark || meant !== undefined) && {
                  fix: {
                    title: wrongMark ? 'Put ";" between the categories' : `Write "${meant}"`,
                    edits: (document) =>
                      replaceValue(
                        document,
                        child("", KEY, index, pointer),
                        categoriesOf(text)
                          .map((other) =>
                            other === category ? (wrongMark ? split.join(";") : (meant ?? other)) : other,
                          )
                          .join(";"),
                      ),
                  },
                }),
              },
            );
          }
        });
      },
    },
    bad: [
      {
        definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "Comerce;Shipping" }] },
        at: [`/${KEY}/0/propertyValue`, `/${KEY}/0/propertyValue`],
      },
      {
        definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "Commerce, Data" }] },
        at: [`/${KEY}/0/propertyValue`],
      },
    ],
    good: [{ definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "commerce;Data" }] } }],
  },
  {
    id: "metadata-categories-max",
    statement: `There are at most ${MAX_CATEGORIES} categories.`,
    why: "A connector is listed under two categories at most; the review for certification refuses more.",
    severity: { import: "off", certification: "error" },
    codes: ["TooManyConnectorCategories"],
    sources: [CERTIFICATION, VALIDATOR_CODES],
    checks: {
      root(root, context) {
        eachCategories(root, (text, index, pointer) => {
          const { length } = categoriesOf(text);
          if (length <= MAX_CATEGORIES) return;
          context.report(
            root.at(KEY, index, pointer),
            `"Categories" names ${length} categories, ${list(categoriesOf(text))}; ${MAX_CATEGORIES} are allowed.`,
            {
              help: `Write the two that fit best, for instance ${quoteWhole(categoriesOf(text).slice(0, MAX_CATEGORIES).join(";"))}.`,
            },
          );
        });
      },
    },
    bad: [
      {
        definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "Commerce;Data;Finance" }] },
        at: [`/${KEY}/0/propertyValue`],
      },
    ],
  },
  {
    id: "metadata-categories-delimiter",
    statement: 'Categories have ";" between them and no spaces around it.',
    why: 'The guide for certification asks for ";" alone between categories. The platform removes spaces (25 published connectors have one), but reviewers may ask for it.',
    severity: { import: "off", certification: "info" },
    sources: [CERTIFICATION],
    fixable: true,
    checks: {
      root(root, context) {
        eachCategories(root, (text, index, pointer) => {
          const plain = categoriesOf(text).flatMap(splitByAnyMark).join(";");
          if (plain === text || text.trim() === "") return;
          context.report(
            root.at(KEY, index, pointer),
            `"Categories" is ${quote(text)}, with ${/[^;\s]\s*[,|/]\s*[^;\s]/.test(text) && !text.includes(";") ? 'another mark than ";" between them' : 'spaces or a mark too many around ";"'}.`,
            {
              help: `Write ${quoteWhole(plain)}.`,
              fix: {
                title: `Write ${quote(plain)}`,
                edits: (document) => replaceValue(document, child("", KEY, index, pointer), plain),
              },
            },
          );
        });
      },
    },
    bad: [
      {
        definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "Commerce; Data" }] },
        at: [`/${KEY}/0/propertyValue`],
      },
      {
        definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "Commerce;" }] },
        at: [`/${KEY}/0/propertyValue`],
      },
      {
        definition: { [KEY]: [{ propertyName: "Categories", propertyValue: "Commerce, Data" }] },
        at: [`/${KEY}/0/propertyValue`],
      },
    ],
  },
]);

/** The categories that one text names if another mark than ";" is between them; the text alone if they are none. */
function splitByAnyMark(text: string): string[] {
  const parts = text.split(/[,|/]/).map((part) => part.trim());
  const known = (part: string) =>
    CATEGORIES.some((category) => category.toLowerCase() === part.toLowerCase());
  return parts.length > 1 && parts.every(known) ? parts : [text];
}
