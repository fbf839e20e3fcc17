import { describe, expect, test } from 'vitest';
import { accept, contact, dispatch, report, sign } from '../../../tests/support/acts.ts';
import { after, idOf } from '../../../tests/support/given.ts';
import type { Case } from '../case/case.ts';
import { suggestMoves, type Holder } from './even.ts';

const { subject: model, now } = after(report(), accept(), dispatch(), sign(), contact());
/** The next clock of the model, whose deadline tests move. */
const resolve = model.timers.find(({ clock }) => clock === 'resolve')!;
const nobody = (): boolean => false;

const holder = (id: string, ...areas: string[]): Holder => ({
  id,
  areas: areas.length > 0 ? areas : ['440310'],
});
let made = 0;
function one(dispatcherId: string, areaCode = '440310003005', more: Partial<Case> = {}): Case {
  made += 1;
  return {
    ...model,
    ...{ id: idOf(made), number: `PS-210813-${String(made).padStart(4, '0')}`, dispatcherId },
    place: { ...model.place, areaCode },
    ...more,
  };
}
const many = (n: number, dispatcherId: string, areaCode?: string): Case[] =>
  Array.from({ length: n }, () => one(dispatcherId, areaCode));

/** How many each has after the suggestion. */
function evened(cases: Case[], holders: Holder[], isTaken: (id: string) => boolean = nobody): number[] {
  const moves = suggestMoves(cases, holders, now, isTaken);
  const to = new Map(moves.map(({ caseId, toId }) => [caseId, toId]));
  return holders.map(({ id }) => cases.filter((c) => (to.get(c.id) ?? c.dispatcherId) === id).length);
}

describe('a suggestion brings the desk nearer to its median', () => {
  const four = [holder('a'), holder('b'), holder('c'), holder('d')];

  test('from whoever has more to whoever has less, and no further', () => {
    const cases = [...many(26, 'a'), ...many(35, 'b'), ...many(14, 'c'), ...many(11, 'd')];
    expect(evened(cases, four)).toEqual([23, 23, 20, 20]);
  });

  test('also where only one has more than the others', () => {
    const three = four.slice(0, 3);
    expect(evened([...many(10, 'a'), ...many(2, 'b'), ...many(2, 'c')], three)).toEqual([5, 5, 4]);
  });

  test('is none where it is even enough, or where there is nobody else', () => {
    expect(suggestMoves([...many(4, 'a'), ...many(2, 'b')], four.slice(0, 2), now, nobody)).toEqual([]);
    expect(suggestMoves(many(9, 'a'), [holder('a')], now, nobody)).toEqual([]);
    expect(suggestMoves([], [], now, nobody)).toEqual([]);
  });

  test('names no more than anybody would look at', () => {
    expect(suggestMoves([...many(300, 'a')], four, now, nobody)).toHaveLength(50);
  });
});

describe('what is moved', () => {
  const two = [holder('a'), holder('b')];

  test('has no clock that is warned or breached', () => {
    const warned = { timers: [{ ...resolve, amberAt: now }] };
    const late = { timers: [{ ...resolve, amberAt: now - 2, dueAt: now - 1 }] };
    const cases = [one('a', undefined, warned), one('a', undefined, late), ...many(2, 'a')];
    const moves = suggestMoves(cases, two, now, nobody);
    expect(moves.map(({ caseId }) => caseId)).toEqual(
      expect.not.arrayContaining([cases[0]!.id, cases[1]!.id]),
    );
    expect(moves).toHaveLength(2);
  });

  test('has nobody who acts on it', () => {
    const cases = many(4, 'a');
    const moves = suggestMoves(cases, two, now, (id) => id !== cases[3]!.id);
    expect(moves).toEqual([{ caseId: cases[3]!.id, fromId: 'a', toId: 'b' }]);
  });

  test('lies where the other may have it', () => {
    const cases = [...many(3, 'a', '440310003005'), one('a', '440310005002')];
    const moves = suggestMoves(cases, [holder('a'), holder('b', '440310005')], now, nobody);
    expect(moves.map(({ caseId }) => caseId)).toEqual([cases[3]!.id]);
  });

  test('lies rather in a street of which the other has some', () => {
    const cases = [
      ...many(4, 'a', '440310003005'),
      ...many(2, 'a', '440310005002'),
      one('b', '440310005002'),
    ];
    const moves = suggestMoves(cases, two, now, nobody);
    expect(moves.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining([cases[4]!.id, cases[5]!.id]));
  });

  test('is of several the one that is due last', () => {
    const later = { timers: [{ ...resolve, dueAt: resolve.dueAt + 1 }] };
    const cases = [...many(2, 'a'), one('a', undefined, later), ...many(1, 'a')];
    expect(suggestMoves(cases, two, now, nobody)[0]?.caseId).toBe(cases[2]!.id);
  });
});
