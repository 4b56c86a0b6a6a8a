/** What the validator says of a settings file itself. No rule of a connector, but explained and switched off like one. */
import { defineRule } from "../rules/language/rule.ts";

export const UNUSED_SUPPRESSION = defineRule("package-files", {
  id: "unused-suppression",
  statement: "A suppression of the settings file leaves out at least one finding.",
  why: "One that leaves out nothing is forgotten, or its place is misspelt; some day it would hide a new fault.",
  severity: { import: "warning", certification: "warning" },
  sources: ["our choice"],
  checks: {},
  bad: [],
  good: [],
});
