import { expect, test } from 'vitest';
import {
  accept,
  act,
  askExtension,
  decideExtension,
  dispatch,
  fireDue,
  giveBack,
  report,
  resolve,
  sign,
} from '../../../tests/support/acts.ts';
import { after, continued, given, idOf } from '../../../tests/support/given.ts';
import { dispatcher, market, supervisor, worker } from '../../../tests/support/world.ts';
import { isRefusal } from '../refusal.ts';
import { timerOf } from './timer.ts';

const held = [report(), accept('housing.redevelopment'), dispatch(), sign()];
const resolveOf = (scene: ReturnType<typeof after>) =>
  timerOf(scene.subject.timers, 'resolve', scene.subject.id);

test('an extension that is asked for and granted moves the deadline and takes the old timer’s place', () => {
  const before = after(...held, askExtension(5));
  expect(before.subject.extensions).toMatchObject([{ workdays: 5, granted: null, decidedAt: null }]);
  expect(resolveOf(before)?.gen).toBe(1);
  const scene = after(...held, askExtension(5), decideExtension(true));
  expect(scene.events.at(-1)?.type).toBe('extension.granted');
  expect(scene.subject.timers.filter((timer) => timer.clock === 'resolve')).toHaveLength(1);
  expect(resolveOf(scene)).toMatchObject({ gen: 2, startAt: resolveOf(before)?.startAt });
  // Accepted on Friday 2021-08-13 at 22:30: fifteen working days are 3 September, five more are the 10th.
  expect(resolveOf(scene)?.dueAt).toBe(Date.parse('2021-09-10T22:30:00+08:00'));
});

test('a declined one leaves the deadline and may be asked for again', () => {
  const scene = after(...held, askExtension(), decideExtension(false));
  expect(scene.subject.extensions[0]?.granted).toBe(false);
  expect(resolveOf(scene)?.gen).toBe(1);
  given(...held, askExtension(), decideExtension(false))
    .when(askExtension())
    .then('extension.requested');
});

test('it is possible once: not while one is pending, not after one was granted', () => {
  given(...held, askExtension())
    .when(askExtension())
    .refused('extension-used', { times: 1 });
  given(...held, askExtension(), decideExtension(true))
    .when(askExtension())
    .refused('extension-used', { times: 1 });
});

test('it must be asked for before the deadline; at the deadline itself it still can', () => {
  const scene = after(...held);
  scene.now = resolveOf(scene)?.dueAt ?? 0;
  const ask = (): unknown =>
    scene.ask(worker, { type: 'extension.request', body: { workdays: 3, reason: '等' } });
  expect(isRefusal(ask())).toBe(false);
  scene.now += 1;
  expect(ask()).toEqual({ refused: 'too-late-to-extend', details: {} });
});

test('one that was asked for in time may be granted after the breach, and both steps are due again', () => {
  const scene = after(...held, askExtension(5));
  scene.now = resolveOf(scene)?.dueAt ?? 0;
  continued(scene, fireDue('resolve', 'red'));
  expect(resolveOf(scene)?.redFiredAt).toBe(scene.now);
  continued(scene, decideExtension(true));
  expect(resolveOf(scene)).toMatchObject({ gen: 2, amberFiredAt: null, redFiredAt: null });
});

test('only a department that holds the case may ask; the community may too', () => {
  given(...held, giveBack())
    .when(askExtension())
    .refused('not-held');
  given(...held)
    .when(askExtension(3, worker))
    .then('extension.requested');
});

test('it is decided once, and only what was asked for', () => {
  given(...held, askExtension(), decideExtension(true, dispatcher))
    .when(decideExtension(false))
    .refused('extension-decided');
  given(...held)
    .when(act(supervisor, { type: 'extension.decide', body: { extensionId: idOf(9), granted: true } }))
    .refused('not-found');
});

test('a case that is resolved has no deadline to extend', () => {
  given(...held, resolve())
    .when(askExtension())
    .refused('wrong-state', { state: 'resolved', act: 'extension.request' });
});

test('a department asks for what it holds, also beside others, and the newest request is the one decided', () => {
  const wide = [report(), accept('housing.redevelopment'), dispatch('kz-municipal', 'ps-market')];
  given(...wide)
    .when(askExtension(2, market))
    .then('extension.requested');
  given(...wide, giveBack(market))
    .when(askExtension(2, market))
    .refused('not-held');
  const scene = after(
    ...held,
    askExtension(2),
    decideExtension(false),
    askExtension(4),
    decideExtension(true),
  );
  expect(scene.subject.extensions.map((one) => one.granted)).toEqual([false, true]);
});
