import { fail } from '@sveltejs/kit';
import { isRefusal, refuse, sentenceOf } from '#domain/refusal.ts';
import type { Answers, EntryName } from '#server/door/answers.ts';

/** What a form is told: what it gave once, or why nothing happened. */
export async function carryOut<N extends EntryName>(
  { app, viewer, language }: App.Locals,
  name: N,
  input: object,
) {
  const answer = viewer ? await app.ask(viewer, name, input) : refuse('not-signed-in');
  if (isRefusal(answer)) {
    return fail(400, { sentence: sentenceOf(answer, language), made: undefined, entered: input });
  }
  return { sentence: undefined, made: answer as Answers[N], entered: undefined };
}

/** Codes that somebody typed, separated by spaces or commas. */
export const codesOf = (form: FormData, name: string): string[] =>
  textOf(form, name)
    .split(/[\s,，、]+/)
    .filter((code) => code !== '');

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
export const textOrNull = (form: FormData, name: string): string | null => textOf(form, name) || null;
