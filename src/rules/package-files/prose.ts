/** What people read about a connector: readme.md in the repository, intro.md on the product's page. */
import type { TextFile } from "../../definition/connector-folder.ts";
import { independentPublisher } from "../facts/publisher-kind.ts";
import { CANNOT_OPEN, reportReadProblems } from "../facts/read-problems.ts";
import { list } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, REPOSITORY_README, REPOSITORY_TEMPLATES, SUBMISSION } from "../sources.ts";

type Section = readonly [name: string, heading: RegExp];

/** Sourced: the readme templates. Headings are taken as they are found: another wording of the same will do. */
const README: Section[] = [
  ["Publisher", /^publisher/i],
  ["Prerequisites", /^pre-?requisites?/i],
  [
    "Supported Operations",
    /^(supported|available) (operations|actions|triggers)|^(operations|actions|triggers)\b/i,
  ],
  ["Obtaining Credentials", /\bcredentials\b|^authentication|^(get|getting|obtain\w*) .*\b(key|token)s?\b/i],
  ["Known Issues and Limitations", /\b(issues|limitations)\b/i],
];
const DEPLOYMENT: Section = ["Deployment Instructions", /\bdeploy/i];

/** Sourced: the guide on submitting. */
const INTRO: Section[] = [
  ["Prerequisites", /^pre-?requisites?/i],
  ["How to get credentials", /\bcredentials\b/i],
  ["Get started with your connector", /^get(ting)? started/i],
  ["Known issues and limitations", /\b(issues|limitations)\b/i],
  ["Common errors and remedies", /\berrors\b/i],
  ["FAQ", /\bfaqs?\b|^frequently asked/i],
];
const OPERATION_LIST =
  /^((list of |all )?((supported|available) )?)?(operations|actions|triggers)( and (actions|triggers))?$/i;

