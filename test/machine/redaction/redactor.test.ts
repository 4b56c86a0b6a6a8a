import { describe, expect, it } from "vitest";
import { Redactor } from "../../../src/machine/redaction/redactor.ts";
import { redactUrl } from "../../../src/machine/redaction/url.ts";

describe("an address that is shown", () => {
  it.each([
    ["https://x.example/a?api-version=1&sig=abc#top", "https://x.example/a?api-version=1&sig=***#top"],
    ["https://x.example/a?Access%5FToken=abc&b=1", "https://x.example/a?Access%5FToken=***&b=1"],
    ["https://me:pass@x.example/a?b=1", "https://x.example/a?b=1"],
    ["https://x.example/a?design=1&signal=2", "https://x.example/a?design=1&signal=2"],
  ])("%s", (given, shown) => expect(redactUrl(given)).toBe(shown));
});

describe("a text that leaves a run", () => {
  const redactor = new Redactor();
  redactor.addSecret('p"ss wörd/1');
  redactor.addName("X-My-Key");

  it.each([
    ["a secret as it is", 'it was p"ss wörd/1, was it?'],
    ["a secret in an address", `https://x.example/?a=${encodeURIComponent('p"ss wörd/1')}`],
    ["a secret in JSON", JSON.stringify({ any: 'p"ss wörd/1' })],
    ["user and password of an address", "GET https://me:p4ss@x.example/a failed"],
    ["a token of a form", "grant_type=x&refresh_token=p4ss"],
  ])("hides %s", (_, text) => {
    const shown = redactor.text(text);
    expect(shown).toContain("***");
    expect(shown).not.toMatch(/p4ss|w.{0,12}rd/);
  });

  it("hides query parameters and headers that the connector uses for keys", () => {
    expect(redactor.url("https://x.example/?x-my-key=1&page=2")).toBe(
      "https://x.example/?x-my-key=***&page=2",
    );
    expect(redactor.headers(new Headers({ "X-My-Key": "1", accept: "a/b" }))).toEqual({
      "x-my-key": "***",
      accept: "a/b",
    });
  });

  it("leaves everything that is not a secret", () => {
    for (const text of [
      '{"code":"Invalid","key":"a","token":"b"}',
      "https://x.example/@me",
      "mail a@b.example",
    ])
      expect(redactor.text(text)).toBe(text);
  });
});
