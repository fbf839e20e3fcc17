import { expect, test } from 'vitest';
import { accept, approve, dispatch, draft, report } from '../../../tests/support/acts.ts';
import { after, idOf } from '../../../tests/support/given.ts';
import { world } from '../../../tests/support/world.ts';
import { namesOf } from '../area/names.ts';
import { holderOf, numberOf, orderName, reasonOf, signedOf, takenBy, targetOf } from './phrase.ts';

const names = namesOf(world);
const { subject, now } = after(report(), accept(), dispatch('kz-municipal'), draft('ps-market'), approve());
const [plain, ordered] = subject.assignments.map((one) => one.id) as [string, string];
const nobody = idOf(999);

test.each([
  ['PS-L210723-009', '09号令', 'order PS-L210723-009'],
  ['PS-L210723-116', '116号令', 'order PS-L210723-116'],
  ['PS-L210723-100', '100号令', 'order PS-L210723-100'],
])('%s is called %s', (number, zh, en) => {
  expect([orderName(number, 'zh'), orderName(number, 'en')]).toEqual([zh, en]);
});

test('what was signed for is called by its order, or by what the case is about where the duty came alone', () => {
  const number = subject.orders[0]?.number ?? '';
  expect(signedOf(subject, ordered, names, 'en')).toBe(` order ${number}`);
  expect(signedOf(subject, plain, names, 'en')).toBe(' 秀新社区, Overflowing rubbish');
  expect(signedOf(subject, plain, names, 'zh')).toBe('：秀新社区垃圾满溢');
});

test('a clock is named by whose duty it is, and not where it is the office’s', () => {
  expect(holderOf(subject, ordered, names, 'zh')).toBe('市场监管局坪山局');
  expect(holderOf(subject, plain, names, 'en')).toBe('kz-municipal: ');
  expect(holderOf(subject, subject.id, names, 'zh')).toBe('');
});

test('a supervision is named by what it is about', () => {
  const about = (target: 'case' | 'assignment' | 'order', targetId: string) => {
    const body = { supervisionId: nobody, measure: 'urge', reason: 'slow', target, targetId } as const;
    return targetOf(subject, body, names, 'zh');
  };
  expect(about('case', subject.id)).toBe('');
  expect(about('assignment', ordered)).toBe('市场监管局坪山局，');
  expect(about('order', subject.orders[0]?.id ?? '')).toBe(
    `${orderName(subject.orders[0]?.number ?? '', 'zh')}，`,
  );
});

test('the time taken counts from the duty’s own start', () => {
  expect([takenBy(subject, plain, now), takenBy(subject, ordered, now)]).toEqual([3 * 60_000, 0]);
});

test('what the case does not have is passed over in silence', () => {
  expect(numberOf(subject, nobody)).toBe('');
  expect(takenBy(subject, nobody, now)).toBe(0);
  expect(signedOf(subject, nobody, names, 'zh')).toBe('：秀新社区垃圾满溢');
});

test('a warning says what was counted, and a grave word says itself', () => {
  const counted = { reason: 'municipal.garbage-overflow', kind: 'cluster' } as const;
  const evidence = { count: 5, usual: 1, windowMin: 60, radiusM: 500, caseIds: [] };
  expect(reasonOf({ ...counted, evidence }, names, 'zh')).toBe('垃圾满溢，5 件');
  expect(reasonOf({ ...counted, evidence: null }, names, 'en')).toBe('Overflowing rubbish, 0 cases');
  expect(reasonOf({ kind: 'grave-word', reason: '欠薪', evidence: null }, names, 'en')).toBe('欠薪');
});
