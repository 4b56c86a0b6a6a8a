/** What each format carries of a connector: the table of docs/package-formats.md, which a test holds against what is built. */
import { LOGIC_APPS_MEMBERS } from "./formats/logic-apps.ts";
import { FORMATS, type FormatId } from "./options.ts";
import { CARRIED } from "./solution/connector-part.ts";

/**
 * `yes`: comes out as it went in. `said`: dropped, and a notice names it. `made`: comes out in another form. `never`: no
 * package holds it.
 */
export type Carries = "yes" | "said" | "made" | "never";

export interface CarriedPart {
  /** The member of apiProperties.json or the file; a test finds the part by it. */
  part: string;
  words: string;
  by: Record<FormatId, Carries>;
  /** What else there is to know. */
  note?: string;
}

/** The formats that are, or hold, a Dataverse solution. */
const SOLUTIONS: readonly FormatId[] = ["solution", "flow", "certification", "solution-source"];

function part(
  name: string,
  words: string,
  own: Partial<Record<FormatId | "solutions", Carries>>,
  note?: string,
): CarriedPart {
  const by = Object.fromEntries(
    FORMATS.map((format) => {
      const inSolution = SOLUTIONS.includes(format) ? own.solutions : undefined;
      return [format, own[format] ?? inSolution ?? "yes"];
    }),
  ) as Record<FormatId, Carries>;
  return { part: name, words, by, ...(note === undefined ? {} : { note }) };
}

/** A member of apiProperties.json: the lists that the builders go by say who carries it. */
function member(
  name: string,
  words: string,
  note?: string,
  own: Partial<Record<FormatId, Carries>> = {},
): CarriedPart {
  return part(
    name,
    words,
    {
      solutions: CARRIED.includes(name) ? "yes" : "said",
      "logic-apps": LOGIC_APPS_MEMBERS.includes(name) ? "yes" : "said",
      ...own,
    },
    note,
  );
}

export const CARRIED_PARTS: readonly CarriedPart[] = [
  part(
    "definition",
    "definition",
    {},
    "solutions take 500,000 characters, Logic Apps less than 1 MiB and 257 operations; more is an error",
  ),
  part("title", "title and description", {}, "solutions take 200 and 1,000 characters"),
  member("connectionParameters", "connection parameters"),
  member("connectionParameterSets", "parameter sets"),
  member("policyTemplateInstances", "policies"),
  part(
    "script",
    "script",
    { "logic-apps": "said" },
    "solutions take 500,000 characters; Logic Apps templates are built without it only with --leave-out script",
  ),
  member("scriptOperations", "operations of the script", "without a script an error", {
    "logic-apps": "said",
  }),
  member("iconBrandColor", "brand colour"),
  part(
    "icon",
    "icon",
    {},
    "PNG or JPEG; the platform shrinks it to 144 pixels; in Logic Apps templates as a data address, up to 256 KiB",
  ),
  member("capabilities", "capabilities"),
  member("publisher", "publisher", "certification reads it from apiProperties.json"),
  member("stackOwner", "stack owner", "with it, the service refuses updates through paconn", {
    paconn: "said",
  }),
  part("clientId", "client id", { "logic-apps": "made" }, "a parameter in templates"),
  part(
    "clientSecret",
    "client secret",
    Object.fromEntries(FORMATS.map((format) => [format, "never"])),
    "a reference to an environment variable is none, and stays; a parameter without a value in templates",
  ),
  part(
    "redirectUrl",
    "redirect address",
    Object.fromEntries(FORMATS.map((format) => [format, "never"])),
    "the platform makes one for each environment",
  ),
  part(
    "variables",
    "environment variables",
    { paconn: "made", pac: "made", "logic-apps": "made", certification: "yes" },
    "the references; definitions are what only solutions hold",
  ),
];

const WORDS: Record<Carries, string> = {
  yes: "yes",
  said: "dropped, said",
  made: "in another form",
  never: "never",
};

/** The page as Markdown. */
export function formatsPage(): string {
  const columns: readonly FormatId[] = FORMATS;
  const rows = CARRIED_PARTS.map(
    ({ words, by, note }) =>
      `| ${words} | ${columns.map((format) => WORDS[by[format]]).join(" | ")} | ${note ?? ""} |`,
  );
  return `# What each package format carries

Made by \`npm run docs\` from the lists that the builders go by; a test builds a connector with everything in it in each format, reads it
back, and holds the result against this table. "Dropped, said": a warning or a note of the build names the part.

| part | ${columns.map((format) => `\`${format}\``).join(" | ")} | |
|---|${columns.map(() => "---|").join("")}---|
${rows.join("\n")}
`;
}
