/** Fuzzy search: what comes first, and that a long list stays quick to go through. */
import { describe, expect, it } from "vitest";
import { best, type Candidate, scoreOf } from "../../../src/workbench/page/find/match.ts";

/** As the search has it: in lower case. */
const candidate = (shown: string, rest: Partial<Candidate> = {}) => ({
  shown,
  title: shown.toLowerCase(),
  more: "",
  byWords: false,
  lead: 0,
  ...rest,
});

const titles = (list: string[], typed: string) =>
  best([list.map((title) => candidate(title))], typed, 10).map(({ item }) => item.shown);

describe("Fuzzy search", () => {
  it("puts beginnings before words inside, those before pieces, those before spread letters", () => {
    const list = [
      "Remove customer",
      "Customer list",
      "List the customers",
      "Create user tomorrow",
      "Accustomed",
    ];
    expect(titles(list, "custom").slice(0, 4)).toEqual([
      "Customer list",
      "Remove customer",
      "List the customers",
      "Accustomed",
    ]);
  });

  it("finds by first letters, by several words in any order, and by what stands beside", () => {
    expect(titles(["When an appointment is created", "When a form is sent"], "waic")).toEqual([
      "When an appointment is created",
    ]);
    expect(titles(["Get a list of users", "Get a user"], "user list")).toEqual(["Get a list of users"]);
    const [found] = best([[candidate("Page", { more: "path.$.smtpaddress" })]], "smtp", 5);
    expect(found?.item.shown).toBe("Page");
  });

  it("finds letters at the beginnings of words only, and in long texts only what was typed", () => {
    expect(titles(["Duplicate the rotation", "Get duration"], "duration")).toEqual(["Get duration"]);
    expect(titles(["When an appointment is created"], "whapp")).toHaveLength(1);
    // The first word that begins with the next letter is not the right one here.
    expect(titles(["Get a picture of a page"], "gpag")).toHaveLength(1);
    const call = (shown: string) => candidate(shown, { byWords: true });
    const calls = [[call("GET https://mock/v1/dates/users/rates"), call("POST /duration")]];
    expect(best(calls, "duration", 5).map(({ item }) => item.shown)).toEqual(["POST /duration"]);
    expect(best(calls, "gmvd", 5)).toEqual([]);
  });

  it("finds nothing where a word is missing", () => {
    expect(titles(["Get a user"], "user zebra")).toEqual([]);
    expect(scoreOf("abc", "x")).toBe(0);
  });

  it("looks at every entry of ten thousand", () => {
    const list = Array.from({ length: 10_000 }, (_, at) => `Entry number ${at} of the list`);
    expect(titles(list, "entry 9999")).toEqual(["Entry number 9999 of the list"]);
  });
});
