// 確認テスト: its questions as inputs hold them, and what of the answers was wrong.

import type { TestQuestion } from "../../host/generated";
import { filled } from "../../parts/form.svelte";
import { say } from "../../words/index.svelte";

/** The core takes no more. */
export const MOST = 30;
export const FEWEST_OPTIONS = 2;
export const MOST_OPTIONS = 6;
/** No answer is said to be right yet. */
const NONE = -1;

export interface QuestionDraft {
  ask: string;
  options: string[];
  right: number;
  why: string;
}

export const freshQuestion = (): QuestionDraft => ({ ask: "", options: ["", "", "", ""], right: NONE, why: "" });

export const questionDrafts = (all: readonly TestQuestion[] | undefined): QuestionDraft[] => (all ?? []).map(({ ask, options, right, why = "" }) => ({ ask, options: [...options], right, why }));

/** What stands in nothing is no question, and what is empty no answer. Whoever said of none that it is right is told by the core. */
export function questionsOf(drafts: readonly QuestionDraft[]): TestQuestion[] {
  const begun = drafts.filter((one) => [one.ask, one.why, ...one.options].some((text) => text.trim()));
  return begun.map(({ ask, options, right, why }) => {
    const kept = options.map((text, at) => ({ text: text.trim(), at })).filter(({ text }) => text);
    const found = kept.findIndex(({ at }) => at === right);
    return { ask: ask.trim(), options: kept.map(({ text }) => text), right: found < 0 ? kept.length : found, ...filled({ why: why.trim() }) };
  });
}

/** Something is written of it, and nobody said yet which answer is right. */
export const undecided = (one: QuestionDraft): boolean => one.options.some((text) => text.trim()) && !one.options[one.right]?.trim();

/** One place up or down. */
export function moved<T>(all: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...all];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(from + by, 0, one);
  return next;
}

/** An answer goes: the right one stays the right one. */
export function withoutOption(one: QuestionDraft, at: number): QuestionDraft {
  const right = one.right === at ? NONE : one.right > at ? one.right - 1 : one.right;
  return { ...one, options: one.options.filter((_, n) => n !== at), right };
}

/** The test in words, where two of them are held against each other. */
export const questionsInWords = (all: readonly TestQuestion[] | undefined): string =>
  (all ?? []).map(({ ask, options, right, why }, n) => [say("training-question-of", { number: n + 1 }), ask, ...options.map((text, at) => (at === right ? `〇${text}` : text)), why].filter(Boolean).join("　")).join("\n");

export interface Missed {
  question: TestQuestion;
  /** What was answered, and what would have been right. */
  given: string;
  right: string;
}

export const missed = (questions: readonly TestQuestion[], answers: readonly number[]): Missed[] =>
  questions.flatMap((question, n) => (answers[n] === question.right ? [] : [{ question, given: question.options[answers[n] ?? NONE] ?? "", right: question.options[question.right] ?? "" }]));
