/**
 * Every line of the connector's specification has its fact on our reference page, and in the order of the specification.
 * The facts are stated here in short, one entry a line; those of fields and operations come from `test/connector/specification.ts`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { action, definitions, metadata, triggerParameters, triggers } from "../connector/specification.ts";
import { ROOT } from "../support/run-script.ts";

const page = readFileSync(path.join(ROOT, "docs", "reference.md"), "utf8").split("\n");

type Fact = string | RegExp;

/** The index of the first line at or after `from` that states a fact, or -1. */
function find(fact: Fact, from = 0, until = page.length): number {
  const index = page
    .slice(from, until)
    .findIndex((line) => (typeof fact === "string" ? line.includes(fact) : fact.test(line)));
  return index === -1 ? -1 : from + index;
}

const government =
  "US Government (GCC); US Government (GCC High); China Cloud operated by 21Vianet; US Department of Defense (DoD)";

/** The parts of the specification in its order: where each begins, and what it says. */
const parts: [name: string, begins: Fact, facts: Fact[]][] = [
  ["title", `# ${metadata.title} (${metadata.status})`, [/organizations publish booking pages/]],
  [
    "products and regions",
    "available in the following products and regions:",
    [
      "| Logic Apps | Standard | All Logic Apps regions except the following: Azure Government regions; Azure China regions; US Department of Defense (DoD) |",
      `| Power Automate | Standard | All Power Automate regions except the following: ${government} |`,
      `| Power Apps | Standard | All Power Apps regions except the following: ${government} |`,
    ],
  ],
  ["contact", "| Contact |", [`| Name | ${metadata.contact.name} |`, `| URL | <${metadata.contact.url}> |`]],
  [
    "metadata",
    "| Connector Metadata |",
    [
      `| Publisher | ${metadata.publisher} |`,
      `| Website | <${metadata.website}> |`,
      `| Privacy policy | <${metadata.privacyPolicy}> |`,
      `| Categories | ${metadata.categories} |`,
    ],
  ],
  [
    "introduction",
    /^Microsoft Bookings is the scheduling tool of the Microsoft Office family/,
    [/online meeting.*payment.*customer in a CRM system.*welcome message/, /created, updated or cancelled/],
  ],
  ["prerequisites", "## Prerequisites", [/license that includes Microsoft Bookings/]],
  ["credentials", "## How to get credentials", [/Microsoft Entra ID/, /valid .*account/, /signs in/]],
  [
    "getting started",
    "## Get started with your connector",
    [
      /triggers: when an appointment is created, updated or cancelled/,
      /SMTP address/,
      /\*\*Stripe\*\*: .*payments over the internet.*customer, order or invoice/,
      /\*\*Zoom\*\*: .*meeting/,
      /\*\*Dynamics 365 Sales Insights\*\*: .*sales team/,
      /list of all connectors/,
    ],
  ],
  [
    "known issues",
    "## Known issues and limitations",
    [
      /^1\. \*\*Only administrators.*not the one in the tenant.*team member, scheduler, viewer or guest, ask an administrator of the page for the flow or for the role/,
      /^2\. .*five flows.*limit is that of the mailbox.*add them to a flow that exists.*other administrators/,
      /^3\. .*"Staff not part of Bookings Business".*"Invalid authority".*staff of the booking mailbox.*administrator.*Staff tab/,
      /^4\. .*empty.*cancel reason of a 1:1 booking.*yet/,
      /^5\. .*"Bad Gateway" \(502\).*backend.*Microsoft 365 support/,
    ],
  ],
  [
    "common errors",
    "## Common errors and remedies",
    [
      /^\| 401 \| .*sign-in of the connection/,
      /^\| 403 \| .*not an administrator.*first known issue/,
      /^\| 403 \| .*domain of the notification URL is not on the list of allowed/,
      /^\| 429 \| .*five flows already.*second known issue/,
      /^\| 502 \| .*backend.*failed.*support, with all details/,
    ],
  ],
  [
    "FAQ",
    "## FAQ",
    [
      /not offer my booking page\?.*administer and have opened recently.*Open the page once in Bookings on the web.*not its administrator/,
      /How do I create a flow for it\?.*SMTP address as a custom value/,
      /find the customer\?.*1:1 booking.*CustomerName and Customer Email.*group booking.*Customers list.*"Apply to each".*Display Name and Email/,
      /staff members a list\?.*several hosts.*single one.*single entry/,
      /Which identifier.*SelfServiceAppointmentId.*online or in person, booked by staff or by the customer.*Id is an Exchange identifier.*differs between triggers/,
      /what has changed\?\*\* No\./,
      /several customers\?.*first customer.*created trigger.*further customer joins.*updated trigger/,
    ],
  ],
  [
    "creating a connection",
    "## Creating a connection",
    [
      "The connector supports the following authentication types:",
      "| [Default](#default) | Parameters for creating connection. | All regions | Not shareable |",
      "### Default",
      "Applicable: All regions",
      "Parameters for creating connection.",
      /not a shareable connection.*shared with another user.*asked to create a connection of their own/,
    ],
  ],
  [
    "throttling",
    "## Throttling Limits",
    ["| Name | Calls | Renewal Period |", "| API calls per connection | 100 | 60 seconds |"],
  ],
  [
    "actions",
    "## Actions",
    [
      `[${action.summary}](#`,
      `### ${action.summary}`,
      `Operation ID: ${action.operationId}`,
      action.means,
      "#### Returns",
      `[${action.returns}](#`,
    ],
  ],
  ["triggers", "## Triggers", triggers.map(({ summary }) => `[${summary}](#`)],
  ["definitions", "## Definitions", Object.keys(definitions).map((name) => `### ${name}`)],
];

