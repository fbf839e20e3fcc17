import { describe, expect, test } from 'vitest';
import { CONSOLE_IDLE_MINUTES } from '#domain/person/session.ts';
import { idleOf } from './idle.ts';

const MINUTE = 60_000;
const limit = CONSOLE_IDLE_MINUTES * MINUTE;
const at = (now: number, actedAt = 0, toldAt = 0) => idleOf(now, actedAt, toldAt, limit);

describe('a console whose person is silent', () => {
  test('says nothing for thirteen minutes, then counts the seconds, and ends at fifteen', () => {
    expect(at(13 * MINUTE - 1)).toEqual({ tell: false, secondsLeft: null, over: false });
    expect(at(13 * MINUTE)).toMatchObject({ secondsLeft: 120, over: false });
    expect(at(limit - 1)).toMatchObject({ secondsLeft: 1, over: false });
    expect(at(limit)).toMatchObject({ secondsLeft: null, over: true });
  });

  test('tells the server of an act after half a minute at the latest, and of each only once', () => {
    expect(at(29_999, 10_000).tell).toBe(false);
    expect(at(30_000, 10_000).tell).toBe(true);
    expect(at(60_000, 10_000, 30_000).tell).toBe(false);
  });
});
