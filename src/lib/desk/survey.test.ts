import { describe, expect, test } from 'vitest';
import { layered } from '#domain/board/layers.ts';
import type { Case } from '#domain/case/case.ts';
import { SORTS } from '#domain/desk/arrangement.ts';
import { report } from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { Random } from '../../../server/demo/day/random.ts';
import type { Filter } from './filter.ts';
import { Surveyor, type Question } from './survey.ts';

const reported = after(report()).subject;
const textOf = ({ place }: Case): string => place.label;

const FILTERS: Filter[] = [
  {},
  { state: 'discovered' },
  { tier: 'red' },
  { tier: 'running', clock: 'accept' },
  { near: { lat: 22.7, lon: 114.4, radiusM: 4_000 } },
  { area: '440310' },
  { q: '3' },
  { figure: 'accepted' },
];

function district(random: Random, size: number): Map<string, Case> {
  return new Map(Array.from({ length: size }, (_, n) => [`case-${n}`, anyCase(random, n)]));
}

function anyCase(random: Random, n: number): Case {
  const dueAt = EVENING + random.between(-90, 300) * 60_000;
  return {
    ...reported,
    id: `case-${n}`,
    number: `PS-${n}`,
    state: random.pick(['discovered', 'accepted', 'closed'] as const),
    acceptedAt: EVENING + random.between(-20, 20) * 3_600_000,
    closedAt: random.chance(0.2) ? EVENING + random.between(-9, 9) : null,
    place: {
      ...reported.place,
      areaCode: random.pick(['440310003005', '440309001001']),
      lat: random.between(22.6, 22.8),
      lon: random.between(114.3, 114.5),
      label: String(n),
    },
    timers: reported.timers.map((timer) => ({ ...timer, dueAt, amberAt: dueAt - 60_000 })),
  };
}

const anySeed = (): string => String(Math.floor(Math.random() * 1e9));
const asked = (question: Partial<Question>): Question => ({
  ...{ filter: {}, others: FILTERS, sort: 'due', now: EVENING },
  ...question,
});

describe('counts', () => {
  test('each count is the length of the list that its filter opens, whatever stands in the queue', () => {
    const seed = anySeed();
    const cases = district(new Random(seed), 300);
    const look = (question: Partial<Question>) => new Surveyor(textOf).look(cases, asked(question));
    const { counts } = look({});
    const lengths = FILTERS.map((filter) => look({ filter, others: [], sort: 'age' }).lines.length);
    expect({ seed, counts }).toEqual({ seed, counts: lengths });
    expect(lengths.every((length) => length > 0)).toBe(true);
  });
});

describe('a second look', () => {
  test('finds what a first one would, whatever has changed, come, gone or been asked meanwhile', () => {
    const seed = anySeed();
    const random = new Random(seed);
    let board: ReadonlyMap<string, Case> = district(random, 400);
    const again = new Surveyor(textOf);
    const question = asked({});
    for (let step = 0; step < 60; step += 1) {
      // A city's clock can be set back too, and every other day begins with other figures.
      const day = random.chance(0.1) ? 24 * 3_600_000 : 0;
      // While it stands still only what was changed is looked at, and put among what stands.
      if (random.chance(0.5)) question.now = EVENING + day + Math.floor(random.between(-90, 300)) * 60_000;
      if (random.chance(0.1)) question.filter = random.pick(FILTERS);
      if (random.chance(0.2)) question.sort = random.pick(SORTS);
      const changes = new Map<string, Case | undefined>();
      for (let n = 0; n < 5; n += 1) {
        const at = Math.floor(random.between(0, 410));
        changes.set(`case-${at}`, random.chance(0.2) ? undefined : anyCase(random, at));
      }
      board = layered(board, changes);
      const [found, first] = [again, new Surveyor(textOf)].map((one) => one.look(board, question));
      expect({ seed, step, ...found }).toEqual({ seed, step, ...first });
    }
  });

  test('stands in another order when that is asked, although nothing has changed', () => {
    const cases = district(new Random('orders'), 50);
    const again = new Surveyor(textOf);
    for (const sort of SORTS.flatMap((one) => ['due', one] as const)) {
      const [found, first] = [again, new Surveyor(textOf)].map((one) => one.look(cases, asked({ sort })));
      expect(found).toEqual(first);
    }
  });

  test('keeps the line of a case, which then says what has become of it: a list that is held back holds no past', () => {
    const cases = district(new Random('lines'), 50);
    const surveyor = new Surveyor(textOf);
    const before = surveyor.look(cases, asked({})).lines.slice();
    const changed = { ...before[0]!.subject, urgency: 3 } as Case;
    const after = new Set(surveyor.look(new Map(cases).set(changed.id, changed), asked({})).lines);
    expect(before.filter((line) => !after.has(line))).toEqual([]);
    expect(before[0]!.subject).toBe(changed);
  });
});
