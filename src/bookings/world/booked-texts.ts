/**
 * What a booking says of itself, word for word: each is a text that the request may bring, the appointment carries, notifications tell,
 * and a state file keeps. A new one is an entry here, beside its property in the definition.
 */
export const BOOKED_TEXTS = {
  /** `notified`: its name in a notification; `longest`: how many characters the control API takes. */
  trackingData: { notified: "TrackingData", longest: 1000 },
} as const satisfies Record<string, { notified: string; longest: number }>;

type Name = keyof typeof BOOKED_TEXTS;

export type BookedTexts = { [One in Name]: string | undefined };
export type BookedTextsRequest = { [One in Name]?: string };

const NAMES = Object.keys(BOOKED_TEXTS) as Name[];

/** An object with an entry for each of them. */
export function eachBookedText<T>(make: (name: Name) => T): { [One in Name]: T } {
  return Object.fromEntries(NAMES.map((name) => [name, make(name)])) as { [One in Name]: T };
}

/** Those of an appointment by the names that notifications have for them. */
export function notifiedTexts(appointment: BookedTexts): Record<string, string | undefined> {
  return Object.fromEntries(NAMES.map((name) => [BOOKED_TEXTS[name].notified, appointment[name]]));
}
