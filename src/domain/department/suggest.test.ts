import { describe, expect, test } from 'vitest';
import type { Matter } from '../matter/matter.ts';
import { accept, act, recipientsOf, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { dispatcher, world } from '../../../tests/support/world.ts';
import { candidatesFor, loadsOf, type Standing } from './suggest.ts';

const accepted = after(report(), accept()).subject;
const dispatched = after(
  report(),
  accept(),
  act(dispatcher, { type: 'case.dispatch', body: { recipients: recipientsOf('kz-municipal') } }),
).subject;
const matter: Matter = {
  ...world.matters.get('municipal.garbage-overflow')!,
  leadKind: 'municipal',
  supportKinds: ['market-regulation'],
};
const nothing = (): Standing => ({ load: 0, sign: null });
const idsFor = (subject: typeof accepted, standingOf: (id: string) => Standing = nothing): string[] =>
  candidatesFor(subject, matter, world.departments.values(), standingOf).map((one) => one.department.id);

describe('who may receive a case', () => {
  test('every department responsible at the place: the lead of the catalogue first, then its supports', () => {
    expect(idsFor(accepted)).toEqual(['kz-municipal', 'ps-market', 'kz-enforcement', 'kz-stability']);
  });

  test('the catalogue says which part each has', () => {
    const parts = candidatesFor(accepted, matter, world.departments.values(), nothing).map((one) => one.part);
    expect(parts).toEqual(['lead', 'support', null, null]);
  });

  test('who holds it already is not offered, nor is anybody outside', () => {
    expect(idsFor(dispatched)).not.toContain('kz-municipal');
    expect(idsFor(accepted)).not.toContain('lh-market');
  });

  test('among equals who has less in hand comes first, then who signed faster, where enough is known', () => {
    const last = (standings: Record<string, Standing>): string[] =>
      idsFor(accepted, (id) => standings[id] ?? nothing()).slice(2);
    const sign = (p50Ms: number, n: number): Standing => ({ load: 1, sign: { p50Ms, n } });
    expect(last({ 'kz-enforcement': { load: 1, sign: null } })).toEqual(['kz-stability', 'kz-enforcement']);
    const slower = { 'kz-enforcement': sign(9, 20), 'kz-stability': sign(8, 20) };
    expect(last(slower)).toEqual(['kz-stability', 'kz-enforcement']);
    const unsure = { 'kz-enforcement': sign(9, 20), 'kz-stability': sign(8, 19) };
    expect(last(unsure)).toEqual(['kz-enforcement', 'kz-stability']);
    expect(idsFor(accepted, (id) => ({ load: id === 'kz-municipal' ? 99 : 0, sign: null }))[0]).toBe(
      'kz-municipal',
    );
  });

  test('what each has in hand is counted over the cases that are seen', () => {
    expect([...loadsOf([accepted, dispatched])]).toEqual([['kz-municipal', 1]]);
  });
});