export default defineRules("package-files", [
  {
    id: "pkg-readme",
    statement: "There is a readme.md.",
    why: "Reviewers of the certification start with the readme, and the repository shows it as the connector's page; a submission without one is sent back.",
    severity: { import: "off", certification: "warning" },
    sources: [REPOSITORY_README, CERTIFICATION],
    checks: {
      connector(context) {
        const found = reportReadProblems(context, "readme", [...CANNOT_OPEN, "too-large"]);
        const { readme, definition } = context.connector;
        if (readme?.text.trim() === "")
          context.report({ file: readme.file, pointer: "" }, "The readme is empty.", {
            help: `Write the sections ${list(README.map(([name]) => name))}.`,
          });
        if (readme || found > 0 || !definition) return;
        context.report({ file: "readme.md", pointer: "" }, "There is no readme.md.", {
          help: `Add one with the sections ${list(README.map(([name]) => name))}.`,
        });
      },
    },
    bad: [
      { files: { "readme.md": null }, at: ["readme.md#"] },
      { files: { "readme.md": "\n" }, at: ["readme.md#"] },
    ],
    good: [{ files: { "readme.md": null, "README.md": "# Parcels" } }],
  },
  {
    id: "pkg-readme-sections",
    statement: `The readme has the sections ${list(README.map(([name]) => name))}.`,
    why: "Reviewers of the certification look for five sections in the readme and ask for those that are missing; a connector that Microsoft did not write says how it is deployed as well.",
    severity: { import: "off", certification: "info" },
    sources: [REPOSITORY_TEMPLATES],
    checks: {
      connector(context) {
        const { readme } = context.connector;
        if (!readme || readme.text.trim() === "") return;
        const wanted = context.fact(independentPublisher) === undefined ? [...README, DEPLOYMENT] : README;
        const headings = headingsOf(readme);
        const missing = lacking(headings, wanted);
        if (missing.length === 0) return;
        context.report({ file: readme.file, pointer: "" }, `The readme lacks ${sections(missing)}.`, {
          help: `Add ${missing.length === 1 ? "it" : "them"} as headings: ${missing.map((name) => `"## ${name}"`).join(", ")}.`,
        });
      },
    },
    bad: [
      {
        files: { "readme.md": "# Parcels\n\n## Publisher: Fabrikam\n\n## Prerequisites\n" },
        at: ["readme.md#"],
      },
    ],
    good: [
      {
        files: {
          "readme.md":
            "# Parcels\n## Publisher: Fabrikam (Independent Publisher)\n## Prerequisites\n## Supported Operations\n## Obtaining Credentials\n## Known Issues and Limitations\n## Deployment Instructions\n",
        },
      },
      {
        files: {
          "readme.md":
            "# Parcels\r\n## Publisher: Fabrikam\r\nPrerequisites\r\n---\r\n## Supported Operations\r\n## Obtaining Credentials\r\nKnown Issues and Limitations\r\n====\r\n## Deployment Instructions\r\n",
        },
      },
    ],
  },
  {
    id: "pkg-intro",
    statement: `A verified publisher's connector has an intro.md with ${list(INTRO.map(([name]) => name))}, without a list of operations.`,
    why: "intro.md becomes the text of the connector's page in Microsoft's documentation, which lists the operations by itself.",
    severity: { import: "off", certification: "info" },
    sources: [SUBMISSION],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const found = reportReadProblems(context, "intro", [...CANNOT_OPEN, "too-large"]);
        const { intro, definition } = context.connector;
        if (!intro) {
          if (found > 0 || !definition || context.fact(independentPublisher) !== undefined) return;
          context.report({ file: "intro.md", pointer: "" }, "There is no intro.md.", {
            help: `If you submit as a verified publisher, add one with the sections ${list(INTRO.map(([name]) => name))}.`,
          });
          return;
        }
        const headings = headingsOf(intro);
        const missing = lacking(headings, INTRO);
        if (missing.length > 0)
          context.report({ file: intro.file, pointer: "" }, `intro.md lacks ${sections(missing)}.`, {
            help: `Add ${missing.length === 1 ? "it" : "them"} as headings: ${missing.map((name) => `"## ${name}"`).join(", ")}.`,
          });
        for (const heading of headings) {
          if (!OPERATION_LIST.test(heading.text)) continue;
          context.report(
            { file: intro.file, pointer: "" },
            `intro.md has a section "${heading.text}", a list of operations.`,
            {
              help: "Remove the section.",
              range: { start: heading.start, end: heading.end },
            },
          );
        }
      },
    },
    bad: [
      { files: { "intro.md": null }, at: ["intro.md#"] },
      {
        files: { "intro.md": "Parcels.\n\n## Prerequisites\n\n## Actions\n" },
        at: ["intro.md#", "intro.md#"],
      },
    ],
  },
]);

interface Heading {
  text: string;
  start: number;
  end: number;
}

/**
 * Headings of Markdown: lines that begin with #, lines that are underlined with = or -, and lines that are bold as a
 * whole, which many write instead.
 */
function headingsOf(file: TextFile): Heading[] {
  const found: Heading[] = [];
  let start = 0;
  let fenced = false;
  let above = "";
  for (const line of file.text.split("\n")) {
    if (/^\s{0,3}(```|~~~)/.test(line)) fenced = !fenced;
    // Long lines are paragraphs; cutting them keeps the patterns below cheap.
    const short = line.slice(0, 300).trimEnd();
    const underlined = /^ {0,3}(?:=+|-+)$/.test(short) && above.trim() !== "";
    const text = underlined
      ? above.trim()
      : (/^\s{0,3}#{1,6}[ \t]*(\S.*)$/.exec(short)?.[1] ?? /^\s{0,3}\*\*([^*]+)\*\*:?\s*$/.exec(short)?.[1]);
    if (!fenced && text !== undefined)
      found.push({
        text: text.replace(/[\s#*:]+$/, "").replace(/^[\s*\d.]+/, ""),
        start: underlined ? start - above.length - 1 : start,
        end: underlined ? start - 1 : start + line.trimEnd().length,
      });
    above = line;
    start += line.length + 1;
  }
  return found;
}

function lacking(headings: readonly Heading[], wanted: readonly Section[]): string[] {
  return wanted
    .filter(([, pattern]) => !headings.some((heading) => pattern.test(heading.text)))
    .map(([name]) => name);
}

function sections(names: readonly string[]): string {
  return names.length === 1 ? `the section ${list(names)}` : `the sections ${list(names)}`;
}
