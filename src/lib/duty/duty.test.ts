import { describe, expect, test } from 'vitest';
import {
  accept,
  approve,
  arrive,
  confirm,
  contact,
  dispatch,
  draft,
  report,
  resolve,
  sign,
} from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { market, world } from '../../../tests/support/world.ts';
import { byTimeLeft, communityInbox, departmentInbox, draftOf } from './inbox.ts';
import { dutyOf, mayResolve, stepsOf } from './steps.ts';
import { eligible, suggestedRecipients, withPart } from './suggest.ts';

const dispatched = [report(), accept(), dispatch()];
const ordered = [report(), accept(), draft('kz-municipal', 'ps-market'), approve()];

/** The states of the steps in their order, for the department's duty on the case. */
function states(departmentId: string, unsent: Parameters<typeof stepsOf>[2], ...acts: typeof ordered) {
  const { subject } = after(...acts);
  return stepsOf(subject, dutyOf(subject, departmentId)!, unsent).map((step) => step.state);
}

describe('the steps of a duty', () => {
  test('begin with the signature', () => {
    expect(states('kz-municipal', [], ...ordered)).toEqual(['current', 'ahead', 'ahead', 'ahead']);
  });

  test('are done by the server only: what is not sent is no step done', () => {
    expect(states('kz-municipal', ['assignment.sign'], ...ordered)).toEqual([
      'unsent',
      'current',
      'ahead',
      'ahead',
    ]);
    expect(states('kz-municipal', [], ...ordered, sign())).toEqual(['done', 'current', 'ahead', 'ahead']);
  });

  test('ask everybody to come where an order says so', () => {
    expect(states('kz-municipal', [], ...ordered, sign(), contact())).toEqual([
      'done',
      'done',
      'current',
      'ahead',
    ]);
  });

  test('leave coming to the department where it was dispatched', () => {
    expect(states('kz-municipal', [], ...dispatched, sign(), contact())).toEqual([
      'done',
      'done',
      'ahead',
      'current',
    ]);
  });

  test('carry the clock that runs for them', () => {
    const { subject } = after(...ordered);
    const clocks = stepsOf(subject, dutyOf(subject, 'kz-municipal')!, []).map((step) => step.timer?.clock);
    expect(clocks).toEqual(['sign', 'contact', 'arrive', 'resolve']);
  });

  test('end with the resolution, which is the lead’s', () => {
    const { subject } = after(...ordered, sign(), sign(market), contact(), arrive());
    expect(mayResolve(subject, dutyOf(subject, 'kz-municipal')!)).toBe(true);
    expect(mayResolve(subject, dutyOf(subject, 'ps-market')!)).toBe(false);
  });
});

describe('what a department has before it', () => {
  test('is to be signed first, by the sign clock', () => {
    const { subject } = after(...ordered);
    const inbox = departmentInbox([subject], 'kz-municipal');
    expect(inbox.toSign.map((item) => item.timer?.clock)).toEqual(['sign']);
    expect(inbox.inHand).toEqual([]);
  });

  test('is in hand once it signed, by its own next clock and not by that of another', () => {
    const { subject } = after(...ordered, sign());
    const inbox = departmentInbox([subject], 'kz-municipal');
    expect(inbox.toSign).toEqual([]);
    expect(inbox.inHand.map((item) => item.timer?.clock)).toEqual(['contact']);
  });

  test('is nothing where it holds nothing, or where the case is resolved', () => {
    const { subject } = after(...ordered);
    expect(departmentInbox([subject], 'kz-enforcement')).toEqual({ toSign: [], inHand: [] });
    const { subject: resolved } = after(...dispatched, sign(), resolve());
    expect(departmentInbox([resolved], 'kz-municipal')).toEqual({ toSign: [], inHand: [] });
  });

  test('stands in the order of the time that is left', () => {
    const early = after(...ordered).subject;
    const late = after(report(), accept('municipal.garbage-overflow', 60), dispatch()).subject;
    expect(departmentInbox([late, early], 'kz-municipal').toSign.map((item) => item.subject)).toEqual([
      early,
      late,
    ]);
    const without = { subject: early, timer: undefined };
    expect(byTimeLeft(without, departmentInbox([late], 'kz-municipal').toSign[0]!)).toBeGreaterThan(0);
  });
});

describe('what a community has before it', () => {
  const list = (...acts: typeof ordered): string[] => {
    const inbox = communityInbox([after(...acts).subject]);
    return Object.entries(inbox).flatMap(([name, items]) => (items.length > 0 ? [name] : []));
  };

  test('each case stands once, where its next act lies', () => {
    expect(list(report())).toEqual(['toAccept']);
    expect(list(report(), accept())).toEqual(['toHandle']);
    expect(list(report(), accept(), draft('kz-municipal'))).toEqual(['toApprove']);
    expect(list(...ordered)).toEqual(['inHand']);
    expect(list(...dispatched, sign(), resolve())).toEqual(['toClose']);
    expect(list(...dispatched, sign(), resolve(), confirm())).toEqual(['toClose']);
  });

  test('an order that waits is timed by its approve clock', () => {
    const { subject } = after(report(), accept(), draft('kz-municipal'));
    expect(communityInbox([subject]).toApprove[0]?.timer?.clock).toBe('approve');
    expect(draftOf(subject)?.state).toBe('drafted');
  });
});

describe('the departments suggested for an order', () => {
  const departments = [...world.departments.values()];
  const { subject } = after(report(), accept());
  const matter = {
    ...world.matters.get('municipal.garbage-overflow')!,
    supportKinds: ['market-regulation', 'municipal', 'unknown'],
  };

  test('are those of the catalogue that are responsible at the place, each once', () => {
    const found = suggestedRecipients(subject, matter, departments);
    expect(found.map(({ department, part }) => [department.id, part])).toEqual([
      ['kz-municipal', 'lead'],
      ['ps-market', 'support'],
    ]);
  });

  test('are nobody where the matter is unknown', () => {
    expect(suggestedRecipients(subject, undefined, departments)).toEqual([]);
  });

  test('leave out who holds the case, and the next one leads', () => {
    const { subject: held } = after(...dispatched);
    const found = suggestedRecipients(held, matter, departments);
    expect(found.map(({ department, part }) => [department.id, part])).toEqual([['ps-market', 'support']]);
  });

  test('come from the street, the district and the city of the place only', () => {
    expect(eligible(subject, departments).map((one) => one.id)).toEqual([
      'kz-enforcement',
      'kz-municipal',
      'kz-stability',
      'ps-market',
    ]);
  });

  test('have one lead: naming another turns the first into support', () => {
    const one = withPart([], 'kz-municipal', 'lead');
    const two = withPart(one, 'ps-market', 'lead');
    expect(two).toEqual([
      { departmentId: 'ps-market', part: 'lead' },
      { departmentId: 'kz-municipal', part: 'support' },
    ]);
    expect(withPart(two, 'ps-market', null)).toEqual([{ departmentId: 'kz-municipal', part: 'support' }]);
  });
});
