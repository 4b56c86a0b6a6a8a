/** Lists that are read page by page. */
import { InputError } from "../../../json/problem.ts";

/** Items of one page at most. */
const MAX_LIMIT = 2_000;

/** The parameters of lists that are read page by page; {@link pageOf} reads them. */
export const PAGED = Object.fromEntries(
  ["after", "before", "limit"].map((name) => [name, { type: "integer", minimum: 0 }]),
);

export function numberOf(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
}

export function pageOf(query: URLSearchParams): { after?: number; before?: number; limit?: number } {
  const read = (name: string, largest: number) => {
    const text = query.get(name);
    if (text === null) return {};
    if (/^\d{1,15}$/.test(text) && Number(text) <= largest) return { [name]: Number(text) };
    throw new InputError(
      "bad-query",
      `${name} is "${text.slice(0, 50)}".`,
      `Give a whole number from 0 to ${largest}.`,
    );
  };
  return {
    ...read("after", Number.MAX_SAFE_INTEGER),
    ...read("before", Number.MAX_SAFE_INTEGER),
    ...read("limit", MAX_LIMIT),
  };
}
