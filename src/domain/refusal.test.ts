import { describe, expect, test } from 'vitest';
import { ACT_WORDS, STATE_WORDS } from './audit/words.ts';
import { ACTS } from './case/act.ts';
import { CASE_STATES } from './case/case.ts';
import {
  isRefusal,
  refuse,
  REFUSALS,
  sentenceOf,
  statusOf,
  type Details,
  type RefusalCode,
} from './refusal.ts';

const CODES = Object.keys(REFUSALS) as RefusalCode[];

/** What whoever refuses has to give with a code, for the sentence to be whole. */
const DETAILS: Partial<Record<RefusalCode, Details>> = {
  'bad-input': { field: 'point' },
  'too-large': { limitKb: 64 },
  'sign-in-wrong': { left: 3 },
  'sign-in-locked': { minutes: 15 },
  'password-wrong': { left: 2 },
  'account-misfit': { field: 'departmentId' },
  'not-allowed': { act: 'case.dispatch' },
  'too-many': { seconds: 30 },
  'media-refused': { place: 2 },
  'unknown-area': { area: '440310003999' },
  'outside-wall': { area: '440310' },
  'unknown-matter': { matter: 'no.such' },
  'unknown-department': { department: 'no-such' },
  claimed: { name: '周晓岚', minutes: 4 },
  'claim-closed': { number: 'PS-210813-0001' },
  'undo-signed': { department: '坑梓街道综治办' },
  'wrong-state': { state: 'resolved', act: 'case.dispatch' },
  'extension-used': { times: 1 },
  'suspend-too-long': { days: 10 },
  'suspend-used': { times: 1 },
  'merge-target': { number: 'PS-210813-0001' },
  'needs-arbitration': { times: 2 },
  'arbitration-early': { times: 2 },
  'unknown-template': { template: 'no-such' },
  'policy-version': { next: 3 },
  'excluded-department': { department: '坑梓街道综治办' },
  'one-level-up': { department: '坑梓街道综治办' },
  'erase-open': { number: 'PS-210813-0001' },
  'erase-done': { number: 'PS-210813-0001' },
  'erase-pending': { number: 'PS-210813-0001' },
  'erase-self': { number: 'PS-210813-0001' },
  'retention-short': { days: 184 },
  'day-past': { day: '2021-08-13' },
  'filter-beyond': { area: '440305' },
  'filters-full': { n: 20 },
  'unknown-person': { person: 'no-such' },
  internal: { errorId: '7F3A-21' },
};

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('every refusal', () => {
  test.each(CODES)('%s is a sentence in both languages with the same details', (code) => {
    const { zh, en, status } = REFUSALS[code];
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(placeholders(zh)).toEqual(placeholders(en));
    expect(placeholders(zh)).toEqual(Object.keys(DETAILS[code] ?? {}).sort());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(statusOf(refuse(code))).toBe(status);
  });

  test.each(CODES)('%s has nothing left to fill in', (code) => {
    for (const language of ['zh', 'en'] as const) {
      const text = sentenceOf(refuse(code, DETAILS[code]), language);
      expect(text).not.toMatch(/[{}]|undefined|—/);
    }
  });

  test.each(CODES)('%s says what became of the act or what was kept, and what to do', (code) => {
    expect(REFUSALS[code].zh.split(/[，。；：]/).filter(Boolean).length).toBeGreaterThanOrEqual(2);
    expect(REFUSALS[code].en.split(/[,.;]/).filter((part) => part.trim()).length).toBeGreaterThanOrEqual(2);
  });
});

test('acts and states stand in the sentence by their names', () => {
  const refusal = refuse('wrong-state', { state: 'resolved', act: 'case.dispatch' });
  expect(sentenceOf(refusal, 'zh')).toContain('这件现在是「已化解」，不能做这一步（分拨）。');
  expect(sentenceOf(refusal, 'en')).toContain('"resolved"; this act (dispatch)');
});

test('every act and every state has its words', () => {
  expect(Object.keys(ACT_WORDS)).toEqual(Object.keys(ACTS));
  expect(Object.keys(STATE_WORDS)).toEqual([...CASE_STATES]);
});

test('a detail that is missing shows as a dash, never as undefined', () => {
  expect(sentenceOf(refuse('unknown-matter'), 'zh')).toContain('—');
});

test('a refusal is told from facts and from nothing', () => {
  expect([refuse('stale'), [], null, undefined, 'stale'].map(isRefusal)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('where somebody was faster, the sentence begins with who, when to the second, and with what', () => {
  const at = Date.parse('2021-08-13T14:31:52+08:00');
  const told = (who: string) => refuse('stale', { version: 7, who, did: 'assignment.reassign', at });
  expect(sentenceOf(told('李敏'), 'zh')).toMatch(/^李敏 14:31:52 已先做了「改派」。您看到的已不是最新/);
  expect(sentenceOf(told('李敏'), 'en')).toMatch(/^李敏 was first, at 14:31:52: reassign\. What you saw/);
  expect(sentenceOf(told('resident'), 'zh')).toMatch(/^群众 14:31:52/);
  expect(sentenceOf(refuse('stale', { version: 7 }), 'zh')).toMatch(/^您看到的/);
});
