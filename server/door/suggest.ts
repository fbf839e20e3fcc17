import * as v from 'valibot';
import { suggestMatters } from '#domain/matter/suggest.ts';
import { ASKERS, entry } from '#server/door/entry.ts';

/** What the catalogue has to say about words that somebody writes; nothing of them is kept. */
export const SUGGESTIONS = [
  entry({
    name: 'matter.suggest',
    method: 'POST',
    path: '/matters/suggest',
    about: {
      zh: '按写下的话推荐事项，并说明依据的词；不保存内容。',
      en: 'The matters that the words point to, and the words that do; nothing is kept.',
    },
    by: ASKERS,
    input: v.strictObject({ words: v.pipe(v.string(), v.maxLength(4000)) }),
    run: ({ lexicon }, _viewer, { words }) => ({ suggestions: suggestMatters(lexicon, words) }),
  }),
];
