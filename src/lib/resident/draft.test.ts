import { describe, expect, test } from 'vitest';
import { DRAFT_LIVES_MS, parseDraft, stepFor, storedDraft, type Draft } from './draft.ts';

const draft: Draft = {
  id: 'a',
  words: '垃圾满溢',
  matterCode: 'municipal.garbage-overflow',
  point: { lat: 22.74, lon: 114.38 },
  placeName: '秀新社区',
  address: '东二三巷',
  mode: 'confidential',
  excludedDepartmentId: '440310005-municipal',
  name: '张三',
  phone: '13800135678',
  savedAt: 1_000,
};

describe('a draft on this device', () => {
  test('comes back as it was, but for who wrote it', () => {
    expect(parseDraft(storedDraft(draft, false), 2_000)).toEqual({ ...draft, name: '', phone: '' });
  });

  test('keeps how to reach the person once it was sent and waits for the line', () => {
    expect(parseDraft(storedDraft(draft, true), 2_000)).toEqual(draft);
  });

  test('is forgotten after a week', () => {
    expect(parseDraft(storedDraft(draft, true), 1_001 + DRAFT_LIVES_MS)).toBeNull();
  });

  test('is none where nothing or something damaged is stored', () => {
    expect([null, '{', '3', 'null', '{"id":1}'].map((text) => parseDraft(text, 0))).toEqual(
      Array(5).fill(null),
    );
  });

  test('loses only what is damaged in it', () => {
    const stored = JSON.stringify({ ...draft, point: { lat: 'x', lon: 1 }, mode: 'loud', words: 7 });
    expect(parseDraft(stored, 2_000)).toEqual({ ...draft, point: null, mode: null, words: '' });
  });
});

describe('the step that is shown', () => {
  test('is the one that was asked for, once the ones before are answered', () => {
    expect(stepFor('how', draft)).toBe('how');
    expect(stepFor('where', draft)).toBe('where');
    expect(stepFor('', draft)).toBe('what');
    expect(stepFor('nonsense', draft)).toBe('what');
  });

  test('is the first that is not answered', () => {
    expect(stepFor('how', { ...draft, point: null })).toBe('where');
    expect(stepFor('how', { ...draft, words: ' ' })).toBe('what');
  });
});
