import { describe, expect, test } from 'vitest';
import { namesOf } from '#domain/area/names.ts';
import { accept, dispatch, fireDue, report, sign } from '../../../tests/support/acts.ts';
import { after, continued, type Scene } from '../../../tests/support/given.ts';
import { municipal, world } from '../../../tests/support/world.ts';
import { tickerLines } from './ticker.ts';

const names = namesOf(world);
const tell = ({ events, subject, now }: Scene, language: 'zh' | 'en' = 'zh', later = 0) =>
  tickerLines([...events].reverse(), new Map([[subject.id, subject]]), now + later, names, language);

/** Dispatched at 22:31, not signed by 22:41: amber, then red. */
const breached = (): Scene => {
  const scene = after(report(), accept(), dispatch('kz-municipal'));
  scene.now += 10 * 60_000;
  return continued(scene, fireDue('sign', 'amber'), fireDue('sign', 'red'));
};

describe('the ticker', () => {
  test('tells the latest first and sets apart who acted', () => {
    const [line] = tell(after(report(), accept(), dispatch('kz-municipal'), sign()));
    expect(line).toMatchObject({ before: '', who: '坑梓街道市政服务部' });
    expect(line?.after).toContain('签收');
  });

  test('a breach is red while its clock goes on, and calm once it was signed', () => {
    const scene = breached();
    expect(tell(scene)[0]?.tone).toBe('red');
    expect(tell(scene, 'zh', 3_600_000)[0]?.tone).toBe('red');
    const [signed, breach] = tell(continued(scene, sign(municipal, 1)));
    expect(signed?.tone).toBe('changed');
    expect(breach?.tone).toBe('calm');
  });

  test('what is older than 30 s is calm', () => {
    const scene = after(report());
    expect(tell(scene, 'zh', 29_000)[0]?.tone).toBe('changed');
    expect(tell(scene, 'zh', 30_000)[0]?.tone).toBe('calm');
  });

  test('speaks English where the wall does', () => {
    const [line] = tell(after(report(), accept(), dispatch('kz-municipal'), sign()), 'en');
    expect(line).toMatchObject({ who: 'kz-municipal' });
    expect(line?.after).toMatch(/^ signed for/);
  });

  test('an event of a case that is not on this wall is not told', () => {
    const { events, now } = after(report());
    expect(tickerLines(events, new Map(), now, names, 'zh')).toEqual([]);
  });
});
