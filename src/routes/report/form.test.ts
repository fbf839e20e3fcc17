import { describe, expect, test } from 'vitest';
import { bodyOf, filledFrom, gapIn, type Filled } from './form.ts';

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const whole = { id: 'a', words: ' 垃圾满溢 ', lat: '22.74', lon: '114.38', mode: 'named', phone: '138' };
const filled = (more: Partial<Filled> = {}): Filled => ({ ...filledFrom(formOf(whole)), ...more });

describe('what stops a report', () => {
  test('nothing, when all three questions are answered', () => {
    expect(gapIn(filled())).toBeNull();
    expect(gapIn(filled({ mode: 'anonymous', phone: '' }))).toBeNull();
    expect(gapIn(filled({ mode: 'confidential', phone: '' }))).toBeNull();
  });

  test('the first question that is open', () => {
    expect(gapIn(filledFrom(formOf({})))).toBe('words');
    expect(gapIn(filled({ point: null }))).toBe('place');
    expect(gapIn(filled({ mode: null }))).toBe('mode');
    expect(gapIn(filled({ phone: '' }))).toBe('phone');
  });

  test('a mode that does not exist is none', () => {
    expect(filledFrom(formOf({ ...whole, mode: 'loud' })).mode).toBeNull();
  });
});

describe('what is sent', () => {
  test('the words with the place as the resident describes it, which is sealed with them', () => {
    const body = bodyOf(filled({ address: '东二三巷' }), 'qr', '地点：');
    expect(body).toMatchObject({ channel: 'qr', words: '垃圾满溢\n地点：东二三巷', mode: 'named' });
    expect(body).toHaveProperty('contact', { phone: '138' });
  });

  test('no contact where the resident stays anonymous, even if one was typed before', () => {
    const body = bodyOf(filled({ mode: 'anonymous', name: '张三' }), 'web', '');
    expect(body).not.toHaveProperty('contact');
    expect(JSON.stringify(body)).not.toContain('张三');
  });

  test('the department that it is about, where it is about one', () => {
    expect(bodyOf(filled(), 'web', '')).not.toHaveProperty('excludedDepartmentId');
    const about = filled({ excludedDepartmentId: '440310005-municipal' });
    expect(bodyOf(about, 'web', '')).toHaveProperty('excludedDepartmentId', '440310005-municipal');
  });

  test('no matter where none was chosen', () => {
    expect(bodyOf(filled(), 'web', '')).not.toHaveProperty('matterCode');
    expect(bodyOf(filled({ matterCode: 'a.b' }), 'web', '')).toHaveProperty('matterCode', 'a.b');
  });
});
