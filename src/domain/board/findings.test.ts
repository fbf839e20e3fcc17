import { describe, expect, test } from 'vitest';
import { report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import type { Case } from '../case/case.ts';
import { Findings } from './findings.ts';

const { subject } = after(report());
const [timer] = subject.timers;
const { amberAt, dueAt } = timer!;

const board = (...cases: Case[]): Map<string, Case> => new Map(cases.map((one) => [one.id, one]));

describe('what was found of a case', () => {
  const counted = () => {
    let times = 0;
    const findings = new Findings(() => (times += 1));
    return { findings, at: (now: number, one = subject) => findings.look(board(one), now) };
  };

  test('is found once until a limit nears, and anew from that very millisecond on', () => {
    const { at } = counted();
    const times = [amberAt - 10, amberAt - 1, amberAt, dueAt, dueAt + 1].map((now) =>
      at(now).map(({ after: found }) => found),
    );
    expect(times).toEqual([[1], [], [2], [], [3]]);
  });

  test('is found anew when the case has changed, and when time goes back', () => {
    const { at } = counted();
    const changed = { ...subject };
    expect([at(0), at(0, changed), at(5, changed), at(4, changed)].map((all) => all.length)).toEqual([
      1, 1, 0, 0,
    ]);
    expect([at(amberAt, changed), at(amberAt - 1, changed)].map((all) => all[0])).toEqual([
      { caseId: subject.id, before: 2, after: 3, came: false },
      { caseId: subject.id, before: 3, after: 4, came: false },
    ]);
  });

  test('is told with what was found before, and let go with its case', () => {
    const { findings } = counted();
    const [a, b] = ['a', 'b'].map((id) => ({ ...subject, id })) as [Case, Case];
    expect(findings.look(board(a, b), 0).map(({ caseId, came }) => [caseId, came])).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect(findings.look(board(b), 0)).toEqual([{ caseId: 'a', before: 1, after: undefined, came: false }]);
    expect(findings.size).toBe(1);
    expect(findings.look(board(a, b), 0)).toEqual([{ caseId: 'a', before: undefined, after: 3, came: true }]);
  });
});
