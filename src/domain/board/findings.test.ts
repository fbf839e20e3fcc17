import { describe, expect, test } from 'vitest';
import { report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { Findings } from './findings.ts';

const { subject } = after(report());
const [timer] = subject.timers;
const { amberAt, dueAt } = timer!;

describe('what was found of a case', () => {
  const counted = () => {
    let times = 0;
    const findings = new Findings(() => (times += 1));
    return { findings, at: (now: number, one = subject) => findings.of(one, now) };
  };

  test('is found once until a limit nears, and anew from that very millisecond on', () => {
    const { at } = counted();
    expect([at(amberAt - 10), at(amberAt - 1), at(amberAt), at(dueAt), at(dueAt + 1)]).toEqual([
      1, 1, 2, 2, 3,
    ]);
  });

  test('is found anew when the case has changed, and when time goes back', () => {
    const { at } = counted();
    const changed = { ...subject };
    expect([at(0), at(0, changed), at(5, changed), at(4, changed)]).toEqual([1, 2, 2, 2]);
    expect([at(amberAt), at(amberAt - 1)]).toEqual([3, 4]);
  });

  test('is let go with its case', () => {
    const { findings, at } = counted();
    for (const id of ['a', 'b', 'c']) at(0, { ...subject, id });
    findings.keep(new Map([['b', subject]]));
    expect(findings.size).toBe(1);
  });
});
