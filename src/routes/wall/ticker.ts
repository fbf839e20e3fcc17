import type { Event } from '#domain/audit/event.ts';
import { sentence } from '#domain/audit/sentence.ts';
import type { Names } from '#domain/audit/words.ts';
import type { Case } from '#domain/case/case.ts';
import type { Language } from '#domain/language.ts';
import { isRunning } from '#domain/timer/timer.ts';
import { FRESH_MS } from '$lib/ui/countdown.ts';

/** One event as the ticker tells it: `who` is the part of the sentence that names the one who acts or must act. */
export interface TickerLine {
  key: string;
  at: number;
  caseId: string;
  /** Red only while its breach is open, changed for 30 s, else calm. */
  tone: 'red' | 'changed' | 'calm';
  before: string;
  who: string;
  after: string;
}

/** The latest events as sentences, newest first. */
export function tickerLines(
  recent: readonly Event[],
  cases: ReadonlyMap<string, Case>,
  now: number,
  names: Names,
  language: Language,
): TickerLine[] {
  return recent.flatMap((event): TickerLine[] => {
    const subject = cases.get(event.caseId);
    if (!subject) return [];
    const text = sentence(event, subject, names, language);
    const who = whoOf(event, subject, names, language);
    const from = who === '' ? -1 : text.indexOf(who);
    return [
      {
        key: `${event.caseId}:${event.version}`,
        at: event.at,
        caseId: event.caseId,
        tone: isOpenBreach(event, subject) ? 'red' : now - event.at < FRESH_MS ? 'changed' : 'calm',
        ...(from < 0
          ? { before: text, who: '', after: '' }
          : { before: text.slice(0, from), who, after: text.slice(from + who.length) }),
      },
    ];
  });
}

/** A breach is open as long as its very clock goes on. */
export function isOpenBreach(event: Event, subject: Case): boolean {
  if (event.type !== 'timer.breached') return false;
  const { clock, subject: holder } = event.body;
  return subject.timers.some(
    (timer) =>
      timer.clock === clock && timer.subject === holder && timer.redFiredAt !== null && isRunning(timer),
  );
}

/** The office that the sentence is about, where it is about one. */
function whoOf(event: Event, subject: Case, names: Names, language: Language): string {
  switch (event.type) {
    case 'assignment.signed':
    case 'assignment.contacted':
    case 'assignment.arrived':
    case 'assignment.returned':
    case 'assignment.reassigned':
    case 'assignment.restored':
      return names.department(event.body.departmentId, language);
    case 'case.resolved':
      return event.body.departmentId ? names.department(event.body.departmentId, language) : '';
    case 'timer.warned':
    case 'timer.breached': {
      const holder = subject.assignments.find((one) => one.id === event.body.subject);
      return holder ? names.department(holder.departmentId, language) : '';
    }
    case 'order.issued':
      return names.area(subject.place.areaCode, language);
    case 'order.drafted':
      return names.area(event.body.areaCode, language);
    default:
      return '';
  }
}
