import type { Case } from '../case/case.ts';
import type { Language } from '../language.ts';
import type { Warning } from '../warning/warning.ts';
import type { EventBodies } from './event.ts';
import { WARNING_WORDS, type Names } from './words.ts';

/** 垃圾满溢 · 秀新社区东二三巷, or the place alone while nobody has classified it. */
export function thingOf(subject: Case, names: Names, language: Language): string {
  const matter =
    subject.matterCode === null
      ? names.kind(subject.kind, language)
      : names.matter(subject.matterCode, language);
  return `${subject.place.label}${language === 'zh' ? '' : ', '}${matter}`;
}

/** The number of an order of the case. */
export const numberOf = (subject: Case, orderId: string): string =>
  subject.orders.find((order) => order.id === orderId)?.number ?? '';

/** PS-L210723-009 → 09号令. */
export function orderName(number: string, language: Language): string {
  const running = number.split('-').at(-1) ?? number;
  return language === 'zh' ? `${running.replace(/^0/, '')}号令` : `order ${number}`;
}

/** What was signed for: the order that the duty came with, or what the case is about. */
export function signedOf(subject: Case, assignmentId: string, names: Names, language: Language): string {
  const assignment = subject.assignments.find((one) => one.id === assignmentId);
  const order = subject.orders.find((one) => one.id === assignment?.orderId);
  if (order) return ` ${orderName(order.number, language)}`;
  return `${language === 'zh' ? '：' : ' '}${thingOf(subject, names, language)}`;
}

/** How long a department took, since the duty was given to it. */
export function takenBy(subject: Case, assignmentId: string, at: number): number {
  return at - (subject.assignments.find((one) => one.id === assignmentId)?.dispatchedAt ?? at);
}

/** Whose clock it is: a department's name, or nothing where the clock names the office itself. */
export function holderOf(subject: Case, subjectId: string, names: Names, language: Language): string {
  const assignment = subject.assignments.find((one) => one.id === subjectId);
  if (!assignment) return '';
  return names.department(assignment.departmentId, language) + (language === 'zh' ? '' : ': ');
}

/** What is supervised: a department's name, an order's, or nothing where it is the case itself. */
export function targetOf(
  subject: Case,
  { target, targetId }: EventBodies['supervision.opened'],
  names: Names,
  language: Language,
): string {
  const space = language === 'zh' ? '，' : ', ';
  if (target === 'order') return orderName(numberOf(subject, targetId), language) + space;
  const holder = subject.assignments.find((one) => one.id === targetId);
  return holder ? names.department(holder.departmentId, language) + space : '';
}

/** What a warning is about: the grave word itself, or the matter or department and how many cases. */
export function reasonOf(
  { kind, reason, evidence }: Pick<Warning, 'kind' | 'reason' | 'evidence'>,
  names: Names,
  language: Language,
): string {
  if (kind === 'grave-word') return reason;
  const about =
    kind === 'overdue-streak' ? names.department(reason, language) : names.matter(reason, language);
  const count = evidence?.count ?? 0;
  return language === 'zh' ? `${about}，${count} 件` : `${about}, ${count} cases`;
}

/** 出现「欠薪」, or what was counted over many cases. */
export function warningOf(warning: EventBodies['warning.raised'], names: Names, language: Language): string {
  const reason = reasonOf(warning, names, language);
  if (warning.kind === 'grave-word') return language === 'zh' ? `出现「${reason}」` : `"${reason}"`;
  const word = WARNING_WORDS[warning.kind][language];
  return language === 'zh' ? `${word}（${reason}）` : `${word} (${reason})`;
}

/** What was suggested and not taken: a matter or a department, by its name. */
export const suggestedOf = (
  { of, code }: EventBodies['suggestion.declined'],
  names: Names,
  language: Language,
): string => (of === 'matter' ? names.matter(code, language) : names.department(code, language));
