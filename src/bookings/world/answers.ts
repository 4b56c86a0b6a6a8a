/** A customer's answers to the custom questions of a service. */

import { InputError } from "../../json/problem.ts";
import { own } from "../../json/values.ts";
import type { QuestionAnswer, Service } from "./types.ts";

/** By the text or id of the question: one text, or the options chosen. */
export type AnswersSpec = Record<string, string | string[]>;

/** What is in an answer that nobody gave but the question requires. */
const FILLER = "Not stated";

/**
 * The questions of a service with the answers given, in the order of the questions; what was not answered is left out.
 * Where no answers are given at all, required questions get their first option, so that a booking can be made in few words.
 * @throws {InputError} `answer-missing`, `unknown-question`, `unknown-option`, `one-option-only`
 */
export function answerQuestions(service: Service, given?: AnswersSpec): QuestionAnswer[] {
  const known = new Set(service.questions.flatMap((question) => [question.question, question.id]));
  const unknown = Object.keys(given ?? {}).find((key) => !known.has(key));
  if (unknown !== undefined)
    throw new InputError(
      "unknown-question",
      `"${service.name}" does not ask "${unknown}".`,
      service.questions.length === 0
        ? "It asks no questions."
        : `It asks: ${service.questions.map((question) => `"${question.question}"`).join(", ")}.`,
    );
  const answers: QuestionAnswer[] = [];
  for (const question of service.questions) {
    const value = own(given, question.question) ?? own(given, question.id);
    const filled = given === undefined && question.required ? (question.options[0] ?? FILLER) : value;
    const texts = (Array.isArray(filled) ? filled : filled === undefined ? [] : [filled]).map(String);
    if (texts.length === 0) {
      if (!question.required) continue;
      throw new InputError(
        "answer-missing",
        `"${service.name}" requires an answer to "${question.question}".`,
        question.options.length > 0 ? `Choose from: ${question.options.join(", ")}.` : "Give any text.",
      );
    }
    if (question.options.length > 0 && !question.multiple && texts.length > 1)
      throw new InputError(
        "one-option-only",
        `"${question.question}" takes one answer, not ${texts.length}.`,
        `Choose one of: ${question.options.join(", ")}.`,
      );
    const selected = question.options.length === 0 ? [] : texts.map((text) => question.options.indexOf(text));
    if (selected.includes(-1))
      throw new InputError(
        "unknown-option",
        `"${texts[selected.indexOf(-1)]}" is not one of the answers to "${question.question}".`,
        `Choose from: ${question.options.join(", ")}.`,
      );
    answers.push({ question, answer: texts.join(", "), selected });
  }
  return answers;
}
