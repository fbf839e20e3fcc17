import type { Case } from '../case/case.ts';
import type { Language } from '../language.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { Event } from './event.ts';
import type { Names } from './words.ts';

/**
 * One human sentence for every event, for tickers and timelines. It names offices and places, never a
 * resident; `subject` is the case after the event.
 */
export const sentence = (event: Event, subject: Case, names: Names, language: Language): string =>
  (language === 'zh' ? chinese : english)(event, subject, names);
