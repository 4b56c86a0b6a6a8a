/** Offline files: whole, closed to everything else, and safe whatever a connector says. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadRules } from "../../src/rules/load-rules.ts";
import { RECORDING_ELEMENT, type Recording } from "../../src/workbench/api.ts";
import { offlineFile, record } from "../../src/workbench/index.ts";
import { createRecordedSource } from "../../src/workbench/recorded-source.ts";
import { bookingsFolder, folderOf, PAGE, parcels } from "./support.ts";

const HOSTILE = `</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \u2028 $& ' " & \u0000`;

const recordIn = async (folder: string, run = true) => record({ folder, rules: await loadRules(), run });

function recordingIn(html: string): Recording {
  const text = new RegExp(
    `<script type="application/json" id="${RECORDING_ELEMENT}">(.*?)</script>`,
    "s",
  ).exec(html)?.[1];
  return JSON.parse(text ?? "") as Recording;
}

describe("a recording of our connector", () => {
  it("says how far it is: what is read, then each operation, then the end", async () => {
    const steps: [string, number | undefined][] = [];
    await record({
      folder: bookingsFolder(),
      rules: await loadRules(),
      run: false,
      onStep: (label, total) => steps.push([label, total]),
    });
    expect(steps[0]?.[1]).toBeUndefined();
    expect(steps.slice(1).map(([, total]) => total)).toEqual(Array(7).fill(7));
    expect(steps.map(([label]) => label)).toContain("CreateAppointment");
  });

  it("tells a story: subscriptions, a retry, a booking, a move, a cancellation, and an end", async () => {
    const recording = await recordIn(bookingsFolder());
    expect(recording.story.at(-1)).toBe("All flows were turned off.");
    expect(recording.runs.length).toBeGreaterThanOrEqual(3);
    const types = recording.events.map(({ type }) => type);
    for (const type of [
      "subscribed",
      "registration-retry",
      "booked",
      "rescheduled",
      "cancelled",
      "unsubscribed",
    ])
      expect(types).toContain(type);
    expect(recording.state.violations).toEqual([]);
    expect(Object.keys(recording.operations)).toHaveLength(5);
  });

  it("answers the page without a server", async () => {
    const recording = await recordIn(bookingsFolder());
    const source = createRecordedSource(JSON.parse(JSON.stringify(recording)) as Recording);
    expect(source.actions).toBeUndefined();
    const flow = (await source.state()).flows[0];
    const { runs } = await source.runs(flow?.id ?? "");
    const run = await source.run(runs[0]?.id ?? "");
    expect((await source.exchange(run.exchanges[0] ?? 0)).phase).toBe("notify");
    const list = await source.dynamic({ operationId: "CreateAppointment", key: "path.$.SMTPAddress" });
    expect(list.rows).toHaveLength(1);
    const code = await source.code({
      operationId: "CreateAppointment",
      values: { "path.$.SMTPAddress": "me@example.org" },
    });
    expect(JSON.stringify(code.logicApps)).toContain("me@example.org");
    expect((await source.events({ after: 2, limit: 3 })).events.map(({ number }) => number)).toEqual([
      3, 4, 5,
    ]);
    await expect(source.operation("__proto__")).rejects.toMatchObject({ code: "not-recorded" });
  });

  it("says nothing of this machine, and holds no secret", async () => {
    const folder = bookingsFolder();
    const text = JSON.stringify(await recordIn(folder));
    expect(text).not.toContain(folder);
    expect(text.match(/sig=(?!\*\*\*)/g)).toBeNull();
    expect(text).not.toMatch(/eyJ[\w-]{10}/);
  });
});

describe("an offline file", () => {
  const hostile = () => {
    const definition = parcels();
    const hit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (["summary", "description", "title", "x-ms-summary"].includes(key))
          (value as Record<string, unknown>)[key] = HOSTILE;
        else hit(inner);
      }
    };
    hit(definition);
    return definition;
  };

  it("keeps text text, whatever a connector says", async () => {
    const recording = await recordIn(folderOf(hostile()));
    const html = offlineFile(PAGE, recording);
    expect(html.match(/<script\b/g)).toHaveLength(2);
    expect(html).not.toContain("<img");
    expect(recordingIn(html).design.description).toBe(HOSTILE);
    expect(recordingIn(html)).toEqual(JSON.parse(JSON.stringify(recording)));
  });

  it("lets the page's own script run and nothing else, and loads nothing", async () => {
    const html = offlineFile(PAGE, await recordIn(folderOf(parcels()), false));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
    const script = /<script type="module">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(script).toContain("document.title");
    const hash = createHash("sha256").update(script).digest("base64");
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/unsafe|https?:|'self'/);
    expect(html).not.toMatch(/<(?:script|link|img)[^>]*\s(?:src|href)=/);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
  });

  it("a broken definition is recorded with its findings", async () => {
    const recording = await recordIn(folderOf("no definition"));
    expect(recording.design.failure?.code).toBe("definition-unreadable");
    expect(recording.story).toEqual([]);
    expect(recordingIn(offlineFile(PAGE, recording)).findings.counts.error).toBeGreaterThan(0);
  });
});
