import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCallbackUrl, checkResolved } from "../../src/bookings/delivery/callback-url.ts";
import { readServiceContract } from "../../src/bookings/index.ts";
import { redactUrl } from "../../src/machine/redaction/url.ts";
import { CALLBACK, setUp } from "./support.ts";

const { allowedDomains } = readServiceContract().notifications;
const check = (url: string, loopback = false) => checkCallbackUrl(url, { allowedDomains, loopback });

describe("Callback addresses", () => {
  it.each([
    CALLBACK,
    "https://prod-12.westus.logic.azure.com:443/workflows/0af3/triggers/manual/run?sp=x&sv=1.0&sig=y",
    "https://defaultab12.3f.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/0af3/triggers/manual/paths/invoke?sig=y",
    "https://emea.azure-apim.net/x",
    "https://EU.Flow.Microsoft.com/x",
    "https://prod-12.westus.logic.azure.com./x",
  ])("the platform's own are accepted: %s", (url) => {
    expect(check(url).ok).toBe(true);
  });

  it.each([
    "https://hooks.example.com/x",
    "https://logic.azure.com/x",
    "https://evillogic.azure.com/x",
    "https://prod.logic.azure.com.evil.example/x",
    "https://evil.example/?prod.logic.azure.com",
    "https://evil.example#.logic.azure.com",
    "http://prod-01.westeurope.logic.azure.com/x",
    "https://prod-01.westeurope.logic.azure.com:8443/x",
    // A user name can make an address look like another; docs/backend.md counts it among what is not allowed.
    "https://user:pass@prod-01.westeurope.logic.azure.com/x",
    "https://prod-01.westeurope.logic.azure.com@evil.example/x",
    "ftp://prod-01.westeurope.logic.azure.com/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "gopher://prod.logic.azure.com/x",
  ])("others are refused: %s", (url) => {
    expect(check(url)).toMatchObject({ ok: false, why: "not-allowed" });
  });

  it.each([
    "http://127.0.0.1/x",
    "https://127.0.0.1/x",
    "http://localhost:3000/x",
    "http://app.localhost/x",
    "http://[::1]/x",
    "http://[::ffff:127.0.0.1]/x",
    "http://2130706433/x",
    "http://0x7f.1/x",
    "http://017700000001/x",
    "http://127.1/x",
    "http://ⓛocalhost/x",
  ])("this machine is refused by default: %s", (url) => {
    expect(check(url)).toMatchObject({ ok: false, why: "not-allowed" });
    expect(check(url, true)).toMatchObject({ ok: true, loopback: true });
  });

  it.each([
    "http://169.254.169.254/metadata/instance",
    "http://[fd00:ec2::254]/latest",
    "http://168.63.129.16/x",
    "http://10.0.0.1/x",
    "http://172.16.0.1/x",
    "http://192.168.1.1/x",
    "http://100.64.0.1/x",
    "http://0.0.0.0/x",
    "http://[::]/x",
    "http://[fe80::1]/x",
    "http://[::ffff:10.0.0.1]/x",
    "http://[64:ff9b::a00:1]/x",
    "https://8.8.8.8/x",
    "http://metadata.google.internal/x",
  ])("private, metadata and bare addresses are refused, even when this machine is allowed: %s", (url) => {
    expect(check(url, true)).toMatchObject({ ok: false, why: "not-allowed" });
  });

  it.each([
    ["nothing", ""],
    ["a path alone", "/relative"],
    ["no scheme", "prod.logic.azure.com/x"],
    ["no host", "https://"],
    ["a line break and a header", "https://prod-01.westeurope.logic.azure.com/x\r\nX-Injected: 1"],
    ["a tab", "https://prod-01.westeurope.logic.azure.com/\tx"],
    ["backslashes", "https:\\\\prod-01.westeurope.logic.azure.com/x"],
    ["a blank in front", " https://prod-01.westeurope.logic.azure.com/x"],
    ["20,000 characters", `https://prod-01.westeurope.logic.azure.com/${"x".repeat(20_000)}`],
  ])("anything that is not an address is malformed: %s", (_, url) => {
    expect(check(url)).toMatchObject({ ok: false, why: "malformed" });
  });

  it("no text makes the check throw or lets a host through that is not on the list", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.ipV4(),
          fc.ipV6().map((ip) => `https://[${ip}]/`),
        ),
        (text) => {
          const checked = check(text);
          if (checked.ok)
            expect(allowedDomains.some((domain) => checked.url.hostname.endsWith(domain.slice(1)))).toBe(
              true,
            );
        },
      ),
    );
  });

  it.each([
    { answers: ["127.0.0.1"] },
    { answers: ["::1"] },
    { answers: ["20.1.2.3", "10.0.0.5"] },
    { answers: ["169.254.169.254"] },
    { answers: ["::ffff:192.168.0.1"] },
    { answers: [] },
    { answers: undefined },
  ])("an allowed name that leads to $answers is refused", async ({ answers }) => {
    const resolve = async () => {
      if (!answers) throw new Error("ENOTFOUND");
      return answers;
    };
    expect(await checkResolved("prod-01.westeurope.logic.azure.com", resolve)).toBeTypeOf("string");
    const { subscribe, called, service } = setUp({ resolve });
    expect((await subscribe()).status).toBe(403);
    service.book();
    await service.settled();
    expect(called).toEqual([]);
  });

  it("an allowed name that leads to public addresses is accepted", async () => {
    const { subscribe } = setUp({ resolve: async () => ["20.1.2.3", "2603:1020::1"] });
    expect((await subscribe()).status).toBe(200);
  });

  it("a subscription with a refused address leaves nothing behind", async () => {
    const { subscribe, service } = setUp();
    expect((await subscribe("Created", { callback: "https://hooks.example.com/x" })).status).toBe(403);
    expect((await subscribe("Created", { callback: "no address" })).status).toBe(400);
    expect(service.context.subscriptions.all()).toEqual([]);
  });

  it("secrets in an address are shown neither in events nor in the details of a subscription", async () => {
    const { subscribe, service } = setUp();
    await subscribe();
    service.book();
    await service.settled();
    expect(JSON.stringify(service.events.recent())).not.toContain("topsecret");
    expect(redactUrl(CALLBACK)).toContain("sig=***");
    expect(redactUrl("https://a:b@x.example/?SIG=q&a=1")).toBe("https://x.example/?SIG=***&a=1");
    expect(redactUrl("no address")).toBe("(unreadable address)");
  });
});
