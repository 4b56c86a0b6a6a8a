/** What saving, checking and undoing take. */
import { anything, described, list, type Of, object, text } from "../../machine/schema/shape.ts";

/** Larger files are not read either. */
const whole = text(16 * 1024 * 1024);
const id = text(1_000, 1);
const pointer = described(text(10_000), "JSON pointer.");

export const saveRequest = object({
  text: described(whole, "The whole text; marks in place of secrets are replaced by them."),
  base: described(id, "The version that the text was made of; any other on disk is not overwritten."),
});
export type SaveRequest = Of<typeof saveRequest>;

export const checkRequest = object({ text: whole });
export type CheckRequest = Of<typeof checkRequest>;

export const mergeRequest = object({ text: whole, base: id });
export type MergeRequest = Of<typeof mergeRequest>;

export const memberRequest = object(
  {
    members: described(
      list(
        object(
          { pointer: described(text(10_000), "The object that holds the member."), key: text(1_000, 1) },
          {
            value: described(anything, "What it is to be; left out, the member is removed."),
            was: described(anything, "What it was when the form was filled in; left out, it was not there."),
          },
        ),
        200,
        1,
      ),
      "All are set, or none.",
    ),
  },
  { label: described(text(200), "What is done, for the list of changes.") },
);
export type MemberRequest = Of<typeof memberRequest>;

export const suppressRequest = object(
  { rule: id, reason: described(text(2_000, 3), "Why this is not a fault here.") },
  {
    file: described(text(1_000), "Only in this file."),
    at: pointer,
  },
);
export type SuppressRequest = Of<typeof suppressRequest>;

/** Exactly as the settings file has it: nothing else names a suppression. */
export const unsuppressRequest = object(
  { rule: id, reason: text(10_000) },
  { file: text(10_000), at: text(10_000) },
);
export type UnsuppressRequest = Of<typeof unsuppressRequest>;
