import type { Event } from '#domain/audit/event.ts';
import { sentence } from '#domain/audit/sentence.ts';
import { textRef } from '#domain/audit/text-ref.ts';
import type { Names } from '#domain/audit/words.ts';
import type { Case } from '#domain/case/case.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Language } from '#domain/language.ts';
import type { CaseFile } from './file.svelte.ts';

/** One fact of a case's life as a person reads it. */
export interface Entry {
  event: Event;
  sentence: string;
  /** What was written with it, where this viewer may read it. */
  text: string | undefined;
}

/** The log as sentences, newest first. Each is told of the case as it stood then, so the log is folded again. */
export function entriesOf(file: CaseFile, names: Names, language: Language): Entry[] {
  const entries: Entry[] = [];
  let subject: Case | undefined;
  for (const event of file.events) {
    subject = evolve(subject, event);
    const ref = textRef(event);
    const text = ref === undefined ? undefined : file.texts[ref];
    entries.unshift({ event, sentence: sentence(event, subject, names, language), text });
  }
  return entries;
}
