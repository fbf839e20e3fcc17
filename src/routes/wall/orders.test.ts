import { describe, expect, test } from 'vitest';
import { accept, approve, arrive, draft, report, sign } from '../../../tests/support/acts.ts';
import { after, type Scene } from '../../../tests/support/given.ts';
import { enforcement, market } from '../../../tests/support/world.ts';
import { allSigned, openOrders } from './orders.ts';

const MINUTE = 60_000;
const issued = [report(), accept(), draft('kz-enforcement', 'ps-market'), approve()];
const on = (scene: Scene, minutesLater = 0) => openOrders([scene.subject], scene.now + minutesLater * MINUTE);
const clocks = (scene: Scene, minutesLater = 0) =>
  on(scene, minutesLater)[0]?.recipients.map(({ timer }) => timer?.clock);

describe('open orders', () => {
  test('a draft is no order yet', () => {
    expect(on(after(report(), accept(), draft('kz-enforcement')))).toEqual([]);
  });

  test('an issued one shows every recipient with its sign clock', () => {
    const [open] = on(after(...issued));
    expect(open).toMatchObject({ signed: 0, timer: { clock: 'sign' } });
    expect(clocks(after(...issued))).toEqual(['sign', 'sign']);
  });

  test('whoever has signed shows how long it took, the order the clock that is still open', () => {
    const scene = after(...issued, sign(enforcement, 3));
    const [open] = on(scene);
    expect(open).toMatchObject({ signed: 1, timer: { clock: 'sign', stoppedAt: null } });
    expect(open?.recipients[0]?.timer).toMatchObject({ clock: 'sign', stoppedAt: scene.now });
  });

  test('given one has signed and not been in touch in time, then that clock takes its place', () => {
    const scene = after(...issued, sign(enforcement, 3), sign(market, 1));
    expect(clocks(scene)).toEqual(['sign', 'sign']);
    expect(clocks(scene, 40)).toEqual(['contact', 'contact']);
    expect(on(scene).map(allSigned)).toEqual([true]);
  });

  test('given all are on site, then the clock of the case itself rules', () => {
    const both = [sign(enforcement), sign(market), arrive(enforcement), arrive(market)];
    const scene = after(...issued, ...both);
    const silent = {
      ...scene.subject,
      timers: scene.subject.timers.filter((one) => one.clock !== 'contact'),
    };
    expect(openOrders([silent], scene.now)[0]?.timer?.clock).toBe('resolve');
  });

  test('the one that breached first stands first', () => {
    const early = after(...issued).subject;
    const late = after(report(), accept(undefined, 50), draft('kz-enforcement'), approve()).subject;
    expect(openOrders([late, early], 0).map(({ subject }) => subject)).toEqual([early, late]);
  });
});
