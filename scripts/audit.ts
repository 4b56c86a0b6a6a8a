/**
 * Asks the registry for known holes in what the lock file names. Ends with 1 for a high or critical one, and with 2 where the
 * registry gave no answer: npm ends with 1 for both, so that a step of CI that is red would not say which.
 */
import { runNpm } from "./run-npm.ts";

interface Report {
  auditReportVersion?: number;
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string; url: string })[] }>;
  /** What npm says where there was no answer, or none that it understands. */
  message?: string;
  error?: { summary?: string };
}

const GRAVE = new Set(["high", "critical"]);

const { stdout, stderr } = runNpm("audit", "--json");
const report = parsed(stdout);
if (report.auditReportVersion === undefined || !report.vulnerabilities) {
  const why =
    report.message ?? (report.error?.summary || stderr.trim().split("\n")[0] || "npm says nothing more");
  process.stderr.write(
    `Nothing was checked: the registry does not say which holes are known (${why}).\n  Not every mirror does. Ask the one of npm: npm run audit --registry=https://registry.npmjs.org\n`,
  );
  process.exitCode = 2;
} else {
  const found = Object.entries(report.vulnerabilities);
  const grave = found.filter(([, { severity }]) => GRAVE.has(severity));
  for (const [name, { severity, via }] of grave) {
    const because = via.map((one) => (typeof one === "string" ? `by ${one}` : `${one.title} ${one.url}`));
    process.stdout.write(`${severity} ${name}: ${because.join("; ")}\n`);
  }
  process.stdout.write(
    `Packages with a known hole: ${grave.length} high or critical, ${found.length - grave.length} moderate or low.\n`,
  );
  process.exitCode = grave.length > 0 ? 1 : 0;
}

function parsed(text: string): Report {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return {};
  }
}
