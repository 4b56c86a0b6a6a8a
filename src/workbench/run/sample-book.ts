/** Events that somebody has saved to fire them again, by trigger. */
import { InputError } from "../../json/problem.ts";
import type { EventSample, SampleRequest } from "../api.ts";

/** More than anybody picks from. Chosen. */
const MOST = 50;
const MOST_ALL = 500;

export class SampleBook {
  #samples: SampleRequest[] = [];

  of(operationId: string): EventSample[] {
    return this.#samples
      .filter((sample) => sample.operationId === operationId)
      .map(({ title, body }) => ({ title, body, saved: true }));
  }

  all(): readonly SampleRequest[] {
    return this.#samples;
  }

  /** A sample of the same title is replaced. @throws {InputError} `too-many-samples` */
  save(sample: SampleRequest): void {
    const others = this.#samples.filter((one) => !isSame(one, sample));
    if (
      others.length >= MOST_ALL ||
      others.filter((one) => one.operationId === sample.operationId).length >= MOST
    )
      throw new InputError(
        "too-many-samples",
        `There are already ${MOST} saved events.`,
        "Delete some of them first.",
      );
    this.#samples = [...others, sample];
  }

  /** @throws {InputError} `sample-unknown`, `sample-taken` */
  rename(sample: { operationId: string; title: string }, title: string): void {
    const { operationId } = sample;
    if (!this.#samples.some((one) => isSame(one, sample)))
      throw new InputError(
        "sample-unknown",
        `No event of ${operationId} is saved as "${sample.title}".`,
        "GET /api/samples lists them.",
      );
    if (title !== sample.title && this.#samples.some((one) => isSame(one, { operationId, title })))
      throw new InputError(
        "sample-taken",
        `Another event of ${operationId} is called "${title}".`,
        "Give another name.",
      );
    this.#samples = this.#samples.map((one) => (isSame(one, sample) ? { ...one, title } : one));
  }

  delete(sample: { operationId: string; title: string }): void {
    this.#samples = this.#samples.filter((one) => !isSame(one, sample));
  }
}

function isSame(
  one: { operationId: string; title: string },
  other: { operationId: string; title: string },
): boolean {
  return one.operationId === other.operationId && one.title === other.title;
}