const starts = parts.map(([, begins]) => find(begins));

it("has the parts of the specification, in its order", () => {
  expect(starts).not.toContain(-1);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
});

describe.each(parts.map(([name, , facts], index) => ({ name, facts, index })))(
  "$name",
  ({ facts, index }) => {
    it.each(facts.map((fact) => ({ fact })))("$fact", ({ fact }) => {
      expect(find(fact, starts[index], starts[index + 1])).toBeGreaterThan(-1);
    });
  },
);

/** From one heading of the third level to the next. */
function section(heading: string): string[] {
  const from = page.indexOf(`### ${heading}`);
  const length = page.slice(from + 1).findIndex((line) => /^#{2,3} /.test(line));
  return from === -1 ? [] : page.slice(from, length === -1 ? undefined : from + 1 + length);
}

const cells = (line: string) => line.slice(2, -2).split(" | ");

describe.each(triggers)("trigger $summary", ({ operationId, summary, change }) => {
  const lines = section(summary);

  it("says what it listens for, in the list and at its own place", () => {
    const said = page.filter((line) => /booking page.*from the list or enter its SMTP address/.test(line));
    expect(said.filter((line) => line.startsWith(`| [${summary}](`))).toHaveLength(1);
    expect(lines).toContain(`Operation ID: ${operationId}`);
    expect(lines.some((line) => said.includes(line))).toBe(true);
  });

  it.each(Object.values(triggerParameters))("has the parameter $key", ({ name, key, type, means }) => {
    const row = lines.map(cells).find((each) => each[1] === key);
    expect(row?.slice(0, 4)).toEqual([name, key, "True", type]);
    expect(row?.[4]).toMatch(means);
  });

  it("listens on its own change, and returns an appointment", () => {
    expect(lines.find((line) => line.startsWith("| change_type |"))).toContain(`["${change}"]`);
    expect(lines.join("\n")).toContain("#### Returns\n\nBody: [AppointmentData](#appointmentdata)");
  });
});

describe.each(Object.entries(definitions))("definition %s", (name, rows) => {
  const shown = section(name)
    .filter((line) => line.startsWith("| "))
    .slice(2);

  it("has the rows of the specification, in its order", () => {
    expect(
      shown.map((line) =>
        cells(line)
          .slice(0, 3)
          .map((cell) => cell.replace(/\[(.*)\]\(#.*\)/, "$1")),
      ),
    ).toEqual(rows.map(({ name: label, path: at, type }) => [label, at, type]));
  });

  it.each(rows)("says what $path is", ({ path: at, means }) => {
    const row = shown.map(cells).find((each) => each[1] === at);
    expect(row?.[3]?.replaceAll("\\", "")).toMatch(means);
  });
});
