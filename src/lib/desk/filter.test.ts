import { describe, expect, test } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { COUNTS, dayOf, FLOW } from '#domain/figure/flow.ts';
import { accept, act, report, recipientsOf, settle } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { dispatcher, secretary, worker } from '../../../tests/support/world.ts';
import { filterKey, passes, readFilter, writeFilter, type Filter } from './filter.ts';

const reported = after(report()).subject;
const accepted = after(report(), accept()).subject;
const dispatched = after(
  report(),
  accept(),
  act(dispatcher, { type: 'case.dispatch', body: { recipients: recipientsOf('kz-municipal') } }),
);
const drafted = after(
  report(),
  accept(),
  act(worker, { type: 'order.draft', body: { recipients: recipientsOf('kz-municipal') } }),
);
const issued = after(
  report(),
  accept(),
  act(worker, { type: 'order.draft', body: { recipients: recipientsOf('kz-municipal') } }),
  act(secretary, (subject) => ({ type: 'order.approve', body: { orderId: subject.orders[0]!.id } })),
);
const settled = after(settle()).subject;
const rejected = after(
  report(),
  act(dispatcher, { type: 'case.reject', body: { reason: 'in-court' } }),
).subject;
const all: Case[] = [
  reported,
  accepted,
  dispatched.subject,
  drafted.subject,
  issued.subject,
  settled,
  rejected,
];
const { now } = dispatched;

const textOf = (subject: Case): string => `${subject.number} ${subject.place.label} 垃圾满溢`.toLowerCase();
const found = (filter: Filter, at = now): Case[] => all.filter((one) => passes(one, filter, at, textOf));

describe('the filter lives in the address', () => {
  test('what is understood is read, what is not is left out', () => {
    const params = new URLSearchParams('state=resolved&tier=purple&clock=sign&area=44x&ids=a,b&q=%20&case=c');
    expect(readFilter(params)).toEqual({ state: 'resolved', clock: 'sign', ids: ['a', 'b'] });
  });

  test('a filter that is written is read again, and the rest of the address stays', () => {
    const filter: Filter = {
      figure: 'ordersIssued',
      order: 'open',
      tier: 'red',
      area: '440310',
      near: { lat: 22.7437, lon: 114.3712, radiusM: 250 },
      q: '垃圾 秀新',
    };
    const params = writeFilter(new URLSearchParams('case=c&state=closed'), filter);
    expect(readFilter(params)).toEqual(filter);
    expect(params.get('case')).toBe('c');
  });

  test.each(['22.74,114.37', '22.74,114.37,0', '95.1,114.37,500', '22.74,abc,500', '22.74,114.37,-5'])(
    'a circle %s is left out',
    (near) => expect(readFilter(new URLSearchParams({ near }))).toEqual({}),
  );

  test('the order in which things are named makes no difference', () => {
    expect(filterKey({ tier: 'red', clock: 'sign' })).toBe(filterKey({ clock: 'sign', tier: 'red' }));
    expect(filterKey({})).toBe('');
  });
});

describe('what is in the list', () => {
  test('without a filter everything that is open', () => {
    expect(found({})).toEqual(all.filter((one) => one !== rejected));
  });

  test('a state finds also what ended today', () => expect(found({ state: 'rejected' })).toEqual([rejected]));

  test.each(FLOW)('a figure opens exactly the cases that it counts: %s', (figure) => {
    const counted = all.filter((one) => COUNTS[figure](one, dayOf(now)) > 0);
    expect(found({ figure })).toEqual(counted);
  });

  test('orders are open once issued, and drafted until decided', () => {
    expect(found({ order: 'open' })).toEqual([issued.subject]);
    expect(found({ order: 'drafted' })).toEqual([drafted.subject]);
  });

  test('a clock and a tier look at the same timer', () => {
    expect(found({ clock: 'sign' })).toEqual([dispatched.subject, issued.subject]);
    expect(found({ clock: 'sign', tier: 'red' })).toEqual([]);
    expect(found({ clock: 'sign', tier: 'red' }, now + 11 * 60_000)).toContain(dispatched.subject);
    expect(found({ clock: 'resolve', tier: 'red' }, now + 11 * 60_000)).toEqual([]);
  });

  test('an area is a prefix, ids are themselves, and a search needs every word', () => {
    expect(found({ area: '440303' })).toEqual([]);
    expect(found({ area: '440310003' })).toHaveLength(6);
    expect(found({ ids: [rejected.id] })).toContain(rejected);
    expect(found({ q: '垃圾 PS-' })).toHaveLength(all.length);
    expect(found({ q: '垃圾 工资' })).toEqual([]);
  });
});
