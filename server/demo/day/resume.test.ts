import { describe, expect, it } from 'vitest';
import { Life, type Act } from './act.ts';
import { MINUTE } from './hours.ts';
import { resumed } from './resume.ts';

const start = Date.parse('2026-11-23T09:00:00+08:00');
const minutes = (acts: readonly Act[]): number[] => acts.map(({ at }) => (at - start) / MINUTE);
const types = (acts: readonly Act[]): string[] => acts.map(({ intent }) => intent.type);

/** Reported at nine, accepted, recorded, resolved and fed back at the given minutes. */
function life(key: string, order: boolean, ...at: number[]): Act[] {
  const one = new Life(key);
  const instant = (n: number): number => start + (at[n] ?? 0) * MINUTE;
  const report = { channel: 'web', words: '路灯不亮', point: { lat: 22.7, lon: 114.3 } } as const;
  one.add(instant(0), null, { type: 'case.report', body: { ...report, mode: 'named', backlog: false } });
  if (order)
    one.add(instant(1), 'worker', { type: 'order.draft', body: { recipients: [], onSiteWithinMin: 60 } });
  else
    one.add(instant(1), 'dispatcher', { type: 'case.accept', body: { matterCode: 'municipal.street-lamp' } });
  one.add(instant(2), 'worker', { type: 'case.record', body: { kind: 'visit', text: '到场' } });
  one.add(instant(3), 'worker', { type: 'case.resolve', body: { outcome: '已修好' } });
  one.add(instant(4), 'worker', {
    type: 'followup.finish',
    body: { reached: true, satisfied: true, solved: true, fault: null },
  });
  return one.acts;
}

describe('after a stop', () => {
  it('what is still to come stays as it was planned', () => {
    const acts = life('a', false, 10, 20, 30, 40, 50);
    expect(resumed(acts, new Set(), start)).toEqual(acts);
  });

  it('a case that would have begun meanwhile is left out', () => {
    expect(resumed(life('a', false, 0, 10, 20, 30, 40), new Set(), start + 15 * MINUTE)).toEqual([]);
  });

  it('a case that had begun goes on within minutes, in its old order, and ends at its old time if it can', () => {
    const acts = life('a', false, 0, 10, 20, 300, 320);
    const left = resumed(acts, new Set(acts.slice(0, 1)), start + 60 * MINUTE);
    expect(types(left)).toEqual(['case.accept', 'case.record', 'case.resolve', 'followup.finish']);
    const at = minutes(left);
    expect(at[0]).toBeGreaterThan(60);
    expect(at[0]).toBeLessThan(75);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(10);
    expect(at.slice(2)).toEqual([300, 320]);
  });

  it('a case whose end was missed ends soon, still after everything before it', () => {
    const acts = life('a', false, 0, 10, 20, 30, 40);
    const left = resumed(acts, new Set(acts.slice(0, 2)), start + 600 * MINUTE);
    const at = minutes(left);
    expect(at[0]).toBeGreaterThan(600);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(new Set(at).size).toBe(at.length);
    expect(at.at(-1)).toBeLessThan(630);
  });

  it('an order that should be open now begins now, and one that is over does not', () => {
    const open = life('open', true, 0, 10, 20, 300, 320);
    const over = life('over', true, 0, 10, 20, 90, 100);
    const left = resumed([...open, ...over], new Set(), start + 80 * MINUTE);
    expect(new Set(left.map((act) => act.life))).toEqual(new Set(['open']));
    expect(left[0]?.intent.type).toBe('case.report');
    expect(minutes(left).at(-1)).toBe(320);
  });
});
